import {
  cores,
  count,
  days,
  gibibytes,
  hours,
  mebibytes,
  millicores,
  minutes,
  percent,
} from "../model/quantity";
import type { Service } from "../model/service";
import { defaulted, required } from "../model/setting";
import { fact, house, setting } from "../model/source";
import { dailyTier, databaseBackups, nightlyFreshness } from "./patterns/backups";
import { alerts } from "./victorysync/alerts";
import { checks } from "./victorysync/checks";
import { deployment, namespace, telemetry } from "./victorysync/telemetry";

const respond = "How soon must someone act on an alert of this severity?";
const delay = "After how long does each level hand over to the next?";

/** VictorySync: a dashboard on Kubernetes with its database and realtime at Supabase. */
export const victorysync: Service = {
  name: "victorysync",
  title: "VictorySync",
  stack: "Kubernetes, Express, Redis and Supabase",
  team: "victorysync",
  runbook: "victorysync.md",
  settings: [
    required("victorysync.domain", "Public host of the dashboard, without www", "victorysync.example", [
      "VS-001",
      "VS-003",
      "VS-061",
    ]),
    required("victorysync.loginUrl", "Address of the login page", "https://victorysync.example/login", [
      "VS-033",
    ]),
    required(
      "victorysync.realtimeUrl",
      "WebSocket address to which browsers connect",
      "wss://realtime.victorysync.example/socket",
      ["VS-060"],
    ),
    required("victorysync.cluster", "Name of the Kubernetes cluster in Datadog", "victorysync-prod", [
      "VS-040",
    ]),
    defaulted("victorysync.namespace", "Namespace of the dashboard", "victorysync", ["VS-090"]),
    defaulted("victorysync.appLabel", "Value of the pods' label app", "victorysync-dashboard", ["VS-040"]),
    defaulted("victorysync.certificateIssuer", "ClusterIssuer of cert-manager", "letsencrypt", ["VS-062"]),
    required("victorysync.supabaseProject", "Reference of the Supabase project", "bcdefghijklmnopqrstu", [
      "VS-091",
    ]),
    required("victorysync.sentryProject", "Slug of the Sentry project", "victorysync-dashboard", ["VS-088"]),
    required("victorysync.slackChannel", "Slack channel for alerts, without #", "victorysync-alerts", [
      "VS-009",
      "VS-079",
    ]),
    required(
      "victorysync.onCallUsers",
      "Datadog ids of the operations engineers on the rotation, comma separated",
      "11111111-0001-4111-8111-111111111111,22222222-0001-4222-8222-222222222222",
      ["VS-006", "VS-103"],
    ),
    required(
      "victorysync.devopsLead",
      "Datadog id of the DevOps or SRE engineer of level 2",
      "33333333-0001-4333-8333-333333333333",
      ["VS-098"],
    ),
    required(
      "victorysync.developmentLead",
      "Datadog id of the developer of level 3",
      "44444444-0001-4444-8444-444444444444",
      ["VS-099"],
    ),
    required(
      "victorysync.executive",
      "Datadog id of the executive of level 4",
      "55555555-0001-4555-8555-555555555555",
      ["VS-104"],
    ),
    defaulted("victorysync.handover", "Local time at which on-call changes hands", "2026-01-05T09:00:00"),
  ],
  severities: {
    critical: {
      label: "critical",
      respondWithin: house(
        minutes(5),
        "Leaves ten of the fifteen minutes in which it must run again.",
        respond,
      ),
      route: "page",
    },
    high: {
      label: "high",
      respondWithin: house(minutes(15), "The time in which an outage must be over.", respond),
      route: "page",
    },
    medium: {
      label: "medium",
      respondWithin: house(hours(4), "Within half a working day.", respond),
      route: "team",
    },
    low: {
      label: "low",
      respondWithin: house(hours(24), "By the next morning list.", respond),
      route: "team",
    },
  },
  routes: {
    page: {
      purpose: "Wakes whoever is on call and tells the team",
      handles: [
        { kind: "on-call", name: "victorysync" },
        { kind: "slack", name: setting("victorysync.slackChannel") },
      ],
    },
    team: {
      purpose: "Tells the team",
      handles: [{ kind: "slack", name: setting("victorysync.slackChannel") }],
    },
  },
  telemetry,
  guardrails: [
    ...alerts,
    ...checks,
    {
      kind: "autoscaling",
      name: "autoscaling",
      title: "autoscaling",
      target: { platform: "kubernetes", namespace, deployment },
      minimum: house(
        count(2),
        "Two, so that one may restart while the other answers.",
        "How many replicas run on a normal day?",
      ),
      maximum: fact("VS-043", count(4), "Four is how far the runbook scales by hand."),
      cpu: house(
        percent(70),
        "Scales while a third of the requested CPU is left; new pods start within a minute or two.",
        "At which CPU share should it scale out?",
      ),
    },
    {
      kind: "disruption-budget",
      name: "disruption-budget",
      title: "disruption budget",
      namespace,
      selector: { app: setting("victorysync.appLabel") },
      maxUnavailable: house(
        count(1),
        "One of two: a drain goes on, and someone still answers.",
        "How many replicas may a drain take at once?",
      ),
    },
    {
      kind: "capacity",
      name: "container-limits",
      title: "container limits",
      namespace,
      maximum: { cpu: fact("VS-049", cores(2)), memory: fact("VS-050", gibibytes(2)) },
      request: {
        cpu: house(
          millicores(250),
          "An eighth of the limit: small enough for four on one node.",
          "How much CPU does a quiet replica need?",
        ),
        memory: house(
          mebibytes(512),
          "A quarter of the limit, a small Node.js server.",
          "How much memory does a quiet replica need?",
        ),
      },
    },
    {
      kind: "escalation",
      name: "on-call",
      title: "escalation",
      facts: ["VS-097", "VS-098", "VS-099", "VS-103"],
      steps: [
        {
          role: "operations engineer on call",
          after: house(minutes(0), "The first level is told at once.", delay),
          person: null,
        },
        {
          role: "DevOps or SRE",
          after: house(minutes(5), "Level 4 starts at fifteen; the steps before it share that time.", delay),
          person: "victorysync.devopsLead",
        },
        {
          role: "developers",
          after: house(minutes(10), "Level 4 starts at fifteen; the steps before it share that time.", delay),
          person: "victorysync.developmentLead",
        },
        { role: "executive", after: fact("VS-100", minutes(15)), person: "victorysync.executive" },
      ],
      rotation: {
        length: house(days(7), "A week, as the other runbooks do it.", "How long is one on-call turn?"),
        handover: {
          value: setting("victorysync.handover"),
          source: { kind: "setting", key: "victorysync.handover" },
        },
        timezone: "UTC",
      },
      acknowledgeWithin: house(
        minutes(5),
        "Until the next level is told.",
        "How soon must a page be acknowledged?",
      ),
    },
    ...databaseBackups({
      database: "victorysync",
      majorVersion: house(
        17,
        "Supabase's current major version; pg_dump must be no older than the server.",
        "Which PostgreSQL version does VictorySync run?",
      ),
      schedule: house(
        "0 1 * * *",
        "Nightly is stated, the hour is not.",
        "When should VictorySync be backed up?",
      ),
      tiers: [dailyTier],
      freshness: nightlyFreshness,
      restoreSchedule: fact("VS-019", "0 4 * * *", "Daily, the stricter of the two lines; the hour is ours."),
      restoreFreshness: fact("VS-067", days(7)),
      tables: fact("VS-093", ["organizations", "billing_records"]),
      facts: ["VS-017", "VS-018"],
      restoreFacts: ["VS-019", "VS-093"],
    }),
  ],
  duties: [],
  notes: [],
  undeployed: [
    {
      facts: ["VS-036"],
      because:
        "The header's value lets its bearer in as an administrator; a plan is rendered and committed, so it must not hold it. The same address is checked without the header.",
    },
    {
      facts: ["VS-021", "VS-022"],
      because: "People read the audit and security logs; no rule or number is given.",
    },
    { facts: ["VS-035"], because: "No ticket system and no number are named." },
    {
      facts: ["VS-062"],
      because:
        "Files of an install on a plain host; on Kubernetes cert-manager keeps the certificate in a secret.",
    },
    { facts: ["VS-070"], because: "A quarterly exercise for people." },
    { facts: ["VS-072"], because: "Preparation by people before a release." },
    {
      facts: ["VS-080", "VS-081"],
      because: "What a person types to roll back; the fixed tag 0.9.0 goes stale (A-04).",
    },
    {
      facts: ["VS-082"],
      because: "A look after a rollback, which nothing announces; the first steps of a stuck rollout say it.",
    },
    { facts: ["VS-102"], because: "An archive that a person makes; no schedule and no use are given." },
  ],
  decisions: [
    {
      id: "C-VS-01",
      decided: "Warning 1 %, critical 5 % of 5xx; 0.1 % is the objective.",
      because:
        "Only 5 % is an automatic alert; 1 % opens the issue page and 0.1 % is what a morning should show.",
    },
    {
      id: "C-VS-02",
      decided: "P95: objective 500 ms, warning 1 s, critical 2 s.",
      because: "The second line names no statistic and is read like the alert.",
    },
    {
      id: "C-VS-03",
      decided: "Warning 80, critical 85.",
      because: "The morning target informs, the automatic alert pages.",
    },
    {
      id: "C-VS-04",
      decided: "A nightly dump, alerts at 26 hours, and a monitor on Supabase's own backup.",
      because:
        "No nightly backup gives a recovery point of five minutes (VS-096): it stays unproven until point-in-time recovery is confirmed.",
    },
    {
      id: "C-VS-05",
      decided: "A restore each night; a missed night informs, a missed week alerts.",
      because: "An automatic restore meets both lines at no further cost.",
    },
    {
      id: "C-VS-06",
      decided: "Without the header the organisations address must refuse; with it, it is not called.",
      because: "A user id alone opens an administrator's data: the owner should hear of that first.",
    },
    { id: "C-VS-07", decided: "Both stay with people.", because: "Neither line gives a rule." },
    {
      id: "C-VS-08",
      decided: "Kubernetes.",
      because: "Its names are the most complete; three sets of alerts for one service would mislead.",
    },
    {
      id: "C-VS-09",
      decided: "Namespace victorysync, as a setting.",
      because: "A single line of the runbook names it.",
    },
    {
      id: "C-VS-10",
      decided: "Datadog's dashboard only.",
      because: "The Grafana boards are conditional in the runbook.",
    },
    {
      id: "C-VS-12",
      decided: "No recurring downtime for the 30-minute deployment window.",
      because:
        "It has no day or hour, and a mute of thirty minutes would hide an outage past the fifteen of the recovery time.",
    },
    {
      id: "A-01",
      decided: "Stable means less than double the same hour of the day before, told with low severity.",
      because: "The runbook gives no number.",
    },
    {
      id: "A-02",
      decided: "Levels after 0, 5, 10 and 15 minutes.",
      because: "Only the fourth is stated; the others share the time before it.",
    },
    {
      id: "A-03",
      decided: "Memory and disk carry steps of our own.",
      because: "The runbook has no page for either.",
    },
    {
      id: "A-05",
      decided: "Host, login and realtime addresses are required settings.",
      because: "The runbook's are placeholders.",
    },
  ],
};
