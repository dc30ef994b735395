import fc from "fast-check";

import { chartOf } from "../../../preview/backtest/chart";
import type { Played } from "../../../preview/backtest/play";
import { mostGroups, mostPoints } from "../../../preview/schema-backtest";
import { simulate } from "../../../preview/simulator/simulate";
import type { History } from "../../../preview/simulator/history";
import type { GuardrailOf } from "../../../plan/types";
import { burnRateOf, monitorOf, objectiveOf, planOf } from "../../support/guardrails";

const text = "max:cpu{env:prod} by {pod_name}";
const at = (critical: number): GuardrailOf<"monitor"> =>
  monitorOf({
    critical,
    criticalRecovery: null,
    warning: null,
    warningRecovery: null,
    groupBy: ["pod_name"],
    query: `avg(last_5m):${text} > ${critical}`,
  });

/** One series a pod, a value a minute. */
const historyOf = (pods: readonly (readonly number[])[]): History => ({
  queries: new Map([
    [
      text,
      {
        interval: 60,
        series: pods.map((values, pod) => ({
          tags: { pod_name: `api-${pod}` },
          times: Float64Array.from(values, (_, minute) => minute * 60),
          values: Float64Array.from(values),
        })),
      },
    ],
  ]),
});

function chart(history: History, before: number | null, after: number | null) {
  const [was, is] = [before, after].map((level) => (level === null ? null : simulate(at(level), history)));
  const played: Played = {
    before: before === null ? null : at(before),
    after: after === null ? null : at(after),
    was: was ?? null,
    is: is ?? null,
    history,
  };
  return chartOf(played, planOf());
}

const minutes = (count: number, value: (minute: number) => number): number[] =>
  Array.from({ length: count }, (_, minute) => value(minute));

describe("a chart", () => {
  it("shows what the alert evaluates, its levels, and both sides' times in alert", () => {
    const busy = minutes(60, (minute) => (minute >= 30 && minute < 40 ? 8 : 1));
    const drawn = chart(historyOf([busy]), 5, 9);

    expect(drawn).toMatchObject({
      unit: "percent",
      direction: "above",
      step: 60,
      omittedGroups: 0,
      levels: {
        before: { critical: 5, warning: null, recovery: null },
        after: { critical: 9, warning: null, recovery: null },
      },
    });
    const [group] = drawn?.groups ?? [];
    expect(group?.group).toBe("pod_name:api-0");
    // The mean of five minutes is above 5 % from the third of them on: (2 * 1 + 3 * 8) / 5 = 5.2.
    expect(group?.alerts).toEqual({ before: [{ start: 33 * 60, end: 43 * 60 }], after: [] });
    expect(group?.points.find((each) => each?.[0] === 33 * 60)).toEqual([33 * 60, 5.2, 5.2]);
  });

  it("shows a gap as one, and shows what is new or gone with one level", () => {
    const holes = historyOf([minutes(60, (minute) => (minute >= 20 && minute < 40 ? NaN : 1))]);
    const points = chart(holes, null, 5)?.groups[0]?.points ?? [];

    expect(points.filter((each) => each === null).length).toBeGreaterThanOrEqual(14);
    expect(chart(holes, null, 5)?.levels).toMatchObject({ before: null, after: { critical: 5 } });
    expect(chart(holes, 5, null)?.levels).toMatchObject({ before: { critical: 5 }, after: null });
  });

  it("takes the groups that alert longest, then those nearest to the level, and counts the rest", () => {
    const pods = [1, 2, 3, 4, 6, 3.5, 2.5, 7].map((peak) =>
      minutes(60, (minute) => (minute >= 10 && minute < (peak === 7 ? 20 : 50) ? peak : 0.5)),
    );
    const drawn = chart(historyOf(pods), 5, 5);

    // The last one is further beyond the level, but for less time.
    expect(drawn?.groups.map(({ group }) => group.replace("pod_name:api-", ""))).toEqual([
      "4",
      "7",
      "3",
      "5",
      "2",
      "6",
    ]);
    expect([drawn?.groups.length, drawn?.omittedGroups]).toEqual([mostGroups, 2]);
  });

  it("draws alerts as one that are less than a step apart", () => {
    // One minute in six is bad enough for the five minutes after it, so each gap is a minute long.
    const flapping = (count: number) =>
      chart(historyOf([minutes(count, (minute) => (minute % 6 === 0 ? 30 : 0))]), 5, 5);

    expect(flapping(390)?.step).toBe(60);
    expect(flapping(390)?.groups[0]?.alerts.after.length).toBeGreaterThan(60);
    expect(flapping(700)?.step).toBe(120);
    expect(flapping(700)?.groups[0]?.alerts.after).toHaveLength(1);
  });

  it("keeps the least and greatest of every value in at most 400 buckets, whatever the past", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 6, max: 3000 }),
        fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1, maxLength: 50 }),
        (count, values) => {
          const drawn = chart(
            historyOf([minutes(count, (minute) => values[(minute * 7) % values.length] ?? 0)]),
            4,
            6,
          );
          if (!drawn) throw new Error("no chart");
          const [group] = drawn.groups;
          const points = (group?.points ?? []).filter((each) => each !== null);

          expect(group?.points.length).toBeLessThanOrEqual(mostPoints);
          expect(group?.points.length).toBe(Math.ceil((drawn.until - drawn.from) / drawn.step));
          expect(points.every(([, least, greatest]) => least <= greatest)).toBe(true);
          for (const [index, side] of [group?.alerts.before, group?.alerts.after].entries()) {
            const alerted = simulate(
              at([4, 6][index] ?? 0),
              historyOf([minutes(count, (minute) => values[(minute * 7) % values.length] ?? 0)]),
            );
            const real = alerted.verdict === "unsupported" ? [] : (alerted.outcome.groups[0]?.alerts ?? []);
            expect(side?.length).toBeLessThanOrEqual(mostPoints);
            // Nothing in alert is left out, and what is told apart stays at least a step apart.
            expect(
              real.every((each) => side?.some(({ end, start }) => start <= each.start && each.end <= end)),
            ).toBe(true);
            expect(side?.every(({ end }, at) => (side[at + 1]?.start ?? Infinity) - end >= drawn.step)).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of an error budget shows the burn rate against its factor", () => {
    const counts = (value: (minute: number) => number) => ({
      interval: 60,
      series: [
        {
          tags: {},
          times: Float64Array.from(minutes(180, (minute) => minute * 60)),
          values: Float64Array.from(minutes(180, value)),
        },
      ],
    });
    const history: History = {
      queries: new Map([
        ["sum:good{*}.as_count()", counts((minute) => (minute >= 90 && minute < 120 ? 50 : 100))],
        ["sum:total{*}.as_count()", counts(() => 100)],
      ]),
    };
    const burn = burnRateOf();
    const drawn = chartOf(
      { before: burn, after: burn, was: null, is: null, history },
      planOf(burn, objectiveOf()),
    );

    expect(drawn).toMatchObject({ unit: "count", levels: { after: { critical: 14.4, warning: null } } });
    // Half of it fails where one in a thousand may: over the last hour that is up to 30 of 60 minutes.
    expect(Math.max(...(drawn?.groups[0]?.points ?? []).map((each) => each?.[2] ?? 0))).toBeCloseTo(250, 0);
  });
});
