import type { Declaration } from "../model/declaration";
import { days, hours, minutes } from "../model/quantity";
import type { Service } from "../model/service";
import { defaulted, required, type SettingDeclaration } from "../model/setting";
import { fact, house, setting } from "../model/source";
import { dailyTier, databaseBackups, monthlyTier, nightlyFreshness, weeklyTier } from "./patterns/backups";
import { alerts } from "./watchtower/alerts";
import { checks } from "./watchtower/checks";
import { promises } from "./watchtower/promises";
import { measuring, telemetry } from "./watchtower/telemetry";

/** Where log lines are found whose form the runbook does not give. */
const logSettings: readonly SettingDeclaration[] = [
  defaulted(
    "watchtower.statusAttribute",
    "Attribute of Netlify's traffic logs that holds the status",
    "@http.status_code",
    ["WT-020"],
  ),
  defaulted(
    "watchtower.pathAttribute",
    "Attribute of Netlify's traffic logs that holds the path",
    "@http.url_details.path",
    ["WT-075"],
  ),
  defaulted(
    "watchtower.failedBuildFilter",
    "Log search that finds a failed build in Netlify's deploy logs",
    'source:netlify ("build failed" OR "Build script returned non-zero exit code")',
    ["WT-024"],
  ),
  defaulted(
    "watchtower.slowQueryFilter",
    "Log search that finds a statement slower than a second in the database's logs",
    '"duration:" ("statement:" OR "execute")',
    ["WT-031"],
  ),
  defaulted(
    "watchtower.failedLoginFilter",
    "Log search that finds a failed login",
    '("invalid login credentials" OR "login failed" OR "failed login")',
    ["WT-057"],
  ),
  defaulted(
    "watchtower.authenticationFailureFilter",
    "Log search that finds a failure of sign-in itself, not of a password",
    '("authentication error" OR "auth service unavailable" OR "AuthRetryableFetchError")',
    ["WT-042"],
  ),
  defaulted(
    "watchtower.paymentFailureFilter",
    "Log search that finds a payment that could not be processed",
    'status:error ("whop" OR "payment")',
    ["WT-041"],
  ),
  required(
    "watchtower.securityEventFilter",
    "Log search that finds high-severity security events",
    "@evt.category:security @evt.severity:high",
    ["WT-025"],
  ),
  defaulted(
    "watchtower.sentryDatabaseQuery",
    "Sentry search that finds database errors",
    "message:*database*",
    ["WT-018"],
  ),
];

const settings: readonly SettingDeclaration[] = [
  required("watchtower.domain", "Public host of the application", "watchtower.example", ["WT-002", "WT-055"]),
  required("watchtower.rateLimit", "Requests a minute that the API's rate limit allows", "6000", [
    "WT-046",
    "WT-075",
  ]),
  required("watchtower.supabaseProject", "Reference of the Supabase project", "bcdefghijklmnopqrstu", [
    "WT-062",
  ]),
  required("watchtower.sentryProject", "Slug of the Sentry project", "watchtower", ["WT-107"]),
  required("watchtower.slackChannel", "Slack channel for alerts, without #", "watchtower-alerts", ["WT-006"]),
  required(
    "watchtower.onCallUsers",
    "Datadog ids of the engineers on the rotation, comma separated",
    "11111111-1111-4111-8111-111111111111,22222222-2222-4222-8222-222222222222",
    ["WT-096"],
  ),
  required(
    "watchtower.technicalLead",
    "Datadog id of the technical lead",
    "33333333-3333-4333-8333-333333333333",
    ["WT-097"],
  ),
  required(
    "watchtower.engineeringManager",
    "Datadog id of the engineering manager",
    "44444444-4444-4444-8444-444444444444",
    ["WT-098"],
  ),
  required("watchtower.cto", "Datadog id of the CTO", "55555555-5555-4555-8555-555555555555", ["WT-099"]),
  defaulted("watchtower.handover", "Local time at which on-call changes hands", "2026-01-05T09:00:00", [
    "WT-096",
  ]),
  ...logSettings,
];

const respond = "How soon must someone act on it?";

const severities: Service["severities"] = {
  critical: {
    label: "P0, SEV1",
    respondWithin: fact("WT-080", minutes(15), "P0 errors are SEV1 incidents."),
    route: "page",
  },
  high: {
    label: "P1, SEV2",
    respondWithin: fact("WT-081", hours(1), "P1 errors are SEV2 incidents."),
    route: "page",
  },
  medium: {
    label: "P2, SEV3",
    respondWithin: house(hours(8), "Within a working day.", respond),
    route: "team",
  },
  low: {
    label: "P3, SEV4",
    respondWithin: house(hours(24), "A working day later.", respond),
    route: "team",
  },
};

const team = { kind: "slack", name: setting("watchtower.slackChannel") } as const;

const delays = "After how long without an answer is this person told?";

const people: readonly Declaration[] = [
  {
    kind: "escalation",
    name: "on-call",
    title: "escalation",
    facts: ["WT-096", "WT-097", "WT-098", "WT-099"],
    steps: [
      { role: "on-call engineer", after: house(minutes(0), "The first contact.", delays), person: null },
      {
        role: "technical lead",
        after: house(minutes(5), "A third of SEV1's fifteen minutes.", delays),
        person: "watchtower.technicalLead",
      },
      {
        role: "engineering manager",
        after: house(minutes(10), "Two thirds of SEV1's fifteen minutes.", delays),
        person: "watchtower.engineeringManager",
      },
      {
        role: "CTO",
        after: house(minutes(15), "When SEV1's fifteen minutes are over.", delays),
        person: "watchtower.cto",
      },
    ],
    rotation: {
      length: house(days(7), "A week, as the other services rotate.", "How long is a turn on call?"),
      handover: {
        value: setting("watchtower.handover"),
        source: { kind: "setting", key: "watchtower.handover" },
      },
      timezone: "UTC",
    },
    acknowledgeWithin: house(
      minutes(5),
      "Before the technical lead is told.",
      "How soon must a page be acknowledged?",
    ),
  },
  {
    kind: "downtime",
    name: "weekly-maintenance",
    title: "weekly maintenance",
    rrule: fact("WT-091", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0"),
    duration: fact("WT-091", hours(2)),
    timezone: "UTC",
  },
  {
    kind: "downtime",
    name: "monthly-maintenance",
    title: "monthly maintenance",
    rrule: fact("WT-092", "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0"),
    duration: fact("WT-092", hours(4)),
    timezone: "UTC",
  },
];

const backups = databaseBackups({
  database: "watchtower",
  majorVersion: house(
    17,
    "Supabase's current major version; pg_dump must be no older than the server.",
    "Which PostgreSQL version does WatchTower run?",
  ),
  schedule: house(
    "0 1 * * *",
    "Nightly, before the maintenance windows at 02:00.",
    "When should WatchTower be backed up?",
  ),
  tiers: [
    {
      ...dailyTier,
      schedule: fact("WT-062", "0 7 * * ? *", "Daily; the hour follows the dump and every window."),
    },
    weeklyTier(fact("WT-063", "0 7 ? * SUN *", "Weekly; the day and the hour are ours.")),
    monthlyTier(fact("WT-064", "0 7 1 * ? *", "Monthly; the day and the hour are ours.")),
  ],
  freshness: nightlyFreshness,
  restoreSchedule: house(
    "0 9 2 * *",
    "Monthly, as the other runbooks do it.",
    "How often should a restore be tested?",
  ),
  restoreFreshness: house(
    days(33),
    "A month and two days.",
    "After how long without a restore test should someone be told?",
  ),
  tables: fact("WT-068", ["monitors", "users"]),
  facts: ["WT-062"],
  restoreFacts: ["WT-052", "WT-068"],
});

/** WatchTower Pro: uptime monitoring as a product, on Netlify with its database at Supabase. */
export const watchtower: Service = {
  name: "watchtower",
  title: "WatchTower Pro",
  stack: "Netlify and Supabase",
  team: "watchtower",
  runbook: "watchtower.md",
  settings,
  severities,
  routes: {
    page: {
      purpose: "Wakes whoever is on call and tells the team",
      handles: [{ kind: "on-call", name: "watchtower" }, team],
    },
    team: { purpose: "Tells the team", handles: [team] },
  },
  telemetry,
  guardrails: [...alerts, ...promises, ...checks, ...people, ...measuring, ...backups],
  duties: [],
  notes: [],
  undeployed: [
    {
      facts: ["WT-011", "WT-012", "WT-033"],
      because: "Figures of the business without a target; the product itself counts them.",
    },
    {
      facts: ["WT-053", "WT-056"],
      because: "A daily look at access logs and what people do in an incident.",
    },
    {
      facts: ["WT-058", "WT-059"],
      because: "Unusual is not said in numbers, and no product that would know is named.",
    },
    {
      facts: ["WT-060", "WT-061"],
      because: "Netlify's functions have no file system or network of their own to watch (A-29).",
    },
    {
      facts: ["WT-066", "WT-067"],
      because: "Code and configuration are kept in git and at Netlify; no schedule or place is stated.",
    },
    {
      facts: ["WT-077", "WT-078"],
      because: "What people do to scale; the alerts that call for it are deployed.",
    },
    {
      facts: ["WT-090"],
      because: "A drill of people once a quarter; the restore test proves the data's part each month.",
    },
  ],
  decisions: [
    {
      id: "C-WT-01",
      decided:
        "Objective under 1 %, warning 3 %, critical 5 % over 5 minutes; Sentry's rule takes the same window.",
      because: "Each line of the runbook has its own tier.",
    },
    {
      id: "C-WT-02",
      decided:
        "Objective 500 ms, warning 1 s, critical 2 s, all averages; Sentry's rule at 1000 ms tells the team.",
      because:
        "Only the threshold list names a statistic; the two alerts differ by two, so the owner should confirm.",
    },
    { id: "C-WT-03", decided: "More than 10 in 1 minute.", because: "Only one of the two names a window." },
    {
      id: "C-WT-04",
      decided:
        "Functions' memory alerts at 10 minutes once it is measured; database memory asks for scaling at 15.",
      because: "Nothing measures functions' memory, and Netlify scales them by itself.",
    },
    {
      id: "C-WT-05",
      decided: "One alert at 70 % for 30 minutes.",
      because: "Objective and scaling line agree in their level.",
    },
    {
      id: "C-WT-06",
      decided: "Alert and objective both at 2 s of transfer time of the front page.",
      because: "It is what the runbook's script measures; what users feel is the contentful paint.",
    },
    {
      id: "C-WT-07",
      decided: "All four addresses are checked: 401 is healthy for auth/me and 405 for the webhook.",
      because: "A plain GET without a session is refused by design; the owner should confirm.",
    },
    {
      id: "C-WT-08",
      decided: "P0 is SEV1, P1 is SEV2, P2 is SEV3, P3 is SEV4.",
      because: "The two scales fit in order; only SEV1 and SEV2 have response times.",
    },
    {
      id: "C-WT-09",
      decided: "An hour of loss is promised only while point-in-time recovery is on, and that is watched.",
      because: "Daily backups alone lose up to a day.",
    },
    {
      id: "C-WT-10",
      decided: "Both windows are downtimes.",
      because: "On the first Sunday the longer one covers the shorter.",
    },
    {
      id: "C-WT-11",
      decided: "Checks run always.",
      because: "Only the look of a person is kept to business days.",
    },
    {
      id: "C-WT-12",
      decided: "No downtime for emergency maintenance.",
      because: "Two hours of notice are for urgent work that is planned, not for an outage.",
    },
    { id: "A-24", decided: "The rate limit is a required setting.", because: "It is not stated." },
    {
      id: "A-25",
      decided: "A query is slow from one second on.",
      because: "Two of the other runbooks say so.",
    },
    {
      id: "A-26",
      decided: "Levels at 0, 5, 10 and 15 minutes.",
      because: "No delay is stated; these fit into SEV1's response time.",
    },
    { id: "A-27", decided: "Failed logins are counted over all accounts.", because: "No scope is stated." },
    {
      id: "A-28",
      decided: "Weekly full and monthly archive backups are recovery points of Belfry's own dumps.",
      because: "Nobody says who takes them, and Supabase's are daily.",
    },
    {
      id: "A-30",
      decided: "The certificate warns at 14 and alerts at 7 days.",
      because: "No day is stated; Netlify renews well before.",
    },
    {
      id: "A-31",
      decided: "P0 is the internal critical.",
      because: "It is the top of this scale, as P1 is at VendHub.",
    },
  ],
};
