import { questions, type Reading } from "./readings";
import type { Comparator } from "./query/syntax";
import type { State } from "./result";

/** The states as numbers, rising from harmless to worst. */
export const stateNumber = { gone: 0, ok: 1, warn: 2, "no data": 3, alert: 4 } as const satisfies Record<
  State,
  number
>;

/** The state of a number. */
export const stateNames: readonly State[] = ["gone", "ok", "warn", "no data", "alert"];

/** What an evaluation has to judge, as a number. */
export const look = { silent: 0, notFull: 1, noValue: 2, value: 3 } as const;

/** One group's evaluations. */
export interface Evaluations {
  /** The window's value. */
  readonly values: Float64Array;
  /** What there is to judge, as a number of {@link look}. */
  readonly looks: Uint8Array;
  /** Whether the group had data before its first evaluation, so that it is not new. */
  readonly known: boolean;
}

/** The levels that are tried, in the unit of the query; null for none. */
export interface Levels {
  /** Level that alerts. */
  readonly critical: number;
  /** Level that only informs. */
  readonly warning: number | null;
  /** Level at which an alert is over. */
  readonly criticalRecovery: number | null;
  /** Level at which a warning is over. */
  readonly warningRecovery: number | null;
}

/** What decides a group's state beside its levels. */
export interface StateRules {
  /** What stands before the level. */
  readonly comparator: Comparator;
  /** What an empty window means. */
  readonly silence: "alert" | "show" | "resolve" | "zero" | "unchanged";
  /**
   * Whether an empty window counts as 0 under `zero`; else the last state stays. `perhaps` where two pages of the
   * documentation disagree.
   */
  readonly counts: "yes" | "perhaps" | "no";
  /** Evaluations for which a new group is not judged. */
  readonly newGroupWait: number;
  /** Evaluations after which a silent group is no longer listed; Infinity for a monitor without groups. */
  readonly retention: number;
}

/** A group's changes of state. */
export interface Track {
  /** Number of the evaluation of each change, rising. */
  readonly evaluations: number[];
  /** State from then on, as a number. */
  readonly states: number[];
  /** Bits of the open questions that it came to. */
  open: number;
}

const { alert, gone, ok, warn } = stateNumber;

/**
 * Goes through a group's evaluations. Nothing is allocated but for changes of state.
 *
 * Recovery: https://docs.datadoghq.com/monitors/guide/recovery-thresholds/
 * Missing data, new groups: https://docs.datadoghq.com/monitors/configuration/#advanced-alert-conditions
 */
export function walk(
  { known, looks, values }: Evaluations,
  levels: Levels,
  rules: StateRules,
  reading: Reading,
): Track {
  const track: Track = { evaluations: [], states: [], open: 0 };
  const judge = judgeOf(levels, rules.comparator);
  const { bad, calm, sign } = plainOf(levels, rules.comparator);
  let state: number = gone;
  let [seen, judgedFrom] = [-1, known ? 0 : -1];
  for (let at = 0; at < looks.length; at++) {
    if (state === ok || state === alert) {
      // Most values change nothing, and of them nothing more than this need be asked.
      const from = at;
      if (state === ok) while (looks[at] === look.value && sign * (values[at] ?? NaN) < calm) at++;
      else while (looks[at] === look.value && sign * (values[at] ?? NaN) > bad) at++;
      if (at > from) seen = at - 1;
      if (at === looks.length) break;
    }
    const here = looks[at] ?? look.silent;
    let next = state;
    if (here === look.silent) {
      if (state === gone) continue;
      next = at - seen >= rules.retention ? gone : silent(state, rules, reading, { judge, track });
      if (next === gone) judgedFrom = -1;
    } else {
      seen = at;
      if (judgedFrom < 0) judgedFrom = at + rules.newGroupWait;
      if (at < judgedFrom || here === look.notFull) continue;
      if (here === look.value) next = decide(judge(values[at] ?? NaN, state), reading, track);
      else if (state !== gone) {
        track.open |= questions.noValue.bit;
        if (reading.noValue === "silence") next = silent(state, rules, reading, { judge, track });
      }
    }
    if (next === state) continue;
    state = next;
    track.evaluations.push(at);
    track.states.push(state);
  }
  return track;
}

type Judge = (value: number, state: number) => number;

/** Stands for a state that the documentation leaves open: after an alert, between the two recovery levels. */
const between = -1;

function decide(judged: number, reading: Reading, track: Track): number {
  if (judged !== between) return judged;
  track.open |= questions.betweenRecoveries.bit;
  return reading.betweenRecoveries === "warn" ? warn : ok;
}

function silent(
  state: number,
  { counts, silence }: StateRules,
  reading: Reading,
  { judge, track }: { readonly judge: Judge; readonly track: Track },
): number {
  if (silence === "alert" || silence === "show") return stateNumber["no data"];
  if (silence === "resolve") return ok;
  if (silence === "unchanged" || counts === "no") return state;
  if (counts === "perhaps") {
    track.open |= questions.missingCount.bit;
    if (reading.missingCount === "last") return state;
  }
  return decide(judge(0, state), reading, track);
}

/** The state that a value leads to, given the one before. */
function judgeOf(levels: Levels, comparator: Comparator): Judge {
  if (comparator === "==" || comparator === "!=") return equalityJudge(levels, comparator === "==");
  const sign = comparator.startsWith(">") ? 1 : -1;
  const inclusive = comparator.endsWith("=");
  const signed = (level: number | null): number => (level === null ? NaN : sign * level);
  const critical = sign * levels.critical;
  const [warning, over, calm] = [
    signed(levels.warning),
    signed(levels.criticalRecovery),
    signed(levels.warningRecovery),
  ];
  // What is not set is NaN, which nothing crosses and nothing holds back.
  return (value, state) => {
    const here = sign * value;
    if (inclusive ? here >= critical : here > critical) return alert;
    if (state === alert && (inclusive ? here >= over : here > over)) return alert;
    if (inclusive ? here >= warning : here > warning) return warn;
    if (state === alert || state === warn) {
      if (inclusive ? here >= calm : here > calm) return state === alert ? between : warn;
    }
    return ok;
  };
}

/** Once `sign` has turned high into bad, values below `calm` leave a healthy group as it is, and those above `bad` an alert. */
function plainOf(
  { critical, warning }: Levels,
  comparator: Comparator,
): { readonly sign: number; readonly calm: number; readonly bad: number } {
  const sign = comparator.startsWith("<") ? -1 : 1;
  if (comparator === "==" || comparator === "!=") return { sign, calm: -Infinity, bad: Infinity };
  return { sign, calm: Math.min(sign * critical, sign * (warning ?? critical)), bad: sign * critical };
}

function equalityJudge({ critical, warning }: Levels, equal: boolean): Judge {
  return (value) => {
    if ((value === critical) === equal) return alert;
    return warning !== null && (value === warning) === equal ? warn : ok;
  };
}
