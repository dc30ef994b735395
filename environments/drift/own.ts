import type { StateIndex } from "../../preview/deployed/state";

/** Type token of a monitor. */
export const monitorType = "datadog:index/monitor:Monitor";

/** Type token of a downtime. */
export const downtimeType = "datadog:index/downtimeSchedule:DowntimeSchedule";

const testType = "datadog:index/syntheticsTest:SyntheticsTest";

/** A monitor that a stack made. */
export interface OwnMonitor {
  /** Datadog's id. */
  readonly id: string;
  /** The guardrail that it carries; null for none. */
  readonly guardrail: string | null;
  /** The tags with which it was deployed. */
  readonly tags: readonly string[];
}

/** Every monitor that a state knows: its own, and those that Datadog makes of each synthetic test. */
export function ownMonitors(state: StateIndex): readonly OwnMonitor[] {
  return [...state.values()].flatMap(({ guardrail, id, inputs, outputs, type }) => {
    const tags = textsIn(inputs["tags"]);
    if (type === monitorType) return [{ id, guardrail, tags }];
    const behind = outputs["monitorId"];
    const isId = typeof behind === "number" || typeof behind === "string";
    return type === testType && isId ? [{ id: String(behind), guardrail, tags }] : [];
  });
}

/** The downtimes that a state knows, by Datadog's id, each with its guardrail. */
export const ownDowntimes = (state: StateIndex): ReadonlyMap<string, string | null> =>
  new Map(
    [...state.values()].flatMap(({ guardrail, id, type }) =>
      type === downtimeType ? [[id, guardrail] as const] : [],
    ),
  );

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
