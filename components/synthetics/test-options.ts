import type * as datadog from "@pulumi/datadog";

import type { GuardrailOf } from "../../plan/types";
import { datadogTags } from "../identity";
import { withDashboards, type Dashboards } from "../references";
import { toMinutes } from "../monitors/alert-options";

/** What differs between the tests that one guardrail makes. */
export interface TestAlert {
  /** Name of the test and of the monitor that Datadog makes of it. */
  readonly name: string;
  /** What Datadog sends, handles included. */
  readonly message: string;
  /** 1 to 5. */
  readonly priority: number;
  /** Seconds between two reminders of an unanswered alert; null for none. */
  readonly renotifyEvery: number | null;
  /** Which of several tests it is; undefined where there is one. */
  readonly part?: string;
}

/** How often a test runs and how much failure it takes before anyone hears of it. */
export type TestSchedule = Pick<
  datadog.types.input.SyntheticsTestOptionsList,
  "tickEvery" | "minLocationFailed" | "minFailureDuration" | "acceptSelfSigned"
>;

/** The fields of a synthetic test that say whom it tells, where it runs and when. */
export type TestOptions = Pick<
  datadog.SyntheticsTestArgs,
  "name" | "message" | "status" | "locations" | "tags"
> & { readonly optionsList: datadog.types.input.SyntheticsTestOptionsList };

/**
 * Translates what every synthetic test has. A test has no runbook field: its message links the page.
 *
 * Source: https://docs.datadoghq.com/api/latest/synthetics/#create-an-api-test
 */
export function toTestOptions(
  guardrail: GuardrailOf<"synthetic" | "certificate">,
  { message, name, part, priority, renotifyEvery }: TestAlert,
  schedule: TestSchedule,
  dashboards: Dashboards,
): TestOptions {
  return {
    name,
    message: withDashboards(message, dashboards),
    status: "live",
    locations: [...guardrail.locations],
    tags: datadogTags(part === undefined ? { guardrail } : { guardrail, part }),
    optionsList: {
      ...schedule,
      monitorName: name,
      monitorPriority: priority,
      monitorOptions: { renotifyInterval: renotifyEvery === null ? 0 : toMinutes(renotifyEvery) },
    },
  };
}
