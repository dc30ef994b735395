import { randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { localTemplate } from "../../stacks/stack-file";

/** Name of the stack that lives in the sandbox. */
export const localStack = "local";

/** Where a checkout keeps what git ignores. */
export interface LocalPlaces {
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
    state: join(folder, "state"),
    passphrase: join(folder, "passphrase"),
    sandbox: join(folder, "sandbox"),
    backups: join(folder, "backups"),
  };
}

/** Makes what the local stack needs before its first run, and leaves alone what is there. */
export function prepareLocalStack(root: string): LocalPlaces {
  const places = localPlaces(root);
  mkdirSync(places.state, { recursive: true });
  mkdirSync(places.backups, { recursive: true });
  if (!existsSync(places.passphrase)) {
    writeFileSync(places.passphrase, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  }
  const file = join(root, `Pulumi.${localStack}.yaml`);
  if (!existsSync(file)) copyFileSync(join(root, localTemplate), file);
  return places;
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
    ...sandbox,
  };
}
