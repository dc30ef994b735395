import type { QueryHistory } from "../../../preview/simulator/history";
import { simulate, sweep, windowsOf } from "../../../preview/simulator/simulate";
import {
  alertsOf,
  answerOf,
  changesOf,
  historyOf,
  minute,
  monitorOf,
  possible,
  refused,
  sentOf,
  seriesOf,
  start,
  times,
} from "../../support/histories";

const load = (values: readonly (number | null)[], parts: Parameters<typeof answerOf>[1] = {}) =>
  historyOf({ "avg:load{*}": answerOf(values, parts) });

/** Above 80 in the last minute. */
const quick = "avg(last_1m):avg:load{*} > 80";

/** Groups by pod. */
const pods = (values: Readonly<Record<string, readonly (number | null)[]>>): QueryHistory => ({
  interval: 60,
  series: Object.entries(values).map(([pod, each]) => seriesOf(each, { tags: { pod } })),
});

const byPod = monitorOf({
  query: "avg(last_1m):avg:load{*} by {pod} > 80",
  groupBy: ["pod"],
  newGroupDelay: 0,
});
const podHistory = (values: Parameters<typeof pods>[0]) =>
  historyOf({ "avg:load{*} by {pod}": pods(values) });

describe("a monitor on metrics", () => {
  it("compares the mean of its window, and tells when it begins and ends", () => {
    const result = simulate(monitorOf(), load([...times(5, 70), ...times(5, 95), ...times(6, 70)]));
    // After three of five minutes at 95 the mean is 85, after two 80, which is not above 80.
    expect(changesOf(result)).toEqual([
      [5, "ok"],
      [8, "alert"],
      [13, "ok"],
    ]);
    expect(sentOf(result)).toEqual([
      [8, "alert"],
      [13, "recovery"],
    ]);
    expect(alertsOf(result)).toEqual([[8, 13]]);
    expect(possible(result).outcome.tally).toEqual({
      transitions: 2,
      alert: 1,
      warn: 0,
      noData: 0,
      recovery: 1,
      renotify: 0,
      alertSeconds: 300,
    });
  });

  it.each([
    ["min(last_3m):avg:load{*} > 80", [[6, 8]]],
    ["max(last_3m):avg:load{*} > 80", [[4, 10]]],
    ["last(last_3m):avg:load{*} > 80", [[4, 8]]],
    ["sum(last_3m):avg:load{*} > 80", [[4, 10]]],
  ])("reduces a window as %s says", (query, alerts) => {
    expect(alertsOf(simulate(monitorOf({ query }), load([0, 0, 0, 90, 90, 90, 90, 0, 0, 0, 0])))).toEqual(
      alerts,
    );
  });

  it.each([
    [">", [[3, 4]]],
    [">=", [[2, 4]]],
    [
      "<",
      [
        [1, 2],
        [4, 5],
      ],
    ],
    [
      "<=",
      [
        [1, 3],
        [4, 5],
      ],
    ],
  ] as const)("alerts when the value is %s its level", (comparator, alerts) => {
    const monitor = monitorOf({ query: `avg(last_1m):avg:load{*} ${comparator} 80`, comparator });
    expect(alertsOf(simulate(monitor, load([79, 80, 81, 79])))).toEqual(alerts);
  });

  it("compares with the same minutes of the past", () => {
    const monitor = monitorOf({ query: "pct_change(avg(last_2m),10m_ago):avg:load{*} > 50", critical: 50 });
    // 100 -> 160 is 60 %; a past of 0 has no percentage.
    const values = [...times(9, 100), 0, 160, 160, ...times(6, 100), 160, 500];
    const result = simulate(monitor, load(values));
    expect(changesOf(result)).toEqual([
      [12, "alert"],
      [13, "ok"],
      [20, "alert"],
    ]);
  });

  it("counts what a search finds", () => {
    const query = 'logs("status:error").index("*").rollup("count").last("5m") > 3';
    const history = historyOf({
      'logs("status:error").index("*").rollup("count")': answerOf([...times(5, 0), 2, 2, ...times(6, 0)]),
    });
    expect(alertsOf(simulate(monitorOf({ query, critical: 3 }), history))).toEqual([[7, 11]]);
  });

  it.each([
    ["sum:a{*}.as_rate() - sum:b{*}.as_rate()", [5, -3, 2]],
    ["avg:a{*} - avg:b{*}", [NaN, 2, 2]],
  ])(
    "takes 0 for what is missing beside a count, and interpolates a gauge between two points: %s",
    (expression, expected) => {
      const [a = "", b = ""] = expression.split(" - ");
      const history = historyOf({ [a]: answerOf([5, null, 5]), [b]: answerOf([null, 3, 3]) });
      const windows = windowsOf(monitorOf({ query: `sum(last_1m):${expression} > 80` }), history, {
        startsEmpty: true,
      });
      expect("verdict" in windows ? [] : [...(windows.groups[0]?.values ?? [])]).toEqual(expected);
    },
  );

  it("makes a rate a second of counts", () => {
    const monitor = monitorOf({ query: "max(last_1m):sum:hits{*}.as_rate() > 80" });
    const windows = windowsOf(monitor, historyOf({ "sum:hits{*}.as_count()": answerOf([60, 120]) }));
    expect(refused(simulate(monitor, historyOf({})))).toContain("nothing of sum:hits{*}.as_rate()");
    expect("verdict" in windows ? windows.reasons : [...(windows.groups[0]?.values ?? [])]).toEqual([1, 2]);
  });

  it("takes a ratio that was divided before, and says what that changes", () => {
    const text = "sum:failed{*}.as_count() / sum:all{*}.as_count()";
    const monitor = monitorOf({ query: `sum(last_2m):${text} > 0.5`, critical: 0.5 });
    const result = possible(
      simulate(monitor, historyOf({ [text]: answerOf([0, 0.3, 0.3, 0], { interval: 60 }) })),
    );
    expect(result.reasons.map(({ code }) => code)).toContain("history");
    expect(result.outcome.tally.alert).toBe(1);
  });
});

describe("silence", () => {
  const values = [90, 90, null, null, 90, 10, null];
  it.each([
    [
      "alert",
      [
        [3, "no data"],
        [5, "alert"],
        [6, "ok"],
        [7, "no data"],
      ],
      [
        [3, "no-data"],
        [5, "alert"],
        [6, "recovery"],
        [7, "no-data"],
      ],
    ],
    [
      "show",
      [
        [3, "no data"],
        [5, "alert"],
        [6, "ok"],
        [7, "no data"],
      ],
      [
        [5, "alert"],
        [6, "recovery"],
      ],
    ],
    [
      "resolve",
      [
        [3, "ok"],
        [5, "alert"],
        [6, "ok"],
      ],
      [
        [3, "recovery"],
        [5, "alert"],
        [6, "recovery"],
      ],
    ],
    ["zero", [[6, "ok"]], [[6, "recovery"]]],
  ] as const)("that means %s", (silence, changes, sent) => {
    const result = simulate(
      monitorOf({ query: quick, silence }),
      historyOf({ "avg:load{*}": answerOf(values) }),
    );
    expect(changesOf(result)).toEqual([[1, "alert"], ...changes]);
    expect(sentOf(result)).toEqual([[1, "alert"], ...sent]);
  });

  it("is 0 for a count, and the last state where the other page holds", () => {
    const monitor = monitorOf({ query: "sum(last_1m):sum:load{*}.as_count() > 80", silence: "zero" });
    const result = simulate(
      monitor,
      historyOf({ "sum:load{*}.as_count()": answerOf([90, null, null, 90, null]) }),
    );
    expect(alertsOf(result)).toEqual([
      [1, 2],
      [4, 5],
    ]);
    const { range, reasons } = possible(result);
    expect(range.alert).toEqual({ least: 1, most: 2 });
    expect(range.alertSeconds).toEqual({ least: 120, most: 300 });
    expect(reasons.map(({ code }) => code)).toContain("silent-documentation");
  });

  it("is 0 for a search, on every page", () => {
    const text = 'logs("a").index("*").rollup("count")';
    const monitor = monitorOf({ query: `${text}.last("1m") > 80`, silence: "zero" });
    const result = simulate(monitor, historyOf({ [text]: answerOf([90, null, 90, null]) }));
    expect(alertsOf(result)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(possible(result).reasons.map(({ code }) => code)).toEqual(["input-interval"]);
  });

  it("leaves the last state of a count that default_zero() fills", () => {
    const query = "sum(last_1m):default_zero(sum:load{*}.as_count()) > 80";
    const history = historyOf({ "sum:load{*}.as_count()": answerOf([90, null, 10, null]) });
    const result = simulate(monitorOf({ query, silence: "zero" }), history);
    expect(alertsOf(result)).toEqual([[1, 3]]);
    expect(possible(result).reasons.map(({ code }) => code)).toEqual(["input-interval"]);
  });

  it("is no silence before the first data", () => {
    const history = historyOf({ "avg:load{*}": answerOf([null, null, 10, null]) }, { from: start });
    expect(changesOf(simulate(monitorOf({ query: quick, silence: "alert" }), history))).toEqual([
      [3, "ok"],
      [4, "no data"],
    ]);
  });

  it("never makes a window full that must be", () => {
    const monitor = monitorOf({
      query: "min(last_5m):avg:load{*} > 80",
      requireFullWindow: true,
      silence: "alert",
    });
    const result = simulate(monitor, load([...times(5, 90), ...times(5, null), 90]));
    // Up to three empty minutes are allowed; afterwards the state stays, until nothing at all is left.
    expect(changesOf(result)).toEqual([
      [5, "alert"],
      [10, "no data"],
    ]);
  });

  it("leaves the state as it is where the window has too many holes", () => {
    const monitor = monitorOf({
      query: "max(last_5m):avg:load{*} < 80",
      comparator: "<",
      requireFullWindow: true,
    });
    // The last 90 leaves the window at minute 10; what is left is low, but its first minute is empty.
    const result = simulate(monitor, load([...times(5, 90), ...times(4, null), 70, null, null, 70]));
    expect(changesOf(result)).toEqual([[5, "ok"]]);
  });
});

describe("a division without a value", () => {
  it("skips the evaluation, and is silence in the other reading", () => {
    const query = "sum(last_1m):sum:failed{*}.as_count() / sum:all{*}.as_count() > 0.5";
    const monitor = monitorOf({ query, critical: 0.5, silence: "resolve" });
    const history = historyOf({
      "sum:failed{*}.as_count()": answerOf([1, 0, 0, 0]),
      "sum:all{*}.as_count()": answerOf([1, 0, 0, 1]),
    });
    const result = simulate(monitor, history);
    expect(alertsOf(result)).toEqual([[1, 4]]);
    expect(possible(result).range.alertSeconds).toEqual({ least: 60, most: 180 });
  });
});

describe("groups", () => {
  it("alert alone", () => {
    const result = simulate(byPod, podHistory({ a: [90, 10, 10], b: [10, 90, 90] }));
    expect(alertsOf(result, 0)).toEqual([[1, 2]]);
    expect(alertsOf(result, 1)).toEqual([[2, 4]]);
    expect(possible(result).outcome.notifications.map(({ group, kind }) => `${group} ${kind}`)).toEqual([
      "pod:a alert",
      "pod:a recovery",
      "pod:b alert",
    ]);
  });

  it("are divided by the total of their own, or by one for all", () => {
    const query = "avg(last_1m):100 * avg:used{*} by {pod} / avg:most{*} > 80";
    const history = historyOf({
      "avg:used{*} by {pod}": pods({ a: [9, 1], b: [1, 9] }),
      "avg:most{*}": answerOf([10, 10]),
    });
    const result = simulate({ ...byPod, query }, history);
    expect([alertsOf(result, 0), alertsOf(result, 1)]).toEqual([[[1, 2]], [[2, 3]]]);
  });

  it("are the same whatever the order of their tags", () => {
    const query = "avg(last_1m):avg:used{*} by {zone,pod} / avg:most{*} by {pod,zone} > 80";
    const tags = { pod: "a", zone: "east" };
    const history = historyOf({
      "avg:used{*} by {zone,pod}": { interval: 60, series: [seriesOf([90, 10], { tags })] },
      "avg:most{*} by {pod,zone}": { interval: 60, series: [seriesOf([1, 1], { tags })] },
    });
    const result = simulate(monitorOf({ query, newGroupDelay: 0 }), history);
    expect(possible(result).outcome.groups.map(({ group }) => group)).toEqual(["zone:east,pod:a"]);
    expect(alertsOf(result)).toEqual([[1, 2]]);
  });

  it("that are new wait, unless they were there before", () => {
    const history = podHistory({ old: [90, 90, 90, 90, 90], young: [null, 90, 90, 90, 90] });
    const result = simulate({ ...byPod, newGroupDelay: 120 }, history);
    expect([alertsOf(result, 0), alertsOf(result, 1)]).toEqual([[[1, 6]], [[4, 6]]]);
    const fresh = simulate({ ...byPod, newGroupDelay: 120 }, history, { startsEmpty: true });
    expect(alertsOf(fresh, 0)).toEqual([[3, 6]]);
  });

  it("wait a minute where the monitor names no delay, as Datadog does", () => {
    const result = simulate({ ...byPod, newGroupDelay: null }, podHistory({ a: [90, 90, 90] }), {
      startsEmpty: true,
    });
    expect(alertsOf(result)).toEqual([[2, 4]]);
  });

  it("are delisted after a day of silence, and new afterwards", () => {
    const day = 1440;
    const values = [90, ...times(day + 5, null), 90, 90, 90];
    const result = simulate({ ...byPod, newGroupDelay: 60, silence: "show" }, podHistory({ a: values }));
    expect(changesOf(result)).toEqual([
      [1, "alert"],
      [2, "no data"],
      [day + 1, "gone"],
      [day + 8, "alert"],
    ]);
    expect(sentOf(result).map(([, kind]) => kind)).toEqual(["alert", "alert"]);
  });

  it("tell nobody that it is over when they come back in good health after they were delisted", () => {
    const values = [90, ...times(1445, null), 10, 10];
    const result = simulate({ ...byPod, silence: "show" }, podHistory({ a: values }));
    expect(changesOf(result).map(([, state]) => state)).toEqual(["alert", "no data", "gone", "ok"]);
    expect(sentOf(result)).toEqual([[1, "alert"]]);
    expect(possible(result).outcome.tally.transitions).toBe(2);
  });

  const two = { query: "avg(last_1m):avg:load{*} by {zone,pod} > 80", groupBy: ["zone"], newGroupDelay: 0 };
  const zones = historyOf({
    "avg:load{*} by {zone,pod}": {
      interval: 60,
      series: [
        seriesOf([90, 90, 10, 10, 10], { tags: { zone: "east", pod: "a" } }),
        seriesOf([10, 90, 90, 90, 10], { tags: { zone: "east", pod: "b" } }),
        seriesOf([10, 10, 10, 90, 10], { tags: { zone: "west", pod: "c" } }),
      ],
    },
  });

  it("are told of together by some of their tags: one alert while any of them lasts", () => {
    const result = simulate(monitorOf(two), zones);
    expect(
      possible(result).outcome.notifications.map(({ group, kind, time }) => [
        (time - start) / 60,
        group,
        kind,
      ]),
    ).toEqual([
      [1, "zone:east", "alert"],
      [4, "zone:west", "alert"],
      [5, "zone:east", "recovery"],
      [5, "zone:west", "recovery"],
    ]);
    // No page says whether the second pod is told of while its zone is alerting.
    expect(possible(result).range.alert).toEqual({ least: 2, most: 3 });
  });
});

describe("reminders", () => {
  const lasting = (count: number) => load(times(count, 90));

  it("come while an alert lasts, each after the last word", () => {
    const result = simulate(monitorOf({ query: quick, renotifyEvery: 1800 }), lasting(70));
    expect(sentOf(result)).toEqual([
      [1, "alert"],
      [31, "renotify"],
      [61, "renotify"],
    ]);
  });

  it("stop thirty hours after the first alert", () => {
    const result = simulate(monitorOf({ query: quick, renotifyEvery: 3600 }), lasting(40 * 60));
    expect(possible(result).outcome.tally.renotify).toBe(30);
  });

  it("begin anew with the next alert", () => {
    const values = [...times(60, 90), ...times(32 * 60, 10), ...times(65, 90)];
    const result = simulate(monitorOf({ query: quick, renotifyEvery: 3600 }), load(values));
    expect(sentOf(result).map(([, kind]) => kind)).toEqual(["alert", "recovery", "alert", "renotify"]);
  });

  it("come for silence only where silence is told", () => {
    const values = [90, ...times(70, null)];
    const of = (silence: "alert" | "show") =>
      sentOf(
        simulate(
          monitorOf({ query: quick, silence, renotifyEvery: 1800 }),
          historyOf({ "avg:load{*}": answerOf(values) }),
        ),
      );
    expect(of("show")).toEqual([[1, "alert"]]);
    expect(of("alert")).toEqual([
      [1, "alert"],
      [2, "no-data"],
      [32, "renotify"],
      [62, "renotify"],
    ]);
  });

  it("do not come for a warning", () => {
    const monitor = monitorOf({ query: quick, warning: 60, renotifyEvery: 1800 });
    expect(sentOf(simulate(monitor, load(times(70, 70))))).toEqual([[1, "warn"]]);
  });
});

describe("what the documentation leaves open", () => {
  it("between the two recovery levels after an alert is simulated both ways", () => {
    const monitor = monitorOf({ query: quick, criticalRecovery: 70, warning: 60, warningRecovery: 50 });
    const open = possible(simulate(monitor, load([90, 55, 55, 40])));
    expect(changesOf(open)).toEqual([
      [1, "alert"],
      [2, "warn"],
      [4, "ok"],
    ]);
    expect(open.range.warn).toEqual({ least: 0, most: 1 });
    expect(open.reasons.map(({ code }) => code)).toEqual(["input-interval", "silent-documentation"]);
  });

  it("about percentiles is bounded by the least and the greatest of the window", () => {
    const monitor = monitorOf({ query: "percentile(last_3m):p95:load{*} > 80" });
    const history = historyOf({ "p95:load{*}": answerOf([70, 70, 70, 90, 70, 70, 70]) });
    const { outcome, range, reasons } = possible(simulate(monitor, history));
    expect(outcome.tally.alert).toBe(0);
    expect(range.alert).toEqual({ least: 0, most: 1 });
    expect(reasons.map(({ code }) => code)).toEqual(["input-interval", "percentile"]);
  });

  it("is no reason where it changes nothing", () => {
    const monitor = monitorOf({ query: "percentile(last_3m):p95:load{*} > 80" });
    const history = historyOf({ "p95:load{*}": answerOf(times(30, 70), { interval: 20 }) });
    expect(possible(simulate(monitor, history))).toMatchObject({ verdict: "exact", reasons: [] });
  });

  it("about the second of the minute is tried at every phase", () => {
    // A third of a minute is bad: whether a whole window is, depends on where it starts.
    const values = [...times(6, 10), 90, 90, 90, 10, ...times(8, 10)];
    const monitor = monitorOf({ query: "min(last_1m):avg:load{*} > 80" });
    const { clock, range, reasons } = possible(simulate(monitor, load(values, { interval: 20 })));
    expect(clock.phases).toBe(3);
    expect(range.alert).toEqual({ least: 0, most: 1 });
    expect(reasons.map(({ code }) => code)).toEqual(["phase"]);
  });
});

describe("a sweep", () => {
  it("finds for each level what that level alone finds", () => {
    const history = load(Array.from({ length: 200 }, (_, at) => 50 + 40 * Math.sin(at / 9)));
    const levels = [60, 70, 80, 85].map((critical) => ({
      critical,
      warning: null,
      criticalRecovery: critical - 5,
      warningRecovery: null,
    }));
    const swept = sweep(monitorOf(), history, levels);
    const alone = levels.map((each) =>
      simulate(monitorOf({ ...each, query: `avg(last_5m):avg:load{*} > ${each.critical}` }), history),
    );
    expect(swept).toEqual(alone);
    expect(new Set(swept.map((each) => possible(each).outcome.tally.alertSeconds)).size).toBe(4);
  });
});

describe("what is reported", () => {
  const values = [10, 90, 90, 90, 10, 90];

  it("is a part of what is simulated", () => {
    const result = simulate(monitorOf({ query: quick }), load(values), { from: minute(3), to: minute(5) });
    expect(changesOf(result)).toEqual([]);
    expect(alertsOf(result)).toEqual([[3, 5]]);
    expect(possible(result).outcome.tally.alertSeconds).toBe(120);
  });

  it("says which part of it the history covers", () => {
    const of = (from: number, to: number) =>
      possible(
        simulate(monitorOf({ query: quick }), load(times(60, 1)), { from: minute(from), to: minute(to) }),
      )
        .reasons.filter(({ code }) => code === "history")
        .map(({ text }) => text);
    expect(of(1, 60)).toEqual([]);
    expect(of(-60, 61)).toEqual(["The history covers 49 % of the time that was asked for."]);
  });

  it("starts once the history covers a window, the delay and the shift", () => {
    const firstOf = (changes: Parameters<typeof monitorOf>[0]): number => {
      const windows = windowsOf(monitorOf(changes), load(times(60, 1)));
      return "verdict" in windows ? NaN : (windows.clock.first - start) / 60;
    };
    expect(firstOf({ query: quick })).toBe(1);
    expect(firstOf({ evaluationDelay: 600 })).toBe(15);
    expect(firstOf({ query: "change(avg(last_5m),30m_ago):avg:load{*} > 80" })).toBe(35);
  });

  it("follows the documented frequency of long windows", () => {
    const everyOf = (window: string, count: number): number =>
      possible(
        simulate(
          monitorOf({ query: `avg(last_${window}):avg:load{*} > 80` }),
          load(times(count, 1), { interval: 60 }),
        ),
      ).clock.every;
    expect([everyOf("23h", 1500), everyOf("1d", 1500), everyOf("47h", 3000), everyOf("2d", 3000)]).toEqual([
      60, 600, 600, 1800,
    ]);
  });
});

describe("what is not possible", () => {
  const history = load(times(30, 1));
  it.each([
    ["no query", { query: null }, "Nothing measures its signal"],
    [
      "an unknown function",
      { query: "avg(last_5m):forecast(avg:load{*}, 'linear', 1) > 80" },
      "forecast() is not simulated",
    ],
    ["two levels that differ", { critical: 81 }, "is not its critical level"],
    ["two comparisons that differ", { comparator: ">=" }, "is not its critical level"],
    [
      "a metric without history",
      { query: "avg(last_5m):avg:load{*} / avg:free{*} > 80" },
      "nothing of avg:free{*}",
    ],
    ["only a number", { query: "avg(last_5m):1 + 1 > 80" }, "nothing is measured in it"],
    [
      "the maximum of counts",
      { query: "max(last_5m):avg:load{*}.as_count() > 80" },
      "nothing of avg:load{*}.as_count()",
    ],
    ["a short history", { query: "avg(last_1h):avg:load{*} > 80" }, "shorter than"],
    ["a shift off the intervals", { query: "change(avg(last_5m),1m_ago):avg:load{*} > 80" }, null],
    ["an open rollup", { query: "avg(last_5m):avg:load{*}.rollup(avg) > 80" }, ".rollup()"],
  ] as const)("%s", (_, changes, why) => {
    const result = simulate(monitorOf(changes), history);
    if (why === null) expect(possible(result).verdict).toBe("approximate");
    else expect(refused(result)).toContain(why);
  });

  it("as_count() with anything but a sum, or in a change", () => {
    const counts = historyOf({ "sum:hits{*}.as_count()": answerOf(times(30, 1)) });
    const of = (query: string) => refused(simulate(monitorOf({ query }), counts));
    expect(of("max(last_5m):sum:hits{*}.as_count() > 80")).toContain("Datadog allows only sum()");
    expect(of("change(sum(last_5m),5m_ago):sum:hits{*}.as_count() > 80")).toContain("two pages");
  });

  it("points that stand for more than one evaluation", () => {
    expect(refused(simulate(monitorOf(), load(times(30, 1), { interval: 300 })))).toContain(
      "One point stands for 300 s",
    );
  });

  it("histories that do not fit together", () => {
    const query = "avg(last_5m):avg:a{*} / avg:b{*} > 80";
    const of = (other: QueryHistory) =>
      refused(
        simulate(monitorOf({ query }), historyOf({ "avg:a{*}": answerOf(times(30, 1)), "avg:b{*}": other })),
      );
    expect(of(answerOf(times(30, 1), { interval: 20 }))).toContain("at 60 s and at 20 s");
    const twice = { tags: {}, times: Float64Array.of(start, start + 30), values: Float64Array.of(1, 2) };
    expect(of({ interval: 60, series: [twice] })).toContain("within one interval");
    const odd = { tags: {}, times: Float64Array.of(start), values: Float64Array.of(1, 2) };
    expect(of({ interval: 60, series: [odd] })).toContain("1 times stand beside 2 values");
    const grouped = monitorOf({ query: "avg(last_5m):avg:a{*} by {x} / avg:b{*} by {y} > 80" });
    const both = historyOf({ "avg:a{*} by {x}": pods({}), "avg:b{*} by {y}": pods({}) });
    expect(refused(simulate(grouped, both))).toContain("grouped by x and by y");
  });
});
