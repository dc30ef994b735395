import { client, v1, v2 } from "@datadog/datadog-api-client";

import { lookAt } from "../../../environments/drift/look";
import { RefusedError } from "../../../preview/history/pull/client";
import { reachesScope } from "../../../sandbox/api/downtime-scope";
import { windowAt } from "../../../sandbox/api/downtime-times";
import { startDatadogApi, type DatadogApi } from "../../../sandbox/api/server";
import { listObjects } from "../../../sandbox/inventory";
import { ObjectStore } from "../../../sandbox/store/store";
import type { WireBag } from "../../../sandbox/wire/values";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder("downtimes");
const store = new ObjectStore(folder);
const at = "2026-11-20T00:00:00.000Z";
const downtimeType = "datadog:index/downtimeSchedule:DowntimeSchedule";
let api: DatadogApi;

beforeAll(async () => {
  api = await startDatadogApi({ directory: folder });
  for (const [id, tags, query] of [
    ["101", ["managed-by:belfry", "env:prod", "service:shop"], "avg(last_5m):avg:x{env:prod} > 5"],
    ["102", ["managed-by:belfry", "env:prod"], "avg(last_5m):avg:x{env:prod} by {host} > 5"],
    ["103", ["env:staging"], "avg(last_5m):avg:x{env:staging} > 5"],
  ] as const)
    await store.insert({
      package: "datadog",
      type: "datadog:index/monitor:Monitor",
      id,
      createdAt: at,
      updatedAt: at,
      inputs: { name: `Monitor ${id}`, type: "query alert", message: "Look.", query, tags },
      computed: {},
    });
});
afterAll(() => api.stop());

const configuration = () =>
  client.createConfiguration({
    authMethods: { apiKeyAuth: api.keys.apiKey, appKeyAuth: api.keys.applicationKey },
    baseServer: new client.BaseServerConfiguration(api.url, {}),
  });
const downtimes = () => new v2.DowntimesApi(configuration());

/** Mutes by hand, as a user of the official client does. */
function mute(attributes: Partial<v2.DowntimeCreateRequestAttributes>): Promise<v2.DowntimeResponse> {
  const all = { scope: "*", monitorIdentifier: { monitorTags: ["env:prod"] }, ...attributes };
  return downtimes().createDowntime({ body: { data: { type: "downtime", attributes: all } } });
}

const clear = async () => {
  for (const { id, type } of await listObjects(folder, { type: downtimeType }))
    await store.remove({ package: "datadog", type, id });
};
afterEach(clear);

const hour = 3_600_000;

describe("downtimes of the sandbox, through the official client", () => {
  it("are made by hand, kept with the sandbox's own objects, read and called off", async () => {
    const made = await mute({ message: "Noisy", monitorIdentifier: { monitorId: 101 } });
    const id = made.data?.id ?? "";
    expect(made.data).toMatchObject({
      type: "downtime",
      attributes: { message: "Noisy", scope: "*", status: "active", monitorIdentifier: { monitorId: 101 } },
      relationships: { monitor: { data: { id: "101", type: "monitors" } } },
    });
    const schedule = made.data?.attributes?.schedule as v2.DowntimeScheduleOneTimeResponse;
    expect(Math.abs(schedule.start.getTime() - Date.now())).toBeLessThan(5000);
    expect(schedule.end).toBeNull();
    expect(await listObjects(folder, { type: downtimeType })).toMatchObject([
      { id, inputs: { message: "Noisy", monitorIdentifier: { monitorId: 101 } } },
    ]);
    expect((await downtimes().getDowntime({ downtimeId: id })).data).toEqual(made.data);

    await downtimes().cancelDowntime({ downtimeId: id });
    const canceled = (await downtimes().getDowntime({ downtimeId: id })).data?.attributes;
    expect(canceled?.status).toBe("canceled");
    expect(canceled?.canceled).toBeInstanceOf(Date);
    await expect(downtimes().getDowntime({ downtimeId: "none" })).rejects.toMatchObject({ code: 404 });
    await expect(downtimes().cancelDowntime({ downtimeId: "none" })).rejects.toMatchObject({ code: 404 });
  });

  it("are listed in pages, those that mute now alone where asked, with their makers", async () => {
    const soon = new Date(Date.now() + hour);
    for (let count = 0; count < 3; count++) await mute({ message: `now ${count}` });
    await mute({ message: "later", schedule: { start: soon } });
    const gone = await mute({ message: "called off" });
    await downtimes().cancelDowntime({ downtimeId: gone.data?.id ?? "" });

    const messages: (string | undefined)[] = [];
    for await (const { attributes } of downtimes().listDowntimesWithPagination({ pageLimit: 2 }))
      messages.push(attributes?.message);
    expect(messages).toEqual(["now 0", "now 1", "now 2", "later", "called off"]);
    const current = await downtimes().listDowntimes({ currentOnly: true, include: "created_by" });
    expect(current.data?.map(({ attributes }) => attributes?.message)).toEqual(["now 0", "now 1", "now 2"]);
    expect(current.meta?.page?.totalFilteredCount).toBe(3);
    expect(current.included).toMatchObject([{ type: "users", attributes: { name: "Sandbox User" } }]);
    await expect(downtimes().listDowntimes({ pageLimit: -1 })).rejects.toMatchObject({ code: 400 });
  });

  it.each<readonly [string, Partial<v2.DowntimeCreateRequestAttributes>, RegExp]>([
    ["an end that is over", { schedule: { end: new Date(Date.now() - hour) } }, /lies in the past/],
    ["an OR at the top of its scope", { scope: "env:a OR env:b" }, /OR at the top level/],
    ["a tag without a key", { scope: "prod" }, /without a key/],
    ["a monitor that is not there", { monitorIdentifier: { monitorId: 999 } }, /999/],
    [
      "a length in months",
      { schedule: { timezone: "UTC", recurrences: [{ rrule: "FREQ=DAILY", duration: "1month" }] } },
      /whole number and m/,
    ],
  ])("are refused with %s, in Datadog's form", async (_, attributes, reason) => {
    await expect(mute(attributes)).rejects.toMatchObject({
      code: 400,
      body: { errors: expect.arrayContaining([expect.stringMatching(reason)]) },
    });
    expect(await listObjects(folder, { type: downtimeType })).toEqual([]);
  });

  it("match the monitors that they name and whose groups their scope reaches", async () => {
    const ids = {
      all: (await mute({})).data?.id,
      one: (await mute({ monitorIdentifier: { monitorId: 101 } })).data?.id,
      host: (await mute({ scope: "host:a" })).data?.id,
    };
    await mute({ scope: "env:dev" });
    await mute({ schedule: { start: new Date(Date.now() + hour) } });
    const matched = async (monitorId: number) =>
      (await downtimes().listMonitorDowntimes({ monitorId })).data?.map(({ id }) => id);
    expect(await matched(101)).toEqual([ids.all, ids.one]);
    expect(await matched(102)).toEqual([ids.all, ids.host]);
    expect(await matched(103)).toEqual([]);
    await expect(downtimes().listMonitorDowntimes({ monitorId: 9 })).rejects.toMatchObject({ code: 404 });
  });
});

describe("monitors of the sandbox", () => {
  const ids = async (asked: v1.MonitorsApiListMonitorsRequest) =>
    (await new v1.MonitorsApi(configuration()).listMonitors(asked)).map(({ id }) => id);

  it.each<readonly [v1.MonitorsApiListMonitorsRequest, readonly number[]]>([
    [{}, [101, 102, 103]],
    [{ monitorTags: "managed-by:belfry,env:prod" }, [101, 102]],
    [{ tags: "env:staging" }, [103]],
    [{ name: "monitor 10" }, [101, 102, 103]],
    [{ name: "102" }, [102]],
    [{ idOffset: 101, pageSize: 1 }, [102]],
    [{ idOffset: 103 }, []],
    [{ page: 1, pageSize: 2 }, [103]],
  ])("are found as asked: %j", async (asked, found) => {
    expect(await ids(asked)).toEqual(found);
  });

  it("refuse a page that is none", async () => {
    await expect(ids({ page: -1 })).rejects.toMatchObject({ code: 400 });
  });
});

describe("an account, looked at for drift", () => {
  const looking = () =>
    lookAt({ url: api.url, ...api.keys }, { onWait: () => undefined, politeness: impatient });
  const impatient = { attempts: 1, patience: 5000, firstPause: 1, longestPause: 1 };

  it("tells its monitors by identity, and every downtime with its times and its maker", async () => {
    const look = await looking();
    expect((await look.monitors("prod")).map(({ creator, id }) => [id, creator])).toEqual([
      ["101", "Pulumi"],
      ["102", "Pulumi"],
    ]);
    const end = new Date(Math.ceil(Date.now() / 1000) * 1000 + hour);
    await mute({ message: "Load test", schedule: { end } });
    await mute({
      schedule: {
        timezone: "UTC",
        recurrences: [{ rrule: "FREQ=DAILY;BYHOUR=0;BYMINUTE=0", duration: "1d" }],
      },
    });
    const [once, daily] = await look.downtimes();
    expect(once).toMatchObject({
      message: "Load test",
      creator: "Sandbox User",
      scope: "*",
      monitorId: null,
      monitorTags: ["env:prod"],
      status: "active",
      recurs: false,
      end,
    });
    expect(daily).toMatchObject({ status: "active", recurs: true, message: "" });
    expect((daily?.end?.getTime() ?? 0) - (daily?.start?.getTime() ?? 0)).toBe(24 * hour);
    expect(await look.muting("101")).toEqual([once?.id, daily?.id]);
    expect(await look.muting("9")).toEqual([]);
  });

  it("tells objectives and synthetic tests in the names of a program's inputs", async () => {
    const tags = ["managed-by:belfry", "belfry:shop/uptime", "env:prod"];
    const put = (type: string, id: string, inputs: WireBag, computed: WireBag = {}) =>
      store.insert({
        package: "datadog",
        type,
        id,
        createdAt: at,
        updatedAt: at,
        inputs: { ...inputs, tags },
        computed,
      });
    const timeSlice = {
      comparator: "<",
      threshold: 80,
      queryIntervalSeconds: 60,
      query: {
        formula: { formulaExpression: "query1" },
        queries: [{ metricQuery: { name: "query1", dataSource: "metrics", query: "avg:x{*}" } }],
      },
    };
    const slo = { name: "Uptime", type: "time_slice", thresholds: [{ timeframe: "30d", target: 99 }] };
    await put("datadog:index/serviceLevelObjective:ServiceLevelObjective", "slo1", {
      ...slo,
      sliSpecification: { timeSlice },
    });
    const test = {
      name: "Health",
      type: "api",
      subtype: "http",
      status: "live",
      message: "Look. @oncall-shop",
      locations: ["aws:eu-central-1"],
      requestDefinition: { method: "GET", url: "https://shop.example" },
      assertions: [{ type: "statusCode", operator: "is", target: "200" }],
      optionsList: { tickEvery: 60, minLocationFailed: 1, monitorOptions: { renotifyInterval: 30 } },
    };
    const testType = "datadog:index/syntheticsTest:SyntheticsTest";
    for (const id of ["abc", "def"]) await put(testType, id, test, id === "def" ? { madeByHand: true } : {});

    const look = await looking();
    expect(await look.objectives("prod")).toMatchObject([
      {
        id: "slo1",
        name: "Uptime",
        tags,
        creator: "Pulumi",
        created: new Date(at),
        inputs: {
          thresholds: [{ timeframe: "30d", target: 99 }],
          sliSpecification: { timeSlice: { comparator: "<", threshold: 80, queryIntervalSeconds: 60 } },
        },
      },
    ]);
    expect(await look.objectives("staging")).toEqual([]);
    const shown = { locations: test.locations, optionsList: test.optionsList, status: "live" };
    expect(await look.tests()).toMatchObject([
      { id: "abc", message: test.message, creator: "Pulumi", inputs: shown },
      { id: "def", name: "Health", tags, creator: "Sandbox User" },
    ]);
    const api1 = new v1.SyntheticsApi(configuration());
    const { tests = [] } = await api1.listTests({ pageSize: 1, pageNumber: 1 });
    expect(tests).toMatchObject([
      {
        publicId: "def",
        config: { assertions: [{ target: 200 }], request: { url: "https://shop.example" } },
      },
    ]);
    const slos = await new v1.ServiceLevelObjectivesApi(configuration()).listSLOs({ query: "upt", limit: 1 });
    expect(slos.data?.[0]?.sliSpecification).toMatchObject({
      timeSlice: { query: { formulas: [{ formula: "query1" }], queries: [{ query: "avg:x{*}" }] } },
    });
  });

  it("asks for every page", async () => {
    for (let count = 0; count < 101; count++)
      await store.insert({
        package: "datadog",
        type: downtimeType,
        id: `many-${count}`,
        createdAt: at,
        updatedAt: at,
        inputs: {
          scope: "*",
          monitorIdentifier: { monitorId: 101 },
          oneTimeSchedule: { start: "2026-11-20T00:00:00Z" },
        },
        computed: {},
      });
    expect(await (await looking()).downtimes()).toHaveLength(101);
  });

  it("that refuses says so without its keys", async () => {
    const closed = await lookAt(
      { url: api.url, apiKey: api.keys.apiKey, applicationKey: "not-this-one" },
      { onWait: () => undefined, politeness: impatient },
    );
    for (const ask of [() => closed.monitors("prod"), closed.downtimes, () => closed.muting("101")])
      await expect(ask().catch((error: unknown) => error)).resolves.toEqual(
        new RefusedError(403, "Forbidden"),
      );
  });
});

describe("a downtime's scope", () => {
  const simple = "avg(last_5m):avg:x{env:prod,service:shop} > 5";
  const grouped = "avg(last_5m):avg:x{env:prod} by {host,pod} > 5";

  it.each<readonly [string, string, boolean]>([
    ["*", simple, true],
    ["env:prod", simple, true],
    ["env:prod AND service:shop", simple, true],
    ["env:prod AND service:cart", simple, false],
    ["env:(dev OR prod)", simple, true],
    ["env:(dev OR staging)", simple, false],
    ["service:sh*", simple, true],
    ["service:*rt", simple, false],
    ["service:shop AND -env:prod", simple, false],
    ["service:shop AND -env:dev", simple, true],
    ["host:a", simple, false],
    ["host:a", grouped, true],
    ["-host:a", grouped, true],
    ["host:a AND env:dev", grouped, false],
  ])("%s reaches %s: %s", (scope, query, reached) => {
    expect(reachesScope(scope, query)).toBe(reached);
  });
});

describe("the time in which a downtime mutes", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const recurring = (more: object, timezone = "UTC") => ({
    recurringSchedule: {
      timezone,
      recurrences: [{ rrule: "FREQ=DAILY;BYHOUR=11;BYMINUTE=0", duration: "2h", ...more }],
    },
  });

  it.each<readonly [string, Parameters<typeof windowAt>[0], readonly [string, string | null] | null]>([
    [
      "once",
      { oneTimeSchedule: { start: "2026-11-21T10:00:00Z", end: "2026-11-21T11:00:00Z" } },
      ["2026-11-21T10:00:00.000Z", "2026-11-21T11:00:00.000Z"],
    ],
    [
      "without end",
      { oneTimeSchedule: { start: "2026-11-21T10:00:00Z" } },
      ["2026-11-21T10:00:00.000Z", null],
    ],
    ["never, on a clock that is none", recurring({}, "Mars"), null],
    ["now", recurring({}), ["2026-11-21T11:00:00.000Z", "2026-11-21T13:00:00.000Z"]],
    ["next", recurring({ duration: "30m" }), ["2026-11-22T11:00:00.000Z", "2026-11-22T11:30:00.000Z"]],
    [
      "by its own clock",
      recurring({}, "Europe/Berlin"),
      ["2026-11-22T10:00:00.000Z", "2026-11-22T12:00:00.000Z"],
    ],
    [
      "from its start on, at the start's hour",
      recurring({ rrule: "FREQ=DAILY", start: "2026-12-01T08:30:00" }),
      ["2026-12-01T08:30:00.000Z", "2026-12-01T10:30:00.000Z"],
    ],
    ["never again", recurring({ rrule: "FREQ=DAILY;UNTIL=20260201T000000Z" }), null],
  ])("comes %s", (_, inputs, window) => {
    const found = windowAt(inputs, now);
    expect(found && [found.start.toISOString(), found.end?.toISOString() ?? null]).toEqual(window);
  });
});
