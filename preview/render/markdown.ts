import { describeProblem } from "../../model/problem";
import { markdownTable, page } from "../../report/catalogue/markdown";
import type { Preview, PreviewChange, PreviewStack } from "../schema";
import { many, sentenceOf } from "../sentence";
import { pastDetails, pastNotes } from "./markdown-past";
import { folded, inert, prose } from "./markdown-text";
import { pagesText } from "./past-text";
import { classesText, linesOf, nothing, tellingFields } from "./text";

/** GitHub refuses a comment of more than 65,536 characters; what stands around this one needs room too. */
export const mostCharacters = 60_000;

const cellLength = 160;

/** A part of the page that is left out whole where the page would become too long. */
interface Block {
  /** Its Markdown. */
  readonly text: string;
  /** What the page says in its place. */
  readonly what: "details" | "rows" | "problems" | "notes";
  /** The smaller, the longer it stays. */
  readonly rank: number;
}

/** A preview as a comment: a sentence for each environment, what changes, and the rest folded. */
export function markdown(preview: Preview, most = mostCharacters): string {
  const blocks = [...preview.stacks.flatMap((stack) => stackBlocks(preview, stack)), ...waiverNotes(preview)];
  let kept = blocks;
  for (let text = assembled(preview, kept, blocks); ; text = assembled(preview, kept, blocks)) {
    if (text.length <= most || kept.length === 0) return text;
    const last = Math.max(...kept.map(({ rank }) => rank));
    kept = kept.filter((each, index) => each.rank < last || index !== lastIndex(kept, last));
  }
}

/** Made anew, since the page may be of a document that somebody else wrote. */
export const sentenceFor = ({ changes, problems }: Preview, { backtest, stack }: PreviewStack): string =>
  sentenceOf({
    stack,
    backtest,
    changes: changes.filter((each) => each.stack === stack),
    problems: problems.filter((each) => each.stack === stack),
  });

const lastIndex = (blocks: readonly Block[], rank: number): number =>
  blocks.reduce((found, each, index) => (each.rank === rank ? index : found), -1);

function assembled(preview: Preview, kept: readonly Block[], all: readonly Block[]): string {
  const left = all.filter((each) => !kept.includes(each));
  return page([
    preview.stacks.map((stack) => `**${sentenceFor(preview, stack)}**`).join("\n\n"),
    `${inert(preview.base)} → ${inert(preview.head)}`,
    ...stackTables(preview, kept),
    ...kept.filter(({ what }) => what !== "rows").map(({ text }) => text),
    leftOut(left),
  ]);
}

function leftOut(left: readonly Block[]): string {
  if (left.length === 0) return "";
  const counts = (["rows", "problems", "notes", "details"] as const)
    .map((what) => [left.filter((each) => each.what === what).length, what] as const)
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what === "rows" ? "rows of the tables" : what}`);
  return `Left out for length: ${counts.join(", ")}. The preview as JSON has all of it.`;
}

/** Pages a week have a column where any are known. */
const headOf = ({ changes }: Preview, stack: string): readonly string[] => {
  const known = changes.some((each) => each.stack === stack && each.backtest !== null);
  return ["guardrail", "what it means", "field", "before", "after", ...(known ? ["pages/week"] : [])];
};

function stackTables(preview: Preview, kept: readonly Block[]): readonly string[] {
  const { stacks } = preview;
  return stacks.flatMap(({ stack }) => {
    const rows = kept.filter(({ text, what }) => what === "rows" && text.startsWith(`${stack}\n`));
    if (rows.length === 0) return [];
    const lines = rows.flatMap(({ text }) => text.split("\n").slice(1));
    const title = stacks.length > 1 ? [`**${stack}**`] : [];
    return [...title, [markdownTable(headOf(preview, stack), []), ...lines].join("\n")];
  });
}

function stackBlocks(preview: Preview, told: PreviewStack): readonly Block[] {
  const { stack } = told;
  const changes = preview.changes.filter((each) => each.stack === stack);
  const telling = changes.filter(({ classes }) => classes[0] !== "text-only");
  const wordy = changes.filter(({ classes }) => classes[0] === "text-only");
  const rank = (index: number, held: boolean): number => (held ? 0 : 10_000) + index;
  return [
    ...preview.problems
      .filter((each) => each.stack === stack)
      .map((each): Block => ({
        what: "problems",
        rank: 1,
        text: `- ${each.waived ? "waived: " : ""}${inert(describeProblem(each))}`,
      })),
    ...telling.map((each, index): Block => ({
      what: "rows",
      rank: 100_000 + rank(index, each.held),
      text: `${stack}\n${tableRow(each, headOf(preview, stack))}`,
    })),
    ...pastNotes(preview, told).map((text): Block => ({ what: "notes", rank: 150_000, text })),
    ...notesOf(told, wordy).map((text): Block => ({ what: "notes", rank: 200_000, text })),
    ...telling.map((each, index): Block => ({
      what: "details",
      rank: 300_000 + rank(index, each.held),
      text: detailsOf(each),
    })),
  ];
}

function tableRow(change: PreviewChange, head: readonly string[]): string {
  const lines = linesOf(change);
  const row = (index: number): readonly string[] => {
    const line = lines[index];
    return [
      index === 0 ? inert(change.id, cellLength) : "",
      index === 0 ? `${heldMark(change)}${classesText(change.classes)}` : "",
      line === undefined || line.field === "" ? "" : inert(line.field, cellLength),
      line === undefined ? "" : inert(line.before, cellLength),
      line === undefined ? "" : inert(line.after, cellLength),
      ...(head.length > 5 ? [index === 0 ? pagesCell(change) : ""] : []),
    ];
  };
  const rows = Array.from({ length: Math.max(1, lines.length) }, (_, index) => row(index));
  return markdownTable(head, rows).split("\n").slice(2).join("\n");
}

/** Numbers and words of our own only. */
const pagesCell = (change: PreviewChange): string => pagesText(change, "→");

const heldMark = ({ held, waivedBy }: PreviewChange): string =>
  held ? "⚠️ " : waivedBy.length > 0 ? "waived: " : "";

/** Stacks, ids and classes are of closed alphabets, so they are safe in HTML; all other text is code in Markdown. */
function detailsOf(change: PreviewChange): string {
  const { facts, fields, id, origin, stack, title } = change;
  const rows = tellingFields(change).map((each) => [
    inert(each.field),
    inert(each.before ?? nothing),
    inert(each.after ?? nothing),
    `${prose(each.because)}${each.source === null ? "" : ` (${prose(each.source)})`}`,
  ]);
  const words = fields.length - rows.length;
  return [
    "<details>",
    `<summary>${stack}: <code>${id}</code> ${classesText(change.classes)}</summary>`,
    "",
    page([
      `${inert(title)} (${inert(change.kind)})${origin === null ? "" : ` at ${inert(`${origin.file}:${origin.line}`)}`}`,
      wholeOf(change),
      rows.length === 0 ? "" : markdownTable(["field", "before", "after", "because"], rows),
      ...pastDetails(change.backtest),
      words === 0
        ? ""
        : `${words} more ${words === 1 ? "field follows" : "fields follow"} from these, or ${words === 1 ? "is" : "are"} words.`,
      change.waivedBy.length === 0
        ? ""
        : `Waived by ${change.waivedBy.map((each) => inert(each)).join(", ")}.`,
      facts.length === 0 ? "" : `Facts: ${facts.map((each) => inert(each)).join(", ")}`,
    ]),
    "</details>",
  ].join("\n");
}

function wholeOf({ after, before, renamedFrom }: PreviewChange): string {
  const renamed = renamedFrom === null ? "" : `Renamed from ${inert(renamedFrom)}. `;
  if (before === after) return `${renamed}${inert(after ?? nothing)}`;
  return `${renamed}${inert(before ?? nothing)} → ${inert(after ?? nothing)}`;
}

function notesOf(
  { notCompared, settings, stack }: PreviewStack,
  wordy: readonly PreviewChange[],
): readonly string[] {
  const names = wordy.map(({ id }) => inert(id)).join(", ");
  return [
    ...(wordy.length === 0 ? [] : [folded(`${stack}: only words changed in ${wordy.length} more`, names)]),
    ...(settings.length === 0
      ? []
      : [
          folded(
            `${stack}: ${many(settings.length, "setting")} changed`,
            markdownTable(
              ["setting", "before", "after"],
              settings.map(({ after, before, key }) => [
                inert(key),
                inert(before ?? nothing),
                inert(after ?? nothing),
              ]),
            ),
          ),
        ]),
    ...(notCompared.length === 0
      ? []
      : [
          `Not compared in ${stack}, because only one of the two plans knows it: ${notCompared
            .map(({ field, kind }) => inert(field === null ? kind : `${kind}.${field}`))
            .join(", ")}.`,
        ]),
  ];
}

function waiverNotes({ waivers }: Preview): readonly Block[] {
  const idle = waivers.filter(({ waives }) => waives === 0).map(({ waiver }) => inert(waiver));
  if (idle.length === 0) return [];
  return [{ what: "notes", rank: 2, text: `Waivers that let nothing pass: ${idle.join(", ")}.` }];
}
