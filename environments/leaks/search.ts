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

/** What stands between the longer texts that name something whole: an address, an ARN, a tag. */
export const around = /[\s"'`{}()[\],;|<>=&?]+/;

/** Stands for a name that is one environment's own, where words of two environments are compared. */
export const anyName = "\u0000";

/** Without the full stop of a sentence, and what else only begins or ends a word. */
export const trimmed = (word: string): string => word.replaceAll(/^[.:/_*$-]+|[.:/_*$-]+$/g, "");

const excerptLength = 30;

/** Where something stands in a text. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * A search for marks.
 *
 * @param marks - what to find
 * @param own - texts of the searched environment itself, which may hold a mark: a clone called `prod-copy`
 */
export function searchFor(marks: readonly Mark[], own: readonly string[]): Search {
  // An address that is not decoded yet has digits before a name: `env%3Ademo`.
  const begins = `(?:${noneBefore}|(?<=%[0-9A-Fa-f]{2}))`;
  const ownPattern =
    own.length === 0 ? null : new RegExp(`${begins}(?:${alternatives(own)})${noneAfter}`, "gi");
  // Most texts hold no mark at all: one look tells.
  const any = new RegExp(alternatives(marks.map(({ text }) => text)), "i");
  const masked = (word: string): string =>
    ownPattern === null ? word : word.replaceAll(ownPattern, anyName);
  const each = marks.map((mark) => ({
    mark,
    pattern: patternOf(mark),
    common: new Set(mark.common.map((word) => masked(word).toLowerCase())),
  }));
  const found = new Map<string, readonly Hit[]>();
  const look = (text: string): readonly Hit[] => {
    if (!any.test(text)) return [];
    const ours = placesOf(ownPattern, text);
    return each.flatMap(({ common, mark, pattern }) => {
      const place = placesOf(pattern, text).find(
        (at) =>
          mark.secret ||
          (!ours.some((their) => isOwn(at, their)) && !common.has(masked(wordAt(text, at)).toLowerCase())),
      );
      return place === undefined ? [] : [{ mark, excerpt: mark.secret ? null : excerptOf(text, place) }];
    });
  };
  // The same tags and texts come back in each resource.
  return (text) => {
    const hits = found.get(text) ?? look(text);
    found.set(text, hits);
    return hits;
  };
}

const placesOf = (pattern: RegExp | null, text: string): readonly Place[] =>
  pattern === null
    ? []
    : [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({ start: index, end: index + length }));

/** A mark is the searched environment's own where it is no more than a part of it: `prod` in `prod-copy`, never in reverse. */
const isOwn = (mark: Place, own: Place): boolean =>
  mark.start < own.end &&
  own.start < mark.end &&
  !(mark.start <= own.start && own.end <= mark.end && mark.end - mark.start > own.end - own.start);

/** The whole word in which something stands; a name in brackets is a word with them. */
function wordAt(text: string, { end, start }: Place): string {
  const isBracketed = /[[(]/.test(text[start - 1] ?? "") && /[\])]/.test(text[end] ?? "");
  if (isBracketed) return text.slice(start - 1, end + 1);
  const before = text.slice(0, start).split(around).at(-1) ?? "";
  const after = text.slice(end).split(around)[0] ?? "";
  return trimmed(before + text.slice(start, end) + after);
}

function excerptOf(text: string, { end, start }: Place): string {
  const from = Math.max(0, start - excerptLength);
  const to = Math.min(text.length, end + excerptLength);
  return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
}

const noneBefore = "(?<![A-Za-z0-9])";
const noneAfter = "(?![A-Za-z0-9])";

/** The longest first: where one text holds another, the whole is found. */
const alternatives = (texts: readonly string[]): string =>
  [...texts]
    .sort((one, other) => other.length - one.length)
    .map(joined)
    .join("|");

function patternOf({ form, secret, text }: Mark): RegExp {
  if (secret) return new RegExp(escaped(text), "g");
  const own = joined(text);
  switch (form) {
    case "part":
      return new RegExp(`${noneBefore}${own}${noneAfter}`, "gi");
    case "host":
      return new RegExp(`(?<![A-Za-z0-9-])${own}(?![A-Za-z0-9-])`, "gi");
    case "word":
      // A handle says the account before the channel: @slack-Shop-alerts.
      return new RegExp(`(?:(?<![A-Za-z0-9_.-])|(?<=@[A-Za-z0-9_.-]*-))${own}(?![A-Za-z0-9_-])`, "gi");
  }
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** Metrics and some of AWS's names are joined with other signs than hyphens. */
const joined = (text: string): string => escaped(text).replaceAll("\\-", "[-_]");
