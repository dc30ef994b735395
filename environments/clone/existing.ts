import { isRecord } from "../../model/record";
import type { Problem } from "../../model/problem";
import { configValue, isSecret } from "../../stacks/config-value";
import { configIn, type StackText } from "../../stacks/stack-file";
import type { Clone, CloneRequest } from "./request";
import { shown } from "./draft";
import { commandIn, commandOf } from "./words";

/** What a file says of the clone that it is. */
export interface CloneFile {
  /** What it was made of; null for the file of an environment that is no clone. */
  readonly clonedFrom: string | null;
  /** When it ends; null where it lasts. */
  readonly expires: string | null;
  /** Whether it may wake people. */
  readonly pages: boolean;
  /** Whether it says that nothing may remove it. */
  readonly protected: boolean;
}

/**
 * Reads what a file says of the clone that it is.
 *
 * @throws ModelError when it is no YAML
 */
export function cloneFileOf(file: StackText): CloneFile {
  const config = configIn(file);
  const textAt = (key: string): string | null => {
    const value = config[`belfry:${key}`];
    return typeof value === "string" && value !== "" ? value : null;
  };
  // Whatever is written but false is meant: `yes` is a mistake that may not cost an environment.
  const isSaid = (key: string): boolean =>
    ![undefined, "", false].includes(configValue(key, config[`belfry:${key}`]) as undefined);
  return {
    clonedFrom: textAt("clonedFrom"),
    expires: textAt("expires"),
    pages: isSaid("pages"),
    protected: isSaid("protected"),
  };
}

/**
 * What keeps a file that is there from being the clone that is asked for; empty where it is that very clone, whose making
 * goes on.
 *
 * @param made - the clone that is asked for, with the end that the file says
 */
export function otherThanAsked(file: StackText, request: CloneRequest, made: Clone): readonly Problem[] {
  const { clonedFrom } = cloneFileOf(file);
  if (clonedFrom === null) return [notOurs(file)];
  if (clonedFrom !== request.from)
    return [differs(`${file.file} belfry:clonedFrom`, clonedFrom, `a clone of ${request.from} is asked for`)];
  const [said, asked] = [commandIn(file.text), commandOf(request)];
  const words =
    said === null || said === asked ? [] : [differs(file.file, said, `\`${asked}\` is asked for`)];
  const [is, wanted] = [leavesOf(configIn(file)), leavesOf(configIn({ ...file, text: made.text }))];
  const paths = [...new Set([...wanted.keys(), ...is.keys()])];
  // A secret is set once the stack is there, and only its stack can read it.
  const values = paths.filter((path) => is.get(path) !== wanted.get(path) && !path.endsWith(".secure"));
  return [
    ...words,
    ...values.map((path) =>
      differs(`${file.file} ${path}`, is.get(path) ?? null, `it would be ${wanted.get(path) ?? "left out"}`),
    ),
  ];
}

/** Whether a file holds the secret of a key, which its stack encrypted. */
export function hasSecret(file: StackText, key: string): boolean {
  const config = configIn(file);
  const settings = configValue("settings", config["belfry:settings"]);
  return isSecret(key.includes(":") ? config[key] : isRecord(settings) ? settings[key] : undefined);
}

/** Every value of a configuration by its path; Pulumi writes truth values and numbers as text where it rewrites a file. */
function leavesOf(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (!isRecord(value)) return new Map([[path, shown(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, each]) => [...leavesOf(each, path === "" ? key : `${path}.${key}`)]),
  );
}

function notOurs({ file }: StackText): Problem {
  return {
    code: "clone/no-clone",
    path: file,
    value: null,
    rule: "this environment was not made by a clone, and would be lost under one.",
    remedy: "Choose another name.",
  };
}

function differs(path: string, value: string | null, rule: string): Problem {
  return {
    code: "clone/differs",
    path,
    value,
    rule: `there is such a clone, made otherwise: ${rule}.`,
    remedy:
      "`belfry up --stack` deploys it as it is written; for another clone choose another name, or remove this one first.",
  };
}
