import { written } from "../../model/quantity";
import type { Guardrail, Plan } from "../../plan/types";
import { sweepOf, type Sweep, type SweepInputs, type SweepPoint } from "../../preview/backtest/sweep";
import { ModelError } from "../../model/problem";
import type { HistoryFolder } from "../../preview/history/folder";
import { wantedBy } from "../../preview/history/wanted";
import { lengthText, rangeText } from "../../preview/render/past-text";
import { many } from "../../preview/sentence";
import { exitCodes, Stop } from "../exit";
import { table } from "../table";

/**
 * The sweep of one monitor's level.
 *
 * @throws Stop for a guardrail that has no level to sweep, or no past; ModelError for files that cannot be read
 */
export async function sweepFrom(
  folder: HistoryFolder,
  guardrail: Guardrail,
  plan: Plan,
  inputs: SweepInputs,
): Promise<Sweep> {
  if (guardrail.kind !== "monitor")
    throw new Stop(
      exitCodes.usage,
      `${guardrail.id} is a ${guardrail.kind}: only a monitor's level is swept.`,
    );
  const { history, missing, problems } = await folder.historyOf(guardrail.id, wantedBy(guardrail, plan));
  if (problems.length > 0) throw new ModelError(guardrail.id, problems);
  if (history === null)
    throw new Stop(exitCodes.problems, `${guardrail.id} has no past; its file is ${missing.join(" or ")}.`);
  return sweepOf(guardrail, history, inputs);
}

/** A sweep as a person reads it: the curve of pages against level. */
export function sweepTable(sweep: Sweep): string {
  const most = Math.max(...sweep.points.map(({ pagesPerWeek }) => pagesPerWeek.shown), 1e-9);
  const rows = sweep.points.map((point) => rowOf(point, sweep, most));
  return [
    `${sweep.id}: pages a week against its critical level`,
    "",
    table(["level", "recovery", "pages/week", "alerts", "in alert", "", ""], rows),
    "",
    suggestionText(sweep),
    ...sweep.reasons.map(({ text }) => `Not exact: ${text}`),
  ].join("\n");
}

function rowOf(point: SweepPoint, { critical, suggestion, unit }: Sweep, most: number): readonly string[] {
  const marks = [
    ...(point.critical === critical ? ["today"] : []),
    ...(point.critical === suggestion?.critical ? ["suggested"] : []),
    ...(point.catches === false ? ["misses an incident"] : []),
  ];
  return [
    written({ value: point.critical, unit }),
    point.recovery === null ? "-" : written({ value: point.recovery, unit }),
    rangeText(point.pagesPerWeek),
    String(point.alerts),
    lengthText(point.alertSeconds),
    "#".repeat(Math.round((point.pagesPerWeek.shown * 20) / most)),
    marks.join(", "),
  ];
}

function suggestionText({ points, suggestion, unit }: Sweep): string {
  if (suggestion === null) {
    return points.some(({ alerts }) => alerts > 0)
      ? "No level tells every incident of the ledger in time."
      : "No level alerts in this past, so none is suggested.";
  }
  const { alerts, critical, margin, recovery } = suggestion;
  return (
    `Suggested: ${written({ value: critical, unit })}, over at ${written({ value: recovery, unit })}: ` +
    `the middle of the widest stretch of levels that alert equally often (${many(alerts, "alert")}), ` +
    `${margin.toFixed(1)} % from its nearer end.`
  );
}
