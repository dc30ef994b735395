import { monitor, type Guidance } from "../model/declaration";
import { count, hours } from "../model/quantity";
import { house } from "../model/source";
import { measured } from "../model/telemetry";
import type { PlanContext } from "./context";
import { longestGap } from "./longest-gap";
import { planMonitor } from "./monitor";
import type { GuardrailOf } from "./types";

/** Posted as 1 at the end of each run that reminds people, whether anything was due or not. */
export const remindersRun = "belfry.reminders.run";

/** Hours for a late start, the run itself, and the hour by which a zone's clock moves. */
const slack = 3;

const stoppedJob: Guidance = {
  impact: "None at once; nobody is reminded of duties or told before maintenance.",
  causes: [
    "the operations cluster does not start the job",
    "the job cannot reach Datadog",
    "its key was changed",
  ],
  firstSteps: [
    "Read the log of the job's last run in the operations cluster.",
    "Look in the calendar for what was due meanwhile, and do it.",
  ],
};

/**
 * Plans the alert that tells when a job no longer reminds anyone: its end would be as quiet as a day without duties. A
 * suspended job is silent on purpose.
 */
export function planReminderWatch(
  context: PlanContext,
  { id, schedule, suspended }: GuardrailOf<"reminder">,
): GuardrailOf<"monitor"> {
  const [, name = id] = id.split("/");
  const gap = Math.ceil((longestGap(schedule) ?? 86_400) / 3600);
  return planMonitor(
    context,
    monitor({
      name: `${name}-run`,
      title: "reminders run",
      signal: "remindersRun",
      telemetry: measured({
        status: "owned",
        via: "reminder",
        metrics: [remindersRun],
        docs: "https://docs.datadoghq.com/api/latest/metrics/#submit-metrics",
        expression: `max:${remindersRun}{scope,belfry:${id}}`,
        unit: "count",
        source: name,
      }),
      critical: house(
        count(1),
        "The job posts 1 when a run is through and nothing otherwise, so silence is the alert.",
        "May the operations cluster post to Datadog?",
      ),
      over: house(
        hours(gap + slack),
        `The longest wait between two runs, and ${slack} hours for a late one and a clock that moves.`,
        "How long may reminders stay out?",
      ),
      silence: suspended
        ? house("resolve" as const, "Nobody is reminded here.", "Should people be reminded here?")
        : house(
            "alert" as const,
            "A job that no longer runs must not look like a day without duties.",
            "Should reminders that stay out be told?",
          ),
      severity: house(
        "low" as const,
        "It goes where the reminders would have gone, and wakes nobody.",
        "How soon must someone mend the reminders?",
      ),
      ...stoppedJob,
    }),
  );
}
