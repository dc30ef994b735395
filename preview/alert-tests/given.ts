import { groupName, type History, type QueryHistory } from "../simulator/history";
import { historyKeys } from "../simulator/measure";
import { parseQuery } from "../simulator/query/parse";
import { termsOf, type Expression } from "../simulator/query/syntax";
import type { GivenSeries } from "./form";
import type { Read } from "./notation";

/** The series that a test gives, as the past of a monitor's query. */
export interface Given {
  /** From time 0. */
  readonly history: History;
  /** The monitor's tags, in the order in which its groups are named. */
  readonly by: readonly string[];
}

/** What a test gives to a monitor. */
export interface Gift {
  /** The series. */
  readonly series: readonly GivenSeries[];
  /** Seconds between two points. */
  readonly interval: number;
  /** Until when it must reach, in seconds: after its points a series is silent. */
  readonly until: number;
}

/** Series as a history of the query that a monitor reads, or why they do not fit it. */
export function given(text: string, { interval, series, until }: Gift): Read<Given> {
  const parsed = parseQuery(text);
  if (!parsed.ok) return { ok: false, why: `its query cannot be simulated: ${parsed.why}.` };
  const { expression } = parsed.value;
  const terms = termsOf(expression);
  const by = terms.find((term) => term.by.length > 0)?.by ?? [];
  const queries = new Map<string, QueryHistory>();
  for (const each of series) {
    const key = keyOf(expression, each.part);
    if (!key.ok) return key;
    const tags = each.group ?? {};
    const named = Object.keys(tags).sort().join();
    const partBy = each.part === undefined ? by : (terms[each.part - 1]?.by ?? []);
    if (named !== [...partBy].sort().join()) return { ok: false, why: groupsOf(partBy) };
    const earlier = queries.get(key.value)?.series ?? [];
    if (earlier.some((other) => groupName(other.tags, by) === groupName(tags, by)))
      return { ok: false, why: `two series stand for ${groupName(tags, by)} of the same metric.` };
    const times = each.values.map((_, index) => index * interval);
    queries.set(key.value, { interval, series: [...earlier, { tags, times, values: each.values }] });
  }
  const longest = Math.max(...series.map(({ values }) => values.length * interval));
  return { ok: true, value: { by, history: { queries, from: 0, to: Math.max(until, longest) } } };
}

const groupsOf = (by: readonly string[]): string =>
  by.length === 0
    ? "its query has no groups, so a series names none."
    : `its query is grouped by ${by.join(" and ")}, so each series names its group.`;

/** Counts are added up over the window before they are divided: their quotient alone does not say what comes out. */
function keyOf(expression: Expression, part: number | undefined): Read<string> {
  const { parts, whole } = historyKeys(expression);
  const listed = parts.map((each, index) => `${index + 1} is ${each}`).join("; ");
  if (part !== undefined) {
    const key = parts[part - 1];
    return key === undefined
      ? { ok: false, why: `it has no part ${part}: ${listed}.` }
      : { ok: true, value: key };
  }
  const counts = termsOf(expression).some(
    (term) => term.kind === "metric" && term.modifiers.some(({ kind }) => kind === "as_count"),
  );
  if (counts && expression.kind === "arithmetic")
    return { ok: false, why: `it calculates with counts, so each series says which part it is: ${listed}.` };
  return { ok: true, value: whole };
}
