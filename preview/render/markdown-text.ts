import { code } from "../../report/catalogue/markdown";
import { nothing, oneLine } from "./text";

const detailLength = 600;

/**
 * Any text as a span of code: there nothing is HTML, a mention or a link. The table escapes each bar, and would not see
 * one behind a backslash, so a blank comes between the two.
 */
export function inert(text: string, most = detailLength): string {
  const line = oneLine(text, most).replaceAll(/\\(?=\|)/g, "\\ ");
  return code(line === "" ? nothing : line);
}

/** Words of our own as they are; whatever else stands in them is a span of code. */
export const prose = (text: string): string =>
  /^(?:[A-Za-z0-9 ,;()'%-]|[.:](?= |$))*$/.test(text) ? text : inert(text);

/** A part of the page that a reader unfolds; the title is of our own words. */
export const folded = (title: string, text: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${text}\n\n</details>`;
