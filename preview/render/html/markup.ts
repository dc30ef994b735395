import { withoutControls } from "../text";
import { escaped } from "../xml";

/** HTML whose every foreign text is escaped; only {@link markup} makes any. */
export class Markup {
  /** The HTML. */
  readonly text: string;

  /** @param text - HTML of our own, with what is foreign in it escaped */
  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: HTML as it is, text and numbers escaped, lists one after the other, null as nothing. */
export type Part = Markup | string | number | null | readonly Part[];

/**
 * HTML from a template. Whatever is filled in is escaped, in text as in quoted attributes, unless it is HTML from another
 * template: a text from a plan cannot become a tag by being forgotten.
 */
export function markup(own: TemplateStringsArray, ...filled: readonly Part[]): Markup {
  return new Markup(own.reduce((text, part, index) => `${text}${htmlOf(filled[index - 1] ?? null)}${part}`));
}

/** Nothing. */
export const none = markup``;

/** Parts with HTML of our own between them. */
export const joined = (parts: readonly Part[], between: Markup): Part =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));

function htmlOf(part: Part): string {
  if (part === null) return "";
  if (part instanceof Markup) return part.text;
  if (typeof part === "string" || typeof part === "number") return escaped(withoutControls(String(part)));
  return part.map(htmlOf).join("");
}
