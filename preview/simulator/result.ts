/** State of a group; `gone` before its first data and once it is no longer listed. */
export type State = "gone" | "ok" | "warn" | "no data" | "alert";

/** Why someone hears of it. */
export type NotificationKind = "alert" | "warn" | "no-data" | "recovery" | "renotify";

/** Why a result is not exact, or why there is none. */
export interface Reason {
  /** Stable code. */
  readonly code:
    | "input-interval"
    | "phase"
    | "percentile"
    | "silent-documentation"
    | "history"
    | "query"
    | "option"
    | "aggregate";
  /** In a sentence. */
  readonly text: string;
}

/** A group's change of state. */
export interface Transition {
  /** When it was evaluated, in seconds since 1970. */
  readonly time: number;
  /** State before. */
  readonly from: State;
  /** State from then on. */
  readonly to: State;
}

/** A time in one state. */
export interface Interval {
  /** Its first evaluation, in seconds since 1970. */
  readonly start: number;
  /** The first evaluation after it; the end of the period for one that lasts. */
  readonly end: number;
}

/** Something that is sent. */
export interface Notification {
  /** When, in seconds since 1970. */
  readonly time: number;
  /** Why. */
  readonly kind: NotificationKind;
  /** The notification group: the tags by which people are told, such as `pod_name:a`; `*` for a simple alert. */
  readonly group: string;
  /** State that it tells of. */
  readonly state: State;
}

/** What one group went through. */
export interface GroupOutcome {
  /** Its tags, such as `pod_name:a`; `*` for a query without groups. */
  readonly group: string;
  /** Its changes of state, in time. */
  readonly transitions: readonly Transition[];
  /** When it was in alert. */
  readonly alerts: readonly Interval[];
}

/** Numbers that are compared between outcomes. */
export interface Tally {
  /** Changes of state of all groups, without their first and last appearance. */
  readonly transitions: number;
  /** Notifications of an alert. */
  readonly alert: number;
  /** Notifications of a warning. */
  readonly warn: number;
  /** Notifications of silence. */
  readonly noData: number;
  /** Notifications that it is over. */
  readonly recovery: number;
  /** Reminders. */
  readonly renotify: number;
  /** Seconds in alert, of all groups together. */
  readonly alertSeconds: number;
}

/** What would have happened. */
export interface Outcome {
  /** Each group that had data. */
  readonly groups: readonly GroupOutcome[];
  /** What would have been sent, in time. */
  readonly notifications: readonly Notification[];
  /** The same in numbers. */
  readonly tally: Tally;
}

/** Smallest and greatest number over all phases of the clock and all readings of the documentation. */
export type TallyRange = Readonly<Record<keyof Tally, { readonly least: number; readonly most: number }>>;

/** A simulation that was possible. */
export interface Simulated {
  /** Whether the documentation and the data leave nothing open. */
  readonly verdict: "exact" | "approximate";
  /** What they leave open; empty when exact. */
  readonly reasons: readonly Reason[];
  /** What would have happened, evaluated at the clock's round times (or the first phase that was asked for). */
  readonly outcome: Outcome;
  /** How far that could be off. */
  readonly range: TallyRange;
  /** Its first evaluation, evaluations of each group, and how many phases of the clock saw different points. */
  readonly clock: {
    readonly first: number;
    readonly every: number;
    readonly evaluations: number;
    readonly phases: number;
  };
}

/** A simulation that was not possible. */
export interface Unsupported {
  /** Tells it from a simulation. */
  readonly verdict: "unsupported";
  /** What is not understood or not there. */
  readonly reasons: readonly Reason[];
}

/** What a simulation says. */
export type Simulation = Simulated | Unsupported;

/** No simulation, and why. */
export const unsupported = (code: Reason["code"], text: string): Unsupported => ({
  verdict: "unsupported",
  reasons: [{ code, text }],
});

/** What outcomes have in common, as the smallest and greatest of each number. */
export function rangeOf(tallies: readonly Tally[]): TallyRange {
  const of = (key: keyof Tally) => {
    const numbers = tallies.map((tally) => tally[key]);
    return { least: Math.min(...numbers), most: Math.max(...numbers) };
  };
  return {
    transitions: of("transitions"),
    alert: of("alert"),
    warn: of("warn"),
    noData: of("noData"),
    recovery: of("recovery"),
    renotify: of("renotify"),
    alertSeconds: of("alertSeconds"),
  };
}

/** Whether any number of a range is open. */
export function spreads(range: TallyRange): boolean {
  return Object.values(range).some(({ least, most }) => least !== most);
}
