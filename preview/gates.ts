import { nearest } from "../model/nearest";
import type { Problem } from "../model/problem";
import type { Plan } from "../plan/types";
import { classesByWeight, type ChangeClass } from "./change";
import type { GuardrailChange } from "./diff";

/** What holds a change back until somebody has looked again, unless told otherwise. */
export const defaultGates: readonly ChangeClass[] = [
  "stopped-paging",
  "silenced",
  "coverage-lost",
  "loosened",
];

/** What is held back, and what may pass all the same. */
export interface Gates {
  /** Classes that are held back where the environment pages. */
  readonly classes: readonly ChangeClass[];
  /** What may pass: a class, a guardrail's id or the code of a rule of coherence. */
  readonly waivers: readonly string[];
}

/** Whether an environment pages: only there a change can cost somebody a page. */
export const gatesPages = (base: Plan, head: Plan): boolean =>
  [base, head].some(({ guardrails }) => guardrails.some((each) => "pages" in each && each.pages));

/** What the gates say of one change. */
export interface Held {
  /** The classes that hold it back, waived or not. */
  readonly gatedBy: readonly ChangeClass[];
  /** The waivers that let it pass. */
  readonly waivedBy: readonly string[];
  /** Whether it is held back and not waived. */
  readonly held: boolean;
}

/** Whether a change is held back; a guardrail that is and was a draft costs nobody anything. */
export function holdBack(change: GuardrailChange, pages: boolean, { classes, waivers }: Gates): Held {
  const ids = [change.before?.id, change.after?.id];
  const gatedBy = pages && !isDraft(change) ? change.classes.filter((each) => classes.includes(each)) : [];
  const waivedBy = waivers.filter(
    (waiver) => ids.includes(waiver) || gatedBy.some((each) => each === waiver),
  );
  const whole = waivedBy.some((waiver) => ids.includes(waiver));
  const open = whole ? [] : gatedBy.filter((each) => !waivedBy.includes(each));
  return { gatedBy, waivedBy: gatedBy.length > 0 ? waivedBy : [], held: open.length > 0 };
}

function isDraft({ after, before }: GuardrailChange): boolean {
  const sides = [before, after].filter((each) => each !== null);
  return sides.every((each) => "draft" in each && each.draft);
}

/**
 * The waivers that let a problem pass: only what several guardrails must keep together may be left for a time, and what
 * does not fit what is deployed.
 */
export function waiversOf(problem: Problem, { waivers }: Gates): readonly string[] {
  if (!problem.code.startsWith("coherence/") && !problem.code.startsWith("deployed/")) return [];
  return waivers.filter(
    (waiver) => waiver === problem.code || problem.path === waiver || problem.path.startsWith(`${waiver}.`),
  );
}

/** Waivers that can never let anything pass: neither a class, nor a rule's code, nor an id of one of the plans. */
export function unknownWaivers(
  waivers: readonly string[],
  plans: readonly Plan[],
  codes: readonly string[],
): readonly Problem[] {
  const ids = plans.flatMap(({ guardrails }) => guardrails.map((each) => each.id));
  const known: readonly string[] = [...classesByWeight, ...codes, ...ids];
  return waivers
    .filter((waiver) => !known.includes(waiver))
    .map((waiver) => {
      const near = nearest(waiver, known);
      return {
        code: "preview/waiver",
        path: "--waive",
        value: waiver,
        rule: "it is neither a class of changes, nor a guardrail's id, nor the code of a rule of coherence.",
        remedy: near === undefined ? `Classes are ${classesByWeight.join(", ")}.` : `Did you mean ${near}?`,
      };
    });
}
