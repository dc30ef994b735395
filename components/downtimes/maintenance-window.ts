import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";

/** What a {@link MaintenanceWindow} needs to know. */
export interface MaintenanceWindowArgs {
  /** The planned downtime. */
  readonly guardrail: GuardrailOf<"downtime">;
}

/** A recurring time in which alerts stay quiet. */
export class MaintenanceWindow extends pulumi.ComponentResource {
  /** Id of the Datadog downtime. */
  readonly downtimeId: pulumi.Output<string>;

  constructor(name: string, { guardrail }: MaintenanceWindowArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:downtimes:MaintenanceWindow", name, {}, opts);

    const args = toDowntimeArgs(guardrail);
    this.downtimeId = new datadog.DowntimeSchedule(`${name}-downtime`, args, { parent: this }).id;

    this.registerOutputs({ downtimeId: this.downtimeId });
  }
}

/**
 * Translates a planned downtime. The recurrence has no start: Datadog refuses one in the past on every later update. A
 * downtime takes neither name nor tags: the plan writes its identity into the message.
 *
 * Source: https://docs.datadoghq.com/monitors/downtimes/
 */
export function toDowntimeArgs(guardrail: GuardrailOf<"downtime">): datadog.DowntimeScheduleArgs {
  const { duration, message, monitorTags, rrule, scope, timezone } = guardrail;
  return {
    scope,
    monitorIdentifier: { monitorTags: [...monitorTags] },
    recurringSchedule: { timezone, recurrences: [{ rrule, duration: toDuration(duration) }] },
    displayTimezone: timezone,
    message,
    // An alert that was open before the window still closes its page inside it.
    muteFirstRecoveryNotification: false,
    // A monitor still in alert when the window ends or is called off would otherwise never be heard.
    notifyEndStates: ["alert", "no data", "warn"],
    notifyEndTypes: ["canceled", "expired"],
  };
}

/** Seconds as Datadog writes the length of a downtime, where `m` are minutes: `90m`, `2h`, `1d`. */
function toDuration(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return `${Math.round(seconds / 60)}m`;
}
