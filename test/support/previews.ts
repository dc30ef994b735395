import { ledgerProblems } from "../../preview/backtest/ledger";
import { keyOf } from "../../preview/backtest/plan-backtest";
import { budgetProblems } from "../../preview/backtest/teams";
import { defaultGates } from "../../preview/gates";
import { previewOf } from "../../preview/preview";
import {
  previewSchema,
  type ChangeBacktest,
  type Chart,
  type Preview,
  type StackBacktest,
} from "../../preview/schema";
import { downtimeOf, monitorOf, planOf, syntheticOf } from "./guardrails";

const from = Date.UTC(2026, 9, 22) / 1000;
const until = from + 30 * 86_400;

const ranged = (shown: number, spread = 0) => ({ shown, least: shown - spread, most: shown + spread });

/** What an alert cost in a month, with so many pages a week. */
export const figuresOf = (pagesPerWeek: number): NonNullable<ChangeBacktest["before"]> => ({
  seconds: until - from,
  notifications: Math.round(pagesPerWeek * 9),
  pages: Math.round((pagesPerWeek * 30) / 7),
  pagesPerWeek: ranged(pagesPerWeek, pagesPerWeek / 4),
  alerts: Math.round((pagesPerWeek * 30) / 7),
  alertSeconds: pagesPerWeek * 2400,
  medianDuration: 1260,
  flapping: 12.5,
  offHoursShare: 40,
});

const daily = (bucket: number, step: number): number =>
  3 + 1.5 * Math.sin((bucket * step * 2 * Math.PI) / 86_400);

function groupOf(group: string, peak: number): Chart["groups"][number] {
  const step = (until - from) / 400;
  const points = Array.from({ length: 400 }, (_, bucket): Chart["groups"][number]["points"][number] => {
    if (bucket >= 120 && bucket < 140) return null;
    const middle = daily(bucket, step) + (bucket >= 250 && bucket < 253 ? peak : 0);
    return [from + bucket * step, middle - 0.5, middle + 0.5];
  });
  const burst = { start: from + 250 * step, end: from + 253 * step };
  return { group, points, alerts: { before: [burst], after: peak > 3 ? [burst] : [] } };
}

/** A month of two pods, with a gap and a peak, of which the looser level misses the smaller. */
export const chartOf = (changes: Partial<Chart> = {}): Chart => ({
  unit: "percent",
  direction: "above",
  from,
  until,
  step: (until - from) / 400,
  groups: [groupOf("pod_name:api-1", 6), groupOf("pod_name:api-2", 2.5)],
  omittedGroups: 3,
  levels: {
    before: { critical: 5, warning: 2.5, recovery: 4.75 },
    after: { critical: 6, warning: 2.5, recovery: 5.7 },
  },
  ...changes,
});

/** What loosening an alert means: fewer pages, and an incident that it no longer tells. */
export const changeBacktestOf = (changes: Partial<ChangeBacktest> = {}): ChangeBacktest => ({
  verdict: "approximate",
  reasons: [{ code: "input-interval", text: "One point stands for 60 s; the provider may read finer ones." }],
  before: figuresOf(11),
  after: figuresOf(3),
  gained: [],
  lost: [{ group: "pod_name:api-2", start: from + 18 * 86_400, end: from + 18 * 86_400 + 1800 }],
  omittedIncidents: { gained: 0, lost: 0 },
  chart: chartOf(),
  ...changes,
});

/** The past of an environment: a team over its budget, and an incident that is no longer caught. */
export const stackBacktestOf = (changes: Partial<StackBacktest> = {}): StackBacktest => ({
  source: ".belfry/history/prod",
  made: false,
  from,
  until,
  workingHours: "Monday to Friday 09:00-17:00 UTC",
  pagesPerWeek: { before: ranged(11, 2.75), after: ranged(3, 0.75) },
  teams: [
    { team: "shop", before: 26, after: 30, budget: 28, exceeds: true },
    { team: "stock", before: 4, after: 4, budget: 28, exceeds: false },
  ],
  ledger: [
    {
      incident: "Checkout down",
      id: "shop/errors",
      within: 600,
      before: { verdict: "caught", after: 240, why: null },
      after: { verdict: "missed", after: null, why: null },
      lost: true,
    },
    {
      incident: "Slow search",
      id: "shop/errors",
      within: 1800,
      before: { verdict: "unknown", after: null, why: "The history does not cover it." },
      after: { verdict: "unknown", after: null, why: "The history does not cover it." },
      lost: false,
    },
  ],
  replayed: 12,
  withoutHistory: 4,
  notReplayed: 7,
  ...changes,
});

/** A preview that looks at the past: a looser alert, one that is gone, and a new downtime; kept to the contract. */
export function backtestedPreview(
  change: ChangeBacktest | null = changeBacktestOf(),
  stack: StackBacktest | null = stackBacktestOf(),
): Preview {
  const preview = previewOf({
    base: "main",
    head: "working tree",
    gates: { names: defaultGates, waivers: [] },
    stacks: [
      {
        stack: "prod",
        base: planOf(monitorOf(), syntheticOf()),
        head: planOf(monitorOf({ critical: 6 }), downtimeOf()),
        notCompared: [],
        problems: [],
        waived: [],
        backtest: stack && {
          stack,
          changes: new Map(change ? [[keyOf(monitorOf()), change]] : []),
          problems: [
            ...budgetProblems(stack.teams.filter(({ exceeds }) => exceeds)),
            ...ledgerProblems("incidents.yaml", stack.ledger),
          ],
        },
        originOf: () => ({ file: "services/shop.ts", line: 12 }),
      },
    ],
  });
  return previewSchema.parse(preview);
}
