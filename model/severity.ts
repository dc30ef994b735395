import type { Duration } from "./quantity";
import type { Sourced } from "./source";

/** How bad an alert is, one scale for all services: `critical` is an outage, `low` can wait for a working day. */
export type Severity = "critical" | "high" | "medium" | "low";

/** All severities, worst first. */
export const severities: readonly Severity[] = ["critical", "high", "medium", "low"];

/** What one severity means at one service. */
export interface SeverityLevel {
  /** The service's own word for it, such as `P1` or `SEV1`; kept so that its runbook still reads right. */
  readonly label: string;
  /** How soon a person acts. */
  readonly respondWithin: Sourced<Duration>;
  /**
   * How soon a page must be acknowledged.
   *
   * @defaultValue as the service's escalation chain says
   */
  readonly acknowledgeWithin?: Sourced<Duration>;
  /** Name of the route that hears of an alert of this severity. */
  readonly route: string;
}

/** A service's whole scale. */
export type SeverityScale = Readonly<Record<Severity, SeverityLevel>>;

/** Datadog's monitor priority, 1 to 5, for a severity; 5 stays free for staging. */
export function priorityOf(severity: Severity): number {
  return severities.indexOf(severity) + 1;
}
