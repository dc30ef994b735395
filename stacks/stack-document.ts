import type { Problem } from "../model/problem";
import { nearest } from "../model/nearest";
import { isRecord } from "../model/record";
import { configKeys } from "./raw-config";

/** The keys of a stack's file. https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/ */
const documentKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** What is wrong with a stack's file as a whole: what Pulumi would not read, or nobody would notice is not read. */
export function documentProblems(file: string, document: unknown): readonly Problem[] {
  if (!isRecord(document)) return [nothingSaid(file)];
  const unknown = Object.keys(document).filter((key) => !documentKeys.includes(key));
  const config = document["config"];
  return [
    ...unknown.map((key) => unknownKey(`${file} ${key}`, nearest(key, documentKeys), documentKeys)),
    ...(isRecord(config) ? configProblems(file, Object.keys(config)) : [nothingSaid(file)]),
  ];
}

function configProblems(file: string, keys: readonly string[]): readonly Problem[] {
  const wrong = keys.filter((key) => !key.startsWith("belfry:") && isMeant(key));
  const said = keys.length > wrong.length && keys.some((key) => key.startsWith("belfry:"));
  return [
    ...wrong.map((key) => unknownKey(`${file} config.${key}`, `belfry:${key.split(":").pop() ?? ""}`, [])),
    ...(said || wrong.length > 0 ? [] : [nothingSaid(file)]),
  ];
}

/** A key of ours without its namespace, or with one that is mistyped; other packages' keys are theirs. */
function isMeant(key: string): boolean {
  const [namespace = "", name] = key.split(":");
  if (name === undefined) return configKeys.includes(namespace);
  return nearest(namespace, ["belfry"]) !== undefined;
}

function unknownKey(path: string, meant: string | undefined, known: readonly string[]): Problem {
  return {
    code: "stack/unknown-key",
    path,
    value: null,
    rule: "no such key is known; what stands under it would be ignored.",
    remedy: meant === undefined ? `Known are ${known.join(", ")}.` : `Did you mean ${meant}?`,
  };
}

function nothingSaid(file: string): Problem {
  return {
    code: "stack/empty",
    path: file,
    value: null,
    rule: "it says nothing under config.belfry:…, so an environment that should page would page nobody.",
    remedy: "Write at least belfry:environment and belfry:pages under config.",
  };
}
