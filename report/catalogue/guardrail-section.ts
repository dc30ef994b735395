import { writtenDuration } from "../../model/quantity";
import { isAlert } from "../../plan/message/occasions";
import { readTemplate } from "../../plan/message/template";
import type { Guardrail, PlanSource } from "../../plan/types";
import { isDraft } from "../draft";
import { sourceWords, type SourceMarks } from "../source-words";
import { summaryOf } from "../summary";
import { chainBlock } from "./chain-block";
import { code, escaped, markdownTable, page } from "./markdown";
import { recoveryBlock } from "./recovery-block";

/** One guardrail as people read it: what it watches, each number with its source, what to do, who is told. */
export function guardrailSection(guardrail: Guardrail, all: readonly Guardrail[]): string {
  const [, name = guardrail.id] = guardrail.id.split("/");
  return page([
    `### ${name}`,
    `**${escaped(guardrail.title)}** (${guardrail.kind}): ${code(summaryOf(guardrail))}`,
    alerting(guardrail),
    measuredBy(guardrail),
    recoveryBlock(guardrail),
    chainBlock(guardrail, all),
    valueTable(guardrail.sources),
    otherFacts(guardrail),
    guidance(guardrail),
  ]).trimEnd();
}

function alerting(guardrail: Guardrail): string {
  if (!isAlert(guardrail)) return "";
  const { notify, pages, respondWithin, severity, severityLabel } = guardrail;
  const told = notify.alert.map(code).join(", ");
  return (
    `Severity ${severity} (${escaped(severityLabel)}): act within ${writtenDuration(respondWithin)}. ` +
    `${pages ? "Wakes" : "Tells"} ${told === "" ? "nobody" : told}.`
  );
}

function measuredBy(guardrail: Guardrail): string {
  const query = "query" in guardrail && guardrail.query !== null ? `Query: ${code(guardrail.query)}` : "";
  const { telemetry } = guardrail;
  if (telemetry === null) return query;
  const source =
    telemetry.status === "uninstrumented"
      ? `Not measured yet: ${escaped(telemetry.because)} *${escaped(telemetry.ask)}*`
      : `Measured by ${telemetry.metrics.map(code).join(", ")} ([${telemetry.via}](${telemetry.docs})).`;
  return [source, query].filter((line) => line !== "").join("\n\n");
}

function valueTable(sources: readonly PlanSource[]): string {
  if (sources.length === 0) return "";
  return markdownTable(
    ["value", "is", "because"],
    sources.map((source) => [source.field, code(source.stated ?? "-"), reasonOf(source)]),
  );
}

/** Facts that it deploys without a number of theirs. */
function otherFacts(guardrail: Guardrail): string {
  const { facts, sources } = guardrail;
  const cited = new Set(sources.flatMap((source) => source.facts));
  const others = facts.filter((id) => !cited.has(id));
  return others.length === 0
    ? ""
    : `${isDraft(guardrail) ? "Would also deploy" : "Also deploys"} ${others.join(", ")}.`;
}

const marks: SourceMarks = { code, link: (words, page) => `[${words}](${page})` };

/** Where a value comes from, as Markdown. */
function reasonOf(source: PlanSource): string {
  const { ask, because } = source;
  const why = because === null ? "" : `: ${escaped(because)}`;
  return `${sourceWords(source, marks)}${why}${ask === null ? "" : ` *${escaped(ask)}*`}`;
}

/** What the alert's message says while anything is wrong, in whatever state: impact, first steps and causes. */
function guidance(guardrail: Guardrail): string {
  if (!isAlert(guardrail)) return "";
  return readTemplate(guardrail.message)
    .parts.flatMap((part) => (part.kind === "block" && part.negated ? part.shown : []))
    .map((part) => (part.kind === "text" ? part.text : ""))
    .join("")
    .trim();
}
