/** A rule as a file of rules holds it. */
export interface Rule {
  /** Name of the alert. */
  readonly alert: string;
  /** Its condition in PromQL. */
  readonly expr: string;
  /** How long it must hold, such as `2m`; at once when left out. */
  readonly for?: string;
  /** How long it keeps firing afterwards; not at all when left out. */
  readonly keep_firing_for?: string;
  /** Labels that it adds. */
  readonly labels?: Labels;
  /** Annotations that it adds. */
  readonly annotations?: Labels;
}

/** Names with their values. */
export type Labels = Readonly<Record<string, string>>;

/** An alert that fires. */
export interface Firing {
  /** Its labels without `alertname`. */
  readonly labels: Labels;
  /** Its annotations. */
  readonly annotations: Labels;
}

/** What Belfry says of a time: which alerts of a name fire at it. */
export interface Answer {
  /** Seconds since the start. */
  readonly at: number;
  /** Name of the alert. */
  readonly alert: string;
  /** Those that fire. */
  readonly firing: readonly Firing[];
}

/** Series and rules as promtool reads them, with Belfry's answer for every time at which they are evaluated. */
export interface Question {
  /** What Belfry was asked, for someone who looks into a disagreement. */
  readonly asked: string;
  /** Seconds between two evaluations. */
  readonly every: number;
  /** Seconds between two points. */
  readonly interval: number;
  /** The rules, in the order in which they are evaluated. */
  readonly rules: readonly Rule[];
  /** The series in promtool's notation. */
  readonly series: readonly { readonly series: string; readonly values: string }[];
  /** Belfry's answers. */
  readonly answers: readonly Answer[];
}

/** Every time at which a question is evaluated. */
export function timesOf({
  every,
  until,
}: {
  readonly every: number;
  readonly until: number;
}): readonly number[] {
  return Array.from({ length: Math.floor(until / every) + 1 }, (_, index) => index * every);
}

/** The same question with one answer turned round: whoever still agrees does not look. */
export function turnedRound(question: Question): Question {
  const busiest = question.answers.findIndex(({ firing }) => firing.length > 0);
  const at = busiest === -1 ? question.answers.length - 1 : busiest;
  const answers = question.answers.map((answer, index): Answer => {
    if (index !== at) return answer;
    return {
      ...answer,
      firing: answer.firing.length > 0 ? [] : [{ labels: { made: "up" }, annotations: {} }],
    };
  });
  return { ...question, answers };
}
