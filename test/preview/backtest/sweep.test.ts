import fc from "fast-check";

import type { GuardrailOf } from "../../../plan/types";
import { defaultHours } from "../../../preview/backtest/hours";
import type { Ledger } from "../../../preview/backtest/ledger";
import { sweepOf } from "../../../preview/backtest/sweep";
import { answerOf, historyOf, minute, monitorOf } from "../../support/histories";

const steps = (...parts: readonly (readonly [count: number, value: number])[]) =>
  parts.flatMap(([count, value]) => Array.from({ length: count }, () => value));

function swept(values: readonly number[], below = false, ledger: Ledger | null = null) {
  const sign = below ? "<" : ">";
  const monitor = {
    ...monitorOf({ query: `max(last_1m):avg:load{*} ${sign} 80`, comparator: sign, criticalRecovery: 76 }),
    id: "vendhub/load",
    kind: "monitor",
    unit: "percent",
    direction: below ? "below" : "above",
    pages: true,
  } as unknown as GuardrailOf<"monitor">;
  return sweepOf(monitor, historyOf({ "avg:load{*}": answerOf(values) }), { hours: defaultHours, ledger });
}

/** Three small peaks of 60 and two of 90 over a floor of 40. */
const hills = steps(
  [60, 40],
  [5, 60],
  [60, 40],
  [5, 90],
  [60, 40],
  [5, 60],
  [60, 40],
  [5, 90],
  [9, 40],
  [5, 60],
  [60, 40],
);

describe("a sweep", () => {
  it("tries levels from the median to the worst value, and today's", () => {
    const { critical, points } = swept(hills);
    expect([points[0]?.critical, points.at(-1)?.critical, critical]).toEqual([40, 90, 80]);
    expect(points.map((each) => each.critical)).toContain(80);
    expect(points.find((each) => each.critical === 80)).toMatchObject({
      recovery: 76,
      alerts: 2,
      catches: null,
    });
    expect(points.find((each) => each.critical === 50.42)).toMatchObject({ recovery: 47.9, alerts: 5 });
    expect(points.at(-1)).toMatchObject({ alerts: 0, pagesPerWeek: { shown: 0 } });
  });

  it("suggests the middle of the widest stretch that alerts equally often, with its margin", () => {
    const { points, suggestion } = swept(hills);
    const flat = points.filter(({ alerts }) => alerts === 2).map((each) => each.critical);
    const middle = flat[Math.floor((flat.length - 1) / 2)] ?? NaN;
    expect(suggestion).toMatchObject({ critical: middle, alerts: 2, recovery: middle });
    expect(suggestion?.margin).toBeCloseTo(
      (Math.min(middle - (flat[0] ?? 0), (flat.at(-1) ?? 0) - middle) * 100) / middle,
      9,
    );
  });

  it("suggests the nearest recovery level that lets no alert come back", () => {
    const peaks = Array.from({ length: 10 }, () => [[1, 99] as const, [1, 75] as const]).flat();
    const { suggestion } = swept(steps([60, 62], ...peaks, [60, 62]));
    const level = suggestion?.critical ?? NaN;
    // Today's proportion lets it end at 75, and begin anew: ten alerts at most levels.
    expect([suggestion?.alerts, level > 79]).toEqual([10, true]);
    const share = [0, 1, 2, 5, 10, 15, 20].find((each) => level * (1 - each / 100) < 75) ?? NaN;
    expect(suggestion?.recovery).toBeCloseTo(level * (1 - share / 100), 1);
  });

  it("looks downwards where low values are bad", () => {
    const { points, suggestion } = swept(steps([60, 95], [5, 20], [60, 95]), true);
    expect([points[0]?.critical, points.at(-1)?.critical]).toEqual([20, 95]);
    expect(points[0]?.alerts).toBe(0);
    expect(suggestion?.alerts).toBe(1);
  });

  it("suggests nothing where nothing alerts", () => {
    expect(swept(steps([200, 40])).suggestion).toBeNull();
  });

  it("suggests only levels that tell the incidents of the ledger", () => {
    const { points, suggestion } = swept(hills, false, ledgerOf(60, 65, 60));
    expect(points.find((each) => each.critical === 80)?.catches).toBe(false);
    expect(suggestion?.critical).toBeLessThan(60);
    expect(swept(hills, false, ledgerOf(5, 10, 60)).suggestion).toBeNull();
  });

  it("never finds more minutes in alert at a higher level", () => {
    const past = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(past, (values) => {
        const seconds = swept(values).points.map(({ alertSeconds }) => alertSeconds);
        expect(seconds).toEqual([...seconds].sort((one, other) => other - one));
      }),
      { numRuns: 50 },
    );
  });
});

const ledgerOf = (start: number, end: number, within: number): Ledger => ({
  incidents: [
    { name: "a", start: minute(start), end: minute(end), guardrails: [{ id: "vendhub/load", within }] },
  ],
});
