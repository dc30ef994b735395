import { isDeepStrictEqual } from "node:util";

import { decimal } from "../../model/quantity";
import { opposite, weighed, type ChangeClass, type Classes, type FieldChange, type Verdict } from "../change";

/** Where a value stands: its path, and the guardrails that hold it before and after. */
export interface At<G> {
  /** Path in the guardrail, such as `scaleUp.every`. */
  readonly field: string;
  /** The whole guardrail before, for what a value depends on. */
  readonly before: G;
  /** The whole guardrail after. */
  readonly after: G;
}

/** What two different values of a field mean. Asked only where they differ; must then answer with a change. */
export type Rule<T, G = unknown> = (before: T, after: T, at: At<G>) => readonly FieldChange[];

/** A rule for every field: one that the plan gains does not compile until somebody says what its change means. */
export type Rules<T, G = T> = { readonly [F in keyof T]-?: Rule<T[F], G> };

/** How a value reads; null for nothing. */
export type Writer<T, G = unknown> = (value: T, owner: G) => string | null;

/** A plain value as a person reads it. */
export function plainly(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return decimal(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value)
    ? value.map((each) => plainly(each) ?? "none").join(", ")
    : JSON.stringify(value);
}

/** One change with its verdict. */
export function changed(
  field: string,
  [before, after]: readonly [before: string | null, after: string | null],
  verdict: Verdict,
): FieldChange {
  return { field, before, after, classes: weighed(verdict.classes), because: verdict.because };
}

/** Compares what a record holds, field by field. */
export function compareFields<T extends object, G>(
  rules: Rules<T, G>,
  [before, after]: readonly [before: T, after: T],
  at: At<G>,
): readonly FieldChange[] {
  return (Object.keys(rules) as (keyof T & string)[]).flatMap((field) =>
    isDeepStrictEqual(before[field], after[field])
      ? []
      : rules[field](before[field], after[field], {
          ...at,
          field: at.field === "" ? field : `${at.field}.${field}`,
        }),
  );
}

/** A record whose fields have their own rules. */
export function parts<T extends object, G = unknown>(rules: Rules<T, G>): Rule<T, G> {
  return (before, after, at) => compareFields(rules, [before, after], at);
}

/** A verdict that does not depend on which way the value went. */
export function always(verdict: Verdict, write: Writer<unknown> = plainly): Rule<unknown> {
  return (before, after, { after: owner, before: owned, field }) => [
    changed(field, [write(before, owned), write(after, owner)], verdict),
  ];
}

/** Words, or an identity: nobody on call notices. */
export const text: Rule<unknown> = always({
  classes: ["text-only"],
  because: "Words for people and identities decide nothing.",
});

/** What follows from another field, which has its own change. */
export const follows = (from: string): Rule<unknown> =>
  always({ classes: ["text-only"], because: `It follows from ${from}.` });

/** Something else is measured, protected or run: which way that goes cannot be told from the values. */
export const scope = (what: string): Rule<unknown> =>
  always({ classes: ["scope"], because: `${what} is another one, so compare what it covers.` });

/** A number of which more means one thing, and less the opposite. */
interface Amount<G> {
  /** How it reads. */
  readonly write: Writer<number, G>;
  /** What more of it is; less is the opposite. */
  readonly more: Classes;
  /** Why, for more and for less. */
  readonly because: readonly [more: string, less: string];
  /** The number that stands for none; Infinity where left out. */
  readonly none?: number;
}

/** A rule for a number. */
export function amount<G = unknown>({
  because,
  more,
  none = Infinity,
  write,
}: Amount<G>): Rule<number | null, G> {
  return (before, after, at) => {
    const rises = (after ?? none) > (before ?? none);
    return [
      changed(at.field, [writeOr(write, before, at.before), writeOr(write, after, at.after)], {
        classes: rises ? more : opposite(more),
        because: because[rises ? 0 : 1],
      }),
    ];
  };
}

const writeOr = <G>(write: Writer<number, G>, value: number | null, owner: G): string | null =>
  value === null ? null : write(value, owner);

/** Words of which each stands on a scale; a higher one is `more`, and two of one step differ without direction. */
export function ranked<T extends string | number | boolean, G = unknown>(spec: {
  /** Where a word stands, for its own guardrail. */
  readonly rank: (value: T, owner: G) => number;
  /** What a higher one means; a lower one is the opposite. */
  readonly more: Classes;
  /** What stays true where the rank does not change. */
  readonly same: ChangeClass;
  /** Why, for more and for less. */
  readonly because: readonly [more: string, less: string];
}): Rule<T, G> {
  const { because, more, rank, same } = spec;
  return (before, after, at) => {
    const step = rank(after, at.after) - rank(before, at.before);
    const verdict: Verdict =
      step === 0
        ? { classes: [same], because: "It differs, and neither is stricter." }
        : { classes: step > 0 ? more : opposite(more), because: because[step > 0 ? 0 : 1] };
    return [changed(at.field, [plainly(before), plainly(after)], verdict)];
  };
}

/** A collection of which one member more means one thing, and one less the opposite. */
interface Members<T> {
  /** How one member reads. */
  readonly write: (member: T) => string;
  /** What a new member means. */
  readonly more: Classes;
  /** Why, for a new one and for one that is gone. */
  readonly because: readonly [more: string, less: string];
}

/** A rule for a collection whose order means nothing. */
export function members<T>({ because, more, write }: Members<T>): Rule<readonly T[]> {
  return (before, after, { field }) => {
    const gone = without(before, after);
    const come = without(after, before);
    if (gone.length + come.length === 0) return [onlyOrder(field, [before, after], write)];
    const verdicts: Verdict[] = [
      ...(come.length > 0 ? [{ classes: more, because: because[0] }] : []),
      ...(gone.length > 0 ? [{ classes: opposite(more), because: because[1] }] : []),
    ];
    return [changed(field, [joined(gone, write), joined(come, write)], together(verdicts))];
  };
}

/** Several verdicts of one change as one. */
export function together(verdicts: readonly Verdict[]): Verdict {
  return {
    classes: weighed(verdicts.flatMap(({ classes }) => classes)),
    because: verdicts.map(({ because }) => because).join(" "),
  };
}

/** A rule for a collection whose members are told apart by a key, and have rules of their own. */
export function keyed<T extends object, G = unknown>(
  spec: Members<T> & {
    /** What tells members apart. */
    readonly key: (member: T) => string;
    /** What a change within one member means. */
    readonly each: Rule<T, G>;
  },
): Rule<readonly T[], G> {
  const { each, key, write } = spec;
  const whole = members(spec);
  return (before, after, at) => {
    if (repeats(before.map(key)) || repeats(after.map(key))) return whole(before, after, at);
    const then = new Map(after.map((member) => [key(member), member] as const));
    const stay = before.filter((member) => then.has(key(member)));
    const within = stay.flatMap((member) => {
      const now = then.get(key(member)) ?? member;
      return isDeepStrictEqual(member, now)
        ? []
        : each(member, now, { ...at, field: `${at.field}.${key(member)}` });
    });
    const kept = new Set(stay.map(key));
    const left = before.filter((member) => !kept.has(key(member)));
    const come = after.filter((member) => !kept.has(key(member)));
    const others = left.length + come.length > 0 ? whole(left, come, at) : [];
    const found = [...within, ...others];
    return found.length > 0 ? found : [onlyOrder(at.field, [before, after], write)];
  };
}

function onlyOrder<T>(
  field: string,
  [before, after]: readonly [before: readonly T[], after: readonly T[]],
  write: (member: T) => string,
): FieldChange {
  return changed(field, [joined(before, write), joined(after, write)], {
    classes: ["text-only"],
    because: "Only the order differs.",
  });
}

const repeats = (keys: readonly string[]): boolean => new Set(keys).size < keys.length;

const joined = <T>(list: readonly T[], write: (member: T) => string): string | null =>
  list.length === 0 ? null : list.map(write).join(", ");

function without<T>(list: readonly T[], other: readonly T[]): readonly T[] {
  const known = new Set(other.map((each) => JSON.stringify(each)));
  return list.filter((each) => !known.has(JSON.stringify(each)));
}

/** A part that a guardrail may be without. */
export function optional<T extends object, G = unknown>(spec: {
  /** How it reads as a whole. */
  readonly write: (value: T) => string;
  /** What it means that it comes; the opposite holds where it goes. */
  readonly comes: Classes;
  /** Why, for coming and for going. */
  readonly because: readonly [comes: string, goes: string];
  /** What a change within it means. */
  readonly within: Rule<T, G>;
}): Rule<T | null, G> {
  const { because, comes, within, write } = spec;
  return (before, after, at) => {
    if (before !== null && after !== null) return within(before, after, at);
    const verdict: Verdict =
      after === null
        ? { classes: opposite(comes), because: because[1] }
        : { classes: comes, because: because[0] };
    return [changed(at.field, [before && write(before), after && write(after)], verdict)];
  };
}
