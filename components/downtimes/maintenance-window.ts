import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { referencedId } from "../../model/source";
import type { GuardrailOf } from "../../plan/types";
import { identityLine } from "../identity";
import type { ObjectiveReference } from "../objectives/service-level-objective";

/** What a {@link MaintenanceWindow} needs to know. */
export interface MaintenanceWindowArgs {
  /** The planned downtime. */
  readonly guardrail: GuardrailOf<"downtime">;
  /** The service's objectives by guardrail id; corrections need Datadog's ids. */
  readonly objectives: ReadonlyMap<string, ObjectiveReference>;
}

/** A recurring time in which alerts stay quiet, and which counts against no objective that it spares. */
export class MaintenanceWindow extends pulumi.ComponentResource {
  /** Id of the Datadog downtime. */
  readonly downtimeId: pulumi.Output<string>;

  constructor(
    name: string,
    { guardrail, objectives }: MaintenanceWindowArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("belfry:downtimes:MaintenanceWindow", name, {}, opts);

    const args = toDowntimeArgs(guardrail);
    this.downtimeId = new datadog.DowntimeSchedule(`${name}-downtime`, args, { parent: this }).id;
    for (const { part, sloId } of sparedBy(guardrail, objectives)) {
      const correction = toCorrectionArgs(guardrail, { part, sloId });
      if (correction) new datadog.SloCorrection(`${name}-correction-${part}`, correction, { parent: this });
    }

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

/** One objective that a window spares. */
interface Spared {
  /** Name of the objective's guardrail, which tells the window's corrections apart. */
  readonly part: string;
  /** Datadog's id of the objective. */
  readonly sloId: pulumi.Input<string>;
}

/** The objectives that a window spares, without those that nothing measures yet. */
function sparedBy(
  { spares }: GuardrailOf<"downtime">,
  objectives: MaintenanceWindowArgs["objectives"],
): readonly Spared[] {
  return spares.flatMap((reference) => {
    const id = referencedId(reference);
    const sloId = objectives.get(id)?.objectiveId;
    return sloId === undefined ? [] : [{ part: id.split("/")[1] ?? id, sloId }];
  });
}

/**
 * Translates a window into a correction of one objective; undefined where no correction can state its recurrence. A
 * start in the past is what corrections are made for, so it stays where it is. A correction takes no tags: its
 * description says whose it is.
 *
 * Source: https://docs.datadoghq.com/service_management/service_level_objectives/#slo-status-corrections
 */
export function toCorrectionArgs(
  guardrail: GuardrailOf<"downtime">,
  { part, sloId }: Spared,
): datadog.SloCorrectionArgs | undefined {
  const { correction, duration, name } = guardrail;
  if (correction === null) return undefined;
  return {
    category: "Scheduled Maintenance",
    description: `${name}. (${identityLine({ guardrail, part })})`,
    sloId,
    start: correction.start,
    duration,
    rrule: correction.rrule,
    timezone: "UTC",
  };
}

/** Seconds as Datadog writes the length of a downtime, where `m` are minutes: `90m`, `2h`, `1d`. */
function toDuration(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return `${Math.round(seconds / 60)}m`;
}
