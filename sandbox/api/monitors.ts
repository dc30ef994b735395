import { plainBag, type Bag, type Value } from "../wire/values";
import type { ObjectRecord } from "../store/record";
import type { ObjectStore } from "../store/store";
import { fine, refused, type Handler } from "./exchange";

const type = "datadog:index/monitor:Monitor";

/** Fields that the API has beside `options`; the SDK writes all of them on one level. */
const outside: ReadonlySet<string> = new Set([
  "name",
  "message",
  "query",
  "type",
  "tags",
  "priority",
  "restrictedRoles",
  "draftStatus",
  "assets",
]);

/** Fields that the SDK calls otherwise than the API. */
const renamed: Readonly<Record<string, string>> = {
  monitorThresholds: "thresholds",
  monitorThresholdWindows: "threshold_windows",
};

/**
 * `GET /api/v1/monitor`: the monitors with all of some tags, a page at a time where one is asked for.
 *
 * Source: https://docs.datadoghq.com/api/latest/monitors/#get-all-monitors
 */
export const listMonitors =
  (store: ObjectStore): Handler =>
  async ({ url }) => {
    const tags = (url.searchParams.get("monitor_tags") ?? "").split(",").filter((tag) => tag !== "");
    const all = (await store.list("datadog", type)).map(monitorOf);
    const found = all.filter((monitor) => tags.every((tag) => monitor.tags.includes(tag)));
    const page = url.searchParams.get("page");
    if (page === null) return fine(found);
    // Without a size a page has 100, and at most 1,000.
    const size = Math.min(1000, Number(url.searchParams.get("page_size") ?? 100));
    return fine(found.slice(Number(page) * size, (Number(page) + 1) * size));
  };

/**
 * `GET /api/v1/monitor/{id}`.
 *
 * Source: https://docs.datadoghq.com/api/latest/monitors/#get-a-monitors-details
 */
export const getMonitor =
  (store: ObjectStore): Handler =>
  async ({ params: [id = ""] }) => {
    const found = /^\d+$/.test(id) ? await store.find({ package: "datadog", type, id }) : undefined;
    return found ? fine(monitorOf(found)) : refused(404, "Monitor not found");
  };

function monitorOf({ createdAt, id, inputs, updatedAt }: ObjectRecord) {
  const fields: Record<string, Value> = {};
  const options: Record<string, Value> = {};
  for (const [name, value] of Object.entries(plainBag(inputs))) {
    const target = outside.has(name) ? fields : options;
    target[renamed[name] ?? snakeCase(name)] = name === "monitorThresholds" ? numbersIn(value) : value;
  }
  const { query, tags } = fields;
  return {
    ...fields,
    id: Number(id),
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

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Levels are texts in the SDK and numbers in the API. */
function numbersIn(levels: Value): Bag {
  const named = typeof levels === "object" && !Array.isArray(levels) ? Object.entries(levels ?? {}) : [];
  return Object.fromEntries(named.map(([name, value]) => [snakeCase(name), Number(value)]));
}
