import type { GuardrailOf } from "../../plan/types";
import { tidy } from "../../model/quantity";
import { boundsOf, cadenceOf, type Clock } from "./clock";
import { evaluate } from "./arithmetic";
import { compares } from "./comparison";
import type { History } from "./history";
import { groupPoints, measure, presence, seriesOf, type Measured } from "./measure";
import { looksOf } from "./monitor-evaluations";
import type { SimulationOptions } from "./options";
import { parseIndicator } from "./query/parse";
import type { Comparator } from "./query/syntax";
import { questions, type Reading } from "./readings";
import { unsupported, type Reason, type Simulation, type Unsupported } from "./result";
import type { Evaluations } from "./states";
import { intervalReasons, sweepLevels, windowSeries, type Subject, type WindowSeries } from "./sweep-levels";
import { reduceWindows } from "./windows";

/** What the simulator reads of a planned burn-rate alert. */
export type SimulatedBurnRate = Pick<
  GuardrailOf<"burn-rate">,
  "factor" | "longWindow" | "shortWindow" | "renotifyEvery"
>;

/** What it reads of the objective whose error budget the alert watches. */
export type SimulatedObjective = Pick<GuardrailOf<"objective">, "indicator" | "target">;

/** Datadog's longest window; Google's slowest tier (3 days) cannot be an alert. */
const longestWindow = 172_800;

/**
 * What a burn-rate alert would have done: it alerts while the budget burns faster than its factor over both windows.
 *
 * Formula, windows, greatest factor: https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/
 */
export function simulateBurnRate(
  alert: SimulatedBurnRate,
  objective: SimulatedObjective,
  history: History,
  options: SimulationOptions = {},
): Simulation {
  const obstacle = obstacleTo(alert, objective);
  if (obstacle) return unsupported("option", obstacle);
  const subject = subjectOf(alert, objective, history, options);
  if ("verdict" in subject) return subject;
  const levels = { critical: alert.factor, warning: null, criticalRecovery: null, warningRecovery: null };
  const [result] = sweepLevels(subject, [levels], options);
  return result ?? unsupported("history", "Nothing was evaluated.");
}

/** What the factor of a burn-rate alert is compared with: the smaller of both burn rates, for a chart. */
export function burnWindowsOf(
  alert: SimulatedBurnRate,
  objective: SimulatedObjective,
  history: History,
  options: SimulationOptions = {},
): WindowSeries | Unsupported {
  const subject = subjectOf(alert, objective, history, options);
  return "verdict" in subject ? subject : windowSeries(subject, options);
}

/** How many times faster than sustainable a budget can burn at most: when all is bad. */
export const greatestBurn = (target: number): number => tidy(100 / tidy(100 - target));

function obstacleTo(alert: SimulatedBurnRate, { target }: SimulatedObjective): string | undefined {
  if (alert.longWindow < 3600 || alert.longWindow > longestWindow) {
    return "Datadog takes a long window of 1 to 48 hours.";
  }
  if (alert.shortWindow >= alert.longWindow) return "The short window must be shorter than the long one.";
  if (alert.factor > greatestBurn(target)) {
    return `A budget of ${tidy(100 - target)} % burns at most ${greatestBurn(target)} times too fast.`;
  }
  return undefined;
}

/** The bad and all of it: what an error rate is the quotient of, each as one value a bucket. */
interface Shares {
  readonly bad: Float64Array;
  readonly all: Float64Array;
  readonly present: Uint8Array;
}

interface Indicator {
  readonly measured: Measured;
  readonly shares: () => Shares;
  readonly reasons: readonly Reason[];
}

function subjectOf(
  alert: SimulatedBurnRate,
  objective: SimulatedObjective,
  history: History,
  options: SimulationOptions,
): Subject | Unsupported {
  const read = indicatorOf(objective.indicator, history);
  if (typeof read === "string") return unsupported("history", `${read}.`);
  const { measured, reasons, shares } = read;
  const every = options.every ?? cadenceOf(alert.longWindow);
  const { grid } = measured;
  if (grid.step > every) return unsupported("input-interval", `One point stands for ${grid.step} s.`);
  if (measured.by.length > 0 && objective.indicator.kind === "ratio")
    return unsupported("query", "A ratio with groups is not simulated.");
  const budget = budgetOf(objective);
  const known = shares();
  return {
    grid,
    look: { window: alert.longWindow, delay: 0 },
    lead: 0,
    every,
    groups: [{ name: "*", told: "*" }],
    evaluationsOf: (_group, clock) => burnEvaluations(known, { alert, budget, clock, measured }),
    rulesOf: (reading) => ({
      comparator: burnComparator(reading),
      silence: "unchanged",
      counts: "no",
      newGroupWait: 0,
      retention: Infinity,
    }),
    notifications: { tellsSilence: false, renotifyEvery: alert.renotifyEvery },
    open: questions.burnEqual.bit,
    reasons: [...intervalReasons(grid.step), ...cadenceReasons(every), ...reasons],
  };
}

/** Up to a day both tables that could hold say every minute. */
function cadenceReasons(every: number): readonly Reason[] {
  if (every <= 60) return [];
  const text = "No page says how often a budget is evaluated; the table of metric monitors is taken.";
  return [{ code: "silent-documentation", text }];
}

const burnComparator = ({ burnEqual }: Reading): Comparator => (burnEqual === "alert" ? ">=" : ">");

interface BurnParts {
  readonly alert: SimulatedBurnRate;
  readonly budget: number;
  readonly clock: Clock;
  readonly measured: Measured;
}

/** The smaller of both burn rates: it is above the factor when both are. */
function burnEvaluations(shares: Shares, parts: BurnParts): Evaluations {
  const { long, short } = ratesOf(shares, parts);
  const burn = long.map((each, at) => tidy(Math.min(each, short[at] ?? NaN)));
  const { alert, clock, measured } = parts;
  const seen = boundsOf(clock, measured.grid, { window: alert.longWindow, delay: 0 });
  return { values: burn, looks: looksOf(burn, presence(shares, seen), null), known: true };
}

/** How many times too fast a budget burnt over each window, at each evaluation; NaN for a window without anything. */
export interface BurnRates {
  /** Over the long window. */
  readonly long: Float64Array;
  /** Over the short one. */
  readonly short: Float64Array;
}

/** Both burn rates at the evaluations of a clock, as a chart or a failed test shows them; null without a history. */
export function burnRatesOf(
  alert: SimulatedBurnRate,
  objective: SimulatedObjective,
  history: History,
  clock: Clock,
): BurnRates | null {
  const read = indicatorOf(objective.indicator, history);
  if (typeof read === "string") return null;
  const { measured, shares } = read;
  return ratesOf(shares(), { alert, budget: budgetOf(objective), clock, measured });
}

const budgetOf = ({ target }: SimulatedObjective): number => tidy((100 - target) / 100);

function ratesOf(shares: Shares, { alert, budget, clock, measured }: BurnParts): BurnRates {
  const over = (window: number): Float64Array => {
    const windows = boundsOf(clock, measured.grid, { window, delay: 0 });
    const bad = reduceWindows(shares.bad, windows, "sum");
    const all = reduceWindows(shares.all, windows, "sum");
    return bad.map((each, at) => errorRate(each, all[at] ?? NaN) / budget);
  };
  return { long: over(alert.longWindow), short: over(alert.shortWindow) };
}

/** Nothing at all has no rate; counts of good that overtake those of all are no negative errors. */
const errorRate = (bad: number, all: number): number => (all > 0 ? Math.max(0, bad) / all : NaN);

function indicatorOf(indicator: SimulatedObjective["indicator"], history: History): Indicator | string {
  return indicator.kind === "ratio" ? ratioOf(indicator, history) : slicesOf(indicator, history);
}

function ratioOf(
  { good, total }: Extract<SimulatedObjective["indicator"], { kind: "ratio" }>,
  history: History,
): Indicator | string {
  const [goodQuery, totalQuery] = [parseIndicator(good), parseIndicator(total)];
  if (!goodQuery.ok) return goodQuery.why;
  if (!totalQuery.ok) return totalQuery.why;
  // Both in one expression, so that they share buckets: the bad are what is left of all.
  const left = totalQuery.value;
  const measured = measure({ kind: "arithmetic", operator: "-", left, right: goodQuery.value }, history);
  if (typeof measured === "string") return measured;
  const { expression, sources } = measured;
  if (expression.kind !== "arithmetic") return "the history holds only the difference of its counts";
  return {
    measured,
    reasons: [],
    shares: () => {
      const { parts, present } = groupPoints(measured, "*");
      const inputs = {
        values: parts,
        sources: sources.map((each) => ({ ...each, counted: true })),
        carried: 0,
      };
      return { bad: evaluate(expression, inputs), all: evaluate(expression.left, inputs), present };
    },
  };
}

/**
 * One value a slice, good when the condition holds; a slice without data is good, and one in which any group is bad is
 * bad.
 *
 * Rules: https://docs.datadoghq.com/service_management/service_level_objectives/time_slice/#uptime-calculations
 */
function slicesOf(
  { comparator, level, query, slice }: Extract<SimulatedObjective["indicator"], { kind: "time-slice" }>,
  history: History,
): Indicator | string {
  if (query === null) return "nothing measures the objective yet";
  const parsed = parseIndicator(query);
  if (!parsed.ok) return parsed.why;
  const measured = measure(parsed.value, history);
  if (typeof measured === "string") return measured;
  const { grid } = measured;
  if (slice % grid.step !== 0) return `slices of ${slice} s do not fall on intervals of ${grid.step} s`;
  const text =
    "A slice's value is taken as the mean of its points: the page leaves their aggregation to the query.";
  return {
    measured,
    reasons: slice > grid.step ? [{ code: "silent-documentation", text }] : [],
    shares: () => {
      const bad = new Float64Array(grid.size);
      for (const group of measured.groups.keys()) {
        const series = seriesOf(measured, groupPoints(measured, group), null);
        markBad(bad, series, { grid, slice, isGood: (value) => compares(value, comparator, level) });
      }
      return { bad, all: new Float64Array(grid.size).fill(1), present: new Uint8Array(grid.size).fill(1) };
    },
  };
}

interface Slicing {
  readonly grid: Measured["grid"];
  /** Seconds of one slice. */
  readonly slice: number;
  readonly isGood: (value: number) => boolean;
}

/** Marks the slices in which one group is bad. */
function markBad(bad: Float64Array, series: Float64Array, { grid, isGood, slice }: Slicing): void {
  const width = slice / grid.step;
  const offset = Math.ceil(grid.start / slice) * slice - grid.start;
  for (let start = Math.ceil(offset / grid.step) - width; start < grid.size; start += width) {
    const [from, to] = [Math.max(0, start), Math.min(grid.size, start + width)];
    const lows = Int32Array.of(from);
    const [value = NaN] = reduceWindows(series, { lows, highs: Int32Array.of(to) }, "avg");
    if (value === value && !isGood(value)) bad.fill(1, from, to);
  }
}
