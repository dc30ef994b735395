import { compares } from "./comparison";
import type { History } from "./history";
import type { SimulationOptions } from "./options";
import type { Comparator } from "./query/syntax";
import { unsupported, type Notification, type Reason, type Simulation } from "./result";
import { sentryCadence } from "./sentry-clock";
import { simulateUpdates } from "./sentry-simulation";
import { sentryValues, type SentryReading } from "./sentry-values";
import { stateNumber, type Track } from "./states";

/** Priority of a Sentry issue, from which a monitor's state follows. */
export type SentryPriority = "ok" | "low" | "medium" | "high";

/** A condition of a metric monitor. */
export interface SentryCondition {
  /** How the value is compared. */
  readonly type: "gt" | "gte" | "lt" | "lte" | "eq" | "ne";
  /** What it is compared with. */
  readonly comparison: number;
  /** Priority when it holds. */
  readonly result: SentryPriority;
}

/** A metric monitor (detector) of Sentry, which replaces the legacy metric alert. */
export interface SentryMonitor extends SentryReading {
  /** Its conditions. Without one that gives `ok` it never resolves. */
  readonly conditions: readonly SentryCondition[];
  /**
   * Updates in a row after which each priority counts.
   *
   * @defaultValue 1 for each, as Sentry sets it
   */
  readonly updates?: Readonly<Partial<Record<SentryPriority, number>>>;
  /**
   * How it detects: `dynamic` learns from the past and is not simulated.
   *
   * @defaultValue static
   */
  readonly detection?: "static" | "percent" | "dynamic";
}

/** Sentry's numbers of the priorities, rising. */
const priorities: Readonly<Record<SentryPriority, number>> = { ok: 0, low: 25, medium: 50, high: 75 };

const neverEnds: Reason = {
  code: "option",
  text: "No condition says that it is over: its first issue stays open for good.",
};

/** What a metric monitor would have done; high priority is an alert, medium and low are warnings. */
export function simulateSentryMonitor(
  monitor: SentryMonitor,
  history: History,
  options: SimulationOptions = {},
): Simulation {
  if (monitor.detection === "dynamic") return unsupported("option", "Dynamic detection is not simulated.");
  const delta = monitor.comparisonDelta ?? null;
  if (monitor.detection === "percent" && delta === null) {
    return unsupported("option", "Percent detection needs the time it compares with.");
  }
  const values = sentryValues(monitor, history);
  if (typeof values === "string") return unsupported("history", `${values}.`);
  const every = options.every ?? sentryCadence(monitor.over, delta !== null);
  const ends = monitor.conditions.some(({ result }) => result === "ok");
  const known = ends ? values : { ...values, reasons: [...values.reasons, neverEnds] };
  return simulateUpdates({ values: known, every, lead: monitor.over + (delta ?? 0), options }, (updates) => {
    const detector = new Detector(monitor);
    updates.forEach((value, update) => {
      if (value === value) detector.update(value, update);
    });
    return detector;
  });
}

/**
 * Goes through updates as Sentry's stateful detector does.
 *
 * Source: https://github.com/getsentry/sentry/blob/00150ff94f70615045407d8fbd0f94d186ef0c95/src/sentry/workflow_engine/handlers/detector/stateful.py
 */
class Detector {
  readonly track: Track = { evaluations: [], states: [], open: 0 };
  readonly sent: Omit<Notification, "time">[] = [];
  readonly sentAt: number[] = [];
  private readonly conditions: readonly SentryCondition[];
  private readonly needed: ReadonlyMap<number, number>;
  private readonly counters = new Map<number, number>();
  private status = priorities.ok;

  constructor({ conditions, updates = {} }: SentryMonitor) {
    this.conditions = conditions;
    const levels = new Set<SentryPriority>(["ok", ...conditions.map(({ result }) => result)]);
    this.needed = new Map([...levels].map((level) => [priorities[level], updates[level] ?? 1]));
  }

  /** Takes the value of one update; nothing happens while no condition holds. */
  update(value: number, update: number): void {
    this.judge(value, update);
    this.enter(update);
  }

  private judge(value: number, update: number): void {
    const held = this.conditions.filter((each) => holds(value, each)).map(({ result }) => priorities[result]);
    if (held.length === 0) return;
    const priority = Math.max(...held);
    if (priority === this.status) {
      this.counters.clear();
      return;
    }
    const reached = this.count(priority);
    if (reached === undefined || reached === this.status) return;
    if (reached === priorities.ok) this.counters.clear();
    this.status = reached;
    const state = stateOf(reached);
    this.sent.push({ kind: state === "ok" ? "recovery" : state, group: "*", state });
    this.sentAt.push(update);
  }

  /** Counts one more update; a higher priority counts for those below it, `ok` ends the count of all others. */
  private count(priority: number): number | undefined {
    if (priority === priorities.ok) {
      const before = this.counters.get(priority) ?? 0;
      this.counters.clear();
      this.counters.set(priority, before + 1);
    }
    const counted = [...this.needed.keys()].filter((level) =>
      priority === priorities.ok ? level === priority : level <= priority && level !== priorities.ok,
    );
    if (priority !== priorities.ok) {
      for (const level of counted) this.counters.set(level, (this.counters.get(level) ?? 0) + 1);
    }
    return counted
      .sort((one, other) => other - one)
      .find((level) => (this.counters.get(level) ?? 0) >= (this.needed.get(level) ?? 1));
  }

  private enter(update: number): void {
    const state = stateNumber[stateOf(this.status)];
    if (this.track.states.at(-1) === state) return;
    this.track.evaluations.push(update);
    this.track.states.push(state);
  }
}

function stateOf(priority: number): "ok" | "warn" | "alert" {
  if (priority === priorities.high) return "alert";
  return priority === priorities.ok ? "ok" : "warn";
}

const comparators = {
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  eq: "==",
  ne: "!=",
} as const satisfies Record<SentryCondition["type"], Comparator>;

const holds = (value: number, { comparison, type }: SentryCondition): boolean =>
  compares(value, comparators[type], comparison);
