import type { Fields } from "../model/record";
import type { GuardrailOf, Plan } from "../plan/types";
import { tagsOf, tagValue, textIn, type ForeignMonitor } from "./foreign-monitor";
import { shapeOf, type QueryShape } from "./shape";

type Monitor = GuardrailOf<"monitor">;

/** A guardrail that a monitor may turn out to be. */
export interface Candidate {
  /** The planned monitor. */
  readonly guardrail: Monitor;
  /** Its query, taken apart. */
  readonly shape: QueryShape;
}

/** A monitor that was read. */
export interface ReadMonitor {
  /** The monitor. */
  readonly monitor: ForeignMonitor;
  /** Its query, taken apart. */
  readonly shape: QueryShape;
}

/** A monitor with the guardrail that it is. */
export interface Match {
  /** What the account has. */
  readonly read: ReadMonitor;
  /** What the plan declares. */
  readonly candidate: Candidate;
  /** Why they are one. */
  readonly because: string;
}

/** Everything that was matched, and what was left. */
export interface Matching {
  /** Each monitor with its guardrail; neither is named twice. */
  readonly matches: readonly Match[];
  /** Monitors that are the same as a guardrail which another monitor is already. */
  readonly twins: readonly (Omit<Match, "because"> & { readonly of: ForeignMonitor })[];
  /** Monitors that are no guardrail of the plan. */
  readonly rest: readonly ReadMonitor[];
}

/** The planned monitors that are deployed as one. */
export function candidatesOf({ guardrails }: Plan): readonly Candidate[] {
  return guardrails.flatMap((guardrail) => {
    if (guardrail.kind !== "monitor" || guardrail.draft || guardrail.query === null) return [];
    const shaped = shapeOf(guardrail.query);
    return shaped.ok ? [{ guardrail, shape: shaped.shape }] : [];
  });
}

/** Finds for each monitor the guardrail that it is, the likest pairs first. */
export function matchMonitors(
  read: readonly ReadMonitor[],
  candidates: readonly Candidate[],
  environment: string,
): Matching {
  const pairs = read
    .flatMap((each) =>
      candidates.flatMap((candidate) => {
        const likeness = likenessOf(each, candidate, environment);
        return likeness ? [{ read: each, candidate, ...likeness }] : [];
      }),
    )
    .sort((one, other) => one.distance - other.distance);
  const matches = new Map<ReadMonitor, Match>();
  const taken = new Map<Candidate, ReadMonitor>();
  for (const { because, candidate, read: each } of pairs) {
    if (matches.has(each) || taken.has(candidate)) continue;
    matches.set(each, { read: each, candidate, because });
    taken.set(candidate, each);
  }
  const rest = read.filter((each) => !matches.has(each));
  const twins = rest.flatMap((each) => {
    // What measures something a little else is a guardrail of its own; the very same is told twice.
    const pair = pairs.find((other) => other.read === each && other.distance < alike);
    const of = pair && taken.get(pair.candidate);
    return pair && of ? [{ read: each, candidate: pair.candidate, of: of.monitor }] : [];
  });
  const double = new Set(twins.map((twin) => twin.read));
  return {
    matches: read.flatMap((each) => matches.get(each) ?? []),
    twins,
    rest: rest.filter((each) => !double.has(each)),
  };
}

/** Distance of two monitors that measure the same in another way: aggregation over sources, or what is done to points. */
const alike = 1000;

interface Likeness {
  /** How far the two are apart; 0 is the same monitor. */
  readonly distance: number;
  /** Why they are taken for one. */
  readonly because: string;
}

function likenessOf(
  { monitor, shape }: ReadMonitor,
  { guardrail, shape: own }: Candidate,
  environment: string,
): Likeness | null {
  const tags = tagsOf(monitor);
  const named = tags.includes("managed-by:belfry") ? tagValue(tags, "belfry") : undefined;
  if (named !== undefined) {
    if (named !== guardrail.id || tagValue(tags, "env") !== environment) return null;
    return { distance: -1, because: "it carries the guardrail's identity" };
  }
  if (shape.direction !== own.direction || shape.metrics !== own.metrics) return null;
  if (!isSameChange(shape, own)) return null;
  const missing = own.tags.filter((tag) => !shape.tags.includes(tag));
  const others = shape.tags.filter((tag) => !own.tags.includes(tag));
  // A monitor of every environment becomes the one of this; any other tag makes it another monitor.
  if (others.length > 0 || missing.some((tag) => tag !== `env:${environment}`)) return null;
  const same = missing.length > 0 ? shape.structure === own.structure : shape.measured === own.measured;
  const distance =
    (same ? 0 : alike) +
    (missing.length > 0 ? 100 : 0) +
    (shape.by.join() === own.by.join() ? 0 : 50) +
    (shape.query.aggregator === own.query.aggregator ? 0 : 5) +
    levelsApart(monitor.inputs, guardrail, own.scale / shape.scale);
  const because = same
    ? "signal, scope and side are the same"
    : "metrics, scope and side are the same; how sources are put together is not";
  return { distance, because };
}

const isSameChange = (one: QueryShape, other: QueryShape): boolean =>
  one.query.change?.kind === other.query.change?.kind &&
  one.query.change?.shift === other.query.change?.shift;

/** How far the alerting levels are apart, from 0 to 10, and a little for the warning and the window. */
function levelsApart(inputs: Fields, { critical, warning }: Monitor, factor: number): number {
  const { monitorThresholds: given } = inputs;
  const levels = (given ?? {}) as Fields;
  const apart = (own: number | null, name: string): number => {
    const text = textIn(levels, name);
    if (text === "" || own === null) return text === "" && own === null ? 0 : 1;
    const other = Number(text) * factor;
    const most = Math.max(Math.abs(own), Math.abs(other));
    return most === 0 ? 0 : Math.abs(own - other) / most;
  };
  return apart(critical, "critical") * 10 + apart(warning, "warning");
}
