import type { Unit } from "./quantity";
import type { Question } from "./source";
import type { SignalName } from "./signal";

/** A measurement that exists, with the Datadog expression that reads it. */
export interface Measurement {
  /**
   * `integration`: a documented integration or product emits it; `owned`: Belfry deploys its source itself, named by
   * `source`.
   */
  readonly status: "integration" | "owned";
  /** What emits it, such as `apm`, `kubernetes` or `log-metric`. */
  readonly via: string;
  /** The metrics that the expression reads. */
  readonly metrics: readonly string[];
  /** The page that documents them. */
  readonly docs: string;
  /** Datadog expression without time aggregator and comparison; `{scope}` stands for the environment and the service. */
  readonly expression: string;
  /** Unit of the expression's value. */
  readonly unit: Unit;
  /** Tags by which the expression is grouped, each group alerting alone. */
  readonly groupBy: readonly string[];
  /** Seconds after which a point can be trusted; 900 for metrics crawled from AWS. */
  readonly delay: number;
  /** Id of the guardrail that deploys the metric's source; null for an integration. */
  readonly source: string | null;
}

/** A signal that nothing measures yet: shown everywhere, deployed nowhere as an alert. */
export interface Uninstrumented {
  /** Tells it apart from a measurement. */
  readonly status: "uninstrumented";
  /** Why nothing measures it. */
  readonly because: string;
  /** What the owner has to supply. */
  readonly ask: Question;
}

/** Where a signal of a service is measured. */
export type Telemetry = Measurement | Uninstrumented;

/** A service's measurements, by signal. A monitor of a signal that is missing here is a problem. */
export type TelemetryOf<S extends SignalName> = Readonly<Record<S, Telemetry>>;

/** The parts of a measurement that a catalogue entry must give; the rest has one sensible value. */
export type MeasurementParts = Pick<Measurement, "via" | "metrics" | "docs" | "expression" | "unit"> &
  Partial<Measurement>;

/** Completes a measurement: by default from an integration, ungrouped and without delay. */
export function measured(parts: MeasurementParts): Measurement {
  return { status: "integration", groupBy: [], delay: 0, source: null, ...parts };
}

/** States that nothing measures a signal yet, and what would. */
export function uninstrumented(because: string, ask: Question): Uninstrumented {
  return { status: "uninstrumented", because, ask };
}
