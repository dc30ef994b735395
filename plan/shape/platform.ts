import { z } from "zod";

import {
  weekdays,
  type EscalationDeclaration,
  type Rotation,
  type RotationLayer,
  type Unreached,
  type WeeklyHours,
} from "../../model/escalation";
import type { RecoveryPoint, RecoveryTime, RehearsedStep } from "../../model/recovery";
import { severities } from "../../model/severity";
import type { Direction } from "../../model/signal";
import type {
  AutoscalingDeclaration,
  BackupDeclaration,
  BackupStoreDeclaration,
  CapacityDeclaration,
  DisruptionBudgetDeclaration,
  DowntimeDeclaration,
  LogMetricDeclaration,
  ProbeDeclaration,
  RestoreTestDeclaration,
  SentryRuleDeclaration,
  Sparing,
  TierDeclaration,
} from "../../model/platform-declaration";
import { declared } from "./alerts";
import {
  duration,
  form,
  notices,
  oneOf,
  quantity,
  severity,
  sourced,
  textOrNull,
  optionalText,
  optionalDuration,
  texts,
  text,
  unitsOf,
} from "./parts";

type Target<P> = Extract<AutoscalingDeclaration["target"], { platform: P }>;

const number = sourced(quantity(["count"]));
const share = sourced(quantity(["percent"]));
const words = sourced(text);

const autoscaling = form<AutoscalingDeclaration>({
  kind: z.literal("autoscaling"),
  ...declared,
  target: z.discriminatedUnion("platform", [
    form<Target<"kubernetes">>({ platform: z.literal("kubernetes"), namespace: text, deployment: text }),
    form<Target<"aws">>({ platform: z.literal("aws"), cluster: text, workload: text }),
  ]),
  minimum: number,
  maximum: number,
  cpu: share.optional(),
  memory: share.optional(),
});

const disruptionBudget = form<DisruptionBudgetDeclaration>({
  kind: z.literal("disruption-budget"),
  ...declared,
  namespace: text,
  selector: z.record(z.string(), z.string()),
  maxUnavailable: number,
});

const resources = form<CapacityDeclaration["maximum"]>({
  cpu: sourced(quantity(unitsOf("cpu"))),
  memory: sourced(quantity(["gibibytes", "mebibytes"])),
});

const capacity = form<CapacityDeclaration>({
  kind: z.literal("capacity"),
  ...declared,
  namespace: text,
  maximum: resources,
  request: resources,
});

const tier = form<TierDeclaration>({
  name: oneOf<TierDeclaration["name"]>(["daily", "weekly", "monthly"]),
  schedule: words,
  deleteAfter: duration,
  coldAfter: optionalDuration,
});

const backup = form<BackupDeclaration>({
  kind: z.literal("backup"),
  ...declared,
  database: text,
  majorVersion: sourced(z.number()),
  schedule: words,
  keepDumps: duration,
  tiers: z.array(tier),
  recoveryPoint: form<RecoveryPoint>({
    objective: duration,
    keptBy: sourced(oneOf<RecoveryPoint["keptBy"]["value"]>(["dumps", "point-in-time", "unproven"])),
  }).optional(),
});

const restoreTest = form<RestoreTestDeclaration>({
  kind: z.literal("restore-test"),
  ...declared,
  database: text,
  majorVersion: sourced(z.number()),
  schedule: words,
  tables: sourced(texts),
  rehearsed: z.array(form<RehearsedStep>({ step: text, duty: text })),
  recoveryTime: form<RecoveryTime>({
    objective: duration,
    keptBy: sourced(oneOf<RecoveryTime["keptBy"]["value"]>(["restore-test", "unproven"])),
  }).optional(),
});

const backupStore = form<BackupStoreDeclaration>({
  kind: z.literal("backup-store"),
  ...declared,
  minimumRetention: duration,
  maximumRetention: duration,
  restoreTesting: words,
});

const downtime = form<DowntimeDeclaration>({
  kind: z.literal("downtime"),
  ...declared,
  rrule: words,
  duration,
  timezone: text,
  objectives: sourced(oneOf<Sparing>(["spared", "counted"])).optional(),
  notices: notices.optional(),
});

type RuleOf<K> = Extract<SentryRuleDeclaration["rule"], { kind: K }>;

const sentryRule = form<SentryRuleDeclaration>({
  kind: z.literal("sentry-rule"),
  ...declared,
  severity,
  rule: z.discriminatedUnion("kind", [
    form<RuleOf<"issue">>({
      kind: z.literal("issue"),
      when: oneOf<RuleOf<"issue">["when"]>(["any-fatal-event", "new-error"]),
    }),
    form<RuleOf<"metric">>({
      kind: z.literal("metric"),
      dataset: oneOf<RuleOf<"metric">["dataset"]>(["events", "transactions"]),
      aggregate: text,
      query: z.string(),
      critical: sourced(quantity()),
      warning: sourced(quantity()).optional(),
      over: duration,
      direction: oneOf<Direction>(["above", "below"]).optional(),
    }),
  ]),
});

const weekday = oneOf(weekdays);

const rotation = form<Rotation>({
  timezone: text,
  layers: z.array(
    form<RotationLayer>({
      name: text,
      people: text,
      length: duration,
      handover: words,
      until: words.optional(),
      hours: z
        .array(form<WeeklyHours>({ startDay: weekday, startTime: text, endDay: weekday, endTime: text }))
        .optional(),
    }),
  ),
});

const missed = sourced(oneOf<Unreached>(["the first person", "a second person"]));

const escalation = form<EscalationDeclaration>({
  kind: z.literal("escalation"),
  ...declared,
  steps: z.array(
    form<EscalationDeclaration["steps"][number]>({
      role: text,
      after: duration,
      person: textOrNull,
    }),
  ),
  rotation: rotation.nullable(),
  acknowledgeWithin: duration,
  unproven: z.partialRecord(oneOf(severities), missed.optional()).optional(),
});

const logMetric = form<LogMetricDeclaration>({
  kind: z.literal("log-metric"),
  ...declared,
  from: oneOf<NonNullable<LogMetricDeclaration["from"]>>(["logs", "rum-views"]).optional(),
  metric: text,
  filter: z.string(),
  scope: z.string().optional(),
  distributionOf: textOrNull,
});

const probe = form<ProbeDeclaration>({
  kind: z.literal("probe"),
  ...declared,
  reads: oneOf<ProbeDeclaration["reads"]>(["postgres", "bucket", "railway", "supabase"]),
  every: duration,
  database: optionalText,
  queries: z.array(form<ProbeDeclaration["queries"][number]>({ metric: text, sql: text })),
});

/** How a service scales, how it is backed up, who is told, and what measures it. */
export const platformForms = [
  autoscaling,
  disruptionBudget,
  capacity,
  backup,
  restoreTest,
  backupStore,
  downtime,
  sentryRule,
  escalation,
  logMetric,
  probe,
] as const;
