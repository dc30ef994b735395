import { defaultFillLimit } from "./query/expression";
import { termText, termsOf, textOf, type Expression, type MetricTerm, type Modifier } from "./query/syntax";
import { fillGaps, rollUp } from "./gaps";
import { groupName, onGrid, type Grid, type GroupSeries, type History, type QueryHistory } from "./history";

/** A part of an expression whose values the history holds. */
export interface Source {
  /** Its text, by which the history was found. */
  readonly text: string;
  /** What was measured. */
  readonly history: QueryHistory;
  /** Modifiers that the history does not have yet. */
  readonly missing: readonly Modifier[];
  /** Tags by which it is grouped. */
  readonly by: readonly string[];
  /** Whether it counts: its empty buckets are 0 beside a value, and it is never interpolated. */
  readonly counted: boolean;
  /** Whether it is read with `as_count()`, which changes the order of arithmetic and aggregation. */
  readonly asCount: boolean;
  /** Whether it is more than one metric: arithmetic that was done before. */
  readonly whole: boolean;
}

/** An expression with its measured parts looked up; a part is an index into `sources`. */
export type Resolved =
  | Extract<Expression, { kind: "number" }>
  | { readonly kind: "source"; readonly index: number }
  | { readonly kind: "negative"; readonly of: Resolved }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: Resolved;
      readonly right: Resolved;
    }
  | {
      readonly kind: "call";
      readonly name: "default_zero" | "abs" | "is_greater";
      readonly of: Resolved;
      readonly numbers: readonly number[];
    };

/** Finds what an expression needs in a history; the texts of metrics that it lacks are added to `absent`. */
export function resolve(
  expression: Expression,
  history: History,
  found: { readonly sources: Source[]; readonly absent: string[] },
): Resolved {
  const next = (part: Expression): Resolved => resolve(part, history, found);
  const source = expression.kind === "number" ? undefined : sourceOf(expression, history);
  if (source) {
    const same = ({ missing, text }: Source): boolean =>
      text === source.text && missing.length === 0 && source.missing.length === 0;
    const known = found.sources.findIndex(same);
    return { kind: "source", index: known >= 0 ? known : found.sources.push(source) - 1 };
  }
  switch (expression.kind) {
    case "number":
      return expression;
    case "negative":
      return { ...expression, of: next(expression.of) };
    case "call":
      return { ...expression, of: next(expression.of) };
    case "arithmetic":
      return { ...expression, left: next(expression.left), right: next(expression.right) };
    case "metric":
    case "search":
      found.absent.push(textOf(expression));
      return { kind: "number", value: NaN };
  }
}

function sourceOf(expression: Expression, history: History): Source | undefined {
  const found =
    expression.kind === "metric" ? ofTerm(expression, history) : ofText(textOf(expression), history);
  if (!found) return undefined;
  const terms = termsOf(expression);
  const by = terms.find((term) => term.by.length > 0)?.by ?? [];
  const modifiers = terms.flatMap((term) => (term.kind === "metric" ? term.modifiers : []));
  const asCount = modifiers.some(({ kind }) => kind === "as_count");
  const read =
    terms.some(({ kind }) => kind === "search") || modifiers.some(({ kind }) => kind.startsWith("as_"));
  const counted = found.history.type ? found.history.type !== "gauge" : read;
  return { ...found, by, asCount, counted, whole: expression.kind === "arithmetic" };
}

type Found = Pick<Source, "text" | "history" | "missing">;

function ofText(text: string, history: History): Found | undefined {
  const found = history.queries.get(text);
  return found && { text, history: found, missing: [] };
}

/** The history of a metric with as many of its modifiers as there is: the rest is applied here. */
function ofTerm(term: MetricTerm, history: History): Found | undefined {
  for (let kept = term.modifiers.length; kept >= 0; kept--) {
    const missing = term.modifiers.slice(kept);
    const found = ofText(termText(term, term.modifiers.slice(0, kept)), history);
    if (found && missing.every(({ kind }) => kind === "fill" || kind === "rollup"))
      return { ...found, missing };
    if (term.modifiers[kept - 1]?.kind !== "as_rate") continue;
    const counts = ofText(
      termText(term, [...term.modifiers.slice(0, kept - 1), { kind: "as_count" }]),
      history,
    );
    if (counts) return { ...counts, missing: term.modifiers.slice(kept - 1) };
  }
  return undefined;
}

/** The group whose points are read, as the expression names it. */
export interface GroupKey {
  /** Its name. */
  readonly name: string;
  /** The tags in the order in which the name has them. */
  readonly by: readonly string[];
}

/** One group's points of a source, with what the history lacked. */
export function pointsOf(source: Source, group: GroupKey, grid: Grid): Float64Array {
  const series = seriesOf(source, group);
  if (!series) return new Float64Array(grid.size).fill(NaN);
  return source.missing.reduce((points, modifier) => modified(points, modifier, grid), onGrid(series, grid));
}

/** A query without groups serves every group of the others. */
function seriesOf({ by, history }: Source, group: GroupKey): GroupSeries | undefined {
  return by.length === 0
    ? history.series[0]
    : history.series.find(({ tags }) => groupName(tags, group.by) === group.name);
}

function modified(points: Float64Array, modifier: Modifier, grid: Grid): Float64Array {
  switch (modifier.kind) {
    case "as_count":
      return points;
    case "as_rate":
      return points.map((each) => each / grid.step);
    case "fill":
      return fillGaps(points, modifier.method, Math.floor(modifier.limit / grid.step));
    case "rollup":
      return modifier.seconds === null ? points : rollUp(points, grid, modifier.method, modifier.seconds);
  }
}

/** How many buckets Datadog interpolates by itself: five minutes of a gauge, nothing of what is counted. */
export const carriedBuckets = (step: number): number => Math.floor(defaultFillLimit / step);
