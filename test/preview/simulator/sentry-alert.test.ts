import { simulateSentryAlert, type SentryAlert } from "../../../preview/simulator/sentry-alert";
import { sentryCadence } from "../../../preview/simulator/sentry-clock";
import {
  alertsOf,
  answerOf,
  changesOf,
  historyOf,
  possible,
  refused,
  seriesOf,
  sentOf,
  times,
} from "../../support/histories";

/** Above ten errors in the last minute. */
const alertOf = (changes: Partial<SentryAlert> = {}): SentryAlert => ({
  aggregate: "count()",
  over: 60,
  direction: "above",
  warning: null,
  critical: 10,
  resolve: null,
  ...changes,
});

const counts = (values: readonly (number | null)[], aggregate = "count()") =>
  historyOf({ [aggregate]: answerOf(values) });

const run = (values: readonly (number | null)[], changes: Partial<SentryAlert> = {}) =>
  simulateSentryAlert(alertOf(changes), counts(values));

// src/sentry/incidents/logic.py
it.each([
  [1, 60],
  [29, 60],
  [30, 120],
  [59, 120],
  [60, 180],
  [239, 180],
  [240, 300],
  [1439, 300],
  [1440, 900],
])(
  "a window of %s minutes is evaluated every %s s, and half as often when it is compared",
  (minutes, every) => {
    expect(sentryCadence(minutes * 60, false)).toBe(every);
    expect(sentryCadence(minutes * 60, true)).toBe(2 * every);
  },
);

describe("a legacy metric alert", () => {
  it("fires strictly above its level, and equality resolves it", () => {
    const result = run([0, 10, 11, 12, 10, 0]);
    expect(alertsOf(result)).toEqual([[3, 5]]);
    expect(sentOf(result)).toEqual([
      [3, "alert"],
      [5, "recovery"],
    ]);
  });

  it("takes what is less than a millionth above its level for equal to it", () => {
    expect(alertsOf(run([0, 11, 10.000002, 10.0000005, 0]))).toEqual([[2, 4]]);
  });

  it("fires strictly below its level where less is bad", () => {
    expect(alertsOf(run([20, 10, 9, 10, 20], { direction: "below" }))).toEqual([[3, 4]]);
  });

  it("resolves strictly beyond the level that is written", () => {
    expect(alertsOf(run([0, 11, 9, 8, 7], { resolve: 8 }))).toEqual([[2, 5]]);
  });

  it("takes a window without events for none of them", () => {
    expect(alertsOf(run([0, 11, null, 0]))).toEqual([[2, 3]]);
  });

  it("adds the counts of its window", () => {
    expect(alertsOf(run([0, 4, 4, 4, 0, 0, 0], { over: 180 }))).toEqual([[4, 5]]);
  });

  it("waits for as many updates in a row as it asks for, both ways", () => {
    const result = run([11, 11, 0, 11, 11, 11, 0, 11, 0, 0, 0], { thresholdPeriod: 3 });
    expect(changesOf(result)).toEqual([
      [1, "ok"],
      [6, "alert"],
      [11, "ok"],
    ]);
  });

  it("does not fire again within ten minutes of its last incident, however often it recovers", () => {
    const flapping = [0, ...times(8, [11, 0]).flat(), 0, 0];
    // Fired at 2; the next that lies more than ten minutes later is at 14.
    expect(alertsOf(run(flapping))).toEqual([
      [2, 3],
      [14, 15],
    ]);
  });

  it("counts those ten minutes from the start of the incident, whichever trigger began it", () => {
    const values = [0, ...times(5, 6), 11, ...times(6, 6), 11, 6];
    // Warned at 2, critical at 7 and again at 14: twelve minutes after the incident began, seven after the first.
    expect(alertsOf(run(values, { warning: 5 }))).toEqual([
      [7, 8],
      [14, 15],
    ]);
  });

  it("forgets the days of that limit, so that it comes back a day later", () => {
    const day = 1440;
    const quiet = [11, ...times(day, 0)];
    expect(alertsOf(run([...quiet, ...times(15, 11)]))).toEqual([
      [1, 2],
      // A day and nothing later the limit holds again, until its eleventh minute.
      [day + 12, day + 17],
    ]);
  });

  it("has one level at which the lowest severity ends, the other ends just below its own", () => {
    const result = run([0, 6, 11, 10, 6, 5, 4], { warning: 5, resolve: 5 });
    expect(changesOf(result)).toEqual([
      [1, "ok"],
      [2, "warn"],
      [3, "alert"],
      [4, "warn"],
      [7, "ok"],
    ]);
    expect(sentOf(result).map(([, kind]) => kind)).toEqual(["warn", "alert", "warn", "recovery"]);
  });

  it("compares with the past in percent, and drops an update without past", () => {
    const changes = { comparisonDelta: 120, critical: 150, over: 60 };
    // Updates every two minutes see minutes 4, 6, 8, ...: 15/10 is 150 %, 16/10 above it, and 9/0 is nothing.
    const values = [0, 10, 0, 10, 0, 15, 0, 10, 0, 16, 0, 0, 0, 9, 0, 0];
    const result = simulateSentryAlert(alertOf(changes), counts(values), { phases: 1 });
    expect(changesOf(result)).toEqual([
      [4, "ok"],
      [10, "alert"],
      [12, "ok"],
    ]);
  });

  it("is only close where its window is made of means", () => {
    const result = simulateSentryAlert(
      alertOf({ aggregate: "p95(transaction.duration)", over: 300 }),
      counts(times(9, 1), "p95(transaction.duration)"),
    );
    expect(possible(result).reasons.map(({ code }) => code)).toEqual(["input-interval", "aggregate"]);
    expect(possible(run(times(9, 1))).reasons.map(({ code }) => code)).toEqual(["input-interval"]);
  });

  it("is refused without its history, or for an aggregate that cannot be put together", () => {
    expect(refused(simulateSentryAlert(alertOf(), historyOf({})))).toContain("holds nothing");
    expect(
      refused(simulateSentryAlert(alertOf({ aggregate: "count_unique(user)" }), historyOf({}))),
    ).toContain("count_unique(user) is not simulated");
    const series = [seriesOf([1]), seriesOf([2])];
    expect(
      refused(simulateSentryAlert(alertOf(), historyOf({ "count()": { interval: 60, series } }))),
    ).toContain("groups");
    expect(refused(run([1, 2], { over: 3600 }))).toContain("shorter than one window");
  });
});
