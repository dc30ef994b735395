import type { GuardrailOf } from "../../plan/types";
import { budgetOf, objectiveOf, type Among, type Replayed } from "../history/wanted";
import { burnRatesOf, simulateBurnRate } from "../simulator/burn-rate";
import type { Clock } from "../simulator/clock";
import type { History } from "../simulator/history";
import type { SimulatedIndicator } from "../simulator/indicator";
import type { SimulationOptions } from "../simulator/options";
import { parseIndicator } from "../simulator/query/parse";
import type { Expression } from "../simulator/query/syntax";
import type { Simulated, Simulation } from "../simulator/result";
import { simulateSentryAlert } from "../simulator/sentry-alert";
import { metricMonitorOf } from "../simulator/sentry-migration";
import { simulateSentryMonitor } from "../simulator/sentry-monitor";
import { sentryValues } from "../simulator/sentry-values";
import { simulate, windowsOf } from "../simulator/simulate";
import type { TestedState, WrittenTest } from "./form";
import { writeTime, type Read } from "./notation";
import { readsOf, readsOfQuery, type Reads } from "./reads";

/** An alert as a test tries it. */
export interface TriedAlert {
  /** What it reads. */
  readonly reads: Reads;
  /** Tags of the groups of which it tells, in the order in which their names have them. */
  readonly by: readonly string[];
  /** States that it never has, whatever its levels, each with the reason. */
  readonly never: Readonly<Partial<Record<TestedState, string>>>;
  /** What it would have done. */
  readonly simulate: (history: History) => Simulation;
  /** What it compared with its level at a time, as a part of a sentence. */
  readonly compared: (history: History, moment: Moment) => string;
}

/** What a failed expectation looked at. */
export interface Moment {
  /** When, in seconds since the start. */
  readonly at: number;
  /** Name of the group. */
  readonly group: string;
  /** When the alert was evaluated. */
  readonly clock: Simulated["clock"];
}

/** A test is evaluated at round times, and nothing was measured before it starts. */
const options: SimulationOptions = { phases: [0], startsEmpty: true };

/** An alert to be tried, or why it cannot be. */
export function triedAlert(guardrail: Replayed, among: Among, as: WrittenTest["as"]): Read<TriedAlert> {
  if (as !== undefined && guardrail.kind !== "sentry-rule")
    return {
      ok: false,
      why: `it is a ${guardrail.kind}: only metric rules of Sentry become metric monitors.`,
    };
  switch (guardrail.kind) {
    case "monitor":
      return monitorAlert(guardrail);
    case "burn-rate":
      return burnRateAlert(guardrail, among);
    case "sentry-rule":
      return sentryAlert(guardrail, as);
  }
}

function monitorAlert(monitor: GuardrailOf<"monitor">): Read<TriedAlert> {
  if (monitor.query === null)
    return { ok: false, why: "nothing measures its signal yet, so it has no query." };
  const reads = readsOfQuery(monitor.query);
  if (!reads.ok) return reads;
  const by = reads.value.parts.find((part) => part.by.length > 0)?.by ?? [];
  return {
    ok: true,
    value: {
      reads: reads.value,
      by,
      never: {},
      simulate: (history) => simulate(monitor, history, options),
      compared: (history, moment) => {
        const windows = windowsOf(monitor, history, options);
        if ("verdict" in windows) return windowed(undefined);
        return windowed(
          valueAt(windows.groups.find(({ group }) => group === moment.group)?.values, windows.clock, moment),
        );
      },
    },
  };
}

function burnRateAlert(alert: GuardrailOf<"burn-rate">, among: Among): Read<TriedAlert> {
  const objective = objectiveOf(alert, among);
  const budget = budgetOf(alert, among);
  if (!objective || !budget)
    return { ok: false, why: "the plan has no objective of this alert, or not the monitor that it counts." };
  const reads = readsOfIndicator(budget.indicator);
  if (!reads.ok) return reads;
  return {
    ok: true,
    value: {
      reads: reads.value,
      by: [],
      never: {
        warn: "a burn-rate alert has one level",
        "no-data": "where nothing is counted it stays as it is",
      },
      simulate: (history) => simulateBurnRate(alert, budget, history, options),
      compared: (history, moment) => {
        const clock = clockOf(moment);
        const rates = burnRatesOf(alert, budget, history, { clock, options });
        const [long, short] = [rates?.long, rates?.short].map((each) => valueAt(each, clock, moment));
        return burnt({ alert, period: objective.period, long, short });
      },
    },
  };
}

function readsOfIndicator(indicator: SimulatedIndicator): Read<Reads> {
  const unmeasured = { ok: false, why: "nothing measures its indicator yet, so it has no query." } as const;
  if (indicator.kind === "monitor")
    return indicator.monitor.query === null ? unmeasured : readsOfQuery(indicator.monitor.query);
  const texts = indicator.kind === "ratio" ? [indicator.good, indicator.total] : [indicator.query];
  const expressions: Expression[] = [];
  for (const text of texts) {
    if (text === null) return unmeasured;
    const parsed = parseIndicator(text);
    if (!parsed.ok) return { ok: false, why: `its indicator cannot be simulated: ${parsed.why}.` };
    expressions.push(parsed.value);
  }
  return { ok: true, value: readsOf(expressions, indicator.kind === "time-slice") };
}

function sentryAlert({ rule }: GuardrailOf<"sentry-rule">, as: WrittenTest["as"]): Read<TriedAlert> {
  if (rule.kind === "issue") return { ok: false, why: "a rule on issues has no series of values." };
  const part = { text: rule.aggregate, by: [] };
  return {
    ok: true,
    value: {
      reads: { parts: [part], whole: part },
      by: [],
      never: { "no-data": "Sentry takes a window without events for 0" },
      simulate: (history) =>
        as === undefined
          ? simulateSentryAlert(rule, history, options)
          : simulateSentryMonitor(metricMonitorOf(rule), history, options),
      compared: (history, moment) => {
        const values = sentryValues(rule, history);
        if (typeof values === "string") return windowed(undefined);
        const clock = clockOf(moment);
        return windowed(valueAt(values.at(clock), clock, moment));
      },
    },
  };
}

const clockOf = ({ clock: { evaluations, every, first } }: Moment): Clock => ({
  first,
  every,
  count: evaluations,
});

/** The value at the last evaluation up to a moment. */
function valueAt(values: Float64Array | undefined, clock: Clock, { at }: Moment): number | undefined {
  const value = values?.[Math.min(clock.count - 1, Math.floor((at - clock.first) / clock.every))] ?? NaN;
  return Number.isNaN(value) ? undefined : value;
}

const rounded = (value: number): string => String(Number(value.toPrecision(6)));

const windowed = (value: number | undefined): string =>
  value === undefined ? "its window has no value" : `its window is ${rounded(value)}`;

interface Burnt {
  readonly alert: GuardrailOf<"burn-rate">;
  readonly period: number;
  readonly long: number | undefined;
  readonly short: number | undefined;
}

/** Both burn rates, and what share of the period's error budget went in the long window. */
function burnt({ alert, long, period, short }: Burnt): string {
  const [wide, narrow] = [writeTime(alert.longWindow), writeTime(alert.shortWindow)];
  if (long === undefined) return `nothing was counted in ${wide}`;
  const share = `${rounded((long * alert.longWindow * 100) / period)} % of the budget of ${writeTime(period)}`;
  const lately = short === undefined ? "and nothing was counted" : `and ${rounded(short)} times too fast`;
  return `the budget burnt ${rounded(long)} times too fast in ${wide} (${share}) ${lately} in ${narrow}`;
}
