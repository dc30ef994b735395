import { describeProblem } from "../../model/problem";
import type { Preview, PreviewChange } from "../schema";
import { oneLine, sentenceOfChange } from "./text";

/** GitHub shows so many annotations of each level and step. https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations */
const shown = 10;

type Level = "error" | "warning" | "notice";

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly origin: PreviewChange["origin"];
}

/**
 * A preview as GitHub's workflow commands: an error for what is held back, a warning for what is waived, a notice for the
 * rest, each at the line that says so. The last of a level that GitHub shows counts those that it would not.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function annotations(preview: Preview): string {
  const all = [
    ...preview.problems.map(({ stack, waived, ...problem }): Annotation => ({
      level: waived ? "warning" : "error",
      title: `${stack}: ${problem.code}`,
      message: describeProblem(problem),
      origin: null,
    })),
    ...preview.changes.filter(({ classes }) => classes[0] !== "text-only").map(ofChange),
  ];
  const lines = (["error", "warning", "notice"] as const).flatMap((level) =>
    limited(all.filter((each) => each.level === level)),
  );
  return lines.map((line) => `${line}\n`).join("");
}

function ofChange(change: PreviewChange): Annotation {
  const { held, origin, stack, title, waivedBy } = change;
  return {
    level: held ? "error" : waivedBy.length > 0 ? "warning" : "notice",
    title: `${stack}: ${title}`,
    message: sentenceOfChange(change),
    origin,
  };
}

function limited(all: readonly Annotation[]): readonly string[] {
  const [first] = all;
  if (first === undefined || all.length <= shown) return all.map(command);
  const rest = all.length - shown + 1;
  const others = {
    level: first.level,
    title: "belfry preview",
    message: `${rest} more like these.`,
    origin: null,
  };
  return [...all.slice(0, shown - 1), others].map(command);
}

function command({ level, message, origin, title }: Annotation): string {
  const place = origin === null ? "" : `file=${property(origin.file)},line=${origin.line},`;
  return `::${level} ${place}title=${property(title)}::${data(message)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
const data = (text: string): string => oneLine(text).replaceAll("%", "%25");

const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
