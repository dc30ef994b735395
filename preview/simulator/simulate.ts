import type { GuardrailOf } from "../../plan/types";
import { cadenceOf, type Look } from "./clock";
import { groupName, type History } from "./history";
import { measure, obstacleTo, type Measured } from "./measure";
import { monitorEvaluations } from "./monitor-evaluations";
import type { SimulationOptions } from "./options";
import { parseQuery } from "./query/parse";
import { calls, type Query } from "./query/syntax";
import { questions } from "./readings";
import { unsupported, type Reason, type Simulation, type Unsupported } from "./result";
import type { Source } from "./sources";
import type { Levels, StateRules } from "./states";
import { intervalReasons, sweepLevels, windowSeries, type Subject, type WindowSeries } from "./sweep-levels";

/** What the simulator reads of a planned monitor. */
export type SimulatedMonitor = Pick<
  GuardrailOf<"monitor">,
  | "query"
  | "comparator"
  | "warning"
  | "critical"
  | "warningRecovery"
  | "criticalRecovery"
  | "groupBy"
  | "silence"
  | "requireFullWindow"
  | "evaluationDelay"
  | "newGroupDelay"
  | "renotifyEvery"
>;

/** What a planned monitor would have done in the past that a history holds. */
export function simulate(
  monitor: SimulatedMonitor,
  history: History,
  options: SimulationOptions = {},
): Simulation {
  const [result] = sweep(monitor, history, [monitor], options);
  return result ?? unsupported("query", "No levels were given.");
}

/** The same for other levels: the windows are computed once, so that each candidate costs little. */
export function sweep(
  monitor: SimulatedMonitor,
  history: History,
  candidates: readonly Levels[],
  options: SimulationOptions = {},
): readonly Simulation[] {
  const subject = subjectOf(monitor, history, options);
  if ("verdict" in subject) return candidates.map(() => subject);
  return sweepLevels(subject, candidates, options);
}

/** What the levels of a monitor are compared with: the value of each window, for a chart or the peak of an alert. */
export function windowsOf(
  monitor: SimulatedMonitor,
  history: History,
  options: SimulationOptions = {},
): WindowSeries | Unsupported {
  const subject = subjectOf(monitor, history, options);
  return "verdict" in subject ? subject : windowSeries(subject, options);
}

/** New groups of a monitor that names no delay wait this long: https://docs.datadoghq.com/monitors/configuration/#new-group-delay */
const defaultNewGroupDelay = 60;

/** A silent group stays listed for a day: https://docs.datadoghq.com/monitors/configuration/#group-retention-time */
const retention = 86_400;

function subjectOf(
  monitor: SimulatedMonitor,
  history: History,
  options: SimulationOptions,
): Subject | Unsupported {
  if (monitor.query === null)
    return unsupported("query", "Nothing measures its signal yet, so it has no query.");
  const parsed = parseQuery(monitor.query);
  if (!parsed.ok) return unsupported("query", `${parsed.why}.`);
  const query = parsed.value;
  if (query.threshold !== monitor.critical || query.comparator !== monitor.comparator) {
    return unsupported("query", "The level in its query is not its critical level: Datadog refuses that.");
  }
  const measured = measure(query.expression, history);
  if (typeof measured === "string") return unsupported("history", `${measured}.`);
  const obstacle = obstacleTo(measured, query);
  if (obstacle) return unsupported("query", `${obstacle}.`);
  const every = options.every ?? cadenceOf(query.window.seconds);
  const { step } = measured.grid;
  if (step > every) {
    return unsupported(
      "input-interval",
      `One point stands for ${step} s, but it is evaluated every ${every} s.`,
    );
  }
  return monitorSubject(monitor, { query, measured, every, startsEmpty: options.startsEmpty ?? false });
}

interface Parts {
  readonly query: Query;
  readonly measured: Measured;
  readonly every: number;
  readonly startsEmpty: boolean;
}

function monitorSubject(monitor: SimulatedMonitor, parts: Parts): Subject {
  const { every, measured, query } = parts;
  const { by, grid, groups, sources } = measured;
  const look = { window: query.window.seconds, delay: monitor.evaluationDelay };
  const grouped = by.length > 0;
  const told = monitor.groupBy.filter((tag) => by.includes(tag));
  const newGroupDelay = grouped ? (monitor.newGroupDelay ?? defaultNewGroupDelay) : 0;
  const rules: StateRules = {
    comparator: monitor.comparator,
    silence: monitor.silence,
    counts: countsOf(query, sources),
    newGroupWait: Math.ceil(newGroupDelay / every),
    retention: grouped ? Math.ceil(retention / every) : Infinity,
  };
  return {
    grid,
    look,
    lead: query.change?.shift ?? 0,
    every,
    groups: [...groups].map(([name, tags]) => ({ name, told: groupName(tags, told.length > 0 ? told : by) })),
    evaluationsOf: monitorEvaluations(measured, {
      query,
      look,
      requireFullWindow: monitor.requireFullWindow,
      startsEmpty: parts.startsEmpty,
    }),
    rulesOf: () => rules,
    notifications: { tellsSilence: monitor.silence === "alert", renotifyEvery: monitor.renotifyEvery },
    open: query.aggregator === "percentile" ? questions.percentile.bit : 0,
    reasons: [...intervalReasons(grid.step), ...sourceReasons(sources, look)],
  };
}

/**
 * Whether missing data of a query is 0: of a search it is; of a count one page says so, and another has that option for
 * searches only.
 *
 * Pages: https://docs.datadoghq.com/monitors/configuration/#no-data and
 * https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor (`on_missing_data`)
 */
function countsOf({ expression }: Query, sources: readonly Source[]): StateRules["counts"] {
  if (expression.kind === "search") return "yes";
  const counts = sources.some(
    ({ asCount, counted, history }) => asCount || (counted && history.type !== "rate"),
  );
  return counts && !calls(expression, "default_zero") ? "perhaps" : "no";
}

function sourceReasons(sources: readonly Source[], { delay }: Look): readonly Reason[] {
  const reasons: Reason[] = [];
  if (sources.some(({ asCount, whole }) => asCount && whole)) {
    const text = "Its counts were divided point by point before; Datadog adds them over the window first.";
    reasons.push({ code: "history", text });
  }
  const rolled = sources
    .flatMap(({ missing }) => missing)
    .some((each) => each.kind === "rollup" && (each.seconds ?? 0) > delay);
  if (rolled) {
    const text = "Its last rolled-up bucket may be incomplete when it is evaluated: the delay is shorter.";
    reasons.push({ code: "history", text });
  }
  return reasons;
}
