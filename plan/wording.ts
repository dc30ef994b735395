import type { Silence } from "../model/declaration";
import { units, written, writtenDuration, type Quantity } from "../model/quantity";
import type { Direction, Signal } from "../model/signal";
import type { Measurement } from "../model/telemetry";
import { idOf, type PlanContext } from "./context";
import type { Levels } from "./levels";
import { placeOf, sentenceCase, type MessageParts } from "./message/compose";

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
  /** What the query reads; null while nothing measures the signal. */
  readonly measurement: Measurement | null;
}

/** What a monitor's message says in each state, with numbers and units. */
export function wordingOf(
  context: PlanContext,
  parts: WordingParts,
): Pick<MessageParts, "alert" | "warning" | "silence" | "recovery" | "ends"> {
  const { direction, levels, signal, silence } = parts;
  const title = sentenceCase(signal.title);
  const where = groupedPlace(context, parts.groupBy);
  const now = valueNow(levels.critical);
  const side = parts.inclusive ? `at or ${direction}` : direction;
  const bad = (level: Quantity): string =>
    `**${title}: ${now}, ${side} ${readable(level)} ${during(parts)}** at ${where}.`;
  const back = goodSide(parts, side);
  return {
    alert: bad(levels.critical),
    warning: levels.warning && bad(levels.warning),
    silence:
      silence === "alert"
        ? `**No longer measured: ${signal.title}** at ${where}. ${silentSource(context, parts)}`
        : null,
    recovery: `**Over: ${signal.title} ${back}, now ${now}** at ${where}.`,
    ends: `It is over once ${back}.`,
  };
}

/** Where it happens: the service, the environment and, for a grouped monitor, the group. */
function groupedPlace(context: PlanContext, groupBy: readonly string[]): string {
  return `${placeOf(context)}${groupBy.map((tag) => `, ${tag} {{${tag}.name}}`).join("")}`;
}

const during = ({ over, sustained }: WordingParts): string =>
  `${sustained ? "throughout" : "over"} the last ${writtenDuration(over)}`;

/** The side on which the alert is over; it has its own level where the alert would otherwise come and go. */
function goodSide({ direction, levels }: WordingParts, side: string): string {
  if (levels.criticalRecovery === null) return `no longer ${side} ${readable(levels.critical)}`;
  return `back ${direction === "above" ? "under" : "over"} ${readable(levels.criticalRecovery)}`;
}

/** What measures it, and so where to look when it is silent. */
function silentSource(context: PlanContext, { measurement }: WordingParts): string {
  if (!measurement) return "Its source is silent.";
  const { source, via } = measurement;
  switch (via) {
    case "probe":
      return `${source === null ? "A job" : `The job ${idOf(context, source)}`} in the operations cluster measures it: look at its last runs.`;
    case "log-metric":
      return "It is counted from log lines: see whether they still arrive.";
    case "apm":
      return "The tracer in the application reports it: see whether the application and its Datadog Agent run.";
    case "kubernetes":
    case "postgres":
    case "redis":
      return "The Datadog Agent reads it: see whether the Agent runs and still reaches it.";
    case "synthetics":
      return "Checks from outside measure it: see whether they still run.";
    default:
      return `Datadog's ${via} integration brings it: see whether that still reports.`;
  }
}

/** Datadog keeps real-user timings in nanoseconds, which nobody reads at night: they are shown in seconds. */
function readable(level: Quantity): string {
  return written(level.unit === "nanoseconds" ? { value: level.value / 1e9, unit: "seconds" } : level);
}

function valueNow({ unit }: Quantity): string {
  if (unit === "nanoseconds") return '{{eval "value/1000000000"}} s';
  const { symbol } = units[unit];
  return `{{value}}${symbol && ` ${symbol}`}`;
}
