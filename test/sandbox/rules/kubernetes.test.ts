import { kubernetesRules as book } from "../../../sandbox/rules/kubernetes/book";
import { quantity } from "../../../sandbox/rules/kubernetes/metadata";
import type { Bag } from "../../../sandbox/wire/values";
import { describeRules, findings, type RuleCase } from "../support/rule-table";

const hpa = (change: Bag = {}): Bag => ({
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web", namespace: "vendhub", labels: { "app.kubernetes.io/name": "web" } },
  spec: {
    minReplicas: 2,
    maxReplicas: 6,
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    metrics: [
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
      },
    ],
    behavior: {
      scaleDown: {
        stabilizationWindowSeconds: 300,
        selectPolicy: "Max",
        policies: [{ type: "Pods", value: 1, periodSeconds: 60 }],
      },
    },
    ...change,
  },
});
const metric = (target: Bag): Bag =>
  hpa({ metrics: [{ type: "Resource", resource: { name: "cpu", target } }] });
const pdb = (spec: Bag): Bag => ({ spec: { selector: { matchLabels: { app: "web" } }, ...spec } });
const job = (change: Bag = {}): Bag => ({
  metadata: { name: "dump" },
  spec: {
    schedule: "30 2 * * *",
    timeZone: "Etc/UTC",
    startingDeadlineSeconds: 600,
    concurrencyPolicy: "Forbid",
    jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "dump" }] } } } },
    ...change,
  },
});
const certificate = (change: Bag = {}): Bag => ({
  spec: {
    secretName: "tls",
    duration: "2160h",
    renewBefore: "720h",
    dnsNames: ["example.org", "*.example.org"],
    issuerRef: { name: "le" },
    ...change,
  },
});
const limits = (limit: Bag): Bag => ({ spec: { limits: [{ type: "Container", ...limit }] } });

const cases: readonly RuleCase[] = [
  { code: "kubernetes/name", good: hpa(), bad: { metadata: { name: "Web_1" } }, path: "metadata.name" },
  {
    code: "kubernetes/label",
    good: hpa(),
    bad: { metadata: { labels: { belfry: "vendhub/errors" } } },
    path: "metadata.labels.belfry",
  },
  {
    code: "kubernetes/cronjob-name",
    good: job(),
    bad: { metadata: { name: "x".repeat(53) } },
    path: "metadata.name",
  },
  {
    code: "kubernetes/data-key",
    good: { data: { "dump.sh": "x" } },
    bad: { data: { "a/b": "x" } },
    path: "data.a/b",
  },
  {
    code: "kubernetes/secret-data",
    good: { data: { a: "aGk=" } },
    bad: { data: { a: "hi!" } },
    path: "data.a",
  },
  {
    code: "kubernetes/limit-range",
    good: limits({ min: { cpu: "100m" }, default: { cpu: "1" }, max: { cpu: "2" } }),
    bad: limits({ default: { memory: "2Gi" }, max: { memory: "512Mi" } }),
    path: "spec.limits[0].max.memory",
  },
  { code: "kubernetes/hpa-replicas", good: hpa(), bad: hpa({ minReplicas: 7 }), path: "spec.maxReplicas" },
  { code: "kubernetes/hpa-replicas", good: hpa(), bad: hpa({ minReplicas: 0 }), path: "spec.minReplicas" },
  {
    code: "kubernetes/hpa-target",
    good: hpa(),
    bad: hpa({ scaleTargetRef: { kind: "DaemonSet", name: "web" } }),
    path: "spec.scaleTargetRef.kind",
  },
  {
    code: "kubernetes/hpa-metric-type",
    good: hpa(),
    bad: hpa({ metrics: [{ type: "Cpu" }] }),
    path: "spec.metrics[0].type",
  },
  {
    code: "kubernetes/hpa-metric",
    good: hpa(),
    bad: metric({ type: "Utilization" }),
    path: "spec.metrics[0].resource.target.averageUtilization",
  },
  {
    code: "kubernetes/hpa-behavior",
    good: hpa(),
    bad: hpa({ behavior: { scaleUp: { stabilizationWindowSeconds: 3601 } } }),
    path: "spec.behavior.scaleUp.stabilizationWindowSeconds",
  },
  {
    code: "kubernetes/hpa-behavior",
    good: hpa(),
    bad: hpa({ behavior: { scaleUp: { policies: [{ type: "Pods", value: 0, periodSeconds: 1801 }] } } }),
    path: "spec.behavior.scaleUp.policies[0].value",
  },
  {
    code: "kubernetes/hpa-behavior",
    good: hpa(),
    bad: hpa({ behavior: { scaleUp: { policies: [] } } }),
    path: "spec.behavior.scaleUp.policies",
  },
  {
    code: "kubernetes/cronjob-schedule",
    good: job(),
    bad: job({ schedule: "0 2 30 2 *" }),
    path: "spec.schedule",
  },
  { code: "kubernetes/cronjob-timezone", good: job(), bad: job({ timeZone: "EST5" }), path: "spec.timeZone" },
  {
    code: "kubernetes/cronjob-deadline",
    good: job(),
    bad: job({ startingDeadlineSeconds: 5 }),
    path: "spec.startingDeadlineSeconds",
  },
  {
    code: "kubernetes/cronjob-concurrency",
    good: job(),
    bad: job({ concurrencyPolicy: "Deny" }),
    path: "spec.concurrencyPolicy",
  },
  {
    code: "kubernetes/cronjob-restart",
    good: job(),
    bad: job({ jobTemplate: {} }),
    path: "spec.jobTemplate.spec.template.spec.restartPolicy",
  },
  {
    code: "kubernetes/pdb-bounds",
    good: pdb({ minAvailable: "50%" }),
    bad: pdb({ minAvailable: 1, maxUnavailable: 1 }),
    path: "spec",
  },
  {
    code: "kubernetes/pdb-bounds",
    good: pdb({ maxUnavailable: 1 }),
    bad: pdb({ maxUnavailable: "101%" }),
    path: "spec.maxUnavailable",
  },
  { code: "kubernetes/pdb-selector", good: pdb({}), bad: { spec: { selector: {} } }, path: "spec.selector" },
  {
    code: "kubernetes/pdb-eviction",
    good: pdb({ unhealthyPodEvictionPolicy: "AlwaysAllow" }),
    bad: pdb({ unhealthyPodEvictionPolicy: "Always" }),
    path: "spec.unhealthyPodEvictionPolicy",
  },
  {
    code: "kubernetes/certificate-duration-format",
    good: certificate(),
    bad: certificate({ duration: "90d" }),
    path: "spec.duration",
  },
  {
    code: "kubernetes/certificate-renewal",
    good: certificate(),
    bad: certificate({ duration: "59m" }),
    path: "spec.duration",
  },
  {
    code: "kubernetes/certificate-renewal",
    good: certificate(),
    bad: certificate({ renewBefore: "2160h" }),
    path: "spec.renewBefore",
  },
  {
    code: "kubernetes/certificate-subject",
    good: certificate(),
    bad: { spec: { secretName: "", issuerRef: { name: "x" } } },
    path: "spec.dnsNames",
  },
  {
    code: "kubernetes/certificate-dns-name",
    good: certificate(),
    bad: certificate({ dnsNames: ["https://example.org"] }),
    path: "spec.dnsNames[0]",
  },
];

describeRules(book, cases);

it.each([
  ["250m", 0.25],
  ["1Gi", 2 ** 30],
  ["1.5", 1.5],
  ["2e3", 2000],
  ["10x", undefined],
  ["", undefined],
])("reads the quantity %s", (written, amount) => {
  expect(quantity(written)).toBe(amount);
});

it.each(["*/5 * * * *", "0 2 * * 0", "@daily", "0 0 29 2 *", "15 3 1-7 * MON"])(
  "lets a cron job run at %s",
  (schedule) => {
    expect(findings(book, "kubernetes/cronjob-schedule", job({ schedule }))).toEqual([]);
  },
);

it.each(["0 2 * * * *", "cron(0 2 ? * * *)", "0 2 ? * *", "TZ=UTC 0 2 * * *", "0 25 * * *"])(
  "refuses a cron job at %s",
  (schedule) => {
    expect(findings(book, "kubernetes/cronjob-schedule", job({ schedule }))).toHaveLength(1);
  },
);
