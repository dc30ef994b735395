import { saidOf } from "../../backtest/ledger";
import type { StackBacktest } from "../../schema";
import { lengthText, rateText, spreadText } from "../past-text";
import { writtenTime } from "./chart/axes";
import { digits } from "./chart/numbers";
import { markup, none, type Markup } from "./markup";
import { tableOf } from "./table";
import { turn } from "./words";

/** What the changes mean for an environment's past as a whole: what people would have been told, and what not. */
export const pastOf = (past: StackBacktest): Markup =>
  markup`<h3 class="part">On the past</h3><p>${periodText(past)}</p>${
    past.made ? markup`<p class="note">This past is made up, as the sandbox serves it.</p>` : none
  }${teamTable(past)}${ledgerTable(past)}`;

/** The numbers that say most of the past, in one row. */
export function keyFigures({ ledger, pagesPerWeek, teams }: StackBacktest): Markup {
  const { after, before } = pagesPerWeek;
  const open = spreadText(after);
  const over = teams.filter((each) => each.after > each.budget);
  const lost = ledger.filter((each) => each.lost);
  return markup`<dl class="key-figures"><div><dt>pages a week of what changes</dt><dd>${turn(rateText(before.shown), rateText(after.shown))}${
    open === null ? none : markup` <small>${open}</small>`
  }</dd></div>${
    teams.length === 0
      ? none
      : markup`<div><dt>teams over their budget of pages</dt><dd>${over.length} <small>of ${teams.length}</small></dd></div>`
  }${
    ledger.length === 0
      ? none
      : markup`<div><dt>incidents no longer caught</dt><dd${lost.length > 0 ? markup` class="worse"` : none}>${lost.length} <small>of ${ledger.length}</small></dd></div>`
  }</dl>`;
}

function periodText({
  from,
  notReplayed,
  replayed,
  source,
  until,
  withoutHistory,
  workingHours,
}: StackBacktest): Markup {
  const rest = [
    ...(withoutHistory > 0 ? [`${withoutHistory} have no history`] : []),
    ...(notReplayed > 0 ? [`${notReplayed} are decided by no series of values`] : []),
  ];
  return markup`${writtenTime(from)} to ${writtenTime(until)} UTC, read from <code>${source}</code>. ${replayed} alerts were replayed${
    rest.length === 0 ? none : markup`; ${rest.join(", ")}`
  }. Off-hours are all but ${workingHours}.`;
}

function teamTable({ teams }: StackBacktest): Markup {
  if (teams.length === 0) return none;
  const most = Math.max(1, ...teams.flatMap(({ after, before, budget }) => [after, before, budget]));
  return tableOf({
    name: "teams",
    caption: "Pages a week against what each team can bear",
    columns: [
      { head: "team" },
      { head: "pages a week", as: "number" },
      { head: "budget", as: "number" },
      { head: "as bars", as: "wide", unseen: true },
      { head: "verdict", unseen: true },
    ],
    rows: teams.map((team) => ({
      cells: [
        team.team,
        turn(rateText(team.before), rateText(team.after)),
        team.budget,
        bars(team, most),
        budgetBadge(team),
      ],
    })),
  });
}

type Team = StackBacktest["teams"][number];

function budgetBadge({ after, budget, exceeds }: Team): Markup {
  if (exceeds) return markup`<span class="badge held">over budget by this change</span>`;
  return after > budget
    ? markup`<span class="badge warn">over budget</span>`
    : markup`<span class="soft">within</span>`;
}

const barsWidth = 240;

/** Two bars and a mark; the numbers stand beside them, so that nothing hangs on seeing these. */
function bars({ after, before, budget }: Team, most: number): Markup {
  const of = (pages: number): number => digits(Math.max(0, (pages / most) * (barsWidth - 4)));
  return markup`<svg class="bars" width="${barsWidth}" height="18" viewBox="0 0 ${barsWidth} 18" aria-hidden="true"><rect class="bar before" y="2" width="${of(before)}" height="5"/><rect class="bar after" y="9" width="${of(after)}" height="7"/><path class="budget" d="M${of(budget)},0V18"/></svg>`;
}

function ledgerTable({ ledger }: StackBacktest): Markup {
  if (ledger.length === 0) return none;
  const sorted = [...ledger].sort((one, other) => Number(other.lost) - Number(one.lost));
  return tableOf({
    name: "ledger",
    caption: "Incidents that must be told",
    columns: [
      { head: "incident" },
      { head: "guardrail" },
      { head: "within" },
      { head: "before" },
      { head: "after" },
      { head: "verdict", unseen: true },
    ],
    rows: sorted.map(({ after, before, id, incident, lost, within }) => ({
      held: lost,
      cells: [
        incident,
        markup`<code>${id}</code>`,
        lengthText(within),
        saidOf(before),
        saidOf(after),
        lost ? markup`<span class="badge held">no longer caught</span>` : none,
      ],
    })),
  });
}
