import { simulateSentryMonitor, type SentryMonitor } from "../../../preview/simulator/sentry-monitor";
import { answerOf, changesOf, historyOf, possible, refused, sentOf, times } from "../../support/histories";

const monitorOf = (changes: Partial<SentryMonitor> = {}): SentryMonitor => ({
  aggregate: "count()",
  over: 60,
  conditions: [
    { type: "gt", comparison: 10, result: "high" },
    { type: "gt", comparison: 5, result: "medium" },
    { type: "lte", comparison: 2, result: "ok" },
  ],
  ...changes,
});

const run = (values: readonly number[], changes: Partial<SentryMonitor> = {}) =>
  simulateSentryMonitor(monitorOf(changes), historyOf({ "count()": answerOf(values) }));

describe("a metric monitor of Sentry", () => {
  it("stays as it is in the gap between its conditions", () => {
    const result = run([0, 11, 4, 3, 2, 4, 5]);
    expect(changesOf(result)).toEqual([
      [1, "ok"],
      [2, "alert"],
      [5, "ok"],
    ]);
    expect(sentOf(result)).toEqual([
      [2, "alert"],
      [5, "recovery"],
    ]);
  });

  it("takes the highest priority that holds, and tells only of changes", () => {
    expect(changesOf(run([0, 6, 7, 11, 12, 6, 0]))).toEqual([
      [1, "ok"],
      [2, "warn"],
      [4, "alert"],
      [6, "warn"],
      [7, "ok"],
    ]);
  });

  it("counts a high value for the lower priorities, too", () => {
    const changes = { updates: { high: 3, medium: 2 } } as const;
    // Two high values are enough for medium, the third for high.
    expect(changesOf(run([0, 11, 11, 11, 0], changes))).toEqual([
      [1, "ok"],
      [3, "warn"],
      [4, "alert"],
      [5, "ok"],
    ]);
  });

  it("starts counting again once the value is back at the current priority", () => {
    expect(changesOf(run([0, 11, 0, 11, 0, 11, 11], { updates: { high: 2, medium: 2 } }))).toEqual([
      [1, "ok"],
      [7, "alert"],
    ]);
  });

  it("waits for several updates that it is over, which others interrupt", () => {
    expect(changesOf(run([0, 11, 0, 11, 0, 0, 0], { updates: { ok: 2 } }))).toEqual([
      [1, "ok"],
      [2, "alert"],
      [6, "ok"],
    ]);
  });

  it("counts anew after it was over", () => {
    expect(changesOf(run([0, 11, 0, 0, 11, 0], { updates: { ok: 2 } })).at(-1)).toEqual([5, "alert"]);
  });

  it("has no limit of ten minutes", () => {
    expect(sentOf(run([0, 11, 0, 11, 0]))).toHaveLength(4);
  });

  it("never ends without a condition that says so, which is told", () => {
    const result = run([0, 11, 0, 0], { conditions: [{ type: "gt", comparison: 10, result: "high" }] });
    expect(changesOf(result).at(-1)).toEqual([2, "alert"]);
    expect(possible(result).reasons.map(({ code }) => code)).toContain("option");
  });

  it("compares with the past in percent, and drops an update without past", () => {
    const conditions = [
      { type: "gte", comparison: 150, result: "high" },
      { type: "lt", comparison: 150, result: "ok" },
    ] as const;
    const values = [0, 10, 0, 15, 0, 0, 0, 9, 0, 9];
    const result = simulateSentryMonitor(
      monitorOf({ conditions, detection: "percent", comparisonDelta: 120 }),
      historyOf({ "count()": answerOf(values) }),
      { phases: 1 },
    );
    expect(changesOf(result)).toEqual([
      [4, "alert"],
      [6, "ok"],
    ]);
  });

  it.each([
    ["gt", [3]],
    ["gte", [2, 3]],
    ["lt", [1]],
    ["lte", [1, 2]],
    ["eq", [2]],
    ["ne", [1, 3]],
  ] as const)("compares with %s", (type, held) => {
    const met = [1, 2, 3].filter((value) => {
      const conditions = [{ type, comparison: 2, result: "high" }] as const;
      return possible(run([value], { conditions })).outcome.tally.alert === 1;
    });
    expect(met).toEqual(held);
  });

  it("is refused where it learns from the past, or lacks what it compares with", () => {
    expect(refused(run(times(5, 1), { detection: "dynamic" }))).toContain("Dynamic detection");
    expect(refused(run(times(5, 1), { detection: "percent" }))).toContain("the time it compares with");
    expect(refused(run(times(5, 1), { aggregate: "apdex(300)" }))).toContain("holds nothing");
  });
});
