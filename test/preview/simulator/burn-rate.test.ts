import {
  greatestBurn,
  simulateBurnRate,
  type SimulatedObjective,
} from "../../../preview/simulator/burn-rate";
import {
  alertsOf,
  answerOf,
  historyOf,
  minute,
  monitorOf,
  possible,
  refused,
  sentOf,
  seriesOf,
  times,
} from "../../support/histories";

const good = "sum:hits{*}.as_count() - sum:errors{*}.as_count()";
const total = "sum:hits{*}.as_count()";
const requests: SimulatedObjective = { indicator: { kind: "ratio", good, total }, target: 99.9 };

/** Google's fastest tier for thirty days. */
const fast = { factor: 14.4, longWindow: 3600, shortWindow: 300, renotifyEvery: null };

/** A thousand requests a minute, with a number of errors in each. */
const traffic = (
  errors: readonly (number | null)[],
  hits: readonly (number | null)[] = times(errors.length, 1000),
) => historyOf({ [total]: answerOf(hits), "sum:errors{*}.as_count()": answerOf(errors) });

// https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#examples
describe("the factor at which a share of the budget goes", () => {
  it.each([
    [14.4, 2, 30, 1],
    [6, 5, 30, 6],
    [3, 10, 30, 24],
    [1, 10, 30, 72],
    [16.8, 10, 7, 1],
  ])("%s: %s %% of %s days in %s h", (factor, budget, days, hours) => {
    const errors = (factor * 1000 * (100 - requests.target)) / 100;
    const window = Math.min(hours, 48) * 3600;
    const alert = { factor, longWindow: window, shortWindow: window / 12, renotifyEvery: null };
    const count = window / 60;
    const exactly = possible(simulateBurnRate(alert, requests, traffic(times(count, errors)), { phases: 1 }));
    const above = possible(
      simulateBurnRate(alert, requests, traffic(times(count, errors * 1.001)), { phases: 1 }),
    );
    expect((budget / 100) * days * 24).toBeCloseTo(factor * hours, 10);
    // The query alerts above the factor, the printed formula at it.
    expect([exactly.outcome.tally.alert, exactly.range.alert.most]).toEqual([0, 1]);
    expect(exactly.reasons.map(({ code }) => code)).toContain("silent-documentation");
    expect(above.outcome.tally.alert).toBe(1);
  });
});

describe("a burn-rate alert", () => {
  it("needs both windows, and ends with the short one", () => {
    // 20 minutes at 5 % are 16.7 ‰ of an hour: above 14.4 ‰ after 18 minutes, until the last five are clean enough.
    const errors = [...times(60, 0), ...times(20, 50), ...times(60, 0)];
    const result = simulateBurnRate(fast, requests, traffic(errors), { phases: 1 });
    expect(alertsOf(result)).toEqual([[78, 84]]);
    expect(sentOf(result).map(([, kind]) => kind)).toEqual(["alert", "recovery"]);
  });

  it("stays as it is while there are no requests", () => {
    const errors = [...times(60, 100), ...times(5, 0), ...times(30, 0)];
    const hits = [...times(60, 1000), ...times(5, 0), ...times(30, 1000)];
    expect(alertsOf(simulateBurnRate(fast, requests, traffic(errors, hits), { phases: 1 }))).toEqual([
      [60, 66],
    ]);
  });

  it("has no rate where errors come without requests", () => {
    const result = simulateBurnRate(fast, requests, traffic(times(70, 5), times(70, 0)), { phases: 1 });
    expect(possible(result).outcome.tally.alert).toBe(0);
  });

  it("takes a minute without errors for one that went well", () => {
    const errors = times(60, null);
    expect(possible(simulateBurnRate(fast, requests, traffic([...errors, 1]))).outcome.tally.alert).toBe(0);
  });

  it("counts slices of time in which a level held; one without data went well", () => {
    const objective: SimulatedObjective = {
      indicator: {
        kind: "time-slice",
        signal: "latencyP95",
        query: "p95:lat{*}",
        comparator: "<",
        level: 0.5,
        unit: "seconds",
        slice: 300,
      },
      target: 90,
    };
    const alert = { ...fast, factor: 5 };
    // 30 of 60 minutes burn a budget of 10 % exactly 5 times too fast, the 31st is above; the gap is good again.
    const slow = [
      ...times(30, 0.4),
      ...times(30, 0.6),
      ...times(5, 0.6),
      ...times(5, null),
      ...times(20, 0.1),
    ];
    const result = simulateBurnRate(alert, objective, historyOf({ "p95:lat{*}": answerOf(slow) }), {
      phases: 1,
    });
    expect(alertsOf(result)).toEqual([[61, 68]]);
    expect(possible(result).reasons.map(({ code }) => code)).toContain("silent-documentation");
  });

  it("takes a slice in which any group is bad for a bad one", () => {
    const objective: SimulatedObjective = {
      indicator: {
        kind: "time-slice",
        signal: "memoryUsage",
        query: "100 * sum:used{*} by {pod} / sum:limit{*} by {pod}",
        comparator: "<",
        level: 80,
        unit: "percent",
        slice: 300,
      },
      target: 90,
    };
    const pods = (one: readonly number[], other: readonly number[]) => ({
      interval: 60,
      series: [seriesOf(one, { tags: { pod: "a" } }), seriesOf(other, { tags: { pod: "b" } })],
    });
    // Each pod is full for a quarter of an hour, one after the other: 30 minutes of 60, and the 31st is above.
    const full = (from: number) => [...times(from, 50), ...times(15, 90), ...times(90 - from - 15, 50)];
    const past = historyOf({
      "sum:used{*} by {pod}": pods(full(30), [...full(45).slice(0, 60), ...times(5, 90), ...times(25, 50)]),
      "sum:limit{*} by {pod}": pods(times(90, 100), times(90, 100)),
    });
    const result = simulateBurnRate({ ...fast, factor: 5 }, objective, past, { phases: 1 });
    expect(alertsOf(result)).toEqual([[61, 68]]);
  });

  describe("on the time of a monitor", () => {
    const slow = "sum:slow{*}.as_count()";
    const monitor = monitorOf({
      query: `sum(last_1h):${slow} >= 10`,
      comparator: ">=",
      critical: 10,
      warning: 5,
      silence: "zero",
    });
    const on = (changes: Partial<typeof monitor> = {}): SimulatedObjective => ({
      indicator: { kind: "monitor", monitor: { ...monitor, ...changes } },
      target: 90,
    });
    const alert = { ...fast, factor: 5 };
    const simulated = (values: readonly (number | null)[], changes: Partial<typeof monitor> = {}) =>
      simulateBurnRate(alert, on(changes), historyOf({ [slow]: answerOf(values) }), { phases: 1 });

    it("counts the minutes in which it alerts, not those in which it warns", () => {
      // Ten at once keep the sum at ten for an hour: from the 31st minute of it on a budget of 10 % burns over 5 times too fast.
      expect(alertsOf(simulated([...times(120, 0), 10, ...times(180, 0)]))).toEqual([[152, 184]]);
      expect(alertsOf(simulated([...times(120, 0), 9, ...times(180, 0)]))).toEqual([]);
    });

    it("counts silence where that is told, else it is good", () => {
      const silent = [...times(120, 0), ...times(180, null)];
      const gauge = { query: "max(last_5m):max:age{*} >= 10" };
      const alerts = (silence: "alert" | "show") =>
        alertsOf(
          simulateBurnRate(
            alert,
            on({ ...gauge, silence }),
            historyOf({ "max:age{*}": answerOf(silent) }, { to: minute(300) }),
            { phases: 1 },
          ),
        );
      expect(alerts("show")).toEqual([]);
      expect(alerts("alert")).toHaveLength(1);
    });

    it("counts a minute in which any group alerts once", () => {
      const gauge = { query: "max(last_1m):max:age{*} by {pod} >= 10", groupBy: ["pod"] };
      const pods = {
        interval: 60,
        series: [0, 15].map((from, index) =>
          seriesOf([...times(60 + from, 0), ...times(15, 20), ...times(90 - from, 0)], {
            tags: { pod: String(index) },
          }),
        ),
      };
      const both = (other: number) =>
        possible(
          simulateBurnRate(
            { ...alert, factor: other },
            on({ ...gauge, silence: "show" }),
            historyOf({ "max:age{*} by {pod}": pods }),
            { phases: 1 },
          ),
        ).outcome.tally.alert;
      // A quarter of an hour each: half an hour of an hour burns a budget of 10 % five times too fast.
      expect([both(4.9), both(5.1)]).toEqual([1, 0]);
    });

    it("is as sure as the monitor is, and not there where that cannot be simulated", () => {
      expect(refused(simulated([1], { query: "top(x) > 1" }))).toMatch(/[^.]\.$/);
      expect(refused(simulated([1], { query: null }))).toContain("Nothing measures its signal yet");
      const codes = possible(simulated([...times(120, 0), null, ...times(60, 0)])).reasons.map(
        ({ code }) => code,
      );
      expect(codes).toContain("input-interval");
    });
  });

  it.each([
    ["a window above 48 h", { longWindow: 259_200 }, "1 to 48 hours"],
    ["a window below an hour", { longWindow: 1800 }, "1 to 48 hours"],
    ["a short window that is not shorter", { shortWindow: 3600 }, "must be shorter"],
    ["a factor that cannot be reached", { factor: 1001 }, "burns at most 1000 times"],
  ])("is refused with %s", (_, changes, why) => {
    expect(refused(simulateBurnRate({ ...fast, ...changes }, requests, traffic(times(60, 0))))).toContain(
      why,
    );
  });

  it("is refused without its counts, or with groups", () => {
    expect(refused(simulateBurnRate(fast, requests, historyOf({})))).toContain("holds nothing of");
    const grouped = total.replace("{*}", "{*} by {pod}");
    const objective: SimulatedObjective = {
      indicator: { kind: "ratio", good: grouped, total: grouped },
      target: 99,
    };
    expect(
      refused(
        simulateBurnRate(fast, objective, historyOf({ "sum:hits{*} by {pod}.as_count()": answerOf([1]) })),
      ),
    ).toContain("groups");
    const unknown: SimulatedObjective = {
      indicator: { kind: "ratio", good: "top(a{*})", total },
      target: 99,
    };
    expect(refused(simulateBurnRate(fast, unknown, historyOf({})))).toContain("top() is not simulated");
  });

  it("can burn at most as fast as all of it goes wrong, without the rounding of fractions", () => {
    expect([greatestBurn(99.9), greatestBurn(96), greatestBurn(99.99)]).toEqual([1000, 25, 10_000]);
  });
});
