import type { GuardrailOf } from "../../plan/types";
import { tidy } from "../../model/quantity";
import { boundsOf, cadenceOf, type Clock } from "./clock";
import type { Grid, History } from "./history";
import { measureIndicator, type Shares, type SimulatedIndicator } from "./indicator";
import { presence } from "./measure";
import { looksOf } from "./monitor-evaluations";
import type { SimulationOptions } from "./options";
import type { Comparator } from "./query/syntax";
import { questions, type Reading } from "./readings";
import { unsupported, type Reason, type Simulation, type Unsupported } from "./result";
import type { Evaluations } from "./states";
import { sweepLevels, windowSeries, type Subject, type WindowSeries } from "./sweep-levels";
import { reduceWindows } from "./windows";

/** What the simulator reads of a planned burn-rate alert. */
export type SimulatedBurnRate = Pick<
  GuardrailOf<"burn-rate">,
  "factor" | "longWindow" | "shortWindow" | "renotifyEvery"
>;

/** What it reads of the objective whose error budget the alert watches. */
export interface SimulatedObjective extends Pick<GuardrailOf<"objective">, "target"> {
  /** How it is measured. */
  readonly indicator: SimulatedIndicator;
}

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

function subjectOf(
  alert: SimulatedBurnRate,
  objective: SimulatedObjective,
  history: History,
  options: SimulationOptions,
): Subject | Unsupported {
  const read = measureIndicator(objective.indicator, history, options);
  if (typeof read === "string") return unsupported("history", `${read}.`);
  const { by, grid, reasons, shares } = read;
  const every = options.every ?? cadenceOf(alert.longWindow);
  if (grid.step > every) return unsupported("input-interval", `One point stands for ${grid.step} s.`);
  if (by.length > 0 && objective.indicator.kind === "ratio")
    return unsupported("query", "A ratio with groups is not simulated.");
  const budget = budgetOf(objective);
  const known = shares();
  return {
    grid,
    look: { window: alert.longWindow, delay: 0 },
    lead: 0,
    every,
    groups: [{ name: "*", told: "*" }],
    evaluationsOf: (_group, clock) => burnEvaluations(known, { alert, budget, clock, grid }),
    rulesOf: (reading) => ({
      comparator: burnComparator(reading),
      silence: "unchanged",
      counts: "no",
      newGroupWait: 0,
      retention: Infinity,
    }),
    notifications: { tellsSilence: false, renotifyEvery: alert.renotifyEvery },
    open: questions.burnEqual.bit,
    reasons: [...cadenceReasons(every), ...reasons],
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
  readonly grid: Grid;
}

/** The smaller of both burn rates: it is above the factor when both are. */
function burnEvaluations(shares: Shares, parts: BurnParts): Evaluations {
  const { long, short } = ratesOf(shares, parts);
  const burn = long.map((each, at) => tidy(Math.min(each, short[at] ?? NaN)));
  const { alert, clock, grid } = parts;
  const seen = boundsOf(clock, grid, { window: alert.longWindow, delay: 0 });
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
  { clock, options }: { readonly clock: Clock; readonly options: SimulationOptions },
): BurnRates | null {
  const read = measureIndicator(objective.indicator, history, options);
  if (typeof read === "string") return null;
  const { grid, shares } = read;
  return ratesOf(shares(), { alert, budget: budgetOf(objective), clock, grid });
}

const budgetOf = ({ target }: SimulatedObjective): number => tidy((100 - target) / 100);

function ratesOf(shares: Shares, { alert, budget, clock, grid }: BurnParts): BurnRates {
  const over = (window: number): Float64Array => {
    const windows = boundsOf(clock, grid, { window, delay: 0 });
    const bad = reduceWindows(shares.bad, windows, "sum");
    const all = reduceWindows(shares.all, windows, "sum");
    return bad.map((each, at) => errorRate(each, all[at] ?? NaN) / budget);
  };
  return { long: over(alert.longWindow), short: over(alert.shortWindow) };
}

/** Nothing at all has no rate; counts of good that overtake those of all are no negative errors. */
const errorRate = (bad: number, all: number): number => (all > 0 ? Math.max(0, bad) / all : NaN);
