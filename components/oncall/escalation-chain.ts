import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { units } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { identityLine } from "../identity";

type Escalation = GuardrailOf<"escalation">;
type Step = Escalation["steps"][number];

/** What an {@link EscalationChain} needs to know. */
export interface EscalationChainArgs {
  /** The planned chain. */
  readonly guardrail: Escalation;
}

/** Who is paged, who next when nobody answers, and the rotation that says who is on call. */
export class EscalationChain extends pulumi.ComponentResource {
  /** Id of the team whose handle alerts mention. */
  readonly teamId: pulumi.Output<string>;

  /** Id of the rotation. */
  readonly scheduleId: pulumi.Output<string>;

  /** Id of the escalation policy. */
  readonly policyId: pulumi.Output<string>;

  constructor(name: string, { guardrail }: EscalationChainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:oncall:EscalationChain", name, {}, opts);

    const parent = { parent: this };
    this.teamId = new datadog.Team(`${name}-team`, toTeamArgs(guardrail), parent).id;
    const schedule = toScheduleArgs(guardrail, this.teamId);
    this.scheduleId = new datadog.OnCallSchedule(`${name}-schedule`, schedule, parent).id;
    const policy = toPolicyArgs(guardrail, this.teamId, this.scheduleId);
    this.policyId = new datadog.OnCallEscalationPolicy(`${name}-policy`, policy, parent).id;
    const routing = toRoutingArgs(this.teamId, this.policyId);
    new datadog.OnCallTeamRoutingRules(`${name}-routing`, routing, parent);

    this.registerOutputs({ teamId: this.teamId, scheduleId: this.scheduleId, policyId: this.policyId });
  }
}

/** Translates the team; it takes no tags, so its identity is the last line of its description. */
export function toTeamArgs(guardrail: Escalation): datadog.TeamArgs {
  const { description, handle, name } = guardrail.team;
  return { handle, name, description: `${description}\n\n${identityLine({ guardrail })}` };
}

/**
 * Translates the rotation: one layer that never ends, since a layer that ends leaves nobody on call.
 *
 * Source: https://docs.datadoghq.com/service_management/on-call/schedules/
 */
export function toScheduleArgs(
  guardrail: Escalation,
  teamId: pulumi.Input<string>,
): datadog.OnCallScheduleArgs {
  const { name, rotation, timezone } = guardrail;
  const day = units.days.numerator;
  const start = withOffset(rotation.handover, timezone);
  return {
    name,
    timeZone: timezone,
    teams: [teamId],
    layers: [
      {
        name: "rotation",
        effectiveDate: start,
        rotationStart: start,
        interval: { days: Math.floor(rotation.length / day), seconds: rotation.length % day },
        // A setting holds several ids as one text, separated by commas.
        users: rotation.users.flatMap((ids) => ids.split(",").map((id) => id.trim())),
      },
    ],
  };
}

/** A local time with the offset that its zone has then: Datadog takes no time without one. */
function withOffset(time: string, timezone: string): string {
  if (/(Z|[+-]\d\d:\d\d)$/.test(time)) return time;
  const near = offsetAt(new Date(`${time}Z`), timezone);
  return `${time}${offsetAt(new Date(`${time}${near}`), timezone)}`;
}

function offsetAt(instant: Date, timezone: string): string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: timezone, timeZoneName: "longOffset" });
  const name = format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value;
  return name?.replace("GMT", "") || "+00:00";
}

/**
 * Translates the steps. The plan counts from the start of the page, Datadog from step to step; steps of one moment are
 * one step with several targets. After the last one the page waits as long as anyone has to acknowledge it, and stays
 * open.
 *
 * Source: https://docs.datadoghq.com/service_management/on-call/escalation_policies/
 */
export function toPolicyArgs(
  { acknowledgeWithin, name, steps }: Escalation,
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

/** One rule that catches every page of the team: Datadog refuses a last rule with a condition. */
export function toRoutingArgs(
  teamId: pulumi.Input<string>,
  policyId: pulumi.Input<string>,
): datadog.OnCallTeamRoutingRulesArgs {
  return { teamId, rules: [{ escalationPolicy: policyId, urgency: "high" }] };
}
