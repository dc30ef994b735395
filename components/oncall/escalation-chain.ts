import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { units } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { withOffset } from "../../plan/zoned-time";
import { identityLine } from "../identity";

type Escalation = GuardrailOf<"escalation">;
type Step = Escalation["steps"][number];
type DatadogPager = Extract<Escalation["pager"], { kind: "datadog" }>;
type Layer = DatadogPager["layers"][number];

/** A chain that Datadog holds. */
export type DatadogEscalation = Escalation & { readonly pager: DatadogPager };

/** Tells whether a chain is Datadog's to hold; PagerDuty's is set up there. */
function isDatadogs(guardrail: Escalation): guardrail is DatadogEscalation {
  return guardrail.pager.kind === "datadog";
}

/** What an {@link EscalationChain} needs to know. */
export interface EscalationChainArgs {
  /** The planned chain. */
  readonly guardrail: Escalation;
}

/**
 * Who is paged, who next when nobody answers, and the rotation that says who is on call. Of a chain that PagerDuty holds,
 * only the team that answers.
 */
export class EscalationChain extends pulumi.ComponentResource {
  /** Id of the team whose handle alerts mention. */
  readonly teamId: pulumi.Output<string>;

  /** Id of the rotation; undefined where PagerDuty has it. */
  readonly scheduleId: pulumi.Output<string> | undefined;

  /** Id of the escalation policy; undefined where PagerDuty has it. */
  readonly policyId: pulumi.Output<string> | undefined;

  constructor(name: string, { guardrail }: EscalationChainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:oncall:EscalationChain", name, {}, opts);

    const parent = { parent: this };
    this.teamId = new datadog.Team(`${name}-team`, toTeamArgs(guardrail), parent).id;
    if (isDatadogs(guardrail)) {
      const schedule = toScheduleArgs(guardrail, this.teamId);
      this.scheduleId = new datadog.OnCallSchedule(`${name}-schedule`, schedule, parent).id;
      const policy = toPolicyArgs(guardrail, this.teamId, this.scheduleId);
      this.policyId = new datadog.OnCallEscalationPolicy(`${name}-policy`, policy, parent).id;
      const routing = toRoutingArgs(guardrail, this.teamId, this.policyId);
      new datadog.OnCallTeamRoutingRules(`${name}-routing`, routing, parent);
    }

    this.registerOutputs({ teamId: this.teamId, scheduleId: this.scheduleId, policyId: this.policyId });
  }
}

/** Translates the team; it takes no tags, so its identity is the last line of its description. */
export function toTeamArgs(guardrail: Escalation): datadog.TeamArgs {
  const { description, handle, name } = guardrail.pager.team;
  return { handle, name, description: `${description}\n\n${identityLine({ guardrail })}` };
}

/**
 * Translates the rotation. Its layers take turns by themselves; who is on call is whoever any of them names.
 *
 * Source: https://docs.datadoghq.com/service_management/on-call/schedules/
 */
export function toScheduleArgs(
  { name, pager }: DatadogEscalation,
  teamId: pulumi.Input<string>,
): datadog.OnCallScheduleArgs {
  const { layers, timezone } = pager;
  return {
    name,
    timeZone: timezone,
    teams: [teamId],
    layers: layers.map((layer) => toLayerArgs(layer, timezone)),
  };
}

function toLayerArgs(layer: Layer, timezone: string): datadog.types.input.OnCallScheduleLayer {
  const { handover, hours, length, name, until, users } = layer;
  const day = units.days.numerator;
  const start = withOffset(handover, timezone);
  return {
    name,
    effectiveDate: start,
    rotationStart: start,
    ...(until !== null && { endDate: withOffset(until, timezone) }),
    interval: { days: Math.floor(length / day), seconds: length % day },
    users,
    ...(hours.length > 0 && {
      restrictions: hours.map((each) => ({
        ...each,
        startTime: `${each.startTime}:00`,
        endTime: `${each.endTime}:00`,
      })),
    }),
  };
}

/**
 * Translates the steps. The plan counts from the start of the page, Datadog from step to step; steps of one moment are
 * one step with several targets. After the last one the page waits as long as anyone has to acknowledge it, and stays
 * open.
 *
 * Source: https://docs.datadoghq.com/service_management/on-call/escalation_policies/
 */
export function toPolicyArgs(
  { acknowledgeWithin, name, steps }: DatadogEscalation,
  teamId: pulumi.Input<string>,
  scheduleId: pulumi.Input<string>,
): datadog.OnCallEscalationPolicyArgs {
  const moments = [...new Set(steps.map(({ after }) => after))];
  const toTarget = ({ person }: Step): datadog.types.input.OnCallEscalationPolicyStepTarget =>
    person === null ? { schedule: scheduleId, position: "current" } : { user: person };
  return {
    name,
    teams: [teamId],
    resolvePageOnPolicyEnd: false,
    steps: moments.map((moment, index) => ({
      assignment: "default",
      escalateAfterSeconds: (moments[index + 1] ?? moment + acknowledgeWithin) - moment,
      targets: steps.filter(({ after }) => after === moment).map(toTarget),
    })),
  };
}

/**
 * One rule that catches every page of the team: Datadog refuses a last rule with a condition. A page of low urgency is
 * never escalated, even where somebody mentions the team by hand.
 *
 * Source: https://docs.datadoghq.com/service_management/on-call/processing_rules/
 */
export function toRoutingArgs(
  { pager }: DatadogEscalation,
  teamId: pulumi.Input<string>,
  policyId: pulumi.Input<string>,
): datadog.OnCallTeamRoutingRulesArgs {
  return { teamId, rules: [{ escalationPolicy: policyId, urgency: pager.urgency }] };
}
