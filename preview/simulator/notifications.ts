import { timeOf, type Clock } from "./clock";
import { questions, type Reading } from "./readings";
import type { Notification, NotificationKind } from "./result";
import { stateNames, stateNumber, type Track } from "./states";

/** When someone is told. */
export interface NotificationRules {
  /** Whether silence is told. */
  readonly tellsSilence: boolean;
  /** Seconds after which an unanswered alert is repeated; null says it once. */
  readonly renotifyEvery: number | null;
}

/** The groups that are told of together. */
export interface NotificationGroup {
  /** Its name. */
  readonly name: string;
  /** The changes of state of each of its groups. */
  readonly tracks: readonly Track[];
}

/** Datadog stops repeating by itself: https://docs.datadoghq.com/monitors/notify/#renotify */
const repeatsFor = 30 * 3600;

const { alert, gone, ok, warn } = stateNumber;
const noData = stateNumber["no data"];

/** What is sent about one notification group, whose state is the worst of its groups'. */
export function notificationsOf(
  group: NotificationGroup,
  clock: Clock,
  rules: NotificationRules,
  reading: Reading,
): { readonly sent: readonly Notification[]; readonly open: number } {
  const teller = new Teller(group.name, clock, rules);
  const states = group.tracks.map((): number => gone);
  let [worst, open]: [number, number] = [gone, 0];
  for (const { changes, evaluation } of changesOf(group.tracks)) {
    teller.remind(worst, evaluation);
    let joined = false;
    for (const { member, state } of changes) {
      joined ||= state > (states[member] ?? gone) && state === worst && state >= warn;
      states[member] = state;
    }
    const before = worst;
    worst = Math.max(...states);
    if (worst !== before) teller.tell(worst, evaluation);
    else if (joined) {
      open |= questions.joining.bit;
      if (reading.joining === "told") teller.tell(worst, evaluation);
    }
  }
  teller.remind(worst, clock.count);
  return { sent: teller.sent, open };
}

interface Change {
  readonly member: number;
  readonly state: number;
}

/** The changes of several groups, those of one evaluation together. */
function changesOf(
  tracks: readonly Track[],
): readonly { readonly evaluation: number; readonly changes: readonly Change[] }[] {
  const byEvaluation = new Map<number, Change[]>();
  tracks.forEach(({ evaluations, states }, member) => {
    evaluations.forEach((evaluation, index) => {
      const changes = byEvaluation.get(evaluation) ?? [];
      changes.push({ member, state: states[index] ?? gone });
      byEvaluation.set(evaluation, changes);
    });
  });
  const sorted = [...byEvaluation].sort(([one], [other]) => one - other);
  return sorted.map(([evaluation, changes]) => ({ evaluation, changes }));
}

/** Remembers what was sent last. */
class Teller {
  readonly sent: Notification[] = [];
  private told = false;
  private last = 0;
  private firstAlert: number | null = null;

  private readonly group: string;
  private readonly clock: Clock;
  private readonly rules: NotificationRules;

  constructor(group: string, clock: Clock, rules: NotificationRules) {
    this.group = group;
    this.clock = clock;
    this.rules = rules;
  }

  /** Tells of a state that has just begun. */
  tell(state: number, evaluation: number): void {
    if (state !== alert && state !== noData) this.firstAlert = null;
    if (state === gone) this.told = false;
    const kind = this.kindOf(state);
    if (!kind) return;
    this.send(kind, state, evaluation);
    this.told = state !== ok;
    if (this.repeats(state)) this.firstAlert ??= evaluation;
  }

  /** Repeats a state that lasts, up to an evaluation at which something else may be said. */
  remind(state: number, until: number): void {
    const { renotifyEvery } = this.rules;
    if (renotifyEvery === null || this.firstAlert === null || !this.repeats(state)) return;
    const pause = Math.ceil(renotifyEvery / this.clock.every);
    const end = Math.min(until - 1, this.firstAlert + Math.floor(repeatsFor / this.clock.every));
    while (this.last + pause <= end) this.send("renotify", state, this.last + pause);
  }

  private repeats(state: number): boolean {
    return state === alert || (state === noData && this.rules.tellsSilence);
  }

  private kindOf(state: number): NotificationKind | null {
    if (state === alert) return "alert";
    if (state === warn) return "warn";
    if (state === noData) return this.rules.tellsSilence ? "no-data" : null;
    // Whoever heard that it began hears that it is over, and nobody else.
    return state === ok && this.told ? "recovery" : null;
  }

  private send(kind: NotificationKind, state: number, evaluation: number): void {
    const { clock, group } = this;
    this.sent.push({ time: timeOf(clock, evaluation), kind, group, state: stateNames[state] ?? "gone" });
    this.last = evaluation;
  }
}
