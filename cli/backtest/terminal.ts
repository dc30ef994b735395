import { describeProblem, type Problem } from "../../model/problem";
import type { Backtest } from "../../preview/backtest/backtest";
import type { Figures } from "../../preview/backtest/figures";
import type { GuardrailBacktest, Replay } from "../../preview/backtest/play";
import { figureTexts } from "../../preview/render/past-text";
import { many } from "../../preview/sentence";
import { colour } from "../colour";
import { table } from "../table";
import { incidentLines, ledgerLines, reasonLines, teamLines } from "./past-lines";

/** A backtest as a person reads it in a terminal. */
export function terminal(backtest: Backtest, problems: readonly Problem[]): string {
  return [
    ...guardrailLines(backtest),
    ...teamLines(backtest.teams),
    ...backtest.guardrails.flatMap((each) => incidentLines(each)),
    ...ledgerLines(backtest.ledger),
    ...reasonLines(
      backtest.guardrails.map(({ after, before, id }) => ({
        id,
        reasons: [...(before?.reasons ?? []), ...(after?.reasons ?? [])],
      })),
    ),
    ...restLines(backtest),
    ...(problems.length === 0
      ? []
      : ["", ...problems.map((each) => colour.red(`problem: ${describeProblem(each)}`))]),
  ].join("\n");
}

function guardrailLines({ base, guardrails, stack, workingHours }: Backtest): readonly string[] {
  const title = base === null ? stack : `${stack}: ${base} -> working tree`;
  const head = ["guardrail", ...figureTexts.map(([name]) => name), "is"];
  const told = `${title}. Off-hours are all but ${workingHours}.`;
  if (guardrails.length === 0) return [told, "", "No guardrail has a past in these files."];
  return [told, "", table(head, guardrails.map(rowOf))];
}

function rowOf({ after, before, id }: GuardrailBacktest): readonly string[] {
  const cell = (text: (figures: Figures) => string): string => sides(before, after, text);
  return [
    id,
    ...figureTexts.map(([, text]) => cell(text)),
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
