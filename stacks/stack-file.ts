import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { isNode, LineCounter, parse, parseDocument, YAMLParseError } from "yaml";

import type { Origin } from "../model/origin";
import { ModelError } from "../model/problem";
import { isRecord, type Fields } from "../model/record";
import { configValue, isSecret } from "./config-value";
import type { ConfigSource } from "./resolve-environment";
import { plainProblems } from "./plain-values";
import { documentProblems } from "./stack-document";

const namespace = "belfry:";

/** Where the local stack's file is made from; itself the plan's input until the stack exists. */
export const localTemplate = "Pulumi.local.template.yaml";

/** The file that holds a stack's configuration; the local stack's is its template until `npm start` copies it. */
export function stackFileOf(root: string, stack: string): string {
  const own = `Pulumi.${stack}.yaml`;
  return stack === "local" && !existsSync(join(root, own)) ? localTemplate : own;
}

/**
 * Reads a stack's configuration from its file, over the defaults of Pulumi.yaml, without the engine.
 *
 * @throws ModelError when the file is missing or is no YAML
 */
export function readStackFile(root: string, stack: string, file = stackFileOf(root, stack)): ConfigSource {
  if (statSync(join(root, file), { throwIfNoEntry: false })?.isFile() !== true) {
    throw new ModelError("The request", [
      {
        code: "stack/unknown",
        path: "--stack",
        value: stack,
        rule: `there is no ${file}.`,
        remedy: `Write that file, or choose among ${knownStacks(root)}.`,
      },
    ]);
  }
  return stackSource(root, stack, { file, text: readFileSync(join(root, file), "utf8") });
}

/** A stack's file. */
export interface StackText {
  /** Its name, for problems. */
  readonly file: string;
  /** What it holds. */
  readonly text: string;
}

/**
 * A stack's configuration from the text of its file, which need not be there, over the defaults of Pulumi.yaml.
 *
 * @throws ModelError when it is no YAML
 */
export function stackSource(root: string, stack: string, { file, text }: StackText): ConfigSource {
  const document = yamlOf(file, text);
  const own = ownValues(section(document, "config"));
  const defaults = ownValues(section(readProject(root), "config"), (declared) =>
    section(declared, "default"),
  );
  return {
    where: file,
    stack,
    values: { ...defaults, ...readable(own) },
    encrypted: encryptedIn(own),
    own: Object.keys(own),
    problems: [...documentProblems(file, document), ...plainProblems(file, text)],
  };
}

/**
 * The line on which a stack's file says something of Belfry's, with the file as the root's; null where it does not.
 *
 * @param path - the key without `belfry:`, and what is within it, such as `["overrides", "vendhub/cpu", "critical"]`
 */
export function configLine(
  root: string,
  stack: string,
  [key = "", ...within]: readonly string[],
): Origin | null {
  const file = stackFileOf(root, stack);
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(join(root, file), "utf8"), { lineCounter: lines });
  const written = document.getIn(["config", `${namespace}${key}`, ...within], true);
  return isNode(written) && written.range ? { file, line: lines.linePos(written.range[0]).line } : null;
}

function knownStacks(root: string): string {
  return ["prod", "staging", "local"]
    .filter((stack) => existsSync(join(root, stackFileOf(root, stack))))
    .join(", ");
}

/** Keys of the settings that only the stack can read. */
const encryptedIn = ({ settings }: Fields): readonly string[] =>
  isRecord(settings) ? Object.keys(settings).filter((key) => isSecret(settings[key])) : [];

/** Values without the settings that only the stack can read. */
function readable(values: Fields): Fields {
  const { settings } = values;
  const hidden = encryptedIn(values);
  if (!isRecord(settings) || hidden.length === 0) return values;
  const rest = Object.entries(settings).filter(([key]) => !hidden.includes(key));
  return { ...values, settings: Object.fromEntries(rest) };
}

function ownValues(config: unknown, valueOf = (value: unknown): unknown => value): Record<string, unknown> {
  if (typeof config !== "object" || config === null) return {};
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, value]) => [key.slice(namespace.length), valueOf(value)] as const)
      .map(([key, value]) => [key, configValue(key, value)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

const section = (document: unknown, key: string): unknown =>
  typeof document === "object" && document !== null ? (document as Record<string, unknown>)[key] : undefined;

const readProject = (root: string): unknown =>
  yamlOf("Pulumi.yaml", readFileSync(join(root, "Pulumi.yaml"), "utf8"));

/**
 * What stands under `config` in a stack's file, as it is written; nothing where that is no record.
 *
 * @throws ModelError when it is not one YAML document
 */
export function configIn({ file, text }: StackText): Fields {
  const config = section(yamlOf(file, text), "config");
  return isRecord(config) ? config : {};
}

/**
 * What a file says.
 *
 * @throws ModelError when it is not one YAML document
 */
export function yamlOf(file: string, text: string): unknown {
  try {
    // Pulumi's reader merges records with <<, which YAML 1.2 has no more.
    return parse(text, { maxAliasCount: 100, merge: true });
  } catch (error) {
    // A reference to nothing, or to too much, is found only when the document becomes data.
    if (!(error instanceof YAMLParseError || error instanceof ReferenceError)) throw error;
    throw new ModelError(file, [
      {
        code: "stack/yaml",
        path: file,
        value: null,
        rule: `it is not one YAML document: ${(error.message.split("\n")[0] ?? "").replace(/[:.;]+$/, "")}.`,
        remedy: "Mend that line.",
      },
    ]);
  }
}
