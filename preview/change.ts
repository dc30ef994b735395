/**
 * What a change can mean for the people on call, each with its meaning. One change may be several of them; the order is
 * the order of weight, in which reports name them.
 */
export const changeClasses = {
  removed: "The guardrail is gone.",
  added: "The guardrail is new.",
  "stopped-paging": "It woke people, and does so no longer.",
  silenced: "People hear of it at fewer times, or nobody hears of it at all.",
  "coverage-lost": "Something was watched or protected, and is so no longer.",
  loosened: "It acts later, less often, or allows more.",
  "now-pages": "It wakes people, and did not before.",
  tightened: "It acts earlier, more often, or allows less.",
  "coverage-gained": "Something is watched or protected that was not.",
  scope: "It measures, protects or runs something else.",
  "no-data-rule": "Missing data means something else.",
  route: "Other people or places hear of it.",
  severity: "It is ranked otherwise.",
  window: "It looks at another length of time, or at another time.",
  schedule: "It comes at other times.",
  retention: "Something is kept for another time.",
  capacity: "Something has more or less room.",
  provider: "Its resources change in what the plan does not say.",
  renamed: "The same guardrail has another id.",
  "text-only": "Only words or identities differ, or what follows from another change.",
} as const;

/** One of the closed list of classes. */
export type ChangeClass = keyof typeof changeClasses;

/** Every class, weightiest first. */
export const classesByWeight = Object.keys(changeClasses) as readonly ChangeClass[];

/** Classes that leave people knowing less or later, and those that let them know more or earlier; others do neither. */
export const classTones: Readonly<Record<"worse" | "better", readonly ChangeClass[]>> = {
  worse: ["stopped-paging", "silenced", "coverage-lost", "loosened", "removed"],
  better: ["now-pages", "coverage-gained", "tightened"],
};

/** At least one class: a change that means nothing does not exist. */
export type Classes = readonly [ChangeClass, ...ChangeClass[]];

/** Why a change is classified as it is. */
export interface Verdict {
  /** What it means. */
  readonly classes: Classes;
  /** Why, in a sentence. */
  readonly because: string;
}

/** One field that differs between two plans. */
export interface FieldChange extends Verdict {
  /** Path of the field in its guardrail, such as `critical` or `scaleUp.every`. */
  readonly field: string;
  /** What it was, as a person reads it; null where nothing was. */
  readonly before: string | null;
  /** What it becomes; null where nothing is left. */
  readonly after: string | null;
}

const opposites: Readonly<Partial<Record<ChangeClass, ChangeClass>>> = {
  tightened: "loosened",
  loosened: "tightened",
  "now-pages": "stopped-paging",
  "stopped-paging": "now-pages",
  "coverage-lost": "coverage-gained",
  "coverage-gained": "coverage-lost",
  added: "removed",
  removed: "added",
};

/** What the change back would be. Hearing of something again is a tightening already, so `silenced` has no opposite. */
export function opposite(classes: Classes): Classes {
  const [first = "text-only", ...rest] = classes
    .filter((each) => each !== "silenced")
    .map((each) => opposites[each] ?? each);
  return [first, ...rest];
}

/** Classes in the order of their weight, each once; `text-only` stands only alone. */
export function weighed(classes: readonly ChangeClass[]): Classes {
  const [first = "text-only", ...rest] = classesByWeight.filter(
    (each) => each !== "text-only" && classes.includes(each),
  );
  return [first, ...rest];
}

/** A class as a person reads it, such as `coverage lost`. */
export const wordsOf = (each: ChangeClass): string => each.replaceAll("-", " ");
