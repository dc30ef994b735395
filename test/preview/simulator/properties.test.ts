import fc from "fast-check";

import type { GroupSeries, History } from "../../../preview/simulator/history";
import { simulate, type SimulatedMonitor } from "../../../preview/simulator/simulate";
import type { Simulated } from "../../../preview/simulator/result";
import { monitorOf, possible, seriesOf } from "../../support/histories";

const comparators = [">", ">=", "<", "<="] as const;
const aggregators = ["avg", "sum", "min", "max", "last"] as const;
const silences = ["alert", "show", "resolve", "zero"] as const;

/** An hour or two of values on a few levels, so that they often touch a threshold, with gaps. */
const values = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 10 }) },
    { weight: 2, arbitrary: fc.constant(null) },
  ),
  { minLength: 20, maxLength: 120 },
);

interface Case {
  readonly comparator: (typeof comparators)[number];
  readonly aggregator: (typeof aggregators)[number];
  readonly window: number;
  readonly critical: number;
  readonly rest: Partial<SimulatedMonitor>;
}

const cases: fc.Arbitrary<Case> = fc.record({
  comparator: fc.constantFrom(...comparators),
  aggregator: fc.constantFrom(...aggregators),
  window: fc.integer({ min: 1, max: 9 }),
  critical: fc.integer({ min: 1, max: 9 }),
  rest: fc.record({
    silence: fc.constantFrom(...silences),
    requireFullWindow: fc.boolean(),
    evaluationDelay: fc.constantFrom(0, 60, 900),
    renotifyEvery: fc.constantFrom(null, 600),
  }),
});

const caseMonitor = ({ aggregator, comparator, critical, rest, window }: Case, by = ""): SimulatedMonitor =>
  monitorOf({
    ...rest,
    query: `${aggregator}(last_${window}m):avg:load{*}${by} ${comparator} ${critical}`,
    comparator,
    critical,
    groupBy: by ? ["pod"] : [],
    newGroupDelay: by ? 180 : null,
  });

const history = (text: string, series: readonly GroupSeries[]): History => ({
  queries: new Map([[text, { interval: 60, series }]]),
});

const run = (monitor: SimulatedMonitor, past: History): Simulated =>
  possible(simulate(monitor, past, { startsEmpty: true }));

describe("the simulator", () => {
  it("never finds less time in alert for a tighter level", () => {
    fc.assert(
      fc.property(values, cases, fc.integer({ min: 1, max: 4 }), (each, monitor, step) => {
        const past = history("avg:load{*}", [seriesOf(each)]);
        // Skipped evaluations and silence keep or end an alert that only the tighter level had, never the other way.
        const tighter = {
          ...monitor,
          critical: monitor.critical + (monitor.comparator.startsWith(">") ? -step : step),
        };
        const [loose, tight] = [run(caseMonitor(monitor), past), run(caseMonitor(tighter), past)];
        expect(tight.outcome.tally.alertSeconds).toBeGreaterThanOrEqual(loose.outcome.tally.alertSeconds);
      }),
    );
  });

  it("is moved by as much as its history", () => {
    fc.assert(
      fc.property(values, cases, fc.integer({ min: -100_000, max: 100_000 }), (each, monitor, minutes) => {
        const moved = minutes * 60;
        const series = seriesOf(each);
        const later = { ...series, times: series.times.map((time) => time + moved) };
        const [one, other] = [series, later].map((past) =>
          run(caseMonitor(monitor), history("avg:load{*}", [past])),
        );
        const shift = <T extends { readonly time: number }>(all: readonly T[] = []) =>
          all.map((entry) => ({ ...entry, time: entry.time + moved }));
        expect(other?.outcome.notifications).toEqual(shift(one?.outcome.notifications));
        expect(other?.outcome.groups[0]?.transitions).toEqual(shift(one?.outcome.groups[0]?.transitions));
        expect(other?.range).toEqual(one?.range);
      }),
    );
  });

  it("finds for each group what it finds for that group alone", () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 2, maxLength: 4 }), cases, (each, monitor) => {
        const text = "avg:load{*} by {pod}";
        const series = each.map((one, index) => seriesOf(one, { tags: { pod: String(index) } }));
        const grouped = caseMonitor(monitor, " by {pod}");
        const period = {
          from: series[0]?.times[0] ?? 0,
          to: Math.max(...series.map(({ times }) => times.at(-1) ?? 0)) + 60,
        };
        const together = run(grouped, { ...history(text, series), ...period });
        const alone = series.map((one) => run(grouped, { ...history(text, [one]), ...period }));
        expect(together.outcome.groups).toEqual(alone.flatMap(({ outcome }) => outcome.groups));
        expect(together.outcome.tally.alert).toBe(
          alone.reduce((sum, { outcome }) => sum + outcome.tally.alert, 0),
        );
      }),
    );
  });

  it("tells that it is over only after it told that it began, and once", () => {
    fc.assert(
      fc.property(values, cases, (each, monitor) => {
        const { outcome } = run(caseMonitor(monitor), history("avg:load{*}", [seriesOf(each)]));
        const kinds = outcome.notifications.map(({ kind }) => kind);
        const before = kinds.flatMap((kind, at) => (kind === "recovery" ? [kinds[at - 1] ?? "nothing"] : []));
        expect(before).not.toContain("recovery");
        expect(before).not.toContain("nothing");
      }),
    );
  });
});
