import type { Replayed } from "../history/wanted";
import { flappingShare } from "../simulator/flapping";
import { isPage } from "../simulator/recipients";
import type { GroupOutcome, Interval, Simulated } from "../simulator/result";
import { isOffHours, type WorkingHours } from "./hours";

/** A number with how far it could be off: over all phases of the clock and all readings of the documentation. */
export interface Ranged {
  /** What the clock's round times show. */
  readonly shown: number;
  /** Smallest. */
  readonly least: number;
  /** Greatest. */
  readonly most: number;
}

/** What a guardrail would have cost the people on call. */
export interface Figures {
  /** Seconds that were replayed. */
  readonly seconds: number;
  /** All that would have been sent: alerts, warnings, silence, reminders and recoveries. */
  readonly notifications: number;
  /** Notifications that wake a person. */
  readonly pages: number;
  /** The same for a week. */
  readonly pagesPerWeek: Ranged;
  /** Times in alert, of all groups. */
  readonly alerts: number;
  /** Seconds in alert, of all groups together. */
  readonly alertSeconds: number;
  /** Median length of an alert in seconds; null without any. One that lasts at the end counts as far as it is known. */
  readonly medianDuration: number | null;
  /** Greatest share of changes among 21 evaluations in a row of one group, in percent (`flappingShare`). */
  readonly flapping: number;
  /** Share of its notifications outside of working hours, in percent; null without any. */
  readonly offHoursShare: number | null;
}

/** Seconds in a week. */
export const week = 604_800;

/** What a simulation amounts to. */
export function figuresOf(
  guardrail: Replayed,
  { clock, outcome, range }: Simulated,
  hours: WorkingHours,
): Figures {
  const seconds = clock.evaluations * clock.every;
  const pages = outcome.notifications.filter((each) => isPage(guardrail, each)).length;
  const bound = (side: "least" | "most"): number =>
    guardrail.pages ? range.alert[side] + range.noData[side] + range.renotify[side] : 0;
  const perWeek = (count: number): number => (count * week) / seconds;
  const intervals = outcome.groups.flatMap(({ alerts }) => alerts);
  return {
    seconds,
    notifications: outcome.notifications.length,
    pages,
    pagesPerWeek: { shown: perWeek(pages), least: perWeek(bound("least")), most: perWeek(bound("most")) },
    alerts: intervals.length,
    alertSeconds: outcome.tally.alertSeconds,
    medianDuration: medianOf(intervals.map(lengthOf)),
    flapping: Math.max(0, ...outcome.groups.map((group) => flappingOf(group, clock.every))),
    offHoursShare: shareOf(outcome.notifications.map(({ time }) => isOffHours(time, hours))),
  };
}

const lengthOf = ({ end, start }: Interval): number => end - start;

/** The middle number, or the mean of the two in the middle; null of none. */
export function medianOf(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

const shareOf = (each: readonly boolean[]): number | null =>
  each.length === 0 ? null : (each.filter(Boolean).length * 100) / each.length;

/** States of which the share of changes is taken. */
const remembered = 21;

/** It is greatest right after a change, which weighs most then. */
function flappingOf({ transitions }: GroupOutcome, every: number): number {
  let greatest = 0;
  transitions.forEach((last, index) => {
    const states: string[] = [];
    let at = index;
    for (let back = 0; back < remembered && at >= 0; back++) {
      const time = last.time - back * every;
      while (at >= 0 && (transitions[at]?.time ?? -Infinity) > time) at -= 1;
      const state = transitions[at]?.to;
      // Before its first data a group had no state that could change.
      if (state === undefined) break;
      states.unshift(state);
    }
    greatest = Math.max(greatest, flappingShare(states));
  });
  return greatest;
}
