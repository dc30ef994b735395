import { flappingShare } from "../../../preview/simulator/flapping";
import { prometheusStates } from "../../../preview/simulator/prometheus";
import { simulate, windowsOf } from "../../../preview/simulator/simulate";
import {
  answerOf,
  changesOf,
  historyOf,
  minute,
  monitorOf,
  possible,
  start,
  times,
} from "../../support/histories";

/** The value of the one window that ends when its points do. */
function valueOf(
  query: string,
  histories: Readonly<Record<string, readonly (number | null)[]>>,
): number | undefined {
  const history = historyOf(
    Object.fromEntries(
      Object.entries(histories).map(([text, values]) => [text, answerOf(values, { type: "count" })]),
    ),
    { from: start },
  );
  const threshold = Number(/(\d+)$/.exec(query)?.[1]);
  const windows = windowsOf(monitorOf({ query, critical: threshold }), history, { startsEmpty: true });
  if ("verdict" in windows) throw new Error(windows.reasons.map(({ text }) => text).join());
  const size = Math.max(...Object.values(histories).map((values) => values.length));
  return windows.groups[0]?.values[size - 1];
}

const errors = [1, 2, 3, 4, 5];

// https://docs.datadoghq.com/monitors/guide/as-count-in-monitor-evaluations/ in both of its versions
describe("the error rate of Datadog's guide", () => {
  it.each([
    [5, "as_count", 0.6],
    [5, "as_rate", 3],
    [10, "as_count", 0.3],
    [10, "as_rate", 1.5],
  ])("of %s requests a minute with %s() is %s", (total, modifier, rate) => {
    const [failed, all] = [`sum:failed{*}.${modifier}()`, `sum:all{*}.${modifier}()`];
    const value = valueOf(`sum(last_5m):${failed} / ${all} > 1`, {
      [failed]: errors,
      [all]: times(5, total),
    });
    expect(value).toBeCloseTo(rate, 14);
  });

  it("adds counts that come as rates, too", () => {
    const query = "sum(last_5m):sum:failed{*}.as_rate() / sum:all{*}.as_rate() > 1";
    const counts = { "sum:failed{*}.as_count()": errors, "sum:all{*}.as_count()": times(5, 5) };
    expect(valueOf(query, counts)).toBeCloseTo(3, 14);
  });
});

// https://docs.datadoghq.com/monitors/guide/monitor-arithmetic-and-sparse-metrics/
describe("a division of sparse metrics", () => {
  it("drops what is divided by nothing: 10/0 + 10/1 + 10/- is 10", () => {
    const value = valueOf("sum(last_3m):sum:a{*} / sum:b{*} > 1", {
      "sum:a{*}": [10, 10, 10],
      "sum:b{*}": [0, 1, null],
    });
    expect(value).toBe(10);
  });

  it("of two gauges that take turns has no value, until their gaps are filled: 5", () => {
    const turns = (offset: number, values: readonly number[]) => ({
      interval: 60,
      type: "gauge" as const,
      series: [
        {
          tags: {},
          times: Float64Array.from(values, (_, index) => minute(offset + index * 10)),
          values: Float64Array.from(values),
        },
      ],
    });
    const history = historyOf({
      "sum:g{t:norm}": turns(0, [1, 0, 1, 1]),
      "sum:g{t:offset}": turns(-5, [1, 1, 1, 1]),
    });
    const valuesOf = (query: string): Float64Array | undefined => {
      const windows = windowsOf(monitorOf({ query, critical: 9 }), history, { startsEmpty: true });
      return "verdict" in windows ? undefined : windows.groups[0]?.values;
    };
    const plain = valuesOf("sum(last_30m):sum:g{t:norm} / sum:g{t:offset} > 9");
    expect(new Set(plain)).toEqual(new Set([NaN]));
    const filled = valuesOf(
      "sum(last_31m):sum:g{t:norm}.fill(last, 900).rollup(max, 300) / sum:g{t:offset}.fill(last, 900).rollup(max, 300) > 9",
    );
    // The page adds the seven points from 12:00 up to and with 12:30, which a half-open window of 31 minutes holds.
    expect(filled?.[35]).toBe(5);
  });
});

// https://docs.datadoghq.com/monitors/types/metric/#data-window
describe("a window of 2 h that must be full", () => {
  it.each([
    ["1 1 1 1 1 1 1 1 1 1 1 1", true],
    ["x 1 1 1 1 1 1 1 1 1 1 1", false],
    ["1 1 x x x 1 1 1 1 1 1 1", true],
    ["1 x x x 1 1 1 1 x x 1 1", false],
    // The rule in words: no more than three without points.
    ["1 x x 1 x 1 1 1 1 x 1 1", false],
  ])("%s: %s", (buckets, full) => {
    // One point in each bucket of ten minutes, at its sixth minute.
    const values = buckets
      .split(" ")
      .flatMap((each) => [...times(5, null), each === "x" ? null : 99, ...times(4, null)]);
    const monitor = monitorOf({ query: "avg(last_2h):avg:load{*} > 80", requireFullWindow: true });
    const history = historyOf({ "avg:load{*}": answerOf(values) }, { from: start, to: minute(120) });
    const result = simulate(monitor, history, { startsEmpty: true });
    const before = changesOf(result).filter(([at]) => at <= 120);
    expect(before.at(-1)?.[1]).toBe(full ? "alert" : undefined);
  });
});

// https://docs.datadoghq.com/monitors/guide/recovery-thresholds/
describe("recovery levels 80 / 70 / 60 / 50", () => {
  const levels = { critical: 80, criticalRecovery: 70, warning: 60, warningRecovery: 50 };
  const walked = (comparator: ">" | ">=", values: readonly number[]) =>
    changesOf(
      simulate(
        monitorOf({ query: `avg(last_1m):avg:load{*} ${comparator} 80`, comparator, ...levels }),
        historyOf({ "avg:load{*}": answerOf(values) }),
      ),
    );

  it("are passed on the way down, the level itself included", () => {
    expect(walked(">", [40, 60, 61, 80, 81, 71, 70, 61, 51, 50])).toEqual([
      [1, "ok"],
      [3, "warn"],
      [5, "alert"],
      [7, "warn"],
      [10, "ok"],
    ]);
  });

  it("are passed only beyond the level where the alert includes it", () => {
    expect(walked(">=", [40, 60, 80, 70, 69, 50, 49])).toEqual([
      [1, "ok"],
      [2, "warn"],
      [3, "alert"],
      [5, "warn"],
      [7, "ok"],
    ]);
  });
});

// https://docs.datadoghq.com/monitors/configuration/#evaluation-delay
it("a delay of 900 s makes last_5m at 7:00 look at 6:40 to 6:45", () => {
  const monitor = monitorOf({
    query: "sum(last_5m):avg:load{*} > 80",
    evaluationDelay: 900,
  });
  // Each minute after 6:30 has a bit of its own, so that a sum names its minutes.
  const values = Array.from({ length: 30 }, (_, at) => 2 ** at);
  const windows = windowsOf(monitor, historyOf({ "avg:load{*}": answerOf(values) }), { startsEmpty: true });
  if ("verdict" in windows) throw new Error("not possible");
  const seven = (minute(30) - windows.clock.first) / 60;
  expect(windows.groups[0]?.values[seven]).toBe(2 ** 10 + 2 ** 11 + 2 ** 12 + 2 ** 13 + 2 ** 14);
});

// https://docs.datadoghq.com/dashboards/functions/interpolation/#default-zero
it("one point at 17:45 of a gauge is carried to 17:50 by default_zero(), and all else is 0", () => {
  const values = [...times(15, null), 1, ...times(14, null)];
  const history = historyOf({ "avg:m{*}": answerOf(values) }, { from: start, to: minute(30) });
  const monitor = monitorOf({ query: "avg(last_1m):default_zero(avg:m{*}) > 80" });
  const windows = windowsOf(monitor, history);
  if ("verdict" in windows) throw new Error("not possible");
  expect([...(windows.groups[0]?.values ?? [])]).toEqual([...times(15, 0), ...times(6, 1), ...times(9, 0)]);
});

// https://docs.datadoghq.com/monitors/guide/monitor_aggregators/ divides eleven values by ten, and overlooks the 8
describe("Datadog's example of aggregators", () => {
  const values = [10, 15, 12, 8, 11, 14, 13, 25, 37, 45, 50];
  it.each([
    ["avg", 240 / 11],
    ["sum", 240],
    ["max", 50],
    ["min", 8],
  ])("has the %s %s", (aggregator, expected) => {
    expect(valueOf(`${aggregator}(last_11m):avg:m{*} > 1`, { "avg:m{*}": values })).toBeCloseTo(expected, 12);
  });

  it("is no alert on a minimum above 10, though the page says so", () => {
    const monitor = monitorOf({ query: "min(last_11m):avg:m{*} > 10", critical: 10 });
    const result = simulate(monitor, historyOf({ "avg:m{*}": answerOf(values) }));
    expect(changesOf(result)).toEqual([[11, "ok"]]);
  });
});

// https://assets.nagios.com/downloads/nagioscore/docs/nagioscore/4/en/flapping.html
describe("the share of flapping", () => {
  it.each([
    ["changes every time", Array.from({ length: 21 }, (_, at) => at % 2), 100],
    ["never changes", times(30, 0), 0],
    ["changed last", [...times(20, 0), 1], 6.25],
    ["changed first", [0, ...times(20, 1)], 3.75],
    ["changed last, of a short past", [0, 1], 6.25],
  ])("of a state that %s", (_, states, share) => {
    expect(flappingShare(states)).toBeCloseTo(share, 12);
  });
});

// Prometheus' own state machine, which other tools miscount with keep_firing_for
it("a breach of 20 min, a gap of 5 min and a breach of 10 min fire once in Prometheus, from minute 15 to 75", () => {
  const held = Array.from({ length: 100 }, (_, at) => (at >= 10 && at < 30) || (at >= 35 && at < 45));
  const states = prometheusStates(held, 60, { holdFor: 300, keepFiringFor: 1800 });
  const firing = states.flatMap((state, at) => (state === "firing" ? at : []));
  expect([firing[0], firing.at(-1), firing.length]).toEqual([15, 74, 60]);
  const plain = prometheusStates(held, 60, { holdFor: 300, keepFiringFor: 0 });
  expect(plain.flatMap((state, at) => (state === "firing" ? at : []))).toEqual([
    ...Array.from({ length: 15 }, (_, at) => 15 + at),
    40,
    41,
    42,
    43,
    44,
  ]);
});

it("every result says what it rests on", () => {
  const history = historyOf({ "avg:load{*}": answerOf(times(10, 1), { interval: 20 }) });
  expect(possible(simulate(monitorOf({ query: "avg(last_1m):avg:load{*} > 80" }), history)).verdict).toBe(
    "exact",
  );
});
