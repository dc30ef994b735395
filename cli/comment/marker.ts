/** What tells a comment of ours from others, in its first line, where nobody sees it. */
export interface Marker {
  /** Which of the pull request's previews the comment tells, such as `preview` or `prod`. */
  readonly name: string;
  /** When what it tells was true, in seconds since 1970; null where nobody said. */
  readonly validAt: number | null;
}

/** The quotes close the name, so `prod` is never taken for `prod-eu`. */
const form = /^<!-- belfry-preview name="([A-Za-z0-9_-]{1,100})" valid-at="([^"]*)" -->\r?\n/;

/** A name that a marker can carry. */
export const isMarkerName = (text: string): boolean => /^[A-Za-z0-9_-]{1,100}$/.test(text);

/** A comment's body: the marker, and what people read. */
export const marked = ({ name, validAt }: Marker, text: string): string =>
  `<!-- belfry-preview name="${name}" valid-at="${validAt === null ? "" : timeOf(validAt)}" -->\n${text}`;

/** The marker of a body; null where it does not begin with one. What stands further down may be anybody's. */
export function markerOf(body: string): Marker | null {
  const [, name, at] = form.exec(body) ?? [];
  if (name === undefined || at === undefined) return null;
  const time = Date.parse(at);
  return { name, validAt: Number.isNaN(time) ? null : time / 1000 };
}

/** Milliseconds stay: two runs may start within one second. Rounded, as a `Date` drops what floating point left of one. */
const timeOf = (seconds: number): string => new Date(Math.round(seconds * 1000)).toJSON();
