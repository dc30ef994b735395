import { writtenDuration } from "../../model/quantity";
import { describeProblem, type Problem } from "../../model/problem";
import type { Backtest, GuardrailBacktest, Replay } from "../../preview/backtest/backtest";
import type { Figures, Ranged } from "../../preview/backtest/figures";
import type { Incident } from "../../preview/backtest/incidents";
import { saidOf } from "../../preview/backtest/ledger";
import { many } from "../../preview/sentence";
import { colour } from "../colour";
import { table } from "../table";

const toldIncidents = 5;

/** A backtest as a person reads it in a terminal. */
export function terminal(backtest: Backtest, problems: readonly Problem[]): string {
  return [
    ...guardrailLines(backtest),
    ...teamLines(backtest),
    ...backtest.guardrails.flatMap(incidentLines),
    ...ledgerLines(backtest),
    ...reasonLines(backtest),
    ...restLines(backtest),
    ...(problems.length === 0
      ? []
      : ["", ...problems.map((each) => colour.red(`problem: ${describeProblem(each)}`))]),
  ].join("\n");
}

function guardrailLines({ base, guardrails, stack, workingHours }: Backtest): readonly string[] {
  const title = base === null ? stack : `${stack}: ${base} -> working tree`;
  const head = [
    "guardrail",
    "pages/week",
    "sent",
    "alerts",
    "in alert",
    "median",
    "flapping",
    "off-hours",
    "is",
  ];
  const told = `${title}. Off-hours are all but ${workingHours}.`;
  if (guardrails.length === 0) return [told, "", "No guardrail has a past in these files."];
  return [told, "", table(head, guardrails.map(rowOf))];
}

function rowOf({ after, before, id }: GuardrailBacktest): readonly string[] {
  const cell = (text: (figures: Figures) => string): string => sides(before, after, text);
  return [
    id,
    cell(({ pagesPerWeek }) => rangeText(pagesPerWeek)),
    cell(({ notifications }) => String(notifications)),
    cell(({ alerts }) => String(alerts)),
    cell(({ alertSeconds }) => durationText(alertSeconds)),
    cell(({ medianDuration }) => (medianDuration === null ? "-" : durationText(medianDuration))),
    cell(({ flapping }) => `${Math.round(flapping)} %`),
    cell(({ offHoursShare }) => (offHoursShare === null ? "-" : `${Math.round(offHoursShare)} %`)),
    after === null
      ? "gone"
      : before === null || before.verdict === after.verdict
        ? after.verdict
        : `${before.verdict} -> ${after.verdict}`,
  ];
}

function sides(before: Replay | null, after: Replay | null, text: (figures: Figures) => string): string {
  const [was, is] = [before, after].map((each) => (each?.figures ? text(each.figures) : "-"));
  return before === null || was === is ? (is ?? "") : `${was ?? ""} -> ${is ?? ""}`;
}

/** A length of time in short; a plain 0 for none. */
export const durationText = (seconds: number): string =>
  seconds === 0 ? "0" : writtenDuration(Math.round(seconds));

/** A number, and its range where that is open. */
export const rangeText = ({ least, most, shown }: Ranged): string =>
  least === most ? shown.toFixed(1) : `${shown.toFixed(1)} (${least.toFixed(1)}-${most.toFixed(1)})`;

function teamLines({ teams }: Backtest): readonly string[] {
  if (teams.length === 0) return [];
  const rows = teams.map(({ after, before, budget, team }) => [
    team,
    before === null ? after.toFixed(1) : `${before.toFixed(1)} -> ${after.toFixed(1)}`,
    String(budget),
    after > budget ? colour.red("over budget") : "",
  ]);
  return ["", table(["team", "pages/week", "budget", ""], rows)];
}

function incidentLines({ gained, id, lost }: GuardrailBacktest): readonly string[] {
  if (gained.length + lost.length === 0) return [];
  return [
    "",
    `${id}: ${many(gained.length, "incident")} gained, ${lost.length} lost.`,
    ...told("+", gained),
    ...told("-", lost),
  ];
}

function told(sign: string, incidents: readonly Incident[]): readonly string[] {
  const more = incidents.length - toldIncidents;
  return [
    ...incidents
      .slice(0, toldIncidents)
      .map(
        ({ end, group, start }) =>
          `  ${sign} ${writtenMoment(start)} for ${durationText(end - start)}${group === "*" ? "" : ` ${group}`}`,
      ),
    ...(more > 0 ? [`  ${sign} ${more} more`] : []),
  ];
}

const writtenMoment = (time: number): string => new Date(time * 1000).toISOString().slice(0, 16) + "Z";

function ledgerLines({ ledger }: Backtest): readonly string[] {
  if (ledger.length === 0) return [];
  const rows = ledger.map(({ after, before, id, incident, within }) => [
    incident,
    id,
    durationText(within),
    ...(before === null ? [] : [saidOf(before)]),
    saidOf(after),
  ]);
  const compared = ledger.some(({ before }) => before !== null);
  return [
    "",
    table(["incident", "guardrail", "within", ...(compared ? ["before", "after"] : ["now"])], rows),
  ];
}

function reasonLines({ guardrails }: Backtest): readonly string[] {
  const ids = new Map<string, string[]>();
  for (const { after, before, id } of guardrails) {
    const texts = [...(before?.reasons ?? []), ...(after?.reasons ?? [])].map(({ text }) => text);
    for (const text of new Set(texts)) ids.set(text, [...(ids.get(text) ?? []), id]);
  }
  if (ids.size === 0) return [];
  return [
    "",
    "Why not exact:",
    ...[...ids].map(
      ([text, of]) =>
        `  ${text} (${of.length === guardrails.length && of.length > 1 ? "all" : of.join(", ")})`,
    ),
  ];
}

function restLines({ notReplayed, unusedFiles, withoutHistory }: Backtest): readonly string[] {
  const lines: string[] = [];
  const unmeasured = withoutHistory.filter(({ files }) => files.length === 0).length;
  const absent = withoutHistory.filter(({ files }) => files.length > 0);
  if (absent.length > 0)
    lines.push(`Without history: ${many(absent.length, "guardrail")}:`, ...byService(absent));
  if (unmeasured > 0) lines.push(`Not measured or not understood: ${many(unmeasured, "guardrail")}.`);
  if (notReplayed.length > 0)
    lines.push(
      `Not replayed: ${notReplayed.map(({ guardrails, kind }) => `${guardrails} ${kind}`).join(", ")}.`,
    );
  if (unusedFiles.length > 0) lines.push(`Files that no guardrail reads: ${unusedFiles.join(", ")}.`);
  return lines.length === 0 ? [] : ["", ...lines];
}

/** One line a service; what a single one lacks is told by the names of its files. */
function byService(absent: Backtest["withoutHistory"]): readonly string[] {
  const [only, ...others] = absent;
  if (only && others.length === 0) return [`  ${only.id}: ${only.files.join(" or ")}`];
  const names = new Map<string, string[]>();
  for (const [service = "", name = ""] of absent.map(({ id }) => id.split("/")))
    names.set(service, [...(names.get(service) ?? []), name]);
  return [...names].map(([service, each]) => `  ${service}: ${each.join(", ")}`);
}
