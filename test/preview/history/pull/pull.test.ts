import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { HistoryFolder } from "../../../../preview/history/folder";
import { clientOf, RefusedError, type Ask } from "../../../../preview/history/pull/client";
import { pull, type PullRequest } from "../../../../preview/history/pull/pull";
import { HistoryStore } from "../../../../preview/history/pull/store";
import { queryHash, type WantedText } from "../../../../preview/history/wanted";
import { startDatadogApi, type DatadogApi } from "../../../../sandbox/api/server";

let root: string;
let folder: string;
let api: DatadogApi;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "belfry-pull-"));
  api = await startDatadogApi({ directory: join(root, "sandbox") });
});
afterAll(async () => {
  await api.stop();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(root, "past-"));
});
afterEach(() => {
  rmSync(join(root, "sandbox/faults.json"), { force: true });
});

const politeness = { attempts: 4, patience: 5000, firstPause: 2, longestPause: 20 };
const client = (keys = api.keys): Promise<Ask> =>
  clientOf({ url: api.url, ...keys }, { onWait: () => undefined, politeness });

const day = 86_400;
const end = Date.UTC(2026, 10, 20) / 1000;
const hits: WantedText = { text: "sum:trace.web.request.hits{env:prod,service:vendhub}.as_count()", by: [] };
const cpu: WantedText = { text: "max:belfry.railway.cpu{env:prod,service:vendhub}", by: [] };
const disk: WantedText = {
  text: "max:kubernetes.filesystem.usage_pct{kube_namespace:victorysync} by {pod_name}",
  by: ["pod_name"],
};

async function pulled(request: Partial<PullRequest>) {
  return pull({
    texts: [hits, cpu, disk],
    range: { from: end - 3 * day, to: end },
    interval: 60,
    together: 2,
    ask: await client(),
    store: new HistoryStore(folder),
    onProgress: () => undefined,
    ...request,
  });
}

const read = async ({ text, by }: WantedText) => {
  const wanted = { text, by };
  const found = await new HistoryFolder(folder).historyOf(null, { whole: null, hashed: [wanted] });
  const { interval, series = [] } = found.history?.queries.get(text) ?? {};
  return {
    problems: found.problems,
    range: [found.history?.from, found.history?.to],
    interval,
    points: series.map(({ times }) => times.length),
    series,
  };
};
const parts = ({ text }: WantedText) => readdirSync(join(folder, queryHash(text))).sort();
const faults = (...all: readonly object[]) => {
  writeFileSync(join(root, "sandbox/faults.json"), JSON.stringify(all));
};

describe("a pull", () => {
  it("keeps each metric under its hash, to be read back as it was", async () => {
    const steps: string[] = [];
    const result = await pulled({ onProgress: (done, all) => steps.push(`${done}/${all}`) });
    expect(result).toMatchObject({ problems: [], pulled: 3, resumed: 0, silent: [], whole: 0 });
    expect(steps.at(-1)).toBe("9/9");
    const [one, two, three] = [await read(hits), await read(cpu), await read(disk)];
    expect(one).toMatchObject({ problems: [], range: [end - 3 * day, end], interval: 60 });
    expect(one.points[0]).toBeGreaterThan(3 * 1400);
    // Its job runs every five minutes.
    expect([two.interval, (two.points[0] ?? 0) <= (3 * day) / 300]).toEqual([60, true]);
    expect(three.series.map(({ tags }) => Object.keys(tags))).toEqual([
      ["pod_name"],
      ["pod_name"],
      ["pod_name"],
    ]);
    const { series } = await (await client())(hits.text, { from: end - day, to: end - day + 600 }, 60);
    const at = one.series[0]?.times.indexOf(end - day) ?? -1;
    expect([...(one.series[0]?.values.slice(at, at + 10) ?? [])]).toEqual([...(series[0]?.values ?? [])]);
    expect(existsSync(join(folder, ".pulled"))).toBe(false);
  });

  it("asks a metric that is measured seldom once more at most", async () => {
    const { requests, seldom } = await pulled({ texts: [cpu, hits] });
    expect([requests, seldom]).toEqual([3 + 1 + 3, [{ text: cpu.text, step: 300 }]]);
  });

  it("pulls only what is missing, and writes nothing again that is there", async () => {
    await pulled({ texts: [hits], range: { from: end - 2 * day, to: end - day } });
    const [first = ""] = parts(hits);
    const before = statSync(join(folder, queryHash(hits.text), first)).mtimeMs;
    const again = await pulled({ texts: [hits], range: { from: end - 2 * day, to: end - day } });
    expect([again.requests, again.whole, again.pulled]).toEqual([0, 1, 0]);
    const more = await pulled({ texts: [hits], range: { from: end - 2 * day, to: end } });
    expect([more.requests, parts(hits).length]).toEqual([1, 2]);
    expect(statSync(join(folder, queryHash(hits.text), first)).mtimeMs).toBe(before);
    expect((await read(hits)).range).toEqual([end - 2 * day, end]);
  });

  it.each(["429", "500", "slow", "lose-answer"])("outlasts %s", async (kind) => {
    faults({ kind, type: "query_timeseries", nth: 2, count: 3, milliseconds: 5 });
    const result = await pulled({ texts: [hits], together: 1 });
    expect([result.problems, result.pulled]).toEqual([[], 1]);
  });

  it("tells what it could not get, keeps the rest, and goes on there", async () => {
    faults({ kind: "500", type: "query_timeseries", nth: 3, count: 4 });
    const broken = await pulled({ texts: [hits], together: 1 });
    expect(broken.problems).toEqual([
      {
        code: "history/refused",
        path: hits.text,
        value: "status 500",
        rule: expect.stringMatching(/^the API did not answer for 2026-11-19: .+\.$/),
        remedy: "Run it again: what was answered is kept.",
      },
    ]);
    expect(existsSync(join(folder, queryHash(hits.text)))).toBe(false);
    const rest = await pulled({ texts: [hits] });
    expect([rest.problems, rest.resumed, rest.requests]).toEqual([[], 2, 1]);
    expect(await read(hits)).toMatchObject({ problems: [], range: [end - 3 * day, end] });
  });

  it("stops at once where the keys are refused, and never says them", async () => {
    const keys = { apiKey: "0123456789abcdef", applicationKey: "fedcba9876543210" };
    const result = await pulled({ ask: await client(keys) });
    expect(result.problems.map(({ code, value }) => [code, value])).toEqual([
      ["history/refused", "status 403"],
    ]);
    expect(JSON.stringify(result)).not.toMatch(/0123456789abcdef|fedcba9876543210/);
  });

  it("asks for half a range as long as its points are too far apart", async () => {
    const asked: number[] = [];
    // Points are as far apart as 100 of them need.
    const ask: Ask = (_query, { from, to }) => {
      asked.push(to - from);
      const step = [60, 300, 900].find((each) => (to - from) / each <= 100) ?? 900;
      const times = Float64Array.from({ length: (to - from) / step }, (_value, at) => from + at * step);
      return Promise.resolve({ step, series: [{ tags: {}, times, values: times.map(() => 1) }] });
    };
    const result = await pulled({ texts: [hits], range: { from: end - day, to: end }, ask });
    expect(result.problems).toEqual([]);
    expect(Math.min(...asked)).toBe(3600);
    expect(await read(hits)).toMatchObject({ problems: [], interval: 60, points: [1440] });
  });

  it("does not take a fault of its own for a refusal", async () => {
    await expect(pulled({ ask: () => Promise.reject(new TypeError("a fault")) })).rejects.toThrow("a fault");
    const silent = await pulled({ ask: () => Promise.reject(new RefusedError(null, "no connection")) });
    expect(silent.problems).toHaveLength(3);
  });
});
