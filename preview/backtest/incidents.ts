import type { Interval, Simulated } from "../simulator/result";

/** One time in alert of one group. */
export interface Incident extends Interval {
  /** Its group; `*` for a query without groups. */
  readonly group: string;
}

/** Which incidents come and go by a change. */
export interface IncidentChange {
  /** Times in alert after the change that overlap none before it. */
  readonly gained: readonly Incident[];
  /** Times in alert before the change that overlap none after it. */
  readonly lost: readonly Incident[];
}

/** Every time in alert, in time. */
export const incidentsOf = ({ outcome }: Simulated): readonly Incident[] =>
  outcome.groups
    .flatMap(({ alerts, group }) => alerts.map((each) => ({ ...each, group })))
    .sort((one, other) => one.start - other.start);

/** Incidents are the same where they are of one group and overlap in time, however their edges moved. */
export function changedIncidents(before: Simulated, after: Simulated): IncidentChange {
  // A longer window is evaluated later for the first time; what was over by then is no loss.
  const since = Math.max(before.clock.first, after.clock.first);
  const seen = (each: Simulated): readonly Incident[] => incidentsOf(each).filter(({ end }) => end > since);
  const [was, is] = [seen(before), seen(after)];
  return { gained: withoutMatch(is, was), lost: withoutMatch(was, is) };
}

function withoutMatch(these: readonly Incident[], those: readonly Incident[]): readonly Incident[] {
  const byGroup = new Map<string, Incident[]>();
  for (const each of those) byGroup.set(each.group, [...(byGroup.get(each.group) ?? []), each]);
  return these.filter(
    ({ end, group, start }) =>
      !(byGroup.get(group) ?? []).some((other) => other.start < end && start < other.end),
  );
}
