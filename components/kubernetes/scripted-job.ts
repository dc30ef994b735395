import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { Guardrail } from "../../plan/types";
import { labels } from "../identity";
import { objectName } from "../object-name";

/** A value of a Kubernetes secret that a step sees as an environment variable; its text never passes through here. */
export interface SecretVariable {
  /** The environment variable. */
  readonly variable: string;
  /** The secret, in the job's namespace. */
  readonly secret: string;
  /** The key in the secret. */
  readonly key: string;
}

/** One script, run in one image. */
export interface Step {
  /** Name of the container. */
  readonly name: string;
  /** The image that holds the programs the script calls. */
  readonly image: string;
  /** The program that reads the script. */
  readonly interpreter: Interpreter;
  /** The script. */
  readonly script: string;
  /** What the script is told, by environment variable; it stands in front of the script, where anyone may read it. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the script is told that nobody else may read. */
  readonly secrets: readonly SecretVariable[];
  /** True when the script calls AWS; the others are given no credentials for it. */
  readonly callsAws: boolean;
  /** True when what the script prints is the job's measurement, kept in `/work/measured` for a later step. */
  readonly measures: boolean;
}

/** A program that reads scripts: `node` reads them as ES modules. */
export type Interpreter = "bash" | "sh" | "node";

/** Scripts that run one after another in one pod on a schedule, each only if all before it succeeded. */
export interface ScriptedJob {
  /** The guardrail that the job belongs to and is named after. */
  readonly guardrail: Guardrail;
  /** Where it runs. */
  readonly namespace: string;
  /** Cron, five fields. */
  readonly schedule: string;
  /** Zone in which the schedule is read; without it Kubernetes takes whatever its controller manager has. */
  readonly timezone: string;
  /**
   * True while the job is there and does not run.
   *
   * @defaultValue false
   */
  readonly suspended?: boolean;
  /** Seconds after which the whole job, with its retries, is stopped. */
  readonly deadline: number;
  /** How often a failed job is tried again. */
  readonly retries: number;
  /** Whom the pod runs as in the cluster; null for nobody in particular. */
  readonly serviceAccount: string | null;
  /** User and group number that all containers share, so that each can read what the one before it wrote. */
  readonly user: number;
  /** What each container is given. */
  readonly resources: kubernetes.types.input.core.v1.ResourceRequirements;
  /** The scripts, in order. */
  readonly steps: readonly [...Step[], Step];
}

/** Where scripts keep files and other steps find them: the only folder that can be written to. */
const workFolder = "/work";
const scriptFolder = "/belfry";

/**
 * How late a run may still start. A job with more than 100 missed starts in this time never starts again, so it is the
 * longest round time that holds fewer even for a job that runs each minute.
 *
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#job-creation
 */
const startWithin = 3600;

/**
 * Failed runs that stay to be looked at, as many as Kubernetes keeps of good ones: more than one shows whether they fail
 * alike.
 *
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits
 */
const keptFailures = 3;

/** Registers a job: its scripts, then the CronJob that runs them. */
export function deployJob(
  name: string,
  job: ScriptedJob,
  opts: pulumi.CustomResourceOptions,
): kubernetes.batch.v1.CronJob {
  const scripts = new kubernetes.core.v1.ConfigMap(`${name}-scripts`, toScriptsArgs(job), opts);
  // A pod that starts before its scripts are there waits, and may wait past its deadline.
  return new kubernetes.batch.v1.CronJob(`${name}-job`, toCronJobArgs(job), { ...opts, dependsOn: scripts });
}

/** Name of the object that holds a job's scripts. */
function scriptsName(job: ScriptedJob): string {
  return `${objectName(job)}-scripts`;
}

/** A job's scripts, one file a step, each with what it is told in front: no container has to repeat it. */
export function toScriptsArgs(job: ScriptedJob): kubernetes.core.v1.ConfigMapArgs {
  return {
    metadata: { name: scriptsName(job), namespace: job.namespace, labels: labels(job) },
    data: Object.fromEntries(job.steps.map((step) => [fileName(step), toFile(step)])),
  };
}

/** A job as Kubernetes' batch/v1 states it: what equals a default of Kubernetes is left out. */
export function toCronJobArgs(job: ScriptedJob): kubernetes.batch.v1.CronJobArgs {
  return {
    metadata: { name: objectName(job), namespace: job.namespace, labels: labels(job) },
    spec: {
      schedule: job.schedule,
      timeZone: job.timezone,
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: startWithin,
      ...(job.suspended === true && { suspend: true }),
      failedJobsHistoryLimit: keptFailures,
      jobTemplate: {
        spec: {
          backoffLimit: job.retries,
          activeDeadlineSeconds: job.deadline,
          template: { metadata: { labels: labels(job), ...withoutAws(job) }, spec: toPodSpec(job) },
        },
      },
    },
  };
}

/** https://github.com/aws/amazon-eks-pod-identity-webhook: the containers that get no AWS credentials. */
function withoutAws({ steps, serviceAccount }: ScriptedJob): { annotations?: Record<string, string> } {
  const names = steps.filter(({ callsAws }) => !callsAws).map(({ name }) => name);
  return serviceAccount === null || names.length === 0
    ? {}
    : { annotations: { "eks.amazonaws.com/skip-containers": names.join(",") } };
}

function toPodSpec(job: ScriptedJob): kubernetes.types.input.core.v1.PodSpec {
  const containers = job.steps.map((step) => toContainer(job, step));
  return {
    // A failed pod stays, with its log, and the next try starts with an empty folder.
    restartPolicy: "Never",
    ...(job.serviceAccount !== null && { serviceAccountName: job.serviceAccount }),
    // Roles for service accounts mount a token of their own; the one for the Kubernetes API is never needed.
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: job.user,
      runAsGroup: job.user,
      fsGroup: job.user,
      seccompProfile: { type: "RuntimeDefault" },
    },
    initContainers: containers.slice(0, -1),
    containers: containers.slice(-1),
    volumes: [
      { name: "work", emptyDir: {} },
      { name: "scripts", configMap: { name: scriptsName(job) } },
    ],
  };
}

/**
 * One step. Kubernetes reads the three guards of `securityContext` only here, not once for the pod, and mounts a
 * ConfigMap read-only without being told.
 *
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
function toContainer(job: ScriptedJob, step: Step): kubernetes.types.input.core.v1.Container {
  return {
    name: step.name,
    image: step.image,
    command: toCommand(step),
    ...(step.secrets.length > 0 && { env: step.secrets.map(toSecretVariable) }),
    resources: job.resources,
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [
      { name: "work", mountPath: workFolder },
      { name: "scripts", mountPath: scriptFolder },
    ],
  };
}

const programs: Readonly<Record<Interpreter, string>> = { bash: "/bin/bash", sh: "/bin/sh", node: "node" };

function fileName({ name, interpreter }: Pick<Step, "name" | "interpreter">): string {
  return `${name}.${interpreter === "node" ? "mjs" : "sh"}`;
}

function toCommand(step: Step): string[] {
  const command = [programs[step.interpreter], `${scriptFolder}/${fileName(step)}`];
  // A shell of its own catches the output; the script's failure stays the container's.
  return step.measures ? ["/bin/sh", "-c", `exec ${command.join(" ")} >${workFolder}/measured`] : command;
}

/** The script with its variables set before its first line, after the one that names its interpreter. */
function toFile({ environment, interpreter, script }: Step): string {
  const variables = { WORK: workFolder, HOME: workFolder, TMPDIR: workFolder, ...environment };
  const [, first = "", rest = ""] = /^(#!.*\n)?([^]*)$/.exec(script) ?? [];
  return `${first}${interpreter === "node" ? toModuleLine(variables) : toShellLines(variables)}${rest}`;
}

function toModuleLine(variables: Readonly<Record<string, string>>): string {
  return `Object.assign(process.env, ${JSON.stringify(variables, null, 2)});\n`;
}

function toShellLines(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");
}

function toSecretVariable({ key, secret, variable }: SecretVariable): kubernetes.types.input.core.v1.EnvVar {
  return { name: variable, valueFrom: { secretKeyRef: { name: secret, key } } };
}
