import { express, readMonitor } from "../../adoption/express";
import { measuring } from "../../adoption/measures";
import { services } from "../../services/all";
import { foreignMonitor } from "./request";

const measureOf = measuring(services, []);
const to = { environment: "prod", service: null, leftOut: ["closed"], measureOf };
const scope = "{env:prod,service:shop}";

const made = (query: string, type = "query alert", more: Readonly<Record<string, unknown>> = {}) =>
  foreignMonitor({
    name: "x",
    type,
    query,
    message: "",
    tags: ["service:shop"],
    options: { thresholds: {} },
    ...more,
  });

/** What a monitor becomes, in a line, or why it becomes nothing. */
function outcome(monitor: ReturnType<typeof made>): string {
  const reading = readMonitor(monitor);
  if (!reading.ok) return reading.reason.because;
  const found = express(reading.read, to);
  if (!found.ok) return found.reason.because;
  const { critical, measure } = found.expressed;
  return `${measure.signal} ${critical} ${measure.unit}`;
}

describe("a monitor of metrics", () => {
  it.each([
    [`avg(last_5m):avg:system.disk.in_use${scope} by {host} > 0.9`, "diskUsage 0.9 fraction"],
    [`avg(last_5m):avg:system.disk.in_use${scope} by {host} * 100 > 90`, "diskUsage 90 percent"],
    [`percentile(last_10m):p99:trace.express.request${scope} > 2`, "latencyP99 2 seconds"],
    [`avg(last_10m):p95:trace.express.request${scope} * 1000 > 2000`, "latencyP95 2000 milliseconds"],
    [
      `avg(last_10m):avg:trace.express.request.duration${scope} > 2`,
      "nobody says which signal trace.express.request.duration measures.",
    ],
    [
      `sum(last_5m):default_zero(sum:trace.web.request.errors${scope}.as_count() / sum:trace.web.request.hits${scope}.as_count()) > 0.05`,
      "errorRate 0.05 fraction",
    ],
    [
      `sum(last_5m):100 * sum:trace.web.request.errors${scope}.as_count() / sum:trace.web.request.hits${scope}.as_count() > 5`,
      "errorRate 5 percent",
    ],
    [`pct_change(avg(last_1h),last_1d):avg:trace.express.request${scope} > 50`, "latencyChange 50 percent"],
    [
      `change(avg(last_5m),last_1h):avg:trace.express.request${scope} > 50`,
      "it compares with the past in a way that no signal does.",
    ],
    [`avg(last_15m):avg:redis.info.latency_ms${scope} > 5`, "cacheLatency 5 milliseconds"],
    [`avg(last_5m):avg:aws.rds.cpuutilization{dbinstanceidentifier:shop} > 80`, "databaseCpu 80 percent"],
    [`avg(last_5m):avg:docker.cpu.usage${scope} * 7 > 80`, "no unit is 7 times another."],
    [
      `avg(last_5m):sum:system.net.bytes_rcvd{host:host0} > 100`,
      "nobody says which signal system.net.bytes_rcvd measures.",
    ],
    [
      `avg(last_5m):avg:docker.cpu.usage{env:staging,service:shop} > 80`,
      "it reads env:staging, and the environment here is prod.",
    ],
    [`avg(last_5m):avg:docker.cpu.usage${scope} == 80`, 'a level is reached or left, and "==" is neither.'],
    [
      `avg(last_4h):anomalies(avg:docker.cpu.usage${scope}, 'agile', 3) >= 1`,
      "anomalies() learns its level from the past.",
    ],
    [
      `max(next_1w):forecast(avg:system.disk.in_use${scope}, 'linear', 1) >= 0.9`,
      "forecast() learns its level from the past.",
    ],
    [
      `avg(last_30m):outliers(avg:docker.cpu.usage${scope} by {host}, 'DBSCAN', 7) > 0`,
      "outliers() learns its level from the past.",
    ],
    [
      `avg(current_1d):avg:docker.cpu.usage${scope} > 80`,
      'a rolling window, such as last_5m, is expected before "current_1d):avg:docker.cpu.usage{env:prod,service:shop} > 80".',
    ],
  ])("%s", (query, expected) => {
    expect(outcome(made(query))).toBe(expected);
    expect(outcome(made(query, "metric alert"))).toBe(expected);
  });
});

describe("a monitor of another kind stays as it is", () => {
  it.each([
    ["composite", "12345 && 67890", /combines other monitors/],
    ["service check", '"ntp.in_sync".over("role:foo").last(3).count_by_status()', /an Agent's check/],
    [
      "process alert",
      "processes('java').over('role:db').rollup('count').last('10m') < 1",
      /the type "process alert"/,
    ],
    [
      "log alert",
      'logs("status:error").index("*").rollup("count").last("5m") > 1',
      /counts what a search finds/,
    ],
    ["event-v2 alert", 'events("source:x").rollup("count").last("5m") > 1', /counts what a search finds/],
    ["rum alert", 'rum("@type:error").rollup("count").last("5m") > 1', /counts what a search finds/],
    ["slo alert", 'error_budget("abc").over("7d") > 75', /watches an objective/],
    ["synthetics alert", "no_query", /belongs to a synthetic test/],
    ["a type of next year", "x", /the type "a type of next year"/],
  ])("%s: %s", (type, query, because) => {
    expect(outcome(made(query, type))).toMatch(because);
  });

  it("such as one on a schedule of its own, one of a formula, and one that Belfry made", () => {
    const query = `avg(last_5m):avg:docker.cpu.usage${scope} > 80`;
    const options = {
      thresholds: { critical: 80 },
      scheduling_options: { evaluation_window: { day_starts: "04:00" } },
    };
    expect(outcome(made(query, "metric alert", { options }))).toMatch(/schedule of its own/);
    expect(outcome(made(query, "metric alert", { options: { variables: [{ name: "a" }] } }))).toMatch(
      /formula/,
    );
    const tags = ["managed-by:belfry", "belfry:shop/errors", "env:staging"];
    expect(outcome(made(query, "metric alert", { tags }))).toBe(
      "it is shop/errors of Belfry's environment staging, and the plan of prod has no such guardrail.",
    );
    expect(outcome(made("x", "slo alert", { tags }))).toMatch(
      /^it is shop\/errors of Belfry's environment staging/,
    );
  });
});

it.each([
  [{ on_missing_data: "resolve" }, "resolve"],
  [{ on_missing_data: "default", notify_no_data: false }, "show"],
  [{ notify_no_data: true, no_data_timeframe: 20 }, "alert"],
  [{ notify_no_data: false }, "show"],
  [{}, "show"],
])("reads missing data of %j as %s where nothing is counted", (options, silence) => {
  const reading = readMonitor(
    made(`avg(last_5m):avg:docker.cpu.usage${scope} > 80`, "metric alert", { options }),
  );
  const found = reading.ok && express(reading.read, to);
  expect(found && found.ok && found.expressed.silence).toBe(silence);
});

it("reads missing data of what is counted as zero", () => {
  const query = `sum(last_5m):sum:trace.web.request.errors${scope}.as_count() / sum:trace.web.request.hits${scope}.as_count() > 0.05`;
  const reading = readMonitor(made(query, "query alert", { options: { on_missing_data: "default" } }));
  const found = reading.ok && express(reading.read, to);
  expect(found && found.ok && found.expressed.silence).toBe("zero");
});

describe("where a monitor would go", () => {
  const cpu = (filter: string): string => `avg(last_5m):avg:docker.cpu.usage${filter} > 80`;
  it.each<readonly [string, Readonly<Record<string, unknown>>, string]>([
    [
      cpu("{env:prod AND service:shop AND NOT host:a}"),
      {},
      'it picks its environment by "env:prod AND service:shop AND NOT host:a", and a guardrail reads one environment.',
    ],
    [
      cpu("{env IN (prod,staging) AND service:shop}"),
      {},
      'it picks its environment by "env IN (prod,staging) AND service:shop", and a guardrail reads one environment.',
    ],
    [
      `avg(last_5m):avg:docker.cpu.usage{env:prod,service:shop} + avg:docker.cpu.usage{env:dev,service:shop} > 1`,
      {},
      "it reads env:dev, and the environment here is prod.",
    ],
    [cpu("{service:shop,!host:a}"), {}, "cpuUsage 80 percent"],
    [cpu("{service:shop OR service:web}"), {}, "cpuUsage 80 percent"],
    [cpu("{service:shop OR service:web}"), { tags: [] }, "nothing says of which service it is."],
    [
      cpu(scope),
      { tags: ["service:estate"] },
      "services/estate.ts is a file of Belfry's own, so no service has this name.",
    ],
    [cpu(scope), { tags: ["service:closed"] }, "prod leaves closed out."],
    [
      cpu(scope),
      { tags: ["service:Book_Shop"] },
      "Book_Shop is no service's name in Belfry: up to 50 lower-case letters, digits and hyphens.",
    ],
  ])("%s %j", (query, more, expected) => {
    expect(outcome(made(query, "metric alert", more))).toBe(expected);
  });

  it("is the service that is said, where the one that it names cannot be called so", () => {
    const reading = readMonitor(made(cpu("{env:prod}"), "metric alert", { tags: ["service:Book_Shop"] }));
    const found = reading.ok && express(reading.read, { ...to, service: "bookshop" });
    expect(found && found.ok && found.expressed.service).toBe("bookshop");
  });
});
