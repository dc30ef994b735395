import * as aws from "@pulumi/aws";
import * as datadog from "@pulumi/datadog";
import * as kubernetes from "@pulumi/kubernetes";

// Programs that nobody should deploy: each resource is called after the rule of policy/ that it breaks. Where the
// sandbox itself refuses that mistake, it stands in a type that the sandbox does not look into.

const undecided = {
  type: "query alert",
  query: "avg(last_5m):avg:system.cpu.user{env:local} > 90",
  message: "Too hot. @oncall-shop",
  assets: [{ category: "runbook", name: "Runbook", url: "https://runbooks.example/shop" }],
  tags: ["team:shop"],
};
const monitor = { ...undecided, onMissingData: "default" };

const metadata = { name: "shop", namespace: "shop" };
const selection = { planId: "1", iamRoleArn: "arn:aws:iam::111122223333:role/backup" };

function alerts(): void {
  new datadog.Monitor("paging-monitor-runbook", { ...monitor, name: "a", assets: [] });
  new datadog.Monitor("paging-monitor-owner", { ...monitor, name: "b", tags: ["service:shop"] });
  new datadog.Monitor("paging-monitor-silence", { ...undecided, name: "c" });
  new datadog.Monitor("quiet-environment", { ...monitor, name: "d", tags: ["team:shop", "env:staging"] });
  new datadog.DowntimeSchedule("downtime-scope", {
    scope: "*",
    monitorIdentifier: { monitorTags: ["*"] },
    oneTimeSchedule: { end: "2030-01-01T00:00:00Z" },
  });
}

function backups(): void {
  new aws.backup.Vault("backup-vault-key", { name: "shop" });
  new aws.backup.Plan("backup-plan-windows", {
    name: "shop",
    rules: [
      {
        ruleName: "daily",
        targetVaultName: "shop",
        schedule: "cron(0 5 * * ? *)",
        lifecycle: { deleteAfter: 35 },
        // What the provider of AWS fills in where a program says nothing.
        startWindow: 60,
        completionWindow: 180,
      },
    ],
  });
  new aws.backup.Selection("backup-selection-scope", {
    ...selection,
    name: "all",
    resources: ["arn:aws:s3:::*"],
  });
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
  new aws.iam.RolePolicy("access-policy-wildcard", { role: "backup", policy: JSON.stringify(policy) });
}

function scaling(): void {
  new aws.autoscaling.Group("autoscaler-bounds", { minSize: 5, maxSize: 2 });
  new kubernetes.autoscaling.v2.HorizontalPodAutoscaler("autoscaler-scale-in", {
    metadata,
    spec: { maxReplicas: 4, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "shop" } },
  });
  new kubernetes.policy.v1beta1.PodDisruptionBudget("disruption-budget-selector", {
    metadata,
    spec: { maxUnavailable: 1, selector: {} },
  });
}

/** Breaks each rule that a resource keeps by itself. */
export function deployResources(): void {
  alerts();
  backups();
  scaling();
}

/** Breaks each rule that a stack keeps as a whole; the engine asks them once every resource keeps its own. */
export function deployStack(): void {
  const table = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";
  new aws.backup.Selection("backup-restore-test", { ...selection, name: "orders", resources: [table] });
  new kubernetes.apiextensions.CustomResource("certificate-alert", {
    apiVersion: "cert-manager.io/v1",
    kind: "Certificate",
    metadata,
    spec: {
      dnsNames: ["shop.example"],
      secretName: "shop-tls",
      issuerRef: { name: "letsencrypt", kind: "ClusterIssuer" },
    },
  });
}
