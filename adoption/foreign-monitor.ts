import { isRecord, type Fields } from "../model/record";

/** A monitor that an account has, whoever made it. */
export interface ForeignMonitor {
  /** Datadog's number of it, as Pulumi writes ids. */
  readonly id: string;
  /** Where a person sees it. */
  readonly address: string;
  /** What it was given, in the words of Pulumi's SDK. */
  readonly inputs: Fields;
}

/** Fields that the API has beside `options`; the SDK writes all of them on one level. */
export const outsideOptions: readonly string[] = [
  "name",
  "message",
  "query",
  "type",
  "tags",
  "priority",
  "restrictedRoles",
  "draftStatus",
  "assets",
];

/** Fields of the API's options that the SDK calls otherwise. */
const renamed: Readonly<Record<string, string>> = {
  thresholds: "monitorThresholds",
  thresholdWindows: "monitorThresholdWindows",
  notifyBy: "notifyBies",
};

/**
 * Options that no input of the SDK has: who muted it and who may edit it is told elsewhere, the rest is a synthetic test's.
 * What the client itself has no name for it keeps as additional properties.
 */
const unknownToSdk: ReadonlySet<string> = new Set([
  "additionalProperties",
  "aggregation",
  "deviceIds",
  "locked",
  "minFailureDuration",
  "minLocationFailed",
  "silenced",
  "syntheticsCheckId",
]);

/**
 * The client's objects as plain data. A word that this version of the client does not know, such as a new type of monitor, is
 * kept as it came.
 */
export function plainData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainData);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (!isRecord(value)) return value;
  if ("_data" in value) return plainData(value["_data"]);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, each]) => name !== "_unparsed" && each !== undefined)
      .map(([name, each]) => [name, plainData(each)]),
  );
}

/**
 * A monitor of Datadog's API, its names in camel case as the official client has them, as inputs of Pulumi's SDK: both bring
 * the same fields, the SDK on one level, with its levels and its priority as texts.
 *
 * Fields: https://docs.datadoghq.com/api/latest/monitors/#get-a-monitors-details and
 * https://www.pulumi.com/registry/packages/datadog/api-docs/monitor/#inputs
 */
export function inputsOf(monitor: Fields): Fields {
  const options = isRecord(monitor["options"]) ? monitor["options"] : {};
  const own = outsideOptions.map((name) => [name, monitor[name]] as const);
  const others = Object.entries(options)
    .filter(([name]) => !unknownToSdk.has(name))
    .map(([name, value]) => [renamed[name] ?? name, value] as const);
  const given = [...own, ...others].filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(given.map(([name, value]) => [name, written(name, value)]));
}

/** What the SDK calls a field of the API's options, and the other way about. */
export const sdkNames = renamed;

function written(name: string, value: unknown): unknown {
  if (name === "priority") return String(value);
  if (name !== "monitorThresholds" || !isRecord(value)) return value;
  const levels = Object.entries(value).filter(([, level]) => level !== undefined && level !== null);
  return Object.fromEntries(levels.map(([level, number]) => [level, String(number)]));
}

/** A text among a monitor's inputs; empty where there is none. */
export function textIn(inputs: Fields, name: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : "";
}

/** The tags of a monitor. */
export function tagsOf({ inputs }: ForeignMonitor): readonly string[] {
  const { tags } = inputs;
  return Array.isArray(tags) ? tags.map(String) : [];
}

/** The value of the first tag of a key; undefined where none has it. */
export function tagValue(tags: readonly string[], key: string): string | undefined {
  return tags.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1);
}
