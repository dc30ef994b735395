import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { localTemplate } from "../../stacks/stack-file";
import { exitCodes, Stop } from "../exit";
import { writeWhole } from "../write-whole";
import { engineSettings } from "./engine-settings";

/** Name of the stack that `npm start` deploys: it lives in the sandbox and nowhere else. */
export const localStack = "local";

/** Name of the project, as in Pulumi.yaml: a part of every stack's place in a file backend. */
export const project = "belfry";

/** Where a checkout keeps what git ignores. */
export interface LocalPlaces {
  /** Folder of all that follows. */
  readonly folder: string;
  /** Folder of the file backend: the state of the sandbox's stacks. */
  readonly state: string;
  /** File that holds the passphrase of the sandbox's stacks. */
  readonly passphrase: string;
  /** Folder of the sandbox's objects. */
  readonly sandbox: string;
  /** Folder of copies of the state, made before recovery changes it. */
  readonly backups: string;
  /** Folder of generated projects, from which stacks are run that have no file of their own in the checkout. */
  readonly projects: string;
}

/** The places of one checkout. */
export function localPlaces(root: string): LocalPlaces {
  const folder = join(root, ".belfry");
  return {
    folder,
    state: join(folder, "state"),
    passphrase: join(folder, "passphrase"),
    sandbox: join(folder, "sandbox"),
    backups: join(folder, "backups"),
    projects: join(folder, "projects"),
  };
}

/**
 * Makes what the sandbox's stacks need before their first run, and leaves alone what is there.
 *
 * @throws Stop when a stack was made and its passphrase is gone: a new one would open nothing
 */
export function prepareSandboxStacks(root: string): LocalPlaces {
  const places = localPlaces(root);
  const file = join(root, `Pulumi.${localStack}.yaml`);
  const isNew = !existsSync(places.passphrase);
  if (isNew && sandboxStacks(places).length > 0) throw lostPassphrase(places, file);
  mkdirSync(places.state, { recursive: true });
  mkdirSync(places.backups, { recursive: true });
  // Salts belong to a passphrase and a state that are gone: Pulumi would hold the new passphrase against them.
  if (isNew) for (const each of [file, ...generatedFiles(places)]) dropOldSalt(each, places);
  // Last: where there is a passphrase, everything else is there too.
  if (isNew)
    writeWhole(places.passphrase, randomBytes(24).toString("base64url"), {
      drafts: places.folder,
      mode: 0o600,
    });
  return places;
}

/** Makes the local stack's file from its template where there is none. */
export function prepareLocalFile(root: string): void {
  const file = join(root, `Pulumi.${localStack}.yaml`);
  if (!existsSync(file))
    writeWhole(file, readFileSync(join(root, localTemplate), "utf8"), { drafts: localPlaces(root).folder });
}

/** The stacks that were ever made in a checkout's sandbox, by name. */
export function sandboxStacks({ state }: Pick<LocalPlaces, "state">): readonly string[] {
  const folder = join(state, ".pulumi", "stacks", project);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

function generatedFiles({ projects }: LocalPlaces): readonly string[] {
  if (!existsSync(projects)) return [];
  return readdirSync(projects, { recursive: true, encoding: "utf8" })
    .filter((name) => /Pulumi\..+\.yaml$/.test(name))
    .map((name) => join(projects, name));
}

function lostPassphrase({ passphrase, state }: LocalPlaces, file: string): Stop {
  return new Stop(
    exitCodes.problems,
    `${passphrase} is missing: the passphrase with which the stack in ${state} was made. Put it back there.\n` +
      `If it is lost, remove ${state}, and npm start makes the stack anew. That loses the stack's history and the ` +
      `secrets set in ${file}; what is deployed in the sandbox is found again by identity.`,
  );
}

function dropOldSalt(file: string, places: LocalPlaces): void {
  if (!existsSync(file)) return;
  const text = readFileSync(file, "utf8");
  const without = text.replaceAll(/^encryptionsalt:.*\n?/gm, "");
  if (without !== text) writeWhole(file, without, { drafts: places.folder });
}

/**
 * The variables under which Pulumi's own commands work on a stack in the sandbox. They name the backend, so that a user's
 * own `pulumi login` is neither read nor changed.
 *
 * @param providers - variables that attach the engine to the sandbox; empty for what needs no provider
 */
export function sandboxEnvironment(
  places: LocalPlaces,
  stack: string,
  providers: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: backendUrl(places),
    PULUMI_CONFIG_PASSPHRASE_FILE: places.passphrase,
    PULUMI_STACK: stack,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...engineSettings,
    ...providers,
  };
}

/** The address of the sandbox's file backend. */
export const backendUrl = ({ state }: Pick<LocalPlaces, "state">): string => `file://${state}`;
