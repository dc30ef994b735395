import type { Clock } from "./clock";
import type { History } from "./history";
import type { SimulationOptions } from "./options";
import { sentryCadence } from "./sentry-clock";
import { simulateUpdates } from "./sentry-simulation";
import { sentryValues, type SentryReading } from "./sentry-values";
import { unsupported, type Notification, type Simulation } from "./result";
import { stateNumber, type Track } from "./states";

/** A legacy metric alert of Sentry: a planned rule of kind `metric` is one. */
export interface SentryAlert extends SentryReading {
  /** Which side of a level is bad. */
  readonly direction: "above" | "below";
  /** Level of the critical trigger. */
  readonly critical: number;
  /** Level of the warning trigger; null without one. */
  readonly warning: number | null;
  /** Level at which it is over; null leaves that to the trigger's own level. */
  readonly resolve: number | null;
  /**
   * Updates in a row that must agree.
   *
   * @defaultValue 1, as Sentry sets it
   */
  readonly thresholdPeriod?: number;
}

/** What a legacy metric alert would have done; an alert is an active critical trigger, a warning an active warning one. */
export function simulateSentryAlert(
  alert: SentryAlert,
  history: History,
  options: SimulationOptions = {},
): Simulation {
  const values = sentryValues(alert, history);
  if (typeof values === "string") return unsupported("history", `${values}.`);
  const delta = alert.comparisonDelta ?? null;
  const every = options.every ?? sentryCadence(alert.over, delta !== null);
  const lead = alert.over + (delta ?? 0);
  return simulateUpdates({ values, every, lead, options }, (updates, clock) => {
    const processor = new Processor(alert, clock);
    updates.forEach((value, update) => {
      if (value === value) processor.update(value, update);
    });
    return processor;
  });
}

/** Sentry only knows above and below: a level that is just touched is left by this much. */
const nudge = 0.000001;

/** No new fire of a trigger within this time of its last incident: https://github.com/getsentry/sentry (hit_rate_limit) */
const rateLimitMinutes = 10;

interface Trigger {
  readonly label: "warning" | "critical";
  readonly level: number;
  readonly resolve: number;
  active: boolean;
  alertCount: number;
  resolveCount: number;
  /** Update at which the last incident began that it fired in; null before. */
  incidentAt: number | null;
}

/**
 * Goes through updates as Sentry does.
 *
 * Source: https://github.com/getsentry/sentry/blob/0017668839303e05e4e94df6ea64b008e38da4e4/src/sentry/incidents/subscription_processor.py
 */
class Processor {
  readonly track: Track = { evaluations: [], states: [], open: 0 };
  readonly sent: Omit<Notification, "time">[] = [];
  readonly sentAt: number[] = [];
  private readonly triggers: readonly Trigger[];
  private readonly sign: 1 | -1;
  private readonly period: number;
  private readonly clock: Clock;
  private incident: number | null = null;
  private state: number = stateNumber.gone;

  constructor(alert: SentryAlert, clock: Clock) {
    this.triggers = triggersOf(alert);
    this.sign = alert.direction === "above" ? 1 : -1;
    this.period = alert.thresholdPeriod ?? 1;
    this.clock = clock;
  }

  /** Takes the value of one update. */
  update(value: number, update: number): void {
    let [fired, resolved] = [false, false];
    for (const trigger of this.triggers) {
      const bad = this.sign * value > this.sign * trigger.level;
      if (bad && !trigger.active) fired = this.fire(trigger, update) || fired;
      else trigger.alertCount = 0;
      const over = this.sign * value < this.sign * trigger.resolve;
      if (over && trigger.active && this.incident !== null) resolved = this.end(trigger) || resolved;
      else trigger.resolveCount = 0;
    }
    this.tell({ fired, resolved }, update);
  }

  private fire(trigger: Trigger, update: number): boolean {
    trigger.alertCount += 1;
    if (this.limited(trigger, update) || trigger.alertCount < this.period) return false;
    this.incident ??= update;
    trigger.active = true;
    trigger.incidentAt = this.incident;
    trigger.alertCount = 0;
    return true;
  }

  /** Sentry takes the seconds of the difference without its days, so the limit comes back every day. */
  private limited({ incidentAt }: Trigger, update: number): boolean {
    if (incidentAt === null) return false;
    const seconds = ((update - incidentAt) * this.clock.every) % 86_400;
    return seconds / 60 <= rateLimitMinutes;
  }

  private end(trigger: Trigger): boolean {
    trigger.resolveCount += 1;
    if (trigger.resolveCount < this.period) return false;
    trigger.active = false;
    trigger.resolveCount = 0;
    if (this.triggers.every(({ active }) => !active)) this.incident = null;
    return true;
  }

  private tell(change: { readonly fired: boolean; readonly resolved: boolean }, update: number): void {
    const active = this.triggers.filter((each) => each.active).map(({ label }) => label);
    const worst = active.includes("critical") ? "alert" : active.length > 0 ? "warn" : "ok";
    if (stateNumber[worst] !== this.state) {
      this.state = stateNumber[worst];
      this.track.evaluations.push(update);
      this.track.states.push(this.state);
    }
    if (!change.fired && !change.resolved) return;
    const kind = worst === "ok" ? "recovery" : worst;
    this.sent.push({ kind, group: "*", state: worst });
    this.sentAt.push(update);
  }
}

/** The lowest severity alone takes the level that is written. */
function triggersOf({ critical, direction, resolve, warning }: SentryAlert): readonly Trigger[] {
  const own = (level: number): number => level + (direction === "above" ? nudge : -nudge);
  const fresh = { active: false, alertCount: 0, resolveCount: 0, incidentAt: null };
  const lowest = warning === null ? "critical" : "warning";
  const resolveOf = (label: Trigger["label"], level: number): number =>
    label === lowest && resolve !== null ? resolve : own(level);
  const triggers: Trigger[] = [
    { ...fresh, label: "critical", level: critical, resolve: resolveOf("critical", critical) },
  ];
  if (warning !== null) {
    triggers.push({ ...fresh, label: "warning", level: warning, resolve: resolveOf("warning", warning) });
  }
  return triggers;
}
