import type { Chart } from "../../../schema";
import type { Stretch } from "./geometry";

/** A time in alert, and whether the other side has it too. */
export interface Firing extends Stretch {
  /** `gained` after the change only, `lost` before it only, else `kept`. */
  readonly fate: "kept" | "gained" | "lost";
}

/** What one side of a group would have done, or why that is not there. */
export type Lane = readonly Firing[] | "not there" | "not replayed";

/** What one group would have done, before and after. */
export interface Lanes {
  /** Times in alert before. */
  readonly before: Lane;
  /** Times in alert after. */
  readonly after: Lane;
}

/** Which sides were replayed: of another one nothing is known, least of all that it would have been quiet. */
export interface Replayed {
  /** Whether the one before was. */
  readonly before: boolean;
  /** Whether the one after was. */
  readonly after: boolean;
}

/**
 * The lanes of a group. A chart's times in alert may be several that lie close together, so each is as gained or lost as
 * the incidents in it: it is kept as soon as the other side alerts within it.
 */
export function lanesOf(group: Chart["groups"][number], { levels }: Chart, replayed: Replayed): Lanes {
  const lane = (side: "before" | "after", other: "before" | "after", alone: "gained" | "lost"): Lane => {
    if (levels[side] === null) return "not there";
    if (!replayed[side]) return "not replayed";
    // What is new or gone gains or loses all that it tells; beside a side that is not known nothing can be said.
    const known = levels[other] === null || replayed[other];
    return firings(group.alerts[side], group.alerts[other], known ? alone : "kept");
  };
  return { before: lane("before", "after", "lost"), after: lane("after", "before", "gained") };
}

const firings = (
  these: readonly Stretch[],
  those: readonly Stretch[],
  alone: Firing["fate"],
): readonly Firing[] =>
  these.map((each) => ({
    ...each,
    fate: those.some(({ end, start }) => start < each.end && each.start < end) ? "kept" : alone,
  }));

/** Seconds of stretches together. */
export const secondsOf = (stretches: readonly Stretch[]): number =>
  stretches.reduce((sum, { end, start }) => sum + end - start, 0);
