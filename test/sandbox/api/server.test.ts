import { rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";

import { client, v1, v2 } from "@datadog/datadog-api-client";

import { startDatadogApi, type DatadogApi } from "../../../sandbox/api/server";
import { ObjectStore } from "../../../sandbox/store/store";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder("api");
let api: DatadogApi;

beforeAll(async () => {
  api = await startDatadogApi({ directory: folder });
});
afterAll(() => api.stop());
afterEach(() => {
  rmSync(join(folder, "faults.json"), { force: true });
});

/** The official client, as a user configures it for another host. */
const configurationOf = (keys = api.keys) =>
  client.createConfiguration({
    authMethods: { apiKeyAuth: keys.apiKey, appKeyAuth: keys.applicationKey },
    baseServer: new client.BaseServerConfiguration(api.url, {}),
  });

function clientOf(keys = api.keys) {
  const configuration = configurationOf(keys);
  return {
    authentication: new v1.AuthenticationApi(configuration),
    old: new v1.MetricsApi(configuration),
    metrics: new v2.MetricsApi(configuration),
  };
}

const to = Date.UTC(2026, 10, 20) / 1000;
const day = 86_400;
const pods = "sum:kubernetes.memory.limits{kube_namespace:victorysync} by {pod_name}";
const cpu = "max:belfry.railway.cpu{env:prod,service:vendhub}";

const timeseries = (
  queries: readonly string[],
  span: { from: number; to: number; interval?: number },
  formula?: string,
) =>
  clientOf().metrics.queryTimeseriesData({
    body: {
      data: {
        type: "timeseries_request",
        attributes: {
          ...(span.interval === undefined ? {} : { interval: span.interval * 1000 }),
          from: span.from * 1000,
          to: span.to * 1000,
          queries: queries.map((query, at) => ({ dataSource: "metrics", query, name: "abc".charAt(at) })),
          formulas: [{ formula: formula ?? "a" }],
        },
      },
    },
  });

describe("the sandbox's Datadog API, through the official client", () => {
  it("takes the keys that it gave, and no others", async () => {
    await expect(clientOf().authentication.validate()).resolves.toMatchObject({ valid: true });
    const wrong = clientOf({ ...api.keys, applicationKey: "x" });
    await expect(wrong.authentication.validate()).resolves.toMatchObject({ valid: true });
    await expect(wrong.old.queryMetrics({ from: to - 60, to, query: cpu })).rejects.toMatchObject({
      code: 403,
      body: { errors: ["Forbidden"] },
    });
    await expect(
      clientOf({ apiKey: "", applicationKey: "" }).authentication.validate(),
    ).rejects.toMatchObject({
      code: 403,
    });
  });

  it("answers v1 with points, tags and an interval", async () => {
    const answer = await clientOf().old.queryMetrics({ from: to - 3600, to, query: pods });
    expect(answer).toMatchObject({ status: "ok", resType: "time_series", groupBy: ["pod_name"] });
    expect(answer.series?.map(({ interval, length, tagSet }) => [interval, length, tagSet?.length])).toEqual([
      [60, 60, 1],
      [60, 60, 1],
      [60, 60, 1],
    ]);
    expect(answer.series?.[0]?.pointlist?.[0]).toEqual([(to - 3600) * 1000, 1_073_741_824]);
  });

  it("answers v2 with the same values on shared times, and null where there is none", async () => {
    const { data } = await timeseries([pods, cpu], { from: to - 1800, to }, "a * b");
    const both = data?.attributes;
    expect(both?.series?.map(({ groupTags }) => groupTags?.length)).toEqual([1, 1, 1]);
    expect(both?.values?.every((row) => row.length === both.times?.length)).toBe(true);

    const sparse = "sum:belfry.victorysync.db_connection_failures{*}.as_count()";
    const answer = await timeseries([sparse, "sum:belfry.watchtower.requests{*}.as_count()"], {
      from: to - day,
      to,
    });
    expect(answer.data?.attributes?.series).toHaveLength(1);
    const { values = [], times = [] } = (await timeseriesOfTwo(sparse)).data?.attributes ?? {};
    expect(times.length).toBeGreaterThan(1400);
    expect(values[0]).toContain(null);
  });

  const timeseriesOfTwo = (query: string) =>
    clientOf().metrics.queryTimeseriesData({
      body: {
        data: {
          type: "timeseries_request",
          attributes: {
            from: (to - day) * 1000,
            to: to * 1000,
            queries: [
              { dataSource: "metrics", query },
              { dataSource: "metrics", query: "sum:belfry.watchtower.requests{*}.as_count()" },
            ],
          },
        },
      },
    });

  it.each([
    [day, 60, 60],
    [1500 * 60, 60, 60],
    [1501 * 60, 60, 120],
    [30 * day, 60, 1800],
    [30 * day, 3600, 3600],
    [3600, 20, 60],
  ])(
    "answers %i s asked for at %i s with points %i s apart, at most 1,500",
    async (length, interval, step) => {
      const { data } = await timeseries(["sum:synthetics.test_runs{env:prod,service:vendhub}.as_count()"], {
        from: to - length,
        to,
        interval,
      });
      const times = data?.attributes?.times ?? [];
      expect(((times[1] ?? 0) - (times[0] ?? 0)) / 1000).toBe(step);
      expect(times.length).toBeLessThanOrEqual(1501);
    },
  );

  it("refuses a query that cannot be read in Datadog's form", async () => {
    const why = /^Error parsing query: unable to parse avg:x\{: /;
    await expect(clientOf().old.queryMetrics({ from: to - 60, to, query: "avg:x{" })).rejects.toMatchObject({
      code: 400,
      body: { errors: [expect.stringMatching(why)] },
    });
    await expect(timeseries(["avg:x{"], { from: to - 60, to })).rejects.toMatchObject({ code: 400 });
    const unknown = await timeseries(["avg:nobody.sends.this{*}"], { from: to - 60, to });
    expect(unknown.data?.attributes).toMatchObject({ series: [], times: [], values: [] });
  });

  it("says what is left of the limit, and refuses beyond it", async () => {
    const small = await startDatadogApi({ directory: folder, rateLimit: { limit: 2, period: 3600 } });
    const headers = { "DD-API-KEY": small.keys.apiKey, "DD-APPLICATION-KEY": small.keys.applicationKey };
    const ask = () =>
      fetch(`${small.url}/api/v1/query?from=0&to=60&query=${encodeURIComponent(cpu)}`, { headers });
    const answers = [await ask(), await ask(), await ask()];
    await small.stop();
    expect(answers.map((each) => [each.status, each.headers.get("x-ratelimit-remaining")])).toEqual([
      [200, "1"],
      [200, "0"],
      [429, "0"],
    ]);
    const last = answers[2]?.headers;
    expect([last?.get("x-ratelimit-limit"), last?.get("x-ratelimit-period")]).toEqual(["2", "3600"]);
    expect(Number(last?.get("x-ratelimit-reset"))).toBeGreaterThan(0);
  });

  it("fails in the ways that the control file asks for", async () => {
    const strike = (kind: string) => {
      writeFileSync(
        join(folder, "faults.json"),
        JSON.stringify([{ kind, type: "query", nth: 1, milliseconds: 1 }]),
      );
    };
    const ask = () => clientOf().old.queryMetrics({ from: to - 60, to, query: cpu });
    for (const [kind, code] of [
      ["429", 429],
      ["500", 500],
    ] as const) {
      strike(kind);
      await expect(ask()).rejects.toMatchObject({ code });
      await expect(ask()).resolves.toMatchObject({ status: "ok" });
    }
    strike("slow");
    await expect(ask()).resolves.toMatchObject({ status: "ok" });
  });

  it("lists the monitors of its store by tag, in pages, in the API's shape", async () => {
    const store = new ObjectStore(folder);
    const type = "datadog:index/monitor:Monitor";
    const at = "2026-11-20T00:00:00.000Z";
    for (const id of ["101", "102", "103"])
      await store.insert({
        package: "datadog",
        type,
        id,
        createdAt: at,
        updatedAt: at,
        inputs: {
          name: `m${id}`,
          type: "query alert",
          query: "avg(last_5m):avg:x{*} by {pod} > 5",
          priority: "2",
          tags: ["env:prod", `n:${id}`],
          requireFullWindow: false,
          monitorThresholds: { critical: "5", criticalRecovery: "4.5" },
        },
        computed: {},
      });
    const monitors = new v1.MonitorsApi(configurationOf());
    const found = await monitors.listMonitors({ monitorTags: "env:prod,n:102" });
    expect(found).toMatchObject([
      {
        id: 102,
        name: "m102",
        type: "query alert",
        priority: 2,
        multi: true,
        options: { requireFullWindow: false, thresholds: { critical: 5, criticalRecovery: 4.5 } },
      },
    ]);
    const pages = [0, 1].map((page) => monitors.listMonitors({ page, pageSize: 2 }));
    expect((await Promise.all(pages)).map((page) => page.map(({ id }) => id))).toEqual([[101, 102], [103]]);
    await expect(monitors.getMonitor({ monitorId: 103 })).resolves.toMatchObject({ id: 103, name: "m103" });
    await expect(monitors.getMonitor({ monitorId: 9 })).rejects.toMatchObject({ code: 404 });
  });

  it("goes on when a client is gone in the middle of its request", async () => {
    const headers = { "DD-API-KEY": api.keys.apiKey, "DD-APPLICATION-KEY": api.keys.applicationKey };
    await new Promise<void>((gone) => {
      const path = `${api.url}/api/v2/query/timeseries`;
      const ended = request(path, { method: "POST", headers: { ...headers, "Content-Length": 1000 } });
      ended.on("error", () => undefined).on("close", gone);
      ended.write("{", () => setTimeout(() => ended.destroy(), 50));
    });
    await expect(clientOf().authentication.validate()).resolves.toMatchObject({ valid: true });
  });

  it("serves nothing else", async () => {
    const answer = await fetch(`${api.url}/api/v1/hosts`);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      { errors: ["The sandbox serves no GET /api/v1/hosts"] },
    ]);
  });
});
