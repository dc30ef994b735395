import * as pulumi from "@pulumi/pulumi";

import type { GuardrailOf } from "../../plan/types";
import { deployJob, type ScriptedJob } from "../kubernetes/scripted-job";
import { toPostStep } from "./post-step";

/** What a {@link Probe} needs to know. */
export interface ProbeArgs {
  /** The planned probe. */
  readonly guardrail: GuardrailOf<"probe">;
}

/** A small job that measures what no integration does, then posts it to Datadog. */
export class Probe extends pulumi.ComponentResource {
  /** Name of the CronJob in its namespace. */
  readonly jobName: pulumi.Output<string>;

  constructor(name: string, { guardrail }: ProbeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("belfry:telemetry:Probe", name, {}, opts);

    const job = deployJob(name, toProbeJob(guardrail), { parent: this });
    this.jobName = job.metadata.name;

    this.registerOutputs({ jobName: this.jobName });
  }
}

/** A user that owns nothing in any image. */
export const nobody = 65534;

/** Measuring and posting hold nothing large; the AWS command line and Node.js need the most. */
export const smallJob = {
  requests: { cpu: "50m", memory: "64Mi" },
  limits: { cpu: "500m", memory: "256Mi" },
};

/** The probe as a job of two steps: what measures holds no API key, and what posts holds no other secret. */
export function toProbeJob(guardrail: GuardrailOf<"probe">): ScriptedJob {
  const { namespace, schedule, timezone, deadline, serviceAccount } = guardrail;
  return {
    guardrail,
    namespace,
    schedule,
    timezone,
    deadline,
    // The next run is at most one interval away, and missing data is what the monitor looks for.
    retries: 0,
    serviceAccount,
    user: nobody,
    resources: smallJob,
    steps: [
      {
        name: "measure",
        image: guardrail.image,
        interpreter: guardrail.interpreter,
        script: guardrail.script,
        environment: guardrail.environment,
        secrets: guardrail.secrets,
        callsAws: serviceAccount !== null,
        measures: true,
      },
      toPostStep(guardrail),
    ],
  };
}
