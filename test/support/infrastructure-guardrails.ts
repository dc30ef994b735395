import type { GuardrailOf } from "../../plan/types";
import { commonOf, valid } from "./guardrails";

const day = 86_400;

/** The rule of a Deployment, on processor and memory. */
export function autoscalingOf(changes: Partial<GuardrailOf<"autoscaling">> = {}): GuardrailOf<"autoscaling"> {
  return valid({
    ...commonOf("autoscaling", "scaling"),
    target: { platform: "kubernetes", namespace: "shop", deployment: "web" },
    minimum: 2,
    maximum: 10,
    utilization: { cpu: 70, memory: 80 },
    scaleUp: { stabilization: 60, percent: 100, pods: 2, every: 60 },
    scaleDown: { stabilization: 300, percent: 50, every: 60 },
    ...changes,
  });
}

/** A budget of one pod at a time. */
export function disruptionBudgetOf(): GuardrailOf<"disruption-budget"> {
  return valid({
    ...commonOf("disruption-budget", "disruption"),
    namespace: "shop",
    selector: { app: "web" },
    maxUnavailable: 1,
  });
}

/** Limits of a namespace. */
export function capacityOf(): GuardrailOf<"capacity"> {
  return valid({
    ...commonOf("capacity", "limits"),
    namespace: "shop",
    maximum: { cpu: "1", memory: "512Mi" },
    request: { cpu: "100m", memory: "128Mi" },
  });
}

/** A nightly dump, protected daily and, with cold storage, monthly. */
export function backupOf(changes: Partial<GuardrailOf<"backup">> = {}): GuardrailOf<"backup"> {
  return valid({
    ...commonOf("backup", "dump"),
    namespace: "operations",
    schedule: "0 2 * * *",
    timezone: "America/New_York",
    image: "postgres:15-alpine",
    uploadImage: "amazon/aws-cli:2.31.0",
    database: "shop",
    majorVersion: 15,
    connectionSecret: "shop-database",
    bucket: "belfry-prod-shop-backups",
    store: "${backup-store:estate/store}",
    deadline: 7200,
    minimumBytes: 1024,
    worstLoss: day + 7200,
    recoveryPoint: null,
    keepDumps: 35 * day,
    tiers: [
      {
        name: "daily",
        schedule: "cron(0 5 ? * * *)",
        startWindow: 3600,
        completionWindow: 28_800,
        coldAfter: null,
        deleteAfter: 35 * day,
      },
      {
        name: "monthly",
        schedule: "cron(0 7 1 * ? *)",
        startWindow: 3600,
        completionWindow: 28_800,
        coldAfter: 30 * day,
        deleteAfter: 365 * day,
      },
    ],
    vault: "belfry-prod",
    serviceAccount: "belfry-backup",
    uploadRole: "belfry-prod-upload",
    backupRole: "belfry-prod-backup",
    keyAlias: "alias/belfry-prod",
    account: "111122223333",
    region: "eu-west-1",
    ...changes,
  });
}

/** A weekly restore that counts the rows of two tables. */
export function restoreTestOf(
  changes: Partial<GuardrailOf<"restore-test">> = {},
): GuardrailOf<"restore-test"> {
  return valid({
    ...commonOf("restore-test", "restore"),
    namespace: "operations",
    schedule: "0 4 * * 1",
    timezone: "America/New_York",
    image: "postgres:15-alpine",
    fetchImage: "amazon/aws-cli:2.31.0",
    database: "shop",
    majorVersion: 15,
    bucket: "belfry-prod-shop-backups",
    tables: ["organizations", "billing.records"],
    verification: [{ by: "job", check: "rows", step: "The tables that must hold rows do." }],
    recoveryTime: null,
    deadline: 3600,
    metric: "belfry.restore_test.succeeded",
    metricTags: ["env:prod", "service:shop"],
    postImage: "node:22.20.0-alpine",
    serviceAccount: "belfry-backup",
    datadogSecret: "belfry-datadog",
    datadogSite: "datadoghq.eu",
    ...changes,
  });
}

/** The store that the estate's backups share. */
export function backupStoreOf(): GuardrailOf<"backup-store"> {
  return valid({
    ...commonOf("backup-store", "store"),
    vault: "belfry-prod",
    keyAlias: "alias/belfry-prod",
    topic: "belfry-prod-backups",
    backupRole: "belfry-prod-backup",
    restoreRole: "belfry-prod-restore",
    uploadRole: "belfry-prod-upload",
    account: "111122223333",
    region: "eu-west-1",
    namespace: "operations",
    serviceAccount: "belfry-backup",
    oidcProvider: "oidc.eks.eu-west-1.amazonaws.com/id/ABC",
    subscribers: ["ops@example.com"],
    minimumRetention: 7 * day,
    maximumRetention: 400 * day,
    restoreTesting: {
      name: "belfry_prod",
      schedule: "cron(0 9 ? * SUN *)",
      startWindow: 8 * 3600,
      selectionWindow: 30 * day,
      validationWindow: 3600,
    },
  });
}

/** A probe that asks Railway, with one secret and no AWS. */
export function probeOf(changes: Partial<GuardrailOf<"probe">> = {}): GuardrailOf<"probe"> {
  return valid({
    ...commonOf("probe", "railway"),
    namespace: "operations",
    schedule: "*/5 * * * *",
    timezone: "Etc/UTC",
    image: "node:22.20.0-alpine",
    reads: "railway",
    interpreter: "node",
    script: "console.log('belfry.railway.cpu', 42);\n",
    postImage: "node:22.20.0-alpine",
    environment: { SERVICE_ID: "web" },
    secrets: [{ variable: "PROJECT_TOKEN", secret: "shop-railway", key: "token" }],
    metrics: ["belfry.railway.cpu"],
    metricTags: ["env:prod", "service:shop"],
    datadogSecret: "belfry-datadog",
    datadogSite: "datadoghq.eu",
    serviceAccount: null,
    deadline: 240,
    ...changes,
  });
}

/** A rule on new issues. */
export function sentryRuleOf(
  rule: GuardrailOf<"sentry-rule">["rule"] = {
    kind: "issue",
    match: "any",
    filterMatch: "all",
    frequency: 30,
    conditions: [{ id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" }],
    filters: [{ id: "sentry.rules.filters.level.LevelFilter", match: "gte", level: "40" }],
    actions: [{ id: "sentry.mail.actions.NotifyEmailAction", targetType: "IssueOwners" }],
  },
): GuardrailOf<"sentry-rule"> {
  return valid({
    ...commonOf("sentry-rule", "issues"),
    organization: "acme",
    project: "shop",
    sentryEnvironment: "production",
    severity: "high",
    route: "shop/on-call",
    pages: false,
    rule,
  });
}
