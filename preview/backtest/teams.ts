import type { Problem } from "../../model/problem";
import type { GuardrailBacktest } from "./play";

/** Pages that the people of one team would get. */
export interface TeamPages {
  /** The team, as the guardrails' tags name it. */
  readonly team: string;
  /** Pages a week before the change; null without one to compare with. */
  readonly before: number | null;
  /** Pages a week after it, or as it is. */
  readonly after: number;
  /** Pages a week that it can bear. */
  readonly budget: number;
}

/**
 * Pages a week that one team can bear: two incidents in each shift of twelve hours.
 *
 * Source: https://sre.google/sre-book/being-on-call/
 */
export const defaultPageBudget = 28;

/** The pages of each team, those of the guardrails of which there is a past. */
export function teamsOf(guardrails: readonly GuardrailBacktest[], budget: number): readonly TeamPages[] {
  const names = [...new Set(guardrails.map(({ team }) => team))].sort();
  return names.map((team) => {
    const own = guardrails.filter((each) => each.team === team);
    const sum = (side: "before" | "after"): number =>
      own.reduce((pages, each) => pages + (each[side]?.figures?.pagesPerWeek.shown ?? 0), 0);
    const compared = own.some(({ before }) => before !== null);
    return { team, before: compared ? sum("before") : null, after: sum("after"), budget };
  });
}

/**
 * Whether a change takes a team over its budget, or further over it: what was too much before is no reason to hold back a
 * change that leaves it so. An alert whose past before the change is not known counts as none before it.
 */
export const exceeds = ({ after, before, budget }: Omit<TeamPages, "team">): boolean =>
  after > budget && after > (before ?? 0);

/** The teams that would get more pages than they can bear. */
export function budgetProblems(teams: readonly TeamPages[]): readonly Problem[] {
  return teams
    .filter(({ after, budget }) => after > budget)
    .map(({ after, budget, team }) => ({
      code: "backtest/page-budget",
      path: team,
      value: `${after.toFixed(1)} pages a week`,
      rule: `a team can bear ${budget} pages a week.`,
      remedy: "Raise a level or lengthen a window of what pages most, or state another --page-budget.",
    }));
}
