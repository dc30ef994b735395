import type { Fields } from "../../model/record";
import { inputsOf, outsideOptions, sdkNames } from "../../adoption/foreign-monitor";
import { numeric } from "../rules/read";
import type { ObjectRecord } from "../store/record";
import { snakeCase } from "./api-form";
import { creatorOf } from "./sandbox-user";
import { plainBag, type Bag, type Value, type WireBag } from "../wire/values";

const apiNames = new Map(Object.entries(sdkNames).map(([api, sdk]) => [sdk, api]));

/** A monitor as the API shows it. */
export function monitorOf({ computed, createdAt, id, inputs, updatedAt }: ObjectRecord) {
  const fields: Record<string, Value> = {};
  const options: Record<string, Value> = {};
  for (const [name, value] of Object.entries(plainBag(inputs))) {
    const target = outsideOptions.includes(name) ? fields : options;
    target[snakeCase(apiNames.get(name) ?? name)] = inApiType(name, value);
  }
  const { name, query, tags } = fields;
  // Of the old kind of muting, which no program states.
  if (computed["silenced"] !== undefined) options["silenced"] = plainBag(computed)["silenced"] ?? null;
  return {
    ...fields,
    id: Number(id),
    name: typeof name === "string" ? name : "",
    query: typeof query === "string" ? query : "",
    creator: creatorOf({ computed }),
    priority: fields["priority"] === undefined ? null : Number(fields["priority"]),
    tags: Array.isArray(tags) ? tags.map(String) : [],
    created: createdAt,
    modified: updatedAt,
    deleted: null,
    multi: typeof query === "string" && query.includes(" by {"),
    overall_state: "No Data",
    options,
  };
}

/** A monitor as a client sends it, in the words of Pulumi's SDK. */
export const inputsOfBody = (body: Fields): WireBag => inputsOf(camelCased(body) as Fields) as WireBag;

const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function camelCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCased);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [camelCase(name), camelCased(each)]));
}

/** Inputs that the API writes as numbers, however a program or a hand in the sandbox's files wrote them. */
const counted: ReadonlySet<string> = new Set([
  "evaluationDelay",
  "newGroupDelay",
  "newHostDelay",
  "noDataTimeframe",
  "renotifyInterval",
  "renotifyOccurrences",
  "timeoutH",
]);

function inApiType(name: string, value: Value): Value {
  if (name === "monitorThresholds") return numbersIn(value);
  return counted.has(name) && typeof value === "string" ? (numeric(value) ?? value) : value;
}

/** Levels are texts in the SDK and numbers in the API. */
function numbersIn(levels: Value): Bag {
  const named = typeof levels === "object" && !Array.isArray(levels) ? Object.entries(levels ?? {}) : [];
  return Object.fromEntries(named.map(([name, value]) => [snakeCase(name), Number(value)]));
}
