import { nearest } from "../model/nearest";
import type { Problem } from "../model/problem";
import type { Plan } from "../plan/types";
import { classesByWeight, type ChangeClass } from "./change";
import type { GuardrailChange } from "./diff";

/** What the past can hold a change back for, each with the code of its problem. */
export const pastGates = { "page-budget": "backtest/page-budget", ledger: "ledger/not-caught" } as const;

/** What can hold a change back: a class of changes, or what they would have done in the past. */
export type GateName = ChangeClass | keyof typeof pastGates;

/** Every name, classes first. */
export const gateNames: readonly GateName[] = [
  ...classesByWeight,
  ...(Object.keys(pastGates) as (keyof typeof pastGates)[]),
];

/** What holds a change back until somebody has looked again, unless told otherwise. */
export const defaultGates: readonly GateName[] = [
  "stopped-paging",
  "silenced",
  "coverage-lost",
  "loosened",
  "page-budget",
  "ledger",
];

/** What is held back, and what may pass all the same. */
export interface Gates {
  /** What is held back where the environment pages. */
  readonly names: readonly GateName[];
  /** What may pass: a gate's name, a guardrail's id or the code of a rule of coherence. */
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
export function holdBack(change: GuardrailChange, pages: boolean, { names, waivers }: Gates): Held {
  const ids = [change.before?.id, change.after?.id];
  const gatedBy = pages && !isDraft(change) ? change.classes.filter((each) => names.includes(each)) : [];
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

/** The gate that a problem belongs to; undefined for one of the plan itself. */
export const gateOf = ({ code }: Pick<Problem, "code">): keyof typeof pastGates | undefined =>
  (Object.keys(pastGates) as (keyof typeof pastGates)[]).find((name) => pastGates[name] === code);

/**
 * The waivers that let a problem pass: what the past holds back by the gate's name or the guardrail's id; of a plan's own
 * problems only what several guardrails must keep together may be left for a time, and what does not fit what is deployed.
 */
export function waiversOf(problem: Problem, { waivers }: Gates): readonly string[] {
  const gate = gateOf(problem);
  if (gate !== undefined) return waivers.filter((waiver) => waiver === gate || waiver === problem.value);
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
  const known: readonly string[] = [...gateNames, ...codes, ...ids];
  return waivers
    .filter((waiver) => !known.includes(waiver))
    .map((waiver) => {
      const near = nearest(waiver, known);
      return {
        code: "preview/waiver",
        path: "--waive",
        value: waiver,
        rule: "it is neither a gate, nor a guardrail's id, nor the code of a rule of coherence.",
        remedy: near === undefined ? `Gates are ${gateNames.join(", ")}.` : `Did you mean ${near}?`,
      };
    });
}
