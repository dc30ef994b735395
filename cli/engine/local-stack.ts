import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { localTemplate } from "../../stacks/stack-file";
import { exitCodes, Stop } from "../exit";
import { engineSettings } from "./engine-settings";

/** Name of the stack that lives in the sandbox. */
export const localStack = "local";

/** Where a checkout keeps what git ignores. */
export interface LocalPlaces {
  /** Folder of all that follows. */
  readonly folder: string;
  /** Folder of the file backend: the stack's state. */
  readonly state: string;
  /** File that holds the stack's passphrase. */
  readonly passphrase: string;
  /** Folder of the sandbox's objects. */
  readonly sandbox: string;
  /** Folder of copies of the state, made before recovery changes it. */
  readonly backups: string;
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
  };
}

/**
 * Makes what the local stack needs before its first run, and leaves alone what is there.
 *
 * @throws Stop when the stack was made and its passphrase is gone: a new one would open nothing
 */
export function prepareLocalStack(root: string): LocalPlaces {
  const places = localPlaces(root);
  const file = join(root, `Pulumi.${localStack}.yaml`);
  const isNew = !existsSync(places.passphrase);
  if (isNew && existsSync(stateFile(places))) throw lostPassphrase(places, file);
  mkdirSync(places.state, { recursive: true });
  mkdirSync(places.backups, { recursive: true });
  if (!existsSync(file)) writeWhole(file, readFileSync(join(root, localTemplate), "utf8"), places);
  else if (isNew) dropOldSalt(file, places);
  // Last: where there is a passphrase, everything else is there too.
  if (isNew) writeWhole(places.passphrase, randomBytes(24).toString("base64url"), places, 0o600);
  return places;
}

/** Where Pulumi's file backend keeps the stack itself. */
const stateFile = ({ state }: LocalPlaces): string =>
  join(state, ".pulumi", "stacks", "belfry", `${localStack}.json`);

/** Whether the local stack was ever made on this machine. */
export const hasLocalStack = (places: LocalPlaces): boolean => existsSync(stateFile(places));

function lostPassphrase({ passphrase, state }: LocalPlaces, file: string): Stop {
  return new Stop(
    exitCodes.problems,
    `${passphrase} is missing: the passphrase with which the stack in ${state} was made. Put it back there.\n` +
      `If it is lost, remove ${state}, and npm start makes the stack anew. That loses the stack's history and the ` +
      `secrets set in ${file}; what is deployed in the sandbox is found again by identity.`,
  );
}

/** The salt belongs to a passphrase and a state that are gone: Pulumi would hold the new passphrase against it. */
function dropOldSalt(file: string, places: LocalPlaces): void {
  const text = readFileSync(file, "utf8");
  const without = text.replaceAll(/^encryptionsalt:.*\n?/gm, "");
  if (without !== text) writeWhole(file, without, places);
}

/** A run that is cut off here leaves the whole file or none. */
function writeWhole(file: string, text: string, { folder }: LocalPlaces, mode = 0o644): void {
  const draft = join(folder, `draft.${process.pid}`);
  writeFileSync(draft, text, { mode });
  renameSync(draft, file);
}

/**
 * The variables under which Pulumi's own commands work on the local stack. They name the backend, so that a user's own
 * `pulumi login` is neither read nor changed.
 */
export function localEnvironment(
  places: LocalPlaces,
  sandbox: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: `file://${places.state}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: places.passphrase,
    PULUMI_STACK: localStack,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...engineSettings,
    ...sandbox,
  };
}
