/** How the places are read of which the documentation says nothing, or two things. */
export interface Reading {
  /** A window whose points give no value, such as a division by zero: the evaluation is skipped, or it is silence. */
  readonly noValue: "skipped" | "silence";
  /** What the `default` rule for missing data does to a count: 0, or the last known state. */
  readonly missingCount: "zero" | "last";
  /** A value between the two recovery levels after an alert: a warning, or over. */
  readonly betweenRecoveries: "warn" | "ok";
  /** Another group of a notification group that is alerting already: nothing more is sent, or one more. */
  readonly joining: "quiet" | "told";
  /** A percentile over a window from percentiles of its parts: it lies between their least and greatest. */
  readonly percentile: "avg" | "min" | "max";
  /** A burn rate that equals its factor: fine, as the query is written, or an alert, as the formula is printed. */
  readonly burnEqual: "ok" | "alert";
}

/** One such place. */
export interface Question {
  /** Its bit in what a simulation used. */
  readonly bit: number;
  /** Code of the reason that names it. */
  readonly code: "silent-documentation" | "percentile";
  /** What is open, in a sentence. */
  readonly text: string;
  /** The other readings. */
  readonly others: readonly Partial<Reading>[];
}

/** The reading that a result shows; the others widen its range. */
export const firstReading: Reading = {
  noValue: "skipped",
  missingCount: "zero",
  betweenRecoveries: "warn",
  joining: "quiet",
  percentile: "avg",
  burnEqual: "ok",
};

/** Every open place that a simulation can come to. */
export const questions = {
  noValue: {
    bit: 1,
    code: "silent-documentation",
    text: "Some windows have points but no value (a division by zero): Datadog skips evaluations, but does not say when.",
    others: [{ noValue: "silence" }],
  },
  missingCount: {
    bit: 2,
    code: "silent-documentation",
    text: "The rule for missing data of a count is 0 on one page, and not available to metric monitors in another.",
    others: [{ missingCount: "last" }],
  },
  betweenRecoveries: {
    bit: 4,
    code: "silent-documentation",
    text: "After an alert some values lie between the two recovery levels: no page says whether that is a warning.",
    others: [{ betweenRecoveries: "ok" }],
  },
  joining: {
    bit: 8,
    code: "silent-documentation",
    text: "Groups join a notification group that is alerting already: no page says whether that is sent again.",
    others: [{ joining: "told" }],
  },
  percentile: {
    bit: 16,
    code: "percentile",
    text: "A percentile over a window cannot be had from percentiles of its parts: it lies between their least and greatest.",
    others: [{ percentile: "min" }, { percentile: "max" }],
  },
  burnEqual: {
    bit: 32,
    code: "silent-documentation",
    text: "A burn rate equals its factor: the formula alerts at it, the query only above it.",
    others: [{ burnEqual: "alert" }],
  },
} as const satisfies Record<keyof Reading, Question>;

/** The open places in a set of bits. */
export function questionsIn(bits: number): readonly Question[] {
  return Object.values(questions).filter(({ bit }) => (bits & bit) !== 0);
}
