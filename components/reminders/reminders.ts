import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import { recurrenceStart } from "../../model/recurrence";
import type { GuardrailOf } from "../../plan/types";
import { datadogTags } from "../identity";
import { deployJob, type ScriptedJob, type Step } from "../kubernetes/scripted-job";
import { toEventStep } from "../telemetry/post-step";
import { nobody, smallJob } from "../telemetry/probe";

type PlannedReminders = GuardrailOf<"reminder">;

/** What {@link Reminders} need to know. */
export interface RemindersArgs {
  /** The planned reminders. */
  readonly guardrail: PlannedReminders;
}

/** What reminds people of their duties: a job that posts an event for all that is due, and a monitor that tells them. */
export class Reminders extends pulumi.ComponentResource {
  /** Name of the CronJob in its namespace. */
  readonly jobName: pulumi.Output<string>;
  /** Id of the Datadog monitor. */
  readonly monitorId: pulumi.Output<string>;

  constructor(name: string, { guardrail }: RemindersArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:reminders:Reminders", name, {}, opts);

    const parent = { parent: this };
    const job = deployJob(name, toReminderJob(guardrail), parent);
    this.jobName = job.metadata.name;
    this.monitorId = new datadog.Monitor(`${name}-monitor`, toReminderMonitorArgs(guardrail), parent).id;

    this.registerOutputs({ jobName: this.jobName, monitorId: this.monitorId });
  }
}

/** The reminders as a job of two steps: what knows the calendar holds no API key, and what posts knows no calendar. */
export function toReminderJob(guardrail: PlannedReminders): ScriptedJob {
  const { deadline, namespace, schedule, suspended, timezone } = guardrail;
  return {
    guardrail,
    namespace,
    schedule,
    timezone,
    suspended,
    deadline,
    // A retry after half of the events posts those again, and the monitor tells nobody twice.
    retries: 2,
    serviceAccount: null,
    user: nobody,
    resources: smallJob,
    steps: [toDueStep(guardrail), toEventStep(guardrail)],
  };
}

const script = (file: string): string => readFileSync(join(__dirname, file), "utf8");

function toDueStep({ eventTags, image, reminders, schedule, timezone }: PlannedReminders): Step {
  const told = reminders.map(({ before, name, rrule, text, title }) => ({
    name,
    title,
    rrule,
    before,
    text,
  }));
  return {
    name: "due",
    image,
    interpreter: "node",
    script: `${script("calendar.mjs")}\n${script("due.mjs")}`,
    environment: {
      REMINDERS: JSON.stringify(told),
      TAGS: JSON.stringify(eventTags),
      TIMES: JSON.stringify(timesOf(schedule)),
      TIMEZONE: timezone,
      START: recurrenceStart.toISOString().slice(0, 10),
    },
    secrets: [],
    callsAws: false,
    measures: true,
  };
}

/** The times of the day at which a schedule of listed minutes and hours comes. */
function timesOf(schedule: string): readonly string[] {
  const [minutes = [], hours = []] = schedule.split(" ").map((field) => field.split(","));
  return hours.flatMap((hour) =>
    minutes.map((minute) => `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`),
  );
}

/**
 * The monitor that tells people of each event. No event is no news, so silence is the good case.
 *
 * Source: https://docs.datadoghq.com/monitors/types/event/
 */
export function toReminderMonitorArgs(guardrail: PlannedReminders): datadog.MonitorArgs {
  const { message, name, priority, query, runbook } = guardrail;
  return {
    name,
    type: "event-v2 alert",
    query,
    message,
    priority: String(priority),
    tags: datadogTags({ guardrail }),
    monitorThresholds: { critical: "0" },
    onMissingData: "default",
    requireFullWindow: false,
    includeTags: false,
    notifyAudit: false,
    assets: [{ category: "runbook", name: "Calendar", url: runbook }],
    draftStatus: "published",
  };
}
