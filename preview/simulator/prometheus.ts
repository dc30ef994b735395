/** A Prometheus alerting rule's times, in seconds. */
export interface PrometheusTimes {
  /** How long the condition must hold before it fires. */
  readonly holdFor: number;
  /** How long it keeps firing after the condition last held. */
  readonly keepFiringFor: number;
}

/** State of a Prometheus alert. */
export type PrometheusState = "inactive" | "pending" | "firing";

/**
 * States of a Prometheus alert, given whether its condition held at each evaluation: the reference with which other
 * engines are compared. One that misses once while pending starts over; one that fires is held up by `keepFiringFor`.
 *
 * Source: https://github.com/prometheus/prometheus/blob/main/rules/alerting.go
 */
export function prometheusStates(
  held: readonly boolean[],
  every: number,
  { holdFor, keepFiringFor }: PrometheusTimes,
): readonly PrometheusState[] {
  let state: PrometheusState = "inactive";
  let since = 0;
  let keptSince: number | null = null;
  return held.map((holds, evaluation) => {
    const now = evaluation * every;
    if (holds) {
      keptSince = null;
      if (state === "inactive") [state, since] = ["pending", now];
      if (now - since >= holdFor) state = "firing";
      return state;
    }
    if (state === "firing" && keepFiringFor > 0) {
      keptSince ??= now;
      if (now - keptSince < keepFiringFor) return state;
    }
    keptSince = null;
    state = "inactive";
    return state;
  });
}
