import { describeProblem } from "../../model/problem";
import { classTones } from "../../preview/change";
import { missingPast, pagesText, pastText } from "../../preview/render/past-text";
import { classesText, linesOf, oneLine } from "../../preview/render/text";
import type { Preview, PreviewChange, PreviewStack } from "../../preview/schema";
import { many } from "../../preview/sentence";
import { incidentLines, ledgerLines, reasonLines, teamLines } from "../backtest/past-lines";
import { colour } from "../colour";
import { table } from "../table";

const cellLength = 72;

/** A preview as a person reads it in a terminal. */
export function terminal(preview: Preview): string {
  const parts = preview.stacks.flatMap((stack) => stackLines(preview, stack));
  const idle = preview.waivers.filter(({ waives }) => waives === 0);
  return [
    oneLine(`${preview.base} -> ${preview.head}`),
    ...parts,
    ...(idle.length === 0
      ? []
      : ["", `Waivers that let nothing pass: ${idle.map(({ waiver }) => oneLine(waiver)).join(", ")}.`]),
  ].join("\n");
}

function stackLines(preview: Preview, told: PreviewStack): readonly string[] {
  const { notCompared, sentence, settings, stack } = told;
  const changes = preview.changes.filter((each) => each.stack === stack);
  const telling = changes.filter(({ classes }) => classes[0] !== "text-only");
  const wordy = changes.filter(({ classes }) => classes[0] === "text-only");
  return [
    "",
    colour.bold(oneLine(sentence)),
    ...preview.problems
      .filter((each) => each.stack === stack)
      .map((each) => `  ${each.waived ? "waived" : "problem"}: ${oneLine(describeProblem(each))}`),
    ...(telling.length === 0 ? [] : ["", tableOf(telling)]),
    ...pastLines(preview, told),
    ...note(
      wordy.length > 0,
      `Only words changed in ${wordy.length} more: ${firstOf(wordy.map(({ id }) => id))}.`,
    ),
    ...note(
      settings.length > 0,
      `${many(settings.length, "setting")} changed: ${settings
        .map(({ after, before, key }) => oneLine(`${key} ${before ?? "unset"} -> ${after ?? "unset"}`))
        .join(", ")}.`,
    ),
    ...note(
      notCompared.length > 0,
      `Not compared, because only one of the two plans knows it: ${notCompared
        .map(({ field, kind }) => oneLine(field === null ? kind : `${kind}.${field}`))
        .join(", ")}.`,
    ),
  ];
}

const note = (told: boolean, text: string): readonly string[] => (told ? ["", text] : []);

const firstOf = (ids: readonly string[]): string =>
  ids.length > 3 ? `${ids.slice(0, 3).join(", ")} and ${ids.length - 3} others` : ids.join(", ");

/** Pages a week have a column where any are known. */
function tableOf(changes: readonly PreviewChange[]): string {
  const known = changes.some(({ backtest }) => backtest !== null);
  const head = ["guardrail", "what it means", "field", "before", "after", ...(known ? ["pages/week"] : [])];
  return table(
    [...head, "because"],
    changes.flatMap((each) => rowsOf(each, known)),
  );
}

function pastLines({ changes }: Preview, told: PreviewStack): readonly string[] {
  const { backtest, stack } = told;
  if (backtest === null) {
    const missing = missingPast(told, changes);
    return missing === undefined ? [] : ["", missing];
  }
  const replayed = changes.flatMap((each) =>
    each.stack === stack && each.backtest ? [{ id: each.id, ...each.backtest }] : [],
  );
  return [
    ...replayed.flatMap((each) => incidentLines(each, each.omittedIncidents)),
    ...teamLines(backtest.teams),
    ...ledgerLines(backtest.ledger),
    ...reasonLines(replayed),
    "",
    `${pastText(backtest)} It was read from ${oneLine(backtest.source)}.`,
  ];
}

function rowsOf(change: PreviewChange, known: boolean): readonly (readonly string[])[] {
  const { classes, held, id, waivedBy } = change;
  const meaning = `${held ? "! " : waivedBy.length > 0 ? "waived: " : ""}${classesText(classes)}`;
  return linesOf(change).map(({ after, because, before, field }, index) => [
    index === 0 ? oneLine(id) : "",
    index === 0 ? paintOf(classes)(meaning) : "",
    ...[field, before, after].map((text) => oneLine(text, cellLength)),
    ...(known ? [index === 0 ? pagesText(change, "->") : ""] : []),
    oneLine(because, cellLength),
  ]);
}

function paintOf(classes: PreviewChange["classes"]): (text: string) => string {
  if (classes.some((each) => classTones.worse.includes(each))) return colour.red;
  return classes.some((each) => classTones.better.includes(each)) ? colour.green : (text) => text;
}
