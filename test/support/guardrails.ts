import type { DatadogEscalation } from "../../components/oncall/escalation-chain";
import { guardrailSchema } from "../../plan/schema";
import type { Guardrail, GuardrailKind, GuardrailOf, Plan } from "../../plan/types";

/** The tags that a guardrail of the made-up service `shop` has in production. */
export const tagsOf = (id: string): string[] => [
  "managed-by:belfry",
  `belfry:${id}`,
  "env:prod",
  "service:shop",
  "team:shop",
];

/** The fields that every guardrail has. */
export function commonOf<const K extends GuardrailKind>(kind: K, name: string) {
  const id = `shop/${name}`;
  return {
    id,
    service: "shop",
    kind,
    title: name,
    name: `Shop: ${name}`,
    facts: [],
    sources: [],
    telemetry: null,
    unset: [],
    tags: tagsOf(id),
  };
}

/** The fields of a guardrail that alerts, and pages. */
export const alerting = {
  severity: "high" as const,
  severityLabel: "P2",
  respondWithin: 900,
  route: "shop/on-call",
  pages: true,
  notify: {
    alert: ["@oncall-shop", "@slack-shop"],
    warning: ["@slack-shop"],
    noData: ["@oncall-shop", "@slack-shop"],
    recovery: ["@oncall-shop", "@slack-shop"],
  },
  priority: 2,
  renotifyEvery: 1800,
  message: "It is broken.",
  runbook: "https://runbooks.example/shop#it",
};

/** A guardrail that the plan's schema accepts, or an error that says why it does not. */
export function valid<K extends GuardrailKind>(guardrail: GuardrailOf<K>): GuardrailOf<K> {
  return guardrailSchema.parse(guardrail) as GuardrailOf<K>;
}

/** A plan of these guardrails. */
export const planOf = (...guardrails: readonly Guardrail[]): Plan => ({
  schemaVersion: 1,
  environment: "prod",
  asOf: "2026-11-21",
  settings: [],
  guardrails: [...guardrails],
});

type Changes<K extends GuardrailKind> = Partial<GuardrailOf<K>>;

/** A monitor of a share of requests, with both levels. */
export function monitorOf(changes: Changes<"monitor"> = {}): GuardrailOf<"monitor"> {
  return valid({
    ...commonOf("monitor", "errors"),
    signal: "errorRate",
    direction: "above",
    comparator: ">",
    warning: 2.5,
    critical: 5,
    warningRecovery: 2.4,
    criticalRecovery: 4.75,
    unit: "percent",
    over: 300,
    sustainedFor: 0,
    query: "sum(last_5m):sum:errors{env:prod}.as_count() / sum:hits{env:prod}.as_count() * 100 > 5",
    groupBy: [],
    silence: "show",
    requireFullWindow: false,
    evaluationDelay: 0,
    newGroupDelay: null,
    draft: false,
    ...alerting,
    ...changes,
  });
}

/** An objective over 30 days. */
export function objectiveOf(changes: Changes<"objective"> = {}): GuardrailOf<"objective"> {
  return valid({
    ...commonOf("objective", "uptime"),
    indicator: { kind: "ratio", good: "sum:good{*}.as_count()", total: "sum:total{*}.as_count()" },
    target: 99.9,
    period: 2_592_000,
    burnRates: ["shop/uptime-burn-fast"],
    ...changes,
  });
}

/** The fast alert on the error budget of {@link objectiveOf}. */
export function burnRateOf(changes: Changes<"burn-rate"> = {}): GuardrailOf<"burn-rate"> {
  return valid({
    ...commonOf("burn-rate", "uptime-burn-fast"),
    objective: "${objective:shop/uptime}",
    factor: 14.4,
    longWindow: 3600,
    shortWindow: 300,
    budgetShare: 2,
    query: 'burn_rate("${objective:shop/uptime}").over("30d").long_window("1h").short_window("5m") > 14.4',
    ...alerting,
    ...changes,
  });
}

/** An HTTP check from three places. */
export function syntheticOf(changes: Changes<"synthetic"> = {}): GuardrailOf<"synthetic"> {
  return valid({
    ...commonOf("synthetic", "health"),
    check: { kind: "http", method: "GET", url: "https://shop.example/health", headers: {} },
    assertions: [{ on: "status", operator: "is", value: 200 }],
    every: 60,
    locations: ["aws:eu-central-1", "aws:us-east-1", "aws:ap-northeast-1"],
    failingLocations: 2,
    failingFor: 120,
    ...alerting,
    ...changes,
  });
}

/** A certificate with both levels, not issued in a cluster. */
export function certificateOf(changes: Changes<"certificate"> = {}): GuardrailOf<"certificate"> {
  return valid({
    ...commonOf("certificate", "tls"),
    host: "shop.example",
    port: 443,
    warning: 20,
    critical: 10,
    unit: "days",
    every: 3600,
    locations: ["aws:eu-central-1"],
    issued: null,
    ...alerting,
    warningMessage: "It will be broken.",
    ...changes,
  });
}

/** A dashboard with one note. */
export function dashboardOf(changes: Changes<"dashboard"> = {}): GuardrailOf<"dashboard"> {
  return valid({
    ...commonOf("dashboard", "overview"),
    description: "The shop's guardrails. (managed-by:belfry belfry:shop/overview env:prod)",
    widgets: [{ kind: "note", text: "Nothing to see." }],
    ...changes,
  });
}

/** A weekly window of 90 minutes. */
export function downtimeOf(changes: Changes<"downtime"> = {}): GuardrailOf<"downtime"> {
  return valid({
    ...commonOf("downtime", "maintenance"),
    scope: "env:prod",
    monitorTags: ["env:prod", "service:shop", "maintenance:mutable"],
    rrule: "FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0",
    duration: 5400,
    timezone: "America/New_York",
    message: "Shop: maintenance. (belfry:shop/maintenance env:prod)",
    spares: [],
    correction: null,
    ...changes,
  });
}

/** A duty on Mondays, and the notice of a window on the first Sunday. */
export function reminderOf(changes: Changes<"reminder"> = {}): GuardrailOf<"reminder"> {
  return valid({
    ...commonOf("reminder", "reminders"),
    namespace: "operations",
    schedule: "0,30 2,8 * * *",
    timezone: "Europe/Berlin",
    image: "node:22-alpine",
    suspended: false,
    reminders: [
      {
        name: "review",
        kind: "duty",
        title: "Shop: review",
        rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=8;BYMINUTE=30",
        before: 0,
        text: "1. Read the logs.",
      },
      {
        name: "window-in-7-d",
        kind: "notice",
        title: "Shop: window in 7 d",
        rrule: "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0",
        before: 604_800,
        text: "It begins at {time}.",
      },
    ],
    eventTags: ["env:prod"],
    heartbeat: "belfry.reminders.run",
    postImage: "node:22-alpine",
    datadogSecret: "belfry-datadog",
    datadogSite: "datadoghq.eu",
    deadline: 300,
    query: 'events("reminder:*").rollup("count").by("reminder").last("15m") > 0',
    over: 900,
    message: "{{#is_alert}}\n{{event.title}}\n\n@slack-shop {{/is_alert}}",
    tells: ["@slack-shop"],
    priority: 5,
    runbook: "https://runbooks.example/calendar.md",
    ...changes,
  });
}

/** People who take weekly turns at all hours. */
export const layerOf = (
  changes: Partial<DatadogEscalation["pager"]["layers"][number]> = {},
): DatadogEscalation["pager"]["layers"][number] => ({
  name: "rotation",
  handover: "2026-01-05T09:00:00",
  until: null,
  length: 604_800,
  users: ["user-a", "user-b"],
  hours: [],
  ...changes,
});

/** A chain of three steps over a weekly rotation, held by Datadog. */
export function escalationOf(
  changes: Omit<Changes<"escalation">, "pager"> = {},
  pager: Partial<DatadogEscalation["pager"]> = {},
): DatadogEscalation {
  const held = {
    kind: "datadog" as const,
    team: onCallTeam,
    timezone: "America/New_York",
    layers: [layerOf()],
    urgency: "high" as const,
    ...pager,
  };
  return { ...valid(chainOf({ pager: held, ...changes })), pager: held };
}

/** The same chain, held by PagerDuty. */
export const pagerDutyEscalationOf = (
  changes: Omit<Changes<"escalation">, "pager"> = {},
): GuardrailOf<"escalation"> =>
  valid(chainOf({ pager: { kind: "pagerduty", team: onCallTeam, service: "shop-on-call" }, ...changes }));

const onCallTeam = { handle: "shop", name: "Shop: on call", description: "Answers for the shop." };

const chainOf = (
  changes: Changes<"escalation"> & Pick<GuardrailOf<"escalation">, "pager">,
): GuardrailOf<"escalation"> => ({
  ...commonOf("escalation", "on-call"),
  steps: [
    { role: "on call", after: 0, notify: "rotation", person: null },
    { role: "senior", after: 600, notify: "person", person: "user-senior" },
    { role: "lead", after: 2700, notify: "person", person: "user-lead" },
  ],
  acknowledgeWithin: 120,
  responses: [{ severity: "high", label: "P2", respondWithin: 900, acknowledgeWithin: 120 }],
  unproven: [],
  ...changes,
});

/** A count of log lines by path. */
export function logMetricOf(changes: Changes<"log-metric"> = {}): GuardrailOf<"log-metric"> {
  return valid({
    ...commonOf("log-metric", "failed-logins-source"),
    from: "logs",
    metric: "belfry.shop.failed_logins",
    filter: "service:shop @evt.outcome:failure",
    compute: { kind: "count" },
    groupBy: [{ path: "@http.url_details.path", tag: "path" }],
    ...changes,
  });
}
