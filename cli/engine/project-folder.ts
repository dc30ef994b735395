import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";

import { parse, stringify } from "yaml";

import { writeWhole } from "../write-whole";
import type { LocalPlaces } from "./local-stack";

/** A stack's file as Pulumi reads it. https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
export type StackDocument = Readonly<Record<string, unknown>>;

interface ProjectDocument {
  readonly plugins?: Readonly<Record<string, readonly { readonly path?: string }[]>>;
  readonly [key: string]: unknown;
}

/** Folder of stacks' files within a generated project. */
const stacksFolder = "stacks";

/**
 * Writes the project once more into a folder of its own: the same program, and files of stacks that are no user's. Pulumi
 * writes a stack's salt where it finds the stack's file, and `stack init` knows no `--config-file` (docs/decisions/0025).
 */
export function writeProject(root: string, folder: string): void {
  const document = parse(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as ProjectDocument;
  mkdirSync(join(folder, stacksFolder), { recursive: true });
  const plugins = Object.entries(document.plugins ?? {}).map(([kind, each]) => [
    kind,
    each.map((plugin) => ({
      ...plugin,
      ...(plugin.path !== undefined && { path: within(root, plugin.path) }),
    })),
  ]);
  const generated = {
    ...document,
    main: root,
    stackConfigDir: stacksFolder,
    ...(plugins.length > 0 && { plugins: Object.fromEntries(plugins) as ProjectDocument["plugins"] }),
  };
  writeChanged(join(folder, "Pulumi.yaml"), generated, { folder });
}

/** Writes a stack's file in a generated project; the salt that Pulumi wrote there stays. */
export function writeStackFile(folder: string, stack: string, document: StackDocument): void {
  const file = join(folder, stacksFolder, `Pulumi.${stack}.yaml`);
  const known = existsSync(file) ? (parse(readFileSync(file, "utf8")) as StackDocument | null) : null;
  const salt = known?.["encryptionsalt"];
  const kept = salt === undefined || hasOwnKey(document) ? {} : { encryptionsalt: salt };
  writeChanged(file, { ...document, ...kept }, { folder });
}

/** Whether a file says by itself with which key its secrets are encrypted. */
const hasOwnKey = (document: StackDocument): boolean =>
  ["encryptionsalt", "encryptedkey", "secretsprovider"].some((key) => key in document);

const within = (root: string, path: string): string => (isAbsolute(path) ? path : join(root, path));

const heading = "# Made by belfry from Pulumi.yaml and the environment's own file: change those, not this.\n";

/** Two commands at once write the same: nothing is written that is there, and a file is whole or not there. */
function writeChanged(file: string, document: unknown, places: Pick<LocalPlaces, "folder">): void {
  // In quotes, so that no reader takes a day for a time or an account for a number.
  const text = heading + stringify(document, { defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" });
  if (!existsSync(file) || readFileSync(file, "utf8") !== text)
    writeWhole(file, text, { drafts: places.folder });
}
