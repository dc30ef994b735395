import { client, v1 } from "@datadog/datadog-api-client";

import { startDatadogApi, type DatadogApi } from "../../../sandbox/api/server";
import { madeByHand } from "../../support/foreign-monitors";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder("monitors");
let api: DatadogApi;
let monitors: v1.MonitorsApi;

beforeAll(async () => {
  api = await startDatadogApi({ directory: folder });
  monitors = new v1.MonitorsApi(
    client.createConfiguration({
      authMethods: { apiKeyAuth: api.keys.apiKey, appKeyAuth: api.keys.applicationKey },
      baseServer: new client.BaseServerConfiguration(api.url, {}),
    }),
  );
});
afterAll(() => api.stop());

const made = (query: string, more: Partial<v1.Monitor> = {}): v1.Monitor => ({
  name: "CPU of a shop",
  type: "metric alert",
  query,
  message: "High. @slack-shop",
  tags: ["team:shop"],
  options: { thresholds: { critical: 80, warning: 70 } },
  ...more,
});

describe("monitors in the sandbox, through the official client", () => {
  it("are made, and shown as they were given", async () => {
    const given: v1.Monitor = made("avg(last_5m):avg:system.cpu.user{*} by {host,env} > 80", {
      priority: 2,
      options: {
        thresholds: { critical: 80, warning: 70.5, criticalRecovery: 60 },
        notifyBy: ["host"],
        onMissingData: "resolve",
        newGroupDelay: 60,
        renotifyInterval: 30,
        renotifyStatuses: ["alert"],
        evaluationDelay: 300,
      },
    });
    const { id = 0 } = await monitors.createMonitor({ body: given });
    expect(await monitors.getMonitor({ monitorId: id })).toMatchObject({
      ...Object.fromEntries(Object.entries(given)),
      id,
      multi: true,
    });
    await monitors.createMonitor({
      body: made("avg(last_5m):avg:a.b{*} > 80", { name: "another", tags: [] }),
    });
    const listed = await monitors.listMonitors({ monitorTags: "team:shop" });
    expect(listed.map((each) => each.id)).toEqual([id]);
  });

  it("are refused by the provider's own rules", async () => {
    const differing = made("avg(last_5m):avg:a.b{*} > 90");
    await expect(monitors.createMonitor({ body: differing })).rejects.toMatchObject({
      code: 400,
      body: { errors: [expect.stringContaining("datadog/monitor-threshold-query")] },
    });
  });

  it("are found by words, fields, tags and ids, a page at a time", async () => {
    const bodies = Object.values(madeByHand("prod")).filter(({ name }) => name !== "Odd traffic");
    for (const body of bodies)
      await monitors.createMonitor({ body: { ...body, ...asClient(body) } as unknown as v1.Monitor });
    const namesOf = async (query: string): Promise<readonly string[]> => {
      const { monitors: found = [] } = await monitors.searchMonitors({ query, perPage: 100 });
      return found.map(({ name = "" }) => name).sort();
    };
    expect(await namesOf("vendhub")).toEqual(["CPU VendHub (copy)", "VendHub CPU is high", "VendHub errors"]);
    expect(await namesOf('title:"bookshop" -type:"metric alert"')).toEqual([
      "Bookshop P95",
      "Bookshop: container CPU on {{container_name.name}}",
    ]);
    expect(await namesOf("team:books type:query*")).toEqual([
      "Bookshop P95",
      "Bookshop: container CPU on {{container_name.name}}",
    ]);
    expect(await namesOf("message:runbook*db")).toEqual(["Bookshop database connections"]);
    const [first] = (await monitors.searchMonitors({ query: "agent" })).monitors ?? [];
    expect(await namesOf(String(first?.id))).toEqual(["Agent is gone"]);
    const page = await monitors.searchMonitors({ query: "tag:team:*", page: 1, perPage: 2 });
    expect(page.metadata).toMatchObject({ page: 1, perPage: 2, pageCount: 4, totalCount: 7 });
    expect(page.monitors).toHaveLength(2);
  });
});

/** Options in the client's names; the table has the API's. */
function asClient({ options }: { readonly options: Readonly<Record<string, unknown>> }) {
  const named = (name: string): string =>
    name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return {
    options: Object.fromEntries(Object.entries(options).map(([name, value]) => [named(name), value])),
  };
}
