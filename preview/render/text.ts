import { wordsOf } from "../change";
import { pagesText } from "./past-text";
import type { PreviewChange, PreviewField } from "../schema";

/**
 * One line that no reader takes for more than text: line ends, control and direction characters become blanks, and what a
 * build server would read as a command is broken up (https://docs.github.com/actions/reference/workflow-commands).
 */
export function oneLine(text: string, most = Infinity): string {
  const line = withoutControls(text).replaceAll("##[", "## [").trim().replace(/^::/, ": :");
  return line.length <= most
    ? line
    : `${Array.from(line)
        .slice(0, most - 1)
        .join("")}…`;
}

/** A text whose line ends, control and direction characters are blanks. */
export const withoutControls = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");

/** What is shown where there is nothing. */
export const nothing = "none";

/** The classes of a change in words. */
export const classesText = (classes: PreviewChange["classes"]): string => classes.map(wordsOf).join(", ");

/** One line of a change: what differs, from what to what, and why it counts as it does. */
export interface ChangeLine {
  /** Path of the field; empty where the whole guardrail is meant. */
  readonly field: string;
  /** What it was. */
  readonly before: string;
  /** What it becomes. */
  readonly after: string;
  /** Why. */
  readonly because: string;
}

/** The fields that mean something; where only words differ, those. */
export function tellingFields({ classes, fields }: PreviewChange): readonly PreviewField[] {
  return classes[0] === "text-only" ? fields : fields.filter((each) => each.classes[0] !== "text-only");
}

/** What of a change is worth a line: each telling field, or the whole guardrail where it is new, gone or renamed. */
export function linesOf(change: PreviewChange): readonly ChangeLine[] {
  const { after, before, renamedFrom } = change;
  const lines = tellingFields(change).map((each) => ({
    field: each.field,
    before: each.before ?? nothing,
    after: each.after ?? nothing,
    because: each.because,
  }));
  if (before === null || after === null)
    return [
      {
        field: "",
        before: before ?? nothing,
        after: after ?? nothing,
        because: before === null ? "It is new." : "It is gone.",
      },
    ];
  if (renamedFrom === null) return lines;
  return [
    {
      field: "id",
      before: renamedFrom,
      after: change.id,
      because: "Service, kind and what it works on are the same.",
    },
    ...lines,
  ];
}

/** A change in one sentence, such as `vendhub/cpu: loosened (critical 85 % -> 90 %), pages/week 3.0 -> 1.0`. */
export function sentenceOfChange(change: PreviewChange): string {
  const what = linesOf(change).map(({ after, before, field }) => `${field} ${before} -> ${after}`.trim());
  const pages = pagesText(change, "->");
  return `${change.id}: ${classesText(change.classes)} (${what.join("; ")})${pages === "" ? "" : `, pages/week ${pages}`}`;
}
