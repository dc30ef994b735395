import { level, type Level, type Profile } from "./profile";

/** A metric that the sandbox's services measure. */
export interface Measured {
  /** Its name; `*` stands for any one part of it. */
  readonly metric: string;
  /** Space aggregator for which this holds; every one where it is not named. */
  readonly space?: string;
  /** Tags of the filter with which this holds, besides those that say where: all of them. */
  readonly tags?: readonly string[];
  /** Service that is meant where the filter does not name one. */
  readonly service?: string;
  /** The only service for which this holds. */
  readonly only?: string;
  /** Seconds between two points: how often the job that posts it runs. A minute where it is not named. */
  readonly every?: number;
  /** Values of each tag by which it can be grouped. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Whether it comes from outside of the service, so that it is there when nothing else is. */
  readonly outside?: true;
  /** How it behaves. */
  readonly profile: Profile;
}

const whole = [0, 1] as const;

const failures = (normal: number, under: NonNullable<Level["under"]>, afterDeploy = 0): Level =>
  level(normal, { jitter: 0.3, under, afterDeploy, bounds: whole });

const requestsOf = (metric: string, perMinute: number): Measured => ({
  metric,
  profile: { kind: "requests", perMinute },
});

const tracing: readonly Measured[] = [
  requestsOf("trace.express.request.hits", 420),
  requestsOf("trace.web.request.hits", 640),
  requestsOf("trace.fastapi.request.hits", 150),
  {
    metric: "trace.*.request.errors",
    profile: {
      kind: "share",
      of: "trace.*.request.hits",
      share: failures(0.0003, { errors: 0.075, outage: 0.4, database: 0.03 }, 3),
    },
  },
  {
    metric: "trace.*.request.hits.by_http_status",
    tags: ["http.status_class:5xx"],
    profile: {
      kind: "share",
      of: "trace.*.request.hits",
      share: failures(0.0002, { errors: 0.07, outage: 0.4, database: 0.03 }, 3),
    },
  },
  {
    metric: "trace.*.request.hits.by_http_status",
    tags: ["http.status_code:401"],
    profile: { kind: "events", perDay: 900, under: { security: 45 } },
  },
  {
    metric: "trace.*.request.hits.by_http_status",
    tags: ["http.status_code:403"],
    profile: { kind: "events", perDay: 160, under: { security: 18 } },
  },
  {
    metric: "trace.*.request.hits.by_http_status",
    tags: ["http.status_code:429"],
    profile: { kind: "events", perDay: 220, under: { load: 55, spikes: 9 } },
  },
  {
    metric: "trace.*.request",
    space: "avg",
    profile: level(0.118, {
      swing: 0.12,
      jitter: 0.08,
      under: { slow: 0.55, database: 0.4 },
      afterDeploy: 0.25,
    }),
  },
  {
    metric: "trace.web.request",
    space: "p95",
    profile: level(0.31, {
      swing: 0.15,
      jitter: 0.09,
      under: { slow: 4.2, database: 2.6 },
      afterDeploy: 0.4,
    }),
  },
  {
    metric: "trace.*.request",
    space: "p95",
    profile: level(0.29, {
      swing: 0.15,
      jitter: 0.09,
      under: { slow: 2.6, database: 1.6 },
      afterDeploy: 0.4,
    }),
  },
];

const functions: readonly Measured[] = [
  {
    metric: "vercel.functions.invocations",
    service: "vocavision",
    profile: { kind: "requests", perMinute: 520 },
  },
  {
    metric: "vercel.functions.errors",
    service: "vocavision",
    profile: {
      kind: "share",
      of: "vercel.functions.invocations",
      share: failures(0.0003, { errors: 0.03, outage: 0.3 }, 2),
    },
  },
  {
    metric: "vercel.functions.max_memory_used",
    service: "vocavision",
    profile: level(540, {
      swing: 0.12,
      jitter: 0.06,
      under: { memory: 1010 },
      bounds: [64, 1024],
      whole: true,
    }),
  },
  {
    metric: "belfry.*.function_duration",
    space: "avg",
    profile: level(62, { swing: 0.12, jitter: 0.08, under: { slow: 330, database: 190 }, afterDeploy: 0.3 }),
  },
  {
    metric: "belfry.*.function_duration",
    space: "p95",
    profile: level(128, { swing: 0.12, jitter: 0.08, under: { slow: 700, database: 420 }, afterDeploy: 0.3 }),
  },
  {
    metric: "belfry.*.function_duration",
    space: "p99",
    profile: level(310, {
      swing: 0.12,
      jitter: 0.09,
      under: { slow: 1500, database: 900 },
      afterDeploy: 0.3,
    }),
  },
  {
    metric: "belfry.*.function_duration",
    space: "max",
    profile: level(4200, { swing: 0.2, jitter: 0.35, under: { slow: 56_000 }, bounds: [400, 60_000] }),
  },
];

const browsers: readonly Measured[] = [
  {
    metric: "belfry.*.page_load",
    profile: level(1.55e9, { swing: 0.1, jitter: 0.12, under: { slow: 4.2e9 }, afterDeploy: 0.2 }),
  },
  {
    metric: "belfry.*.largest_contentful_paint",
    profile: level(1.75e9, { swing: 0.1, jitter: 0.1, under: { slow: 4.6e9, load: 2.7e9 } }),
  },
];

/** The share of checks that fail: nearly none, but a good part of them while the service is down. */
const checkFailures = failures(0.0002, { outage: 0.95, errors: 0.03 });

const checks: readonly Measured[] = [
  { metric: "synthetics.test_runs", outside: true, profile: { kind: "constant", value: 6 } },
  {
    metric: "synthetics.test_runs",
    tags: ["status:success"],
    outside: true,
    profile: { kind: "rest", of: "synthetics.test_runs", share: checkFailures },
  },
  {
    metric: "synthetics.test_runs",
    tags: ["!status:success"],
    outside: true,
    profile: { kind: "share", of: "synthetics.test_runs", share: checkFailures },
  },
  {
    metric: "synthetics.http.response.time",
    outside: true,
    profile: level(330, { swing: 0.1, jitter: 0.08, under: { slow: 2300, outage: 2600 }, afterDeploy: 0.2 }),
  },
  {
    metric: "synthetics.http.firstbyte.time",
    outside: true,
    profile: level(118, { swing: 0.1, jitter: 0.1, under: { slow: 700, outage: 900 }, afterDeploy: 0.2 }),
  },
];

const cluster = { service: "victorysync" } as const;
const pods = {
  pod_name: [
    "victorysync-dashboard-6c9f7d5b8-k2xlp",
    "victorysync-dashboard-6c9f7d5b8-q7mzt",
    "victorysync-dashboard-6c9f7d5b8-w4hvd",
  ],
};

const kubernetes: readonly Measured[] = [
  {
    ...cluster,
    metric: "kubernetes.memory.limits",
    groups: pods,
    profile: { kind: "constant", value: 1_073_741_824 },
  },
  {
    ...cluster,
    metric: "kubernetes.memory.working_set",
    groups: pods,
    profile: {
      kind: "share",
      of: "kubernetes.memory.limits",
      share: level(0.56, { swing: 0.1, jitter: 0.06, under: { memory: 0.92 }, bounds: whole }),
    },
  },
  {
    ...cluster,
    metric: "kubernetes.filesystem.usage_pct",
    groups: pods,
    profile: { kind: "filling", bounds: [0.48, 0.84], days: 24 },
  },
  {
    ...cluster,
    metric: "kubernetes_state.deployment.replicas_unavailable",
    profile: level(0.02, { jitter: 1, under: { build: 1.4 }, afterDeploy: 40, bounds: [0, 3], whole: true }),
  },
  {
    ...cluster,
    metric: "kubernetes_state.hpa.max_replicas",
    profile: { kind: "constant", value: 10 },
  },
  {
    ...cluster,
    metric: "kubernetes_state.hpa.desired_replicas",
    profile: level(3.4, { swing: 0.35, jitter: 0.1, under: { load: 10.4 }, bounds: [2, 10], whole: true }),
  },
];

/** Everything but what lies in metrics-data.ts: what users, code and machines do. */
export const platformMetrics: readonly Measured[] = [
  ...tracing,
  ...functions,
  ...browsers,
  ...checks,
  ...kubernetes,
  {
    metric: "belfry.railway.cpu",
    every: 300,
    profile: level(29, {
      swing: 0.35,
      jitter: 0.14,
      under: { load: 94 },
      bounds: [0, 100],
      afterDeploy: 0.5,
    }),
  },
  {
    metric: "belfry.railway.memory",
    every: 300,
    profile: level(47, { swing: 0.1, jitter: 0.06, under: { memory: 94, load: 68 }, bounds: [0, 100] }),
  },
  {
    metric: "belfry.railway.replicas",
    every: 300,
    profile: level(2.6, { swing: 0.2, jitter: 0.05, under: { load: 5.4 }, bounds: [2, 5], whole: true }),
  },
  {
    metric: "belfry.railway.failed_deployments",
    every: 300,
    profile: { kind: "events", perDay: 0, under: { build: 1.6 }, tellsNone: true },
  },
  {
    metric: "belfry.railway.crashes",
    every: 300,
    profile: { kind: "events", perDay: 0, under: { memory: 0.05 }, tellsNone: true },
  },
  {
    metric: "belfry.*.failed_builds",
    outside: true,
    profile: { kind: "events", perDay: 0.05, under: { build: 0.9 } },
  },
];
