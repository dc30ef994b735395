import { z } from "zod";

import { alerting, monitorFields } from "./schema-monitor";
import { common, id, seconds, signalName } from "./schema-common";
import { backupFields, backupStoreFields, probeFields, restoreTestFields } from "./schema-backup";
import { escalationFields } from "./schema-escalation";
import { dashboardFields, sentryRuleFields } from "./schema-display";
import { reminderFields } from "./schema-reminder";

/**
 * The plan as a published contract: `plan.schema.json` is generated from this file (`npm run render`), and every
 * producer and consumer is tested against it. Kinds and units are closed lists, durations are whole seconds, a number
 * is in its guardrail's unit, absent is null, and another guardrail is named by `${kind:id}`, never by a provider's id.
 */
export const schemaVersion = 1;

const monitor = common("monitor")
  .extend(monitorFields)
  .meta({ title: "Monitor", description: "Alerts on a level." });

const objective = common("objective").extend({
  indicator: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("ratio"), good: z.string(), total: z.string() }).strict(),
    z
      .object({
        kind: z.literal("time-slice"),
        signal: signalName.describe("the signal whose level must hold"),
        query: z
          .string()
          .nullable()
          .describe("what is compared, as monitors write it; null while nothing measures the signal"),
        comparator: z.enum([">", ">=", "<", "<="]),
        level: z.number(),
        unit: z.string(),
        slice: z.union([z.literal(60), z.literal(300)]),
      })
      .strict(),
    z
      .object({
        kind: z.literal("monitor"),
        monitor: z
          .string()
          .describe("the monitor whose time without alert is good, as ${monitor:service/name}"),
      })
      .strict(),
  ]),
  target: z
    .number()
    .gt(0)
    .lt(100)
    .describe("percent of requests, of checks or of the time that must be good"),
  period: seconds.describe("7, 30 or 90 days"),
  burnRates: z.array(id).describe("ids of the alerts on this objective's error budget"),
});

const burnRate = common("burn-rate").extend({
  objective: z.string().describe("the objective it watches, as ${objective:service/name}"),
  factor: z.number().positive().describe("how many times faster than sustainable the budget burns"),
  longWindow: seconds,
  shortWindow: seconds,
  budgetShare: z.number().describe("percent of the period's budget gone when it fires"),
  query: z.string(),
  ...alerting,
});

const synthetic = common("synthetic").extend({
  check: z.discriminatedUnion("kind", [
    z
      .object({
        kind: z.literal("http"),
        method: z.enum(["GET", "HEAD", "POST"]),
        url: z.string(),
        headers: z.record(z.string(), z.string()),
      })
      .strict(),
    z.object({ kind: z.literal("dns"), host: z.string(), record: z.string() }).strict(),
    z.object({ kind: z.literal("websocket"), url: z.string() }).strict(),
    z.object({ kind: z.literal("browser"), url: z.string() }).strict(),
  ]),
  assertions: z.array(
    z.discriminatedUnion("on", [
      z
        .object({ on: z.literal("status"), operator: z.enum(["is", "below"]), value: z.number().int() })
        .strict(),
      z
        .object({ on: z.literal("response-time"), operator: z.literal("below"), milliseconds: z.number() })
        .strict(),
      z.object({ on: z.literal("json"), path: z.string(), equals: z.string().nullable() }).strict(),
      z.object({ on: z.literal("header"), name: z.string() }).strict(),
      z.object({ on: z.literal("record"), operator: z.literal("some") }).strict(),
    ]),
  ),
  every: seconds.describe("time between two runs"),
  locations: z.array(z.string()).min(1),
  failingLocations: z
    .number()
    .int()
    .min(1)
    .describe("how many locations must fail before anyone hears of it"),
  failingFor: seconds.describe("how long they must fail"),
  ...alerting,
});

const certificate = common("certificate").extend({
  host: z.string(),
  port: z.number().int(),
  warning: z.number().int().nullable().describe("days left that only inform"),
  critical: z.number().int().describe("days left that alert"),
  unit: z.literal("days"),
  every: seconds,
  locations: z.array(z.string()).min(1),
  warningMessage: z.string().nullable().describe("what the test of the warning level says"),
  issued: z
    .object({
      namespace: z.string(),
      issuer: z.string(),
      secret: z.string(),
      names: z.array(z.string()).min(1),
      duration: seconds,
      renewBefore: seconds,
    })
    .strict()
    .nullable()
    .describe("the cert-manager object that issues and renews it, where the service runs on Kubernetes"),
  ...alerting,
});

const workload = { namespace: z.string(), deployment: z.string() };

const autoscaling = common("autoscaling").extend({
  target: z.discriminatedUnion("platform", [
    z.object({ platform: z.literal("kubernetes"), ...workload }).strict(),
    z.object({ platform: z.literal("aws"), cluster: z.string(), workload: z.string() }).strict(),
  ]),
  minimum: z.number().int().min(1),
  maximum: z.number().int().min(1),
  utilization: z.object({ cpu: z.number().int().nullable(), memory: z.number().int().nullable() }).strict(),
  scaleUp: z.object({
    stabilization: seconds,
    percent: z.number().int(),
    pods: z.number().int(),
    every: seconds,
  }),
  scaleDown: z.object({ stabilization: seconds, percent: z.number().int(), every: seconds }),
});

const disruptionBudget = common("disruption-budget").extend({
  namespace: z.string(),
  selector: z.record(z.string(), z.string()),
  maxUnavailable: z.number().int().min(1),
});

const resources = z.object({ cpu: z.string(), memory: z.string() }).strict();

const capacity = common("capacity").extend({
  namespace: z.string(),
  maximum: resources.describe("the most that one container may have"),
  request: resources.describe("what a container that asks for nothing is given"),
});

const downtime = common("downtime").extend({
  scope: z.string(),
  monitorTags: z.array(z.string()).min(1),
  rrule: z.string(),
  duration: seconds,
  timezone: z.string(),
  message: z.string(),
  spares: z
    .array(z.string())
    .describe("objectives against which its hours do not count, each as ${objective:service/name}"),
  correction: z
    .object({
      rrule: z
        .string()
        .describe("the recurrence as corrections of objectives take it: its start says at which hour"),
      start: z
        .int()
        .describe("its first time, in seconds since 1970; fixed, so that nothing moves by itself"),
    })
    .strict()
    .nullable()
    .describe("null where no correction can state its recurrence"),
});

const logMetric = common("log-metric").extend({
  from: z.enum(["logs", "rum-views"]).describe("log lines, or page views of real users"),
  metric: z.string(),
  filter: z.string(),
  compute: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("count") }).strict(),
    z.object({ kind: z.literal("distribution"), path: z.string() }).strict(),
  ]),
  groupBy: z.array(z.object({ path: z.string(), tag: z.string() }).strict()),
});

/** One guardrail, told apart by `kind`. */
export const guardrailSchema = z.discriminatedUnion("kind", [
  monitor.strict(),
  objective.strict(),
  burnRate.strict(),
  synthetic.strict(),
  certificate.strict(),
  autoscaling.strict(),
  disruptionBudget.strict(),
  capacity.strict(),
  common("backup").extend(backupFields).strict(),
  common("restore-test").extend(restoreTestFields).strict(),
  common("backup-store").extend(backupStoreFields).strict(),
  common("probe").extend(probeFields).strict(),
  downtime.strict(),
  common("reminder").extend(reminderFields).strict(),
  common("sentry-rule").extend(sentryRuleFields).strict(),
  common("dashboard").extend(dashboardFields).strict(),
  common("escalation").extend(escalationFields).strict(),
  logMetric.strict(),
]);

/** A whole plan: what one environment deploys, as plain data. */
export const planSchema = z
  .object({
    schemaVersion: z.literal(schemaVersion),
    environment: z.string(),
    asOf: z.iso.date(),
    settings: z.array(
      z
        .object({ key: z.string(), describe: z.string(), value: z.string().nullable() })
        .strict()
        .describe("a setting that the plan uses; null where the environment has not supplied it"),
    ),
    guardrails: z.array(guardrailSchema),
  })
  .strict()
  .meta({ title: "Belfry plan", description: "Guardrails that one environment deploys." });
