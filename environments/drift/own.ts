import type { StateIndex } from "../../preview/deployed/state";
import { monitorType } from "../../preview/engine/read-back";

/** Type token of a downtime. */
export const downtimeType = "datadog:index/downtimeSchedule:DowntimeSchedule";

/** Type token of a synthetic test. */
export const testType = "datadog:index/syntheticsTest:SyntheticsTest";

/** Type token of an objective. */
export const objectiveType = "datadog:index/serviceLevelObjective:ServiceLevelObjective";

/** A monitor that a stack made. */
export interface OwnMonitor {
  /** Datadog's id. */
  readonly id: string;
  /** Datadog's id of the resource that is or brings it: its own, or a synthetic test's. */
  readonly resource: string;
  /** The guardrail that it carries; null for none. */
  readonly guardrail: string | null;
  /** The tags with which it was deployed. */
  readonly tags: readonly string[];
}

/** Every monitor that a state knows: its own, and those that Datadog makes of each synthetic test. */
export function ownMonitors(state: StateIndex): readonly OwnMonitor[] {
  return [...state.values()].flatMap(({ guardrail, id, inputs, outputs, type }) => {
    const tags = textsIn(inputs["tags"]);
    if (type === monitorType) return [{ id, resource: id, guardrail, tags }];
    const behind = outputs["monitorId"];
    const isId = typeof behind === "number" || typeof behind === "string";
    return type === testType && isId ? [{ id: String(behind), resource: id, guardrail, tags }] : [];
  });
}

/** Whether a state knows an object: as a resource, or as the monitor that Datadog made of a synthetic test. */
export function knows(
  state: StateIndex,
): (object: { readonly type: string; readonly id: string }) => boolean {
  const resources = [...state.values()].map(({ id, type }) => `${type} ${id}`);
  const behind = ownMonitors(state).map(({ id }) => `${monitorType} ${id}`);
  const known = new Set([...resources, ...behind]);
  return ({ id, type }) => known.has(`${type} ${id}`);
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
