import { timeOf, type Clock } from "./clock";
import { notificationsOf, type NotificationRules } from "./notifications";
import type { Reading } from "./readings";
import type { GroupOutcome, Interval, Notification, Outcome, Tally, Transition } from "./result";
import { stateNames, type Track } from "./states";

/** The part of a simulation that is reported: from `from` up to, without, `to`, in seconds since 1970. */
export interface Period {
  /** Start. */
  readonly from: number;
  /** End. */
  readonly to: number;
}

/** One group with its changes of state. */
export interface TrackedGroup {
  /** Its name. */
  readonly name: string;
  /** The group as which it is told of. */
  readonly told: string;
  /** Its changes of state. */
  readonly track: Track;
}

/** What of it is reported, and to whom it is told. */
export interface OutcomeRules extends NotificationRules {
  /** The reported part. */
  readonly period: Period;
}

/** What the changes of state of all groups amount to. */
export function outcomeOf(
  groups: readonly TrackedGroup[],
  clock: Clock,
  rules: OutcomeRules,
  reading: Reading,
): { readonly outcome: Outcome; readonly open: number } {
  const { period } = rules;
  const outcomes = groups.map(({ name, track }) => groupOutcome(name, track, clock, period));
  const together = new Map<string, Track[]>();
  for (const { told, track } of groups) together.set(told, [...(together.get(told) ?? []), track]);
  const told = [...together].map(([name, tracks]) =>
    notificationsOf({ name, tracks }, clock, rules, reading),
  );
  const notifications = told
    .flatMap(({ sent }) => sent.filter(({ time }) => time >= period.from && time < period.to))
    .sort((one, other) => one.time - other.time);
  return {
    outcome: { groups: outcomes, notifications, tally: tallyOf(outcomes, notifications) },
    open: told.reduce((bits, { open }) => bits | open, 0),
  };
}

/** What one group went through. */
export function groupOutcome(
  group: string,
  { evaluations, states }: Track,
  clock: Clock,
  period: Period,
): GroupOutcome {
  const transitions: Transition[] = [];
  const alerts: Interval[] = [];
  const end = timeOf(clock, clock.count);
  evaluations.forEach((evaluation, index) => {
    const time = timeOf(clock, evaluation);
    const from = stateNames[states[index - 1] ?? 0] ?? "gone";
    const to = stateNames[states[index] ?? 0] ?? "gone";
    if (time >= period.from && time < period.to) transitions.push({ time, from, to });
    if (to !== "alert") return;
    const next = evaluations[index + 1];
    const start = Math.max(time, period.from);
    const stop = Math.min(next === undefined ? end : timeOf(clock, next), period.to);
    if (stop > start) alerts.push({ start, end: stop });
  });
  return { group, transitions, alerts };
}

/** The same in numbers. */
export function tallyOf(groups: readonly GroupOutcome[], notifications: readonly Notification[]): Tally {
  const sent = { alert: 0, warn: 0, "no-data": 0, recovery: 0, renotify: 0 };
  for (const { kind } of notifications) sent[kind] += 1;
  let [transitions, alertSeconds] = [0, 0];
  for (const group of groups) {
    for (const { from, to } of group.transitions) {
      // Appearing in good health and being delisted are no changes that anyone watches.
      if (to !== "gone" && !(from === "gone" && to === "ok")) transitions += 1;
    }
    for (const { end, start } of group.alerts) alertSeconds += end - start;
  }
  const { "no-data": noData, ...others } = sent;
  return { ...others, noData, transitions, alertSeconds };
}
