import type { AnyMonitorDeclaration, Indicator } from "../model/declaration";
import { signals } from "../model/signal";
import { reference } from "../model/source";
import type { Telemetry } from "../model/telemetry";
import { takeLevel } from "./adapt";
import { idOf, type PlanContext } from "./context";
import { scoped } from "./query";
import { inUnitOf, type SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

/** How an objective is measured, with what its dashboard and the alerts on its budget ask of that. */
export interface PlannedIndicator {
  /** As the plan has it. */
  readonly indicator: GuardrailOf<"objective">["indicator"];
  /** Where it is measured; undefined when the service does not say. */
  readonly telemetry: Telemetry | undefined;
  /** Whether planned maintenance may silence the alerts on its budget: as the signal that it counts; events may be. */
  readonly mutable: boolean;
  /** Tags of the objective beside its identity. */
  readonly tags: readonly string[];
}

type IndicatorOf<K extends Indicator["kind"]> = Extract<Indicator, { kind: K }>;

/**
 * Tag of the objectives that count a monitor's time. They are made after the dashboard, which the monitor's message links
 * and which finds them by this tag.
 */
export const onMonitorTag = "indicator:monitor";

/** Plans how an objective is measured. */
export function indicatorOf(context: PlanContext, trail: SourceTrail, declared: Indicator): PlannedIndicator {
  switch (declared.kind) {
    case "ratio":
      return ratioOf(context, declared);
    case "time-slice":
      return slicesOf(context, trail, declared);
    case "monitor":
      return timeOf(context, declared);
  }
}

function ratioOf(context: PlanContext, { good, telemetry, total }: IndicatorOf<"ratio">): PlannedIndicator {
  return {
    indicator: { kind: "ratio", good: scoped(context, good), total: scoped(context, total) },
    telemetry,
    mutable: true,
    tags: [],
  };
}

function slicesOf(
  context: PlanContext,
  trail: SourceTrail,
  declared: IndicatorOf<"time-slice">,
): PlannedIndicator {
  const telemetry = declared.telemetry ?? context.service.telemetry[declared.signal];
  const measurement = telemetry && telemetry.status !== "uninstrumented" ? telemetry : null;
  const { bad: direction, lenience, most, mutable } = signals[declared.signal];
  const written = takeLevel(trail, context.environment, "level", {
    kind: { direction, lenience, most },
    level: declared.level,
  });
  // As a percentile's: the level goes to the metric's unit, so that the expression stays the one that alerts read.
  const level = measurement ? inUnitOf(written, { value: 0, unit: measurement.unit }) : written;
  return {
    telemetry,
    mutable,
    tags: [],
    indicator: {
      kind: "time-slice",
      signal: declared.signal,
      query: measurement && scoped(context, measurement.expression),
      comparator: direction === "above" ? "<" : ">",
      level: level.value,
      unit: level.unit,
      slice: 300,
    },
  };
}

function timeOf(context: PlanContext, { monitor: name }: IndicatorOf<"monitor">): PlannedIndicator {
  const { guardrails, telemetry } = context.service;
  const watched = guardrails.find(
    (each): each is AnyMonitorDeclaration => each.kind === "monitor" && each.name === name,
  );
  return {
    indicator: { kind: "monitor", monitor: reference("monitor", idOf(context, name)) },
    telemetry: watched && (watched.telemetry ?? telemetry[watched.signal]),
    // A check reports a monitor that is not there.
    mutable: watched === undefined || signals[watched.signal].mutable,
    tags: [onMonitorTag],
  };
}
