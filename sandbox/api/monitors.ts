import { plainBag, type Bag, type Value } from "../wire/values";
import type { ObjectRecord } from "../store/record";
import type { ObjectStore } from "../store/store";
import { fine, refused, type Handler } from "./exchange";
import { byHand, sandboxProgram, sandboxUser } from "./sandbox-user";

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
 * `GET /api/v1/monitor`: the monitors with all of some tags, with a text in their name or tags in the scope of their query;
 * a page at a time where one is asked for, or those behind an id.
 *
 * Source: https://docs.datadoghq.com/api/latest/monitors/#get-all-monitors
 */
export const listMonitors =
  (store: ObjectStore): Handler =>
  async ({ url }) => {
    const { searchParams } = url;
    const wrong = ["page", "page_size", "id_offset"].filter(
      (name) => !/^\d{1,18}$/.test(searchParams.get(name) ?? "0"),
    );
    if (wrong.length > 0)
      return refused(400, ...wrong.map((name) => `The parameter '${name}' must be a whole number`));
    const all = (await store.list("datadog", type)).map(monitorOf).sort((one, other) => one.id - other.id);
    const found = all.filter((monitor) => isAskedFor(monitor, searchParams));
    const [page, after] = [searchParams.get("page"), searchParams.get("id_offset")];
    // Without a size a page has 100, and at most 1,000.
    const size = Math.min(1000, Number(searchParams.get("page_size") ?? 100));
    if (after !== null) return fine(found.filter(({ id }) => id > Number(after)).slice(0, size));
    return fine(page === null ? found : found.slice(Number(page) * size, (Number(page) + 1) * size));
  };

function isAskedFor({ name, query, tags }: ReturnType<typeof monitorOf>, asked: URLSearchParams): boolean {
  const listed = (parameter: string): readonly string[] =>
    (asked.get(parameter) ?? "").split(",").filter((tag) => tag !== "");
  const scopes = [...query.matchAll(/\{([^}]*)\}/g)].flatMap(([, inner = ""]) => inner.split(","));
  return (
    listed("monitor_tags").every((tag) => tags.includes(tag)) &&
    listed("tags").every((tag) => scopes.includes(tag)) &&
    name.toLowerCase().includes((asked.get("name") ?? "").toLowerCase())
  );
}

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

function monitorOf({ computed, createdAt, id, inputs, updatedAt }: ObjectRecord) {
  const fields: Record<string, Value> = {};
  const options: Record<string, Value> = {};
  for (const [name, value] of Object.entries(plainBag(inputs))) {
    const target = outside.has(name) ? fields : options;
    target[renamed[name] ?? snakeCase(name)] = name === "monitorThresholds" ? numbersIn(value) : value;
  }
  const { name, query, tags } = fields;
  // Of the old kind of muting, which no program states.
  if (computed["silenced"] !== undefined) options["silenced"] = plainBag(computed)["silenced"] ?? null;
  const { handle, email, name: maker } = computed[byHand] === true ? sandboxUser : sandboxProgram;
  return {
    ...fields,
    id: Number(id),
    name: typeof name === "string" ? name : "",
    query: typeof query === "string" ? query : "",
    creator: { name: maker, handle, email },
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
