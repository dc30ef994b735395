import { ObjectStore } from "../store/store";
import { fine, type Route } from "./exchange";
import { cancelDowntime, createDowntime, getDowntime, listDowntimes } from "./downtimes";
import { listMatches } from "./downtime-matches";
import { createMonitor, getMonitor, listMonitors, searchMonitors } from "./monitors";
import { listObjectives } from "./objectives";
import { queryV1 } from "./query";
import { listTests } from "./tests";
import { queryTimeseries } from "./timeseries";

/** Every address that the sandbox serves, over its folder. */
export function routes(directory: string): readonly Route[] {
  const store = new ObjectStore(directory);
  return [
    { method: "GET", path: "/api/v1/validate", name: "validate", handler: () => fine({ valid: true }) },
    { method: "GET", path: "/api/v1/query", name: "query", handler: queryV1 },
    {
      method: "POST",
      path: "/api/v2/query/timeseries",
      name: "query_timeseries",
      handler: queryTimeseries,
    },
    { method: "GET", path: "/api/v1/monitor", name: "monitors", handler: listMonitors(store) },
    { method: "POST", path: "/api/v1/monitor", name: "monitor_create", handler: createMonitor(store) },
    { method: "GET", path: "/api/v1/monitor/search", name: "monitor_search", handler: searchMonitors(store) },
    { method: "GET", path: "/api/v1/monitor/*", name: "monitor", handler: getMonitor(store) },
    { method: "GET", path: "/api/v1/slo", name: "slos", handler: listObjectives(store) },
    { method: "GET", path: "/api/v1/synthetics/tests", name: "tests", handler: listTests(store) },
    {
      method: "GET",
      path: "/api/v2/monitor/*/downtime_matches",
      name: "downtime_matches",
      handler: listMatches(store),
    },
    { method: "GET", path: "/api/v2/downtime", name: "downtimes", handler: listDowntimes(store) },
    { method: "POST", path: "/api/v2/downtime", name: "downtime_create", handler: createDowntime(store) },
    { method: "GET", path: "/api/v2/downtime/*", name: "downtime", handler: getDowntime(store) },
    { method: "DELETE", path: "/api/v2/downtime/*", name: "downtime_cancel", handler: cancelDowntime(store) },
  ];
}
