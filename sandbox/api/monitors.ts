import { monitorType as type } from "../../preview/engine/read-back";
import { isRecord } from "../../model/record";
import { assembleProvider } from "../assemble";
import { redact } from "../wire/redact";
import type { ObjectStore } from "../store/store";
import { fine, refused, type Handler } from "./exchange";
import { inputsOfBody, monitorOf } from "./monitor-form";
import { isFoundBy } from "./monitor-search";
import { byHand } from "./sandbox-user";

/** A search without a size has pages of 30, and at most 100. */
const searchSize = { usual: 30, most: 100 } as const;

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
 * `GET /api/v1/monitor/search`: what a search finds, without options.
 *
 * Source: https://docs.datadoghq.com/api/latest/monitors/#monitors-search
 */
export const searchMonitors =
  (store: ObjectStore): Handler =>
  async ({ url }) => {
    const all = (await store.list("datadog", type)).map(monitorOf);
    const query = url.searchParams.get("query") ?? "";
    const found = all.filter((each) => isFoundBy(each, query));
    const size = Math.min(searchSize.most, Number(url.searchParams.get("per_page") ?? searchSize.usual));
    const page = Number(url.searchParams.get("page") ?? 0);
    const shown = found.slice(page * size, (page + 1) * size);
    return fine({
      counts: { muted: [], status: [], tag: [], type: [] },
      metadata: {
        page,
        page_count: Math.ceil(found.length / size),
        per_page: size,
        total_count: found.length,
      },
      monitors: shown.map((each) => ({
        id: each.id,
        name: each.name,
        tags: each.tags,
        status: each.overall_state,
        ...("query" in each && { query: each.query }),
        ...("type" in each && { type: each.type }),
      })),
    });
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

/**
 * `POST /api/v1/monitor`: makes a monitor as a person or another tool would, by the rules that the provider keeps too.
 *
 * Source: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
export const createMonitor =
  (store: ObjectStore): Handler =>
  async ({ body }) => {
    if (!isRecord(body)) return refused(400, "Payload is not a monitor");
    const provider = assembleProvider("datadog", store.directory);
    const news = inputsOfBody(body);
    const subject = { type, name: "" };
    const { failures, inputs } = await provider.check({
      ...subject,
      olds: {},
      news,
      seed: new Uint8Array(),
    });
    if (failures.length > 0) return refused(400, ...failures.map(({ reason }) => redact(reason, news)));
    const { id } = await provider.create({ ...subject, inputs, preview: false });
    const made = await store.find({ package: "datadog", type, id });
    if (!made) return refused(500, "The monitor is gone");
    const kept = { ...made, computed: { ...made.computed, [byHand]: true } };
    await store.replace(kept);
    return fine(monitorOf(kept));
  };
