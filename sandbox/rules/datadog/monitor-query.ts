/** Comparison that ends an alert query. */
export type Comparator = ">" | ">=" | "<" | "<=";

/** What a query says about when it alerts. */
export interface Condition {
  /** How a value relates to `limit` when it alerts. */
  readonly comparator: Comparator;
  /** The number in the query. */
  readonly limit: number;
}

/** Reads the comparison off the end of a query; `undefined` when there is none, as in service checks and composites. */
export function conditionOf(query: string): Condition | undefined {
  const match = /(>=|<=|>|<)\s*(-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i.exec(query);
  return match === null ? undefined : { comparator: match[1] as Comparator, limit: Number(match[2]) };
}

/** Tags that a query groups by; empty for a monitor with one group. */
export function groupsOf(query: string): readonly string[] {
  const braces = [...query.matchAll(/\}\s*by\s*\{([^}]*)\}/g)].flatMap(([, list = ""]) => list.split(","));
  const calls = [...query.matchAll(/\.by\(([^)]*)\)/g)].flatMap(([, list = ""]) => list.split(","));
  const names = [...braces, ...calls].map((name) => name.trim().replaceAll(/^["']|["']$/g, ""));
  return [...new Set(names.filter((name) => name !== "" && name !== "*"))];
}

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 10_080, mo: 43_200 };

/** A query's evaluation window in minutes; `undefined` when the query's form has none. */
export function windowMinutes(
  query: string,
): { readonly text: string; readonly minutes: number } | undefined {
  const match =
    /\b(?:last|next|current)_(\d+)(mo|[a-z]+)\b/.exec(query) ?? /\.last\("(\d+)(mo|[a-z]+)"\)/.exec(query);
  if (match === null) return undefined;
  const [text, amount = "", unit = ""] = match;
  return { text, minutes: Number(amount) * (MINUTES[unit] ?? Number.NaN) };
}

// Monitor types of the API reference (v1 monitors) and how the query of each begins.
const FORMS: Readonly<Record<string, RegExp>> = {
  "metric alert": /^\s*(?:(?:avg|sum|min|max|percentile|change|pct_change)\s*\(|formula\()/,
  "query alert": /^\s*(?:(?:avg|sum|min|max|percentile|change|pct_change)\s*\(|formula\()/,
  "service check": /^\s*"[^"]+"\s*\.over\(.*\.last\(\d+\)\.(?:count_by_status|pct_by_status)\(\)\s*$/s,
  "process alert": /^\s*processes\(/,
  "log alert": /^\s*(?:logs|formula)\(/,
  "event-v2 alert": /^\s*(?:events|formula)\(/,
  "event alert": /^\s*events\(/,
  "trace-analytics alert": /^\s*(?:trace-analytics|formula)\(/,
  "rum alert": /^\s*(?:rum|formula)\(/,
  "audit alert": /^\s*(?:audits|formula)\(/,
  "error-tracking alert": /^\s*(?:error-tracking(?:-rum|-traces|-logs)?|formula)\(/,
  "ci-pipelines alert": /^\s*(?:ci-pipelines|formula)\(/,
  "ci-tests alert": /^\s*(?:ci-tests|formula)\(/,
  "database-monitoring alert": /^\s*(?:database-monitoring|formula)\(/,
  "network-performance alert": /^\s*(?:network-performance|formula)\(/,
  "cost alert": /^\s*(?:costs|formula)\(/,
  "slo alert": /^\s*(?:error_budget|burn_rate)\("/,
  composite: /^[\s!(]*\d+(?:[\s()]*(?:&&|\|\||!)?[\s()!]*\d*)*$/,
};

/** Types of monitors that the API takes. */
export const MONITOR_TYPES: readonly string[] = Object.keys(FORMS);

/** Tells whether a query has the form that its monitor's type wants; an unknown type is another rule's business. */
export function hasFormOf(type: string, query: string): boolean {
  return FORMS[type]?.test(query) ?? true;
}
