import { naturalDuration, type Quantity } from "../model/quantity";
import { signals } from "../model/signal";
import { textOf } from "../preview/simulator/query/syntax";
import { call, record, type Code, type Named } from "./code";
import { isSustained } from "./differences";
import { scopedFilter, type Expressed } from "./express";
import { textIn } from "./foreign-monitor";
import { guidanceOf } from "./guidance";
import { mapTerms } from "./shape";

/** A declaration that is proposed for a monitor. */
export interface ProposedMonitor {
  /** What it was made of. */
  readonly expressed: Expressed;
  /** Second half of its id. */
  readonly name: string;
  /** The declaration. */
  readonly code: Code;
  /** What the service's owner has to say, since neither the monitor nor a runbook does. */
  readonly questions: readonly string[];
}

/** How a declaration is made. */
export interface ProposalContext {
  /** Environment of the plan. */
  readonly environment: string;
  /** What the service is called; its names start with it. */
  readonly title: string;
  /** Names that the service's guardrails have already. */
  readonly taken: ReadonlySet<string>;
  /** Route that hears of it, where it is not its severity's own; null for that. */
  readonly route: string | null;
}

/** A monitor as a declaration of the model, each number with the place that it was taken from. */
export function proposeMonitor(expressed: Expressed, context: ProposalContext): ProposedMonitor {
  const { measure, read, severity } = expressed;
  const { monitor, shape } = read;
  const title = titleOf(textIn(monitor.inputs, "name"), context);
  const name = uniqueName(title, context.taken);
  const { questions, ...guidance } = guidanceOf(textIn(monitor.inputs, "message"));
  const from: Named = {
    written: `${importedName}(${monitor.id})`,
    stands: importedFrom(monitor.address.slice(0, -monitor.id.length), monitor.id),
  };
  const house = (value: Code, ask: string): Code => call("house", value, from, ask);
  const level = (value: number, ask: string): Code => house(quantity({ value, unit: measure.unit }), ask);
  const window = quantity(naturalDuration(shape.query.window.seconds));
  const sustained = isSustained({ direction: shape.direction, signal: measure.signal }, shape);
  const signal = signals[measure.signal];
  const code = call(
    "monitor",
    record({
      name,
      title,
      signal: measure.signal,
      direction: shape.direction === signal.bad ? undefined : shape.direction,
      inclusive: shape.inclusive ? true : undefined,
      warning:
        expressed.warning === null
          ? undefined
          : level(expressed.warning, "From which level on should the team be told?"),
      critical: level(expressed.critical, "From which level on must someone act?"),
      [sustained ? "sustainedFor" : "over"]: house(
        window,
        sustained
          ? "How long must it be bad before anyone is told?"
          : "Over which window should this alert look?",
      ),
      silence: house(expressed.silence, "Should missing data of this signal alert?"),
      severity: severity === null ? undefined : house(severity, "Which severity does this alert have?"),
      route: context.route ?? undefined,
      telemetry: telemetryOf(expressed, context),
      impact: guidance.impact,
      causes: guidance.causes,
      firstSteps: guidance.firstSteps,
    }),
  );
  const open = [
    ...questions,
    ...(severity === null ? ["Which severity does this alert have?"] : []),
    ...(expressed.scoped ? [] : [`Which tag tells the environments of ${measureText(expressed)} apart?`]),
  ];
  return { expressed, name, code, questions: open };
}

/** Name of the function with which a proposed file says where a number comes from. */
export const importedName = "imported";

/**
 * Where a number comes from, in words.
 *
 * @param base - the monitor's address without its number
 */
export const importedFrom = (base: string, id: string): string => `As in Datadog's monitor ${base}${id}.`;

const quantity = ({ unit, value }: Quantity): Code => call(unit, value);

const metricsOf = ({ read: { shape } }: Expressed): readonly string[] => {
  const found = new Set<string>();
  mapTerms(shape.core, (term) => {
    found.add(term.metric);
    return term;
  });
  return [...found];
};

const measureText = (expressed: Expressed): string => metricsOf(expressed).join(" and ");

function telemetryOf(expressed: Expressed, { environment }: ProposalContext): Code {
  const { measure, read, service } = expressed;
  const { monitor, shape } = read;
  const expression = mapTerms(shape.query.expression, (term) => ({
    ...term,
    filter: scopedFilter(term.filter, { environment, service }),
  }));
  const { evaluationDelay } = monitor.inputs;
  const delay = typeof evaluationDelay === "number" ? evaluationDelay : 0;
  return call(
    "measured",
    record({
      via: measure.via,
      metrics: metricsOf(expressed),
      docs: measure.docs,
      expression: textOf(expression),
      unit: measure.unit,
      groupBy: shape.by.length > 0 ? shape.by : undefined,
      delay: delay > 0 ? delay : undefined,
    }),
  );
}

/** A monitor's name without what Belfry puts before it, and without its variables. */
function titleOf(name: string, { environment, title }: ProposalContext): string {
  const bare = name
    .replaceAll(/\{\{[^}]*\}\}/g, " ")
    .replaceAll(/\[[^\]]*\]/g, " ")
    .replace(new RegExp(`^\\s*(?:${escaped(environment)}\\s*[:-]|${escaped(title)}\\b)`, "i"), " ")
    .replaceAll(/[{}@]/g, " ")
    .replaceAll(/\s+/g, " ")
    .replace(/^[\s:-]+|[\s:-]+$/g, "")
    .replace(/\s+(?:on|of|for|in|at)$/i, "");
  return /\p{L}/u.test(bare) ? bare : "imported monitor";
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

const longestName = 40;

/** Lower-case words with hyphens, none of them taken. */
function uniqueName(title: string, taken: ReadonlySet<string>): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  const base = words.slice(0, longestName).replace(/-+$/, "") || "monitor";
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}
