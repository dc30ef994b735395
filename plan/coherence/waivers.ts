import type { Problem } from "../../model/problem";
import type { Waiver } from "../../model/waiver";

/** Problems with those set apart that somebody left on purpose. */
export interface Waived {
  /** What still has to be mended. */
  readonly open: readonly Problem[];
  /** What is left on purpose. */
  readonly waived: readonly Problem[];
}

const covers = (waiver: Waiver, problem: Problem): boolean =>
  waiver.code === problem.code && waiver.path === problem.path;

/** Sets waived problems apart. The day plays no part: what is deployed must not change by itself. */
export function applyWaivers(problems: readonly Problem[], waivers: readonly Waiver[]): Waived {
  const isWaived = (problem: Problem): boolean => waivers.some((waiver) => covers(waiver, problem));
  return {
    open: problems.filter((problem) => !isWaived(problem)),
    waived: problems.filter(isWaived),
  };
}

/** Waivers that are over on a day, or that nothing needs. */
export function staleWaivers(
  waivers: readonly Waiver[],
  waived: readonly Problem[],
  today: string,
): readonly Problem[] {
  return waivers.flatMap((waiver) => [
    ...(waived.some((problem) => covers(waiver, problem))
      ? []
      : [
          staleness(waiver, "waiver/unused", {
            rule: "no problem has this code and path, so nothing is waived.",
            remedy: "Remove it, or copy code and path from the problem.",
          }),
        ]),
    ...(waiver.until < today
      ? [
          staleness(waiver, "waiver/expired", {
            rule: `it was meant to hold until ${waiver.until} (${waiver.because}).`,
            remedy: "Mend the problem, or give the waiver a new end and a reason.",
          }),
        ]
      : []),
  ]);
}

function staleness(
  { code, path }: Waiver,
  problem: "waiver/unused" | "waiver/expired",
  text: Pick<Problem, "rule" | "remedy">,
): Problem {
  return { code: problem, path: `belfry:waivers ${path}`, value: code, ...text };
}
