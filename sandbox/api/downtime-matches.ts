import { MONITOR } from "../rules/datadog/types";
import { get, number, record, text, texts } from "../rules/read";
import type { ObjectRecord } from "../store/record";
import type { ObjectStore } from "../store/store";
import { plainBag } from "../wire/values";
import { reachesScope } from "./downtime-scope";
import { windowAt } from "./downtime-times";
import { allDowntimes, statusOf } from "./downtimes";
import { fine, refused, type Handler } from "./exchange";
import { pageOf } from "./page";

/**
 * `GET /api/v2/monitor/{id}/downtime_matches`: the downtimes that mute a monitor now.
 *
 * Source: https://docs.datadoghq.com/api/latest/downtimes/#get-active-downtimes-for-a-monitor
 */
export const listMatches =
  (store: ObjectStore): Handler =>
  async ({ params: [id = ""], url }) => {
    const monitor = await store.find({ package: "datadog", type: MONITOR, id });
    if (!monitor) return refused(404, "Monitor not found");
    const found = (await allDowntimes(store)).filter(
      (each) => statusOf(each) === "active" && mutes(each, monitor),
    );
    const page = pageOf(found, url);
    if (typeof page === "string") return refused(400, page);
    return fine({
      data: page.items.map(matchOf),
      meta: { page: { total_filtered_count: page.total } },
    });
  };

/** Whether a downtime names a monitor, and its scope reaches any of the monitor's groups. */
function mutes(downtime: ObjectRecord, monitor: ObjectRecord): boolean {
  const inputs = plainBag(downtime.inputs);
  const identifier = record(inputs, "monitorIdentifier");
  const monitorId = number(identifier["monitorId"]);
  const own = texts(monitor.inputs["tags"]);
  const named =
    monitorId === undefined
      ? texts(identifier["monitorTags"]).every((tag) => tag === "*" || own.includes(tag))
      : String(monitorId) === monitor.id;
  const query = text(get(plainBag(monitor.inputs), "query")) ?? "";
  return named && reachesScope(text(inputs["scope"]) ?? "*", query);
}

function matchOf(downtime: ObjectRecord): unknown {
  const inputs = plainBag(downtime.inputs);
  const window = windowAt(inputs, new Date());
  return {
    type: "downtime_match",
    id: downtime.id,
    attributes: {
      start: window?.start ?? null,
      end: window?.end ?? null,
      scope: inputs["scope"],
      groups: [],
    },
  };
}
