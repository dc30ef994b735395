import type { Mark } from "./marks";

/** A mark that stands in a text. */
export interface Hit {
  /** The mark. */
  readonly mark: Mark;
  /** What stands around it; null for a secret. */
  readonly excerpt: string | null;
}

/** Finds marks in texts. */
export type Search = (text: string) => readonly Hit[];

const excerptLength = 30;

/**
 * A search for marks.
 *
 * @param marks - what to find
 * @param own - texts of the searched environment itself, which may hold a mark: a clone called `prod-copy`
 */
export function searchFor(marks: readonly Mark[], own: readonly string[]): Search {
  // Metrics and some of AWS's names are joined with other signs than hyphens.
  const joined = own.map((text) => escaped(text).replaceAll("\\-", "[-_]"));
  const hidden = own.length === 0 ? null : new RegExp(alternatives(joined), "gi");
  // Most texts hold no mark at all: one look tells.
  const any = new RegExp(alternatives(marks.map(({ text }) => escaped(text))), "i");
  const each = marks.map((mark) => ({ mark, pattern: patternOf(mark) }));
  const found = new Map<string, readonly Hit[]>();
  const look = (text: string): readonly Hit[] => {
    // A sign that is part of no name keeps what stands on both sides apart.
    const seen = hidden === null ? text : text.replaceAll(hidden, (each) => "\u0000".repeat(each.length));
    if (!any.test(seen)) return [];
    return each.flatMap(({ mark, pattern }) => {
      const at = pattern.exec(seen)?.index;
      return at === undefined ? [] : [{ mark, excerpt: mark.secret ? null : excerptOf(text, at, mark) }];
    });
  };
  // The same tags and texts come back in each resource.
  return (text) => {
    const hits = found.get(text) ?? look(text);
    found.set(text, hits);
    return hits;
  };
}

function excerptOf(text: string, at: number, mark: Mark): string {
  const from = Math.max(0, at - excerptLength);
  const to = Math.min(text.length, at + mark.text.length + excerptLength);
  return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
}

/** The longest first: where one text holds another, the whole is found. */
const alternatives = (texts: readonly string[]): string =>
  [...texts].sort((one, other) => other.length - one.length).join("|");

function patternOf({ form, secret, text }: Mark): RegExp {
  const own = escaped(text);
  if (secret) return new RegExp(own);
  switch (form) {
    case "part":
      return new RegExp(`(?<![A-Za-z0-9])${own}(?![A-Za-z0-9])`, "i");
    case "host":
      return new RegExp(`(?<![A-Za-z0-9-])${own}(?![A-Za-z0-9-])`, "i");
    case "word":
      return new RegExp(`(?<![A-Za-z0-9_.-])${own}(?![A-Za-z0-9_-])`, "i");
  }
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
