import { groupName, type History, type QueryHistory } from "../simulator/history";
import type { GivenSeries } from "./form";
import type { Part, Reads } from "./reads";

/** What a test gives to an alert. */
export interface Gift {
  /** The series. */
  readonly series: readonly GivenSeries[];
  /** Seconds between two points. */
  readonly interval: number;
  /** Until when it must reach, in seconds: after its points a series is silent. */
  readonly until: number;
}

/** Why a series does not fit what an alert reads. */
export interface Misfit {
  /** Which series, from 0; null for one that is missing. */
  readonly series: number | null;
  /** In a sentence. */
  readonly why: string;
}

/** Series as the past of an alert, from time 0, or all that does not fit. */
export type Given = { readonly history: History } | { readonly misfits: readonly Misfit[] };

/** Series as the past of what an alert reads. */
export function given(reads: Reads, { interval, series, until }: Gift): Given {
  const misfits: Misfit[] = [];
  const queries = new Map<string, QueryHistory>();
  series.forEach((each, index) => {
    const part = partOf(each, reads);
    const why = typeof part === "string" ? part : groupFault(each, part, queries);
    if (typeof part === "string" || why !== undefined) {
      misfits.push({ series: index, why: why ?? "" });
      return;
    }
    const earlier = queries.get(part.text)?.series ?? [];
    const times = each.values.map((_, at) => at * interval);
    const mine = { tags: each.group ?? {}, times, values: each.values };
    queries.set(part.text, { interval, series: [...earlier, mine] });
  });
  if (misfits.length === 0) misfits.push(...missingParts(reads, queries));
  if (misfits.length > 0) return { misfits };
  const longest = Math.max(...series.map(({ values }) => values.length * interval));
  return { history: { queries, from: 0, to: Math.max(until, longest) } };
}

/** What a series stands for, or why that cannot be said. */
function partOf({ part }: GivenSeries, { parts, whole }: Reads): Part | string {
  if (part !== undefined) return parts[part - 1] ?? `it reads no part ${part}: ${listed(parts)}.`;
  return whole ?? `it calculates with counts, so each series says which part it is: ${listed(parts)}.`;
}

const listed = (parts: readonly Part[]): string =>
  parts.map(({ text }, index) => `${index + 1} is ${text}`).join("; ");

function groupFault(
  { group = {} }: GivenSeries,
  { by, text }: Part,
  queries: ReadonlyMap<string, QueryHistory>,
): string | undefined {
  if (Object.keys(group).sort().join() !== [...by].sort().join())
    return by.length === 0
      ? `${text} has no groups, so a series of it names none.`
      : `${text} is grouped by ${by.join(" and ")}, so each series of it names its group.`;
  const name = groupName(group, by);
  const twice = queries.get(text)?.series.some(({ tags }) => groupName(tags, by) === name);
  if (!twice) return undefined;
  return `two series stand for ${name === "*" ? "" : `${name} of `}${text}.`;
}

function missingParts(
  { parts, whole }: Reads,
  queries: ReadonlyMap<string, QueryHistory>,
): readonly Misfit[] {
  if (whole && queries.has(whole.text)) return [];
  return parts.flatMap(({ text }, index) =>
    queries.has(text) ? [] : [{ series: null, why: `part ${index + 1}, ${text}, has no series.` }],
  );
}
