import * as fc from "fast-check";

import { count, milliseconds, percent, type Quantity } from "../../model/quantity";
import type { Direction } from "../../model/signal";
import { relaxed } from "../../plan/adapt";
import type { Environment } from "../../model/environment";
import { describeProblem } from "../../model/problem";
import { loadPlan, type LoadedPlan } from "../../stacks/load-plan";

const moved = (level: Quantity, times: number, direction: Direction, most: number | null = 100): number =>
  relaxed(level, times, { direction, most }).value;

describe("a relaxed level", () => {
  it.each([
    ["a small share by itself", [percent(5), 1.5, "above"], 7.5],
    ["a great share by what is left to the whole", [percent(85), 1.5, "above"], 90],
    ["a share that must not fall by what may fail", [percent(99), 1.5, "below"], 98.5],
    ["a small share that must not fall by itself", [percent(20), 2, "below"], 10],
    ["a share that reads badly in five digits", [percent(80), 1.5, "above"], 86.667],
    ["the whole not at all: nothing lies beyond it", [percent(100), 2, "above"], 100],
    ["the whole that must be kept not at all, as what is next to it", [percent(100), 2, "below"], 100],
    ["nothing not at all", [percent(0), 3, "above"], 0],
  ] as const)("moves %s", (_what, [level, times, direction], expected) => {
    expect(moved(level, times, direction)).toBe(expected);
  });

  it.each([
    ["a time", [milliseconds(500), 1.5, "above"], 750],
    ["a comparison, which knows no whole", [percent(100), 1.5, "above"], 150],
    ["a count, which has no parts", [count(5), 1.5, "above"], 8],
    ["a count that must not be missed, of which one stays", [count(1), 3, "below"], 1],
  ] as const)("moves %s", (_what, [level, times, direction], expected) => {
    expect(moved(level, times, direction, null)).toBe(expected);
  });

  it("is never stricter, never past the whole, and keeps the order of two levels", () => {
    const share = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
    const times = fc.integer({ min: 10, max: 1000 }).map((tenths) => tenths / 10);
    const direction = fc.constantFrom<Direction>("above", "below");
    fc.assert(
      fc.property(share, share, times, direction, (one, other, by, side) => {
        const [low, high] = [one, other]
          .sort((a, b) => a - b)
          .map((each) => moved(percent(each), by, side)) as [number, number];
        const near = 1e-4 * Math.max(one, other, 1);
        expect(low).toBeLessThanOrEqual(high);
        const [least, most] = [Math.min(one, other), Math.max(one, other)];
        if (side === "above") {
          expect(low).toBeGreaterThanOrEqual(least - near);
          expect(high).toBeLessThanOrEqual(100);
        } else {
          expect(high).toBeLessThanOrEqual(most + near);
          expect(low).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

const review = (values: Readonly<Record<string, unknown>>): LoadedPlan =>
  loadPlan({
    where: "Pulumi.review.yaml",
    stack: "review",
    values: { asOf: "2026-11-21", exampleSettings: true, ...values },
  });

const find = <Kind extends string>({ plan }: LoadedPlan, kind: Kind, id: string) => {
  const found = plan.guardrails.find((each) => each.id === id && each.kind === kind);
  return found as Extract<LoadedPlan["plan"]["guardrails"][number], { readonly kind: Kind }>;
};

describe("an environment", () => {
  it("relaxes levels, tells why, and lets the way back follow", () => {
    const cpu = find(review({ relax: 1.5 }), "monitor", "vendhub/cpu");

    expect([cpu.critical, cpu.warning]).toEqual([90, 80]);
    expect(cpu.criticalRecovery).toBeCloseTo(85.5);
    expect(cpu.query).toContain("> 90");
    expect(cpu.sources.filter(({ field }) => field === "critical")).toMatchObject([
      { kind: "fact", layer: "service", stated: "85 %" },
      { kind: "override", layer: "environment", stated: "90 %", because: "review relaxes levels 1.5 times." },
    ]);
  });

  it("leaves a changed value as it is written", () => {
    const overrides = { "vendhub/cpu": { critical: 88 } };
    const cpu = find(review({ relax: 1.5, overrides }), "monitor", "vendhub/cpu");

    expect([cpu.critical, cpu.warning]).toEqual([88, 80]);
  });

  it.each([
    ["a backup's age, which is heard at all times", "monitor", "vendhub/backup-freshness"],
    ["a function's duration, which the platform cuts off", "monitor", "vocavision/function-timeout"],
    ["a certificate", "certificate", "vendhub/certificate"],
  ] as const)("never relaxes %s", (_what, kind, id) => {
    const [before, after] = [find(review({}), kind, id), find(review({ relax: 5 }), kind, id)];

    expect(before).toBeDefined();
    expect(after.critical).toBe(before.critical);
  });

  it("scales replicas, what counts them, and leaves what a disruption budget and an alert on the ceiling need", () => {
    const half = review({ scale: 0.5 });
    const scaler = find(half, "autoscaling", "victorysync/autoscaling");

    expect([scaler.minimum, scaler.maximum]).toEqual([2, 3]);
    expect(find(half, "monitor", "vendhub/replicas-below-minimum").critical).toBe(1);
    expect(find(half, "monitor", "vendhub/replicas-at-maximum").critical).toBe(3);
    expect(find(review({ scale: 2 }), "autoscaling", "victorysync/autoscaling")).toMatchObject({
      minimum: 4,
      maximum: 8,
    });
  });

  it("of any leniency and size has no problems", () => {
    const times = fc.integer({ min: 10, max: 200 }).map((tenths) => tenths / 10);
    const size = fc.integer({ min: 1, max: 300 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(times, size, (relax: Environment["relax"], scale: Environment["scale"]) => {
        expect(review({ relax, scale }).problems.map(describeProblem)).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });
});
