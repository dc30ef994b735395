import type { Silence } from "../model/declaration";
import { units, written, writtenDuration, type Quantity } from "../model/quantity";
import type { Direction, Signal } from "../model/signal";
import { sentenceCase, type MessageParts } from "./alerting";
import type { PlanContext } from "./context";
import type { Levels } from "./levels";

/** What the sentences of a monitor's message follow from. */
export interface WordingParts {
  /** What is measured, for its title. */
  readonly signal: Signal;
  /** Which side of the levels is bad. */
  readonly direction: Direction;
  /** Whether the level itself is bad already. */
  readonly inclusive: boolean;
  /** The levels that the sentences name; no warning level, no warning sentence. */
  readonly levels: Levels;
  /** What missing data means; only `alert` has a sentence of its own. */
  readonly silence: Silence;
  /** Seconds. */
  readonly over: number;
  /** Whether the whole window must be bad, rather than its one value. */
  readonly sustained: boolean;
  /** Tags by which the alert is grouped; the sentences name the group's values. */
  readonly groupBy: readonly string[];
}

/** What a monitor's message says in each state, with numbers and units. */
export function wordingOf(context: PlanContext, parts: WordingParts): Omit<MessageParts, "guidance"> {
  const { direction, levels, signal, silence } = parts;
  const title = sentenceCase(signal.title);
  const where = placeOf(context, parts.groupBy);
  const now = valueNow(levels.critical);
  const bad = (level: Quantity): string =>
    `${title} is ${side} ${readable(level)} ${during(parts)} at ${where}: ${now}.`;
  const side = parts.inclusive ? `at or ${direction}` : direction;
  const back = direction === "above" ? "under" : "over";
  return {
    alert: bad(levels.critical),
    warning: levels.warning && bad(levels.warning),
    silence: silence === "alert" ? `${title} at ${where} is no longer measured: its source is silent.` : null,
    recovery: `${title} at ${where} is back ${back} ${readable(levels.criticalRecovery ?? levels.critical)}: ${now}.`,
  };
}

/** Where it happens: the service, the environment and, for a grouped monitor, the group. */
function placeOf({ environment, service }: PlanContext, groupBy: readonly string[]): string {
  return `${service.title} (${environment.name})${groupBy.map((tag) => `, ${tag} {{${tag}.name}}`).join("")}`;
}

const during = ({ over, sustained }: WordingParts): string =>
  `${sustained ? "throughout" : "over"} the last ${writtenDuration(over)}`;

/** Datadog keeps real-user timings in nanoseconds, which nobody reads at night: they are shown in seconds. */
function readable(level: Quantity): string {
  return written(level.unit === "nanoseconds" ? { value: level.value / 1e9, unit: "seconds" } : level);
}

function valueNow({ unit }: Quantity): string {
  if (unit === "nanoseconds") return 'now {{eval "value/1000000000"}} s';
  const { symbol } = units[unit];
  return `now {{value}}${symbol && ` ${symbol}`}`;
}
