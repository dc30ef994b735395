import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { units } from "../../model/quantity";
import { sliceFormula } from "../../plan/slice-formula";
import type { GuardrailOf } from "../../plan/types";
import { datadogTags } from "../identity";

type Objective = GuardrailOf<"objective">;

/** What a {@link ServiceLevelObjective} needs to know. */
export interface ServiceLevelObjectiveArgs {
  /** The planned objective. */
  readonly guardrail: Objective;
  /** Datadog's id of the monitor whose time it counts; undefined where it counts none, or that is not deployed. */
  readonly monitorId?: pulumi.Input<string> | undefined;
}

/** What others need to show or watch an objective. */
export interface ObjectiveReference {
  /** Datadog's id of the objective; undefined while nothing measures its indicator. */
  readonly objectiveId: pulumi.Input<string> | undefined;
  /** Its period as Datadog writes it, such as `30d`. */
  readonly timeframe: string;
}

/**
 * A target for the share of good requests, checks or time over a period. While nothing measures its indicator it
 * registers no Datadog objective, and nothing can watch it.
 */
export class ServiceLevelObjective extends pulumi.ComponentResource implements ObjectiveReference {
  /** Id that burn-rate alerts and dashboards refer to; undefined while nothing measures the indicator. */
  readonly objectiveId: pulumi.Output<string> | undefined;

  /** Period as Datadog writes it, such as `30d`; known before anything is deployed. */
  readonly timeframe: string;

  constructor(name: string, objective: ServiceLevelObjectiveArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:objectives:ServiceLevelObjective", name, {}, opts);

    const args = toObjectiveArgs(objective);
    this.timeframe = toTimeframe(objective.guardrail.period);
    if (args) this.objectiveId = new datadog.ServiceLevelObjective(`${name}-slo`, args, { parent: this }).id;

    this.registerOutputs({ objectiveId: this.objectiveId });
  }
}

/**
 * Translates a planned objective; undefined while nothing measures its indicator. The primary time frame is written
 * out: where it is left to Datadog, the provider keeps sending the old one after a change of period.
 *
 * Source: https://docs.datadoghq.com/api/latest/service-level-objectives/#create-an-slo-object
 */
export function toObjectiveArgs({
  guardrail,
  monitorId,
}: ServiceLevelObjectiveArgs): datadog.ServiceLevelObjectiveArgs | undefined {
  const { indicator, name, period, target, telemetry, title } = guardrail;
  const unmeasured = indicator.kind === "time-slice" && indicator.query === null;
  if (unmeasured || telemetry?.status === "uninstrumented") return undefined;
  const timeframe = toTimeframe(period);
  return {
    name,
    description: title,
    // Datadog refuses upper case in the tags of an objective.
    tags: datadogTags({ guardrail }).map((tag) => tag.toLowerCase()),
    timeframe,
    targetThreshold: target,
    thresholds: [{ timeframe, target }],
    ...toIndicator(indicator, monitorId),
  };
}

/** A period of seconds as Datadog writes it: `7d`, `30d` or `90d`. */
export function toTimeframe(period: number): string {
  return `${Math.round(period / units.days.numerator)}d`;
}

type SliceQuery = datadog.types.input.ServiceLevelObjectiveSliSpecificationTimeSliceQuery;

function toSliceQuery(expression: string | null): SliceQuery {
  const parts = expression === null ? undefined : sliceFormula(expression);
  if (!parts) throw new Error(`No formula over metrics can be made of ${JSON.stringify(expression)}.`);
  return {
    formula: { formulaExpression: parts.formula },
    queries: parts.queries.map(({ name, query }) => ({
      metricQuery: { name, dataSource: "metrics", query },
    })),
  };
}

function toIndicator(
  indicator: Objective["indicator"],
  monitorId: pulumi.Input<string> | undefined,
): Pick<datadog.ServiceLevelObjectiveArgs, "type" | "query" | "sliSpecification" | "monitorIds"> {
  switch (indicator.kind) {
    case "ratio":
      return { type: "metric", query: { numerator: indicator.good, denominator: indicator.total } };
    case "time-slice":
      return {
        // The SDK's documentation prints `timeSlice`; the API knows only this spelling.
        type: "time_slice",
        sliSpecification: {
          timeSlice: {
            comparator: indicator.comparator,
            threshold: indicator.level,
            queryIntervalSeconds: indicator.slice,
            query: toSliceQuery(indicator.query),
          },
        },
      };
    case "monitor":
      if (monitorId === undefined)
        throw new Error(`${indicator.monitor} is counted by an objective, and it is not deployed.`);
      return { type: "monitor", monitorIds: [pulumi.output(monitorId).apply(Number)] };
  }
}
