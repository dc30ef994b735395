import { createHash } from "node:crypto";

import { isRecord, type Fields } from "../model/record";

/** Who an object is, wherever it is found: what it carries outlives any state. */
export interface ObjectIdentity {
  /** Equal for the same part of the same guardrail, whatever its provider's id. */
  readonly key: string;
  /** The environment that it says it belongs to; null where its type has no room to say so. */
  readonly environment: string | null;
  /** Id of the guardrail that it carries, such as `vendhub/cpu`; null where its type has no room to say so. */
  readonly guardrail: string | null;
}

/** Inputs that name an object of a type without tags, best first. */
const names = ["name", "bucket", "title", "targetKeyId", "roleName"] as const;

/** Inputs in which an object without tags says in words whose it is. */
const texts = ["description", "message"] as const;

/**
 * The identity of an object by its inputs: its tags or labels; else the same words in a text that people read; else its
 * name; else all that it was given, since nothing else would have made just that.
 */
export function identityOf(type: string, inputs: Fields): ObjectIdentity {
  const tags = tagsOf(inputs);
  const guardrail = tags.get("belfry");
  if (guardrail !== undefined && tags.get("managed-by") === "belfry") {
    const environment = tags.get("env") ?? null;
    const own = isRecord(inputs["metadata"]) ? inputs["metadata"]["name"] : null;
    const parts = [
      type,
      environment,
      guardrail,
      tags.get("belfry-part"),
      typeof own === "string" ? own : null,
    ];
    return { key: parts.map((part) => part ?? "").join("|"), environment, guardrail };
  }
  const said = texts.map((field) => identityLine(inputs[field])).find((line) => line !== null);
  if (said) {
    const { environment, guardrail, part } = said;
    const parts = [type, environment, guardrail, ...(part === undefined ? [] : [part])];
    return { key: parts.join("|"), environment, guardrail };
  }
  const name = names.map((field) => inputs[field]).find((value) => typeof value === "string");
  return { key: `${type}|${name ?? digest(inputs)}`, environment: null, guardrail: null };
}

/** Whose an object is by its tags as Datadog lists them; null where they do not say that Belfry made it. */
export function identityTags(
  tags: readonly string[],
): { readonly guardrail: string; readonly environment: string | null } | null {
  const named = tagsOf({ tags });
  const guardrail = named.get("belfry");
  if (guardrail === undefined || named.get("managed-by") !== "belfry") return null;
  return { guardrail, environment: named.get("env") ?? null };
}

/** Tags as Datadog lists them, as AWS maps them, or labels as Kubernetes keeps them. */
function tagsOf(inputs: Fields): ReadonlyMap<string, string> {
  const { metadata, tags } = inputs;
  if (Array.isArray(tags)) {
    return new Map(tags.filter((tag) => typeof tag === "string").map((tag) => splitTag(tag)));
  }
  const labels = isRecord(metadata) ? metadata["labels"] : tags;
  if (!isRecord(labels)) return new Map();
  return new Map(Object.entries(labels).map(([key, value]) => [key, String(value)]));
}

/** What an object without tags says of itself in words. */
interface SaidIdentity {
  /** Id of its guardrail. */
  readonly guardrail: string;
  /** The environment that it belongs to. */
  readonly environment: string;
  /** Which of the guardrail's objects of its type it is; undefined where there is one only. */
  readonly part: string | undefined;
}

/** `belfry:vendhub/on-call env:prod` in a text, with whatever stands between the two. */
function identityLine(text: unknown): SaidIdentity | null {
  const found =
    typeof text === "string" && /\bbelfry:([a-z0-9-]+\/[a-z0-9-]+)\b.*?\benv:([a-z0-9-]+)/.exec(text);
  const [, guardrail, environment] = found || [];
  if (typeof text !== "string" || guardrail === undefined || environment === undefined) return null;
  return { guardrail, environment, part: /\bbelfry-part:([a-z0-9-]+)/.exec(text)?.[1] };
}

function splitTag(tag: string): readonly [string, string] {
  const colon = tag.indexOf(":");
  return colon < 0 ? [tag, ""] : [tag.slice(0, colon), tag.slice(colon + 1)];
}

/** The same for equal data, whatever the order of its keys; internal fields of the engine do not count. */
function digest(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isRecord(value)) return value === undefined ? "null" : JSON.stringify(value);
  const entries = Object.entries(value).filter(([key, each]) => !key.startsWith("__") && each !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(",")}}`;
}
