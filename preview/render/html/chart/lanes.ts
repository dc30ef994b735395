import type { Chart } from "../../../schema";
import type { Stretch } from "./geometry";

/** A time in alert, and whether the other side has it too. */
export interface Firing extends Stretch {
  /** `gained` after the change only, `lost` before it only, else `kept`. */
  readonly fate: "kept" | "gained" | "lost";
}

/** What one group would have done, before and after. */
export interface Lanes {
  /** Times in alert before; null where the guardrail is new. */
  readonly before: readonly Firing[] | null;
  /** Times in alert after; null where it is gone. */
  readonly after: readonly Firing[] | null;
}

/**
 * The lanes of a group. A chart's times in alert may be several that lie close together, so each is as gained or lost as
 * the incidents in it: it is kept as soon as the other side alerts within it.
 */
export function lanesOf(group: Chart["groups"][number], { levels }: Chart): Lanes {
  const { after, before } = group.alerts;
  return {
    before: levels.before && firings(before, after, "lost"),
    after: levels.after && firings(after, before, "gained"),
  };
}

const firings = (
  these: readonly Stretch[],
  those: readonly Stretch[],
  alone: "gained" | "lost",
): readonly Firing[] =>
  these.map((each) => ({
    ...each,
    fate: those.some(({ end, start }) => start < each.end && each.start < end) ? "kept" : alone,
  }));

/** Seconds of stretches together. */
export const secondsOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { end, start }) => sum + end - start, 0);
