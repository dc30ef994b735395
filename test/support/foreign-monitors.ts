/** A monitor as a client of Datadog's API makes it. */
export interface MadeByHand {
  readonly name: string;
  readonly type: string;
  readonly query: string;
  readonly message: string;
  readonly tags: readonly string[];
  readonly priority?: number;
  readonly options: Readonly<Record<string, unknown>>;
}

const slack = "@slack-bookshop-alerts";

/** Monitors that people made before Belfry: of VendHub, which is declared, of a bookshop, which is not, and of neither. */
export const madeByHand = (env: string): Readonly<Record<string, MadeByHand>> => ({
  cpu: {
    name: "VendHub CPU is high",
    type: "metric alert",
    query: `avg(last_10m):max:belfry.railway.cpu{env:${env},service:vendhub} > 90`,
    message: "CPU is high. @slack-old-channel",
    tags: ["service:vendhub", "team:vendhub"],
    priority: 3,
    options: { thresholds: { critical: 90, warning: 70 }, notify_no_data: false, renotify_interval: 0 },
  },
  errors: {
    name: "VendHub errors",
    type: "query alert",
    query: `sum(last_5m):sum:trace.web.request.errors{service:vendhub,env:${env}}.as_count() / sum:trace.web.request.hits{service:vendhub,env:${env}}.as_count() > 0.05`,
    message: "{{#is_alert}}Errors. @pagerduty-vendhub{{/is_alert}}",
    tags: [],
    options: { thresholds: { critical: 0.05, warning: 0.01 }, on_missing_data: "default" },
  },
  cpuAgain: {
    name: "CPU VendHub (copy)",
    type: "metric alert",
    query: `avg(last_5m):max:belfry.railway.cpu{service:vendhub,env:${env}} > 99`,
    message: "CPU! @slack-old-channel",
    tags: ["team:vendhub"],
    options: { thresholds: { critical: 99 } },
  },
  containers: {
    name: "Bookshop: container CPU on {{container_name.name}}",
    type: "query alert",
    query: `min(last_10m):avg:docker.cpu.usage{service:bookshop,env:${env}} by {container_name} > 80`,
    message: `Readers wait for every page.\n\n## Steps\n1. Look at the slowest endpoints.\n2. Scale out.\n\nCauses:\n- a slow statement\n\n${slack}`,
    tags: ["service:bookshop", "team:books"],
    priority: 2,
    options: {
      thresholds: { critical: 80, warning: 60 },
      on_missing_data: "resolve",
      require_full_window: true,
      new_group_delay: 60,
      renotify_interval: 60,
    },
  },
  connections: {
    name: "Bookshop database connections",
    type: "metric alert",
    query: `avg(last_5m):avg:postgresql.percent_usage_connections{env:${env} AND service:bookshop} > 0.9`,
    message: `Runbook: https://wiki.example/books/db ${slack}`,
    tags: ["team:books"],
    options: { thresholds: { critical: 0.9 }, notify_no_data: true, no_data_timeframe: 20 },
  },
  disk: {
    name: "Disk of the bookshop",
    type: "metric alert",
    query: "max(last_5m):max:system.disk.in_use{service:bookshop} by {host} > 0.9",
    message: "The disk fills up. @books-team@example.org",
    tags: ["team:books"],
    priority: 4,
    options: { thresholds: { critical: 0.9, critical_recovery: 0.8 }, on_missing_data: "show_no_data" },
  },
  latency: {
    name: "Bookshop P95",
    type: "query alert",
    query: `percentile(last_5m):p95:trace.express.request{env:${env},service:bookshop} >= 2`,
    message: `{{#is_alert}}Slow. ${slack}{{/is_alert}}{{#is_recovery}}Fine. ${slack}{{/is_recovery}}`,
    tags: ["team:books"],
    priority: 1,
    options: { thresholds: { critical: 2, warning: 1 }, on_missing_data: "resolve" },
  },
  queue: {
    name: "Bookshop mails that wait",
    type: "metric alert",
    query: `avg(last_5m):max:bookshop.mail.oldest{env:${env},service:bookshop} > 3600`,
    message: slack,
    tags: [],
    options: { thresholds: { critical: 3600 } },
  },
  anomaly: {
    name: "Odd traffic",
    type: "query alert",
    query: `avg(last_4h):anomalies(avg:trace.express.request.hits{service:bookshop}, 'basic', 2) >= 1`,
    message: slack,
    tags: ["service:bookshop"],
    options: { thresholds: { critical: 1 } },
  },
  agent: {
    name: "Agent is gone",
    type: "service check",
    query: `"datadog.agent.up".over("service:bookshop").by("host").last(2).count_by_status()`,
    message: slack,
    tags: ["service:bookshop"],
    options: { thresholds: { critical: 1, ok: 1 } },
  },
  logs: {
    name: "Errors in the logs",
    type: "log alert",
    query: `logs("service:bookshop status:error").index("*").rollup("count").last("5m") > 10`,
    message: slack,
    tags: ["service:bookshop"],
    options: { thresholds: { critical: 10 } },
  },
  otherEnvironment: {
    name: "Bookshop CPU elsewhere",
    type: "metric alert",
    query: "avg(last_5m):avg:docker.cpu.usage{service:bookshop,env:elsewhere} > 80",
    message: slack,
    tags: ["service:bookshop"],
    options: { thresholds: { critical: 80 } },
  },
  nobody: {
    name: "CPU of a machine",
    type: "metric alert",
    query: "avg(last_5m):avg:aws.ec2.cpuutilization{instance-id:i-1} > 80",
    message: slack,
    tags: [],
    options: { thresholds: { critical: 80 }, evaluation_delay: 900 },
  },
});
