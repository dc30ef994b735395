import { isRecord } from "../model/record";
import type { Silence } from "../model/declaration";
import type { Unit } from "../model/quantity";
import { priorityOf, severities, type Severity } from "../model/severity";
import type { SignalName } from "../model/signal";
import { otherEnvironment, ownGuardrail, serviceFor, type Destination, type Reason } from "./destination";
import { tagsOf, tagValue, textIn, type ForeignMonitor } from "./foreign-monitor";
import type { Measure, MeasureOf } from "./measures";
import type { ReadMonitor } from "./match";
import { silenceOf } from "./told";
import { shapeOf, tagsIn, unitTimes, type QueryShape } from "./shape";
import { metricQueriesIn } from "../plan/slice-formula";
import { termsOf } from "../preview/simulator/query/syntax";

/** A monitor that was read, or why it was not. */
export type Reading =
  { readonly ok: true; readonly read: ReadMonitor } | { readonly ok: false; readonly reason: Reason };

const no = (because: string, remedy: string): { readonly ok: false; readonly reason: Reason } => ({
  ok: false,
  reason: { because, remedy },
});

/** A monitor that counts what a search finds. */
const counting: Reason = {
  because:
    "it counts what a search finds; Belfry counts with a metric of its own and alerts on that, and Datadog changes no monitor's type.",
  remedy: "Declare a log-metric and a monitor of it, deploy them, then delete this one.",
};

/**
 * Monitor types that no guardrail is, each with the way that the model has instead.
 *
 * Types: https://docs.datadoghq.com/api/latest/monitors/#create-a-monitor
 */
const otherTypes: Readonly<Record<string, Reason>> = {
  composite: {
    because: "it combines other monitors, which no guardrail does.",
    remedy: "Bring its parts under Belfry; keep the combination by hand, or make it one expression.",
  },
  "service check": {
    because: "it counts the results of an Agent's check, which no signal of the model measures.",
    remedy: "Alert on a metric of the same integration, or on a check from outside (kind synthetic).",
  },
  "slo alert": {
    because: "it watches an objective of Datadog, and comes with Belfry's own.",
    remedy: "Declare the objective with burn; its alerts follow.",
  },
  "synthetics alert": {
    because: "it belongs to a synthetic test, which makes and deletes it.",
    remedy: "Declare the test (kind synthetic).",
  },
  "log alert": counting,
  "event alert": counting,
  "event-v2 alert": counting,
  "rum alert": counting,
  "audit alert": counting,
  "trace-analytics alert": counting,
  "error-tracking alert": counting,
  "ci-pipelines alert": counting,
  "ci-tests alert": counting,
};

/** Inputs with which a monitor asks what no threshold says. */
const otherWays: readonly (readonly [input: string, reason: Reason])[] = [
  [
    "variables",
    { because: "its query is a formula over named queries.", remedy: "Write it as one metric query." },
  ],
  [
    "schedulingOptions",
    {
      because: "it looks at calendar windows or at a schedule of its own.",
      remedy: "Give it a rolling window; hours without alerts are a downtime.",
    },
  ],
  [
    "monitorThresholdWindows",
    { because: "its level is learnt from the past.", remedy: "Give it a number as its level." },
  ],
];

/** Reads what a monitor asks, or says why no guardrail asks so. */
export function readMonitor(monitor: ForeignMonitor): Reading {
  const { inputs } = monitor;
  const type = textIn(inputs, "type");
  if (type !== "metric alert" && type !== "query alert") {
    const own = ownGuardrail(monitor);
    if (own !== null)
      return no(
        `it is ${own}, and only monitors of metrics are brought in here.`,
        "`npx belfry recover` finds it again where a state lost it.",
      );
    const other = otherTypes[type] ?? {
      because: `no guardrail is a monitor of the type "${type}".`,
      remedy: "Keep it by hand.",
    };
    return { ok: false, reason: other };
  }
  const query = textIn(inputs, "query");
  const learnt = /\b(anomalies|outliers|forecast)\s*\(/.exec(query)?.[1];
  if (learnt !== undefined)
    return no(`${learnt}() learns its level from the past.`, "Give it a number as its level.");
  const way = otherWays.find(([input]) => isGiven(inputs[input]));
  if (way) return { ok: false, reason: way[1] };
  const shaped = shapeOf(query);
  if (!shaped.ok) return no(`${shaped.why}.`, "Write the query with plain metrics, arithmetic and a number.");
  return { ok: true, read: { monitor, shape: shaped.shape } };
}

const isGiven = (value: unknown): boolean =>
  value !== undefined && value !== null && (!isRecord(value) || Object.keys(value).length > 0);

/** What a monitor becomes as a declaration. */
export interface Expressed {
  /** The monitor. */
  readonly read: ReadMonitor;
  /** Service that it is of. */
  readonly service: string;
  /** What it measures. */
  readonly measure: Omit<Measure, "unit"> & { readonly unit: Unit };
  /** Its alerting level. */
  readonly critical: number;
  /** Its warning level; null without one. */
  readonly warning: number | null;
  /** What missing data means. */
  readonly silence: Silence;
  /** How bad it is; null where it does not say. */
  readonly severity: Severity | null;
  /** Whether its expression names the service, so that its scope can stand for each environment's. */
  readonly scoped: boolean;
}

/** A monitor as a declaration of the model would say it, or why none does. */
export type Expression =
  { readonly ok: true; readonly expressed: Expressed } | { readonly ok: false; readonly reason: Reason };

/** Finds service, signal, unit and levels of a monitor. */
export function express(read: ReadMonitor, to: Destination): Expression {
  const { monitor, shape } = read;
  const elsewhere = otherEnvironment(read, to.environment);
  if (elsewhere) return { ok: false, reason: elsewhere };
  const found = serviceFor(read, to);
  if (!found.ok) return found;
  const { service } = found;
  const measure = measureFor(shape, to.measureOf);
  if (!measure.ok) return measure;
  const { monitorThresholds } = monitor.inputs;
  const levels = isRecord(monitorThresholds) ? monitorThresholds : {};
  const warning = textIn(levels, "warning");
  return {
    ok: true,
    expressed: {
      read,
      service,
      measure: measure.measure,
      critical: shape.query.threshold,
      warning: warning === "" ? null : Number(warning),
      silence: silenceFor(monitor),
      severity: severityOf(monitor),
      scoped: shape.tags.includes(`service:${service}`),
    },
  };
}

/**
 * What missing data means in the model: only of a count is it zero, and what shows its last state otherwise tells nobody.
 *
 * https://docs.datadoghq.com/monitors/guide/on_missing_data/
 */
function silenceFor({ inputs }: ForeignMonitor): Silence {
  const silence = silenceOf(inputs);
  const isCounted = metricQueriesIn(textIn(inputs, "query")).every((each) => each.includes(".as_count()"));
  return silence === "zero" && !isCounted ? "show" : silence;
}

function measureFor(
  shape: QueryShape,
  measureOf: MeasureOf,
): { readonly ok: true; readonly measure: Measure } | { readonly ok: false; readonly reason: Reason } {
  const found = measureOf(shape);
  if (found === undefined) {
    const metrics = termsOf(shape.core).flatMap((term) => (term.kind === "metric" ? [term.metric] : []));
    const names = [...new Set(metrics)].join(", ");
    return no(
      `nobody says which signal ${names} measures.`,
      `Say it with --signal ${metrics[0] ?? "metric"}=<signal>; where model/signal.ts has none, add one.`,
    );
  }
  const { change } = shape.query;
  const compared = change === null ? found : comparedWithPast(found, change);
  if (compared === null)
    return no(
      "it compares with the past in a way that no signal does.",
      "Alert on the value itself; only response times are compared, with the day before and in percent.",
    );
  const unit = unitTimes(compared.unit, change === null ? shape.scale : 1);
  if (unit === undefined)
    return no(
      `no unit is ${shape.scale} times another.`,
      "Ask for the value in one of the units of model/quantity.ts.",
    );
  return { ok: true, measure: { ...compared, unit } };
}

function comparedWithPast(
  found: Measure,
  { kind, shift }: NonNullable<QueryShape["query"]["change"]>,
): Measure | null {
  if (found.signal !== "latencyMean" || kind !== "pct_change" || shift !== 86_400) return null;
  return { ...found, signal: "latencyChange" satisfies SignalName, unit: "percent" };
}

function severityOf(monitor: ForeignMonitor): Severity | null {
  const tag = tagValue(tagsOf(monitor), "severity");
  const tagged = severities.find((each) => each === tag);
  if (tagged) return tagged;
  const priority = Number(textIn(monitor.inputs, "priority"));
  if (priority === 5) return "low";
  return severities.find((each) => priorityOf(each) === priority) ?? null;
}

/** The filter of a term as a declaration writes it: environment and service become its scope. */
export function scopedFilter(
  filter: string,
  { environment, service }: { readonly environment: string; readonly service: string },
): string {
  const tags = tagsIn(filter);
  if (!tags.includes(`service:${service}`)) return tags.join(",") || "*";
  const others = tags.filter((tag) => tag !== `service:${service}` && tag !== `env:${environment}`);
  return ["scope", ...others].join(",");
}
