import type { GuardrailBacktest } from "../../preview/backtest/play";
import type { Incident } from "../../preview/backtest/incidents";
import { saidOf, type LedgerResult } from "../../preview/backtest/ledger";
import type { TeamPages } from "../../preview/backtest/teams";
import { lengthText, momentText } from "../../preview/render/past-text";
import { oneLine } from "../../preview/render/text";
import { many } from "../../preview/sentence";
import { colour } from "../colour";
import { table } from "../table";

const toldIncidents = 5;

/** The pages of each team against its budget. */
export function teamLines(teams: readonly TeamPages[]): readonly string[] {
  if (teams.length === 0) return [];
  const rows = teams.map(({ after, before, budget, team }) => [
    oneLine(team),
    before === null ? after.toFixed(1) : `${before.toFixed(1)} -> ${after.toFixed(1)}`,
    String(budget),
    after > budget ? colour.red("over budget") : "",
  ]);
  return ["", table(["team", "pages/week", "budget", ""], rows)];
}

/** The incidents that a guardrail gains and loses; so many more of each are known of by number. */
export function incidentLines(
  { gained, id, lost }: Pick<GuardrailBacktest, "gained" | "id" | "lost">,
  more = { gained: 0, lost: 0 },
): readonly string[] {
  const counts = { gained: gained.length + more.gained, lost: lost.length + more.lost };
  if (counts.gained + counts.lost === 0) return [];
  return [
    "",
    `${oneLine(id)}: ${many(counts.gained, "incident")} gained, ${counts.lost} lost.`,
    ...told("+", gained, counts.gained),
    ...told("-", lost, counts.lost),
  ];
}

function told(sign: string, incidents: readonly Incident[], count: number): readonly string[] {
  const shown = incidents.slice(0, toldIncidents);
  const more = count - shown.length;
  return [
    ...shown.map(
      ({ end, group, start }) =>
        `  ${sign} ${momentText(start)} for ${lengthText(end - start)}${group === "*" ? "" : ` ${oneLine(group)}`}`,
    ),
    ...(more > 0 ? [`  ${sign} ${more} more`] : []),
  ];
}

/** What became of the incidents of the ledger. */
export function ledgerLines(ledger: readonly LedgerResult[]): readonly string[] {
  if (ledger.length === 0) return [];
  const rows = ledger.map(({ after, before, id, incident, within }) => [
    oneLine(incident),
    id,
    lengthText(within),
    ...(before === null ? [] : [oneLine(saidOf(before))]),
    oneLine(saidOf(after)),
  ]);
  const compared = ledger.some(({ before }) => before !== null);
  return [
    "",
    table(["incident", "guardrail", "within", ...(compared ? ["before", "after"] : ["now"])], rows),
  ];
}

/** Why results are not exact: each reason once, with the guardrails that it is of. */
export function reasonLines(
  results: readonly { readonly id: string; readonly reasons: readonly { readonly text: string }[] }[],
): readonly string[] {
  const ids = new Map<string, string[]>();
  for (const { id, reasons } of results) {
    for (const text of new Set(reasons.map((each) => each.text)))
      ids.set(text, [...(ids.get(text) ?? []), id]);
  }
  if (ids.size === 0) return [];
  return [
    "",
    "Why not exact:",
    ...[...ids].map(
      ([text, of]) =>
        `  ${oneLine(text)} (${of.length === results.length && of.length > 1 ? "all" : of.join(", ")})`,
    ),
  ];
}
