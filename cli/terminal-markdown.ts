import { colour } from "./colour";

/** The Markdown of a message for a terminal: bold text is bold, and each link is a line with its address. */
export function forTerminal(markdown: string): string {
  return markdown
    .replaceAll(/^ +| +$/gm, "")
    .replaceAll(/ · (?=\[)/g, "\n")
    .replaceAll(/\[([^\]]+)\]\(([^)\s]+)\)/g, "$1: $2")
    .replaceAll(/\*\*([^*]+)\*\*/g, (_, text: string) => colour.bold(text));
}
