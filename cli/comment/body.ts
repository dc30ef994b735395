import { markdown } from "../../preview/render/markdown";
import { oneLine } from "../../preview/render/text";
import { gateOf, pastGates } from "../../preview/gates";
import type { Preview } from "../../preview/schema";
import { many } from "../../preview/sentence";
import { code, page } from "../../report/catalogue/markdown";
import { longestLabel, waiverPrefix } from "../preview/labels";
import type { Outcome } from "./outcome";

/** Where a preview comes from. */
export interface Whereabouts {
  /** Page of the run that made it and keeps its files; null where none is known. */
  readonly run: string | null;
  /** Commit of which it tells; null where it is not known. */
  readonly commit: string | null;
}

/** Characters of a page that passes even where GitHub counts bytes, of which one may take three. */
const shortPage = 20_000;

/** Changes and problems beyond which only counts are told: nobody reads them, and laying them out takes minutes. */
const mostRows = 2_000;

/** Lines of a failed run that are told, from its end. */
const mostLines = 40;

/** Characters of each of them. */
const mostColumns = 300;

const failed = "**The preview could not be made.**";

/** The texts for a comment, each shorter than the one before. */
export function* commentTexts(outcome: Outcome, where: Whereabouts): Generator<string> {
  const foot = footOf(where);
  if (outcome.kind === "failure") {
    yield page([failed, fenced(outcome.text), foot]);
    yield page([failed, foot]);
    return;
  }
  const { preview } = outcome;
  const hint = labelHint(preview);
  if (isShort(preview)) {
    yield page([markdown(preview).trimEnd(), hint, foot]);
    yield page([markdown(preview, shortPage).trimEnd(), hint, foot]);
  }
  yield page([counts(preview), hint, foot]);
}

/** The text for the summary of a step, which has room for so many characters. */
export function summaryText(outcome: Outcome, most: number): string {
  if (outcome.kind === "failure") return page([failed, fenced(outcome.text)]);
  const { preview } = outcome;
  return isShort(preview) ? markdown(preview, most) : page([counts(preview)]);
}

/** Whether a preview is worth telling where nothing was told before. */
export function isNews(outcome: Outcome): boolean {
  if (outcome.kind === "failure") return true;
  const { changes, held, problems, stacks } = outcome.preview;
  return (
    held > 0 ||
    changes.length > 0 ||
    problems.some(({ waived }) => !waived) ||
    stacks.some(({ settings }) => settings.length > 0)
  );
}

const isShort = ({ changes, problems }: Preview): boolean => changes.length + problems.length <= mostRows;

const counts = ({ changes, held, problems }: Preview): string =>
  `**${many(changes.length, "change")} and ${many(problems.length, "problem")}, of which ${held} ${held === 1 ? "needs" : "need"} a second look.** They are too long to show here.`;

function footOf({ commit, run }: Whereabouts): string {
  const of = commit === null ? "" : ` of ${code(commit.slice(0, 12))}`;
  if (run !== null) return `Preview${of} by [this run](${run}), which keeps it as JSON.`;
  return of === "" ? "" : `Preview${of}.`;
}

/** The labels that together would let pass what is held back; nothing where a problem must be mended. */
function labelHint({ changes, problems }: Preview): string {
  const words = problems.filter(({ waived }) => !waived).map((each) => gateOf(each) ?? each.code);
  if (!words.every((each) => each in pastGates || each.startsWith("coherence/"))) return "";
  const classes = changes
    .filter(({ held }) => held)
    .flatMap(({ gatedBy, waivedBy }) => gatedBy.filter((each) => !waivedBy.includes(each)));
  const labels = [...new Set([...classes, ...words])]
    .map((word) => oneLine(`${waiverPrefix}${word}`))
    .filter((label) => label.length <= longestLabel);
  return labels.length === 0
    ? ""
    : `Whoever may set labels lets it pass with ${labels.map(code).join(", ")}.`;
}

/** Lines of any text, where nothing is Markdown, HTML or a mention. */
function fenced(text: string): string {
  const lines = text.split(/\r?\n/).map((line) => oneLine(line, mostColumns));
  const told = lines.filter((line) => line !== "").slice(-mostLines);
  if (told.length === 0) return "";
  const longest = Math.max(2, ...[...told.join("\n").matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...told, fence].join("\n");
}
