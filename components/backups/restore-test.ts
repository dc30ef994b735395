import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { type ScriptedJob, type Step, deployJob } from "../kubernetes/scripted-job";
import { toPostStep } from "../telemetry/post-step";
import { backupResources, postgresUser } from "./job-defaults";
import { scriptText } from "./scripts";

/** What a {@link RestoreTest} needs to know. */
export interface RestoreTestArgs {
  /** The planned restore test. */
  readonly guardrail: GuardrailOf<"restore-test">;
}

/** Proves on a schedule that the last dump of a database can be restored and holds rows, and tells Datadog. */
export class RestoreTest extends pulumi.ComponentResource {
  /** Name of the CronJob in its namespace. */
  readonly jobName: pulumi.Output<string>;

  constructor(name: string, { guardrail }: RestoreTestArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:backups:RestoreTest", name, {}, opts);

    const job = deployJob(name, toRestoreJob(guardrail), { parent: this });
    this.jobName = job.metadata.name;

    this.registerOutputs({ jobName: this.jobName });
  }
}

/** The test as a job. What says that it was good, the marker and the metric, comes only after both proofs. */
export function toRestoreJob(guardrail: GuardrailOf<"restore-test">): ScriptedJob {
  const { namespace, schedule, timezone, deadline, serviceAccount, metric } = guardrail;
  return {
    guardrail,
    namespace,
    schedule,
    timezone,
    deadline,
    retries: 1,
    serviceAccount,
    user: postgresUser,
    resources: backupResources,
    steps: [
      toAwsStep("fetch", guardrail),
      toRestoreStep(guardrail),
      toAwsStep("record", guardrail),
      toPostStep({ ...guardrail, metrics: [metric] }),
    ],
  };
}

function toAwsStep(
  name: "fetch" | "record",
  { fetchImage, database, bucket }: GuardrailOf<"restore-test">,
): Step {
  return {
    name,
    image: fetchImage,
    interpreter: "bash",
    script: scriptText(name),
    environment: { DATABASE: database, BUCKET: bucket },
    secrets: [],
    callsAws: true,
    measures: false,
  };
}

function toRestoreStep({ image, database, metric, tables }: GuardrailOf<"restore-test">): Step {
  return {
    name: "restore",
    image,
    interpreter: "bash",
    script: scriptText("restore"),
    environment: { DATABASE: database, METRIC: metric, TABLES: tables.join("\n") },
    secrets: [],
    callsAws: false,
    measures: false,
  };
}
