import { markdownTable } from "../../report/catalogue/markdown";
import { saidOf } from "../backtest/ledger";
import type { ChangeBacktest, Preview, PreviewStack, StackBacktest } from "../schema";
import { many } from "../sentence";
import { folded, inert, prose } from "./markdown-text";
import { lengthText, figureTexts, missingPast, momentText, pastText } from "./past-text";

const listedIncidents = 5;

/** What a change would have done, for its folded details: figures, incidents that come and go, and what is not exact. */
export function pastDetails(backtest: ChangeBacktest | null): readonly string[] {
  if (backtest === null) return [];
  const { after, before, gained, lost, omittedIncidents, reasons, verdict } = backtest;
  const rows = figureTexts.map(([name, text]) => [
    name,
    ...[before, after].map((side) => (side === null ? "-" : inert(text(side)))),
  ]);
  return [
    before === null && after === null ? "" : markdownTable(["in its past", "before", "after"], rows),
    incidentList("gained", gained, omittedIncidents.gained),
    incidentList("lost", lost, omittedIncidents.lost),
    reasons.length === 0
      ? ""
      : `The past is ${verdict}:\n\n${reasons.map(({ text }) => `- ${prose(text)}`).join("\n")}`,
  ];
}

function incidentList(word: "gained" | "lost", incidents: ChangeBacktest["gained"], omitted: number): string {
  const count = incidents.length + omitted;
  if (count === 0) return "";
  const shown = incidents.slice(0, listedIncidents);
  const lines = shown.map(({ end, group, start }) => {
    const of = group === "*" ? "" : ` of ${inert(group)}`;
    return `- ${inert(momentText(start))} for ${lengthText(end - start)}${of}`;
  });
  const more = count - shown.length;
  return [
    `${many(count, "incident")} ${word}:`,
    "",
    ...lines,
    ...(more > 0 ? [`- and ${more} more`] : []),
  ].join("\n");
}

/** What the past of an environment says as a whole: which past it is, pages against budgets, and the ledger. */
export function pastNotes({ changes }: Preview, told: PreviewStack): readonly string[] {
  const { backtest, stack } = told;
  if (backtest === null) {
    const missing = missingPast(told, changes);
    return missing === undefined ? [] : [prose(missing)];
  }
  return [
    `${pastText(backtest)} It was read from ${inert(backtest.source)}.`,
    ...(backtest.teams.length === 0 ? [] : [folded(`${stack}: pages against budgets`, teamTable(backtest))]),
    ...(backtest.ledger.length === 0 ? [] : [folded(`${stack}: known incidents`, ledgerTable(backtest))]),
  ];
}

const teamTable = ({ teams }: StackBacktest): string =>
  markdownTable(
    ["team", "pages/week before", "after", "budget", ""],
    teams.map(({ after, before, budget, exceeds, team }) => [
      inert(team),
      before.toFixed(1),
      after.toFixed(1),
      String(budget),
      exceeds ? "⚠️ over budget" : after > budget ? "over budget, as before" : "",
    ]),
  );

const ledgerTable = ({ ledger }: StackBacktest): string =>
  markdownTable(
    ["incident", "guardrail", "within", "before", "after"],
    ledger.map(({ after, before, id, incident, lost, within }) => [
      `${lost ? "⚠️ " : ""}${inert(incident)}`,
      inert(id),
      lengthText(within),
      prose(saidOf(before)),
      prose(saidOf(after)),
    ]),
  );
