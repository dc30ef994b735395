import { days, hours, minutes } from "../model/quantity";
import type { Service } from "../model/service";
import { defaulted, required } from "../model/setting";
import { fact, house, setting } from "../model/source";
import { alerts, telemetry } from "./operations/alerts";
import { checks } from "./operations/checks";
import { dailyTier, databaseBackups, nightlyFreshness } from "./patterns/backups";

const respond = "How soon must someone act at this level?";
const delay = "Who is called next, and after how long?";

/** The Operations app: a site on Vercel, a FastAPI backend, its database at Supabase. */
export const operations: Service = {
  name: "operations",
  title: "Operations app",
  stack: "FastAPI on Vercel and Supabase",
  team: "operations",
  runbook: "operations.md",
  settings: [
    required("operations.domain", "Public host of the app", "operations.example", ["OR-002", "OR-003"]),
    required("operations.loginUrl", "Address of the login page", "https://operations.example/login", [
      "OR-018",
    ]),
    required(
      "operations.apiUrl",
      "An API address that needs no login and answers 200",
      "https://operations.example/api/status",
      ["OR-019"],
    ),
    required("operations.supabaseProject", "Reference of the Supabase project", "cdefghijklmnopqrstuv", [
      "OR-061",
    ]),
    required("operations.sentryProject", "Slug of the Sentry project", "operations-app", ["OR-081"]),
    required("operations.slackChannel", "Slack channel for alerts, without #", "operations-alerts", [
      "OR-075",
    ]),
    required(
      "operations.onCallUsers",
      "Datadog ids of the engineers on the rotation, comma separated",
      "11111111-0004-4111-8111-111111111111,22222222-0004-4222-8222-222222222222",
      ["OR-075"],
    ),
    required(
      "operations.devopsLead",
      "Datadog id of the DevOps lead, whose team owns the runbook",
      "33333333-0004-4333-8333-333333333333",
      ["OR-001"],
    ),
    defaulted("operations.handover", "Local time at which on-call changes hands", "2026-01-05T09:00:00"),
  ],
  severities: {
    critical: {
      label: "P0",
      respondWithin: house(minutes(15), "Service down or data lost: at once, day and night.", respond),
      route: "page",
    },
    high: {
      label: "P1",
      respondWithin: house(hours(1), "A major feature is broken, others work.", respond),
      route: "page",
    },
    medium: {
      label: "P2",
      respondWithin: house(hours(8), "Within the working day.", respond),
      route: "team",
    },
    low: { label: "P3", respondWithin: house(hours(24), "By the next day.", respond), route: "team" },
  },
  routes: {
    page: {
      purpose: "Wakes whoever is on call and tells the team",
      handles: [
        { kind: "on-call", name: "operations" },
        { kind: "slack", name: setting("operations.slackChannel") },
      ],
    },
    team: {
      purpose: "Tells the team",
      handles: [{ kind: "slack", name: setting("operations.slackChannel") }],
    },
  },
  telemetry,
  guardrails: [
    ...alerts,
    ...checks,
    {
      kind: "escalation",
      name: "on-call",
      title: "escalation",
      facts: ["OR-075"],
      steps: [
        {
          role: "on-call engineer",
          after: house(minutes(0), "Whoever is on call is told at once.", delay),
          person: null,
        },
        {
          role: "DevOps lead",
          after: house(minutes(15), "When nobody answered within the time of a P0.", delay),
          person: "operations.devopsLead",
        },
      ],
      rotation: {
        length: house(days(7), "A week, as the other runbooks do it.", "How long is one on-call turn?"),
        handover: {
          value: setting("operations.handover"),
          source: { kind: "setting", key: "operations.handover" },
        },
        timezone: "UTC",
      },
      acknowledgeWithin: house(
        minutes(5),
        "A third of the response time of a P0.",
        "How soon must a page be acknowledged?",
      ),
    },
    ...databaseBackups({
      database: "operations",
      majorVersion: house(
        17,
        "Supabase's current major version; pg_dump must be no older than the server.",
        "Which PostgreSQL version does the app run?",
      ),
      schedule: house(
        "0 1 * * *",
        "Nightly beside Supabase's daily one, so that one copy lies elsewhere.",
        "When should the export be taken?",
      ),
      tiers: [dailyTier],
      freshness: nightlyFreshness,
      restoreSchedule: fact(
        "OR-071",
        "0 6 2 * *",
        "Monthly, the stricter of the two lines; the day is ours.",
      ),
      restoreFreshness: house(
        days(33),
        "A month and two days.",
        "After how long without a restore test should someone be told?",
      ),
      tables: house(
        ["events", "sessions", "feature_flags"],
        "Tables that the runbook itself reads and that are never empty in use.",
        "Which tables must hold rows after a restore?",
      ),
      facts: ["OR-061", "OR-063"],
      restoreFacts: ["OR-071"],
    }),
  ],
  duties: [],
  notes: [],
  undeployed: [
    {
      facts: ["OR-010"],
      because:
        "Neither the tables nor the period are stated; with both it is one line of the database probe (A-20).",
    },
    {
      facts: ["OR-011", "OR-012", "OR-013", "OR-014"],
      because: "Lists for people before a release.",
    },
    { facts: ["OR-016"], because: "How a person applies migrations; nothing to watch." },
    { facts: ["OR-028", "OR-045"], because: "What a person does against an attack or a leaked secret." },
    {
      facts: ["OR-057"],
      because: "An example in the application's code, and no figure of the cache is named.",
    },
    { facts: ["OR-062"], because: "A backup that a person takes; first step of the backup alerts." },
    {
      facts: ["OR-073"],
      because: "An exercise for people; the restore it needs is proved each month.",
    },
  ],
  decisions: [
    {
      id: "C-OR-01",
      decided: "The pool is measured in the database; no pool field is asserted.",
      because:
        "The sample answer has none, and a later line says that it is still to be added. The 50 are those of one backend process.",
    },
    {
      id: "C-OR-02",
      decided: "Status 200 and the expected body on both health addresses.",
      because: "The body is printed once, right after both; a difference shows at the first deployment.",
    },
    {
      id: "C-OR-03",
      decided: "A restore each month; 33 days inform, and so does a quarter without one.",
      because: "The stricter line is the schedule, the other one the last limit.",
    },
    {
      id: "C-OR-04",
      decided: "Both limits, as alerts on answers with 429.",
      because:
        "They bind one caller, not the service: requests against 60 a minute would alert on a normal day. The hourly one binds after 16 minutes and 40 seconds.",
    },
    {
      id: "C-OR-05",
      decided: "No reminder is deployed.",
      because:
        "Rotation is monthly only if needed and otherwise follows a leak, which is a step of the security alert.",
    },
    {
      id: "C-OR-06",
      decided: "No downtime.",
      because: "The section on maintenance windows holds task lists only.",
    },
    {
      id: "C-OR-07",
      decided: "No recovery objective; Supabase's backup and point-in-time recovery are verified.",
      because: "Neither objective has a number yet; without point-in-time recovery a day can be lost.",
    },
    {
      id: "A-17",
      decided: "Warning at the pool's own 20, critical at 50.",
      because: "At 50 every connection is out already; at 20 the overflow begins, which is still stated.",
    },
    {
      id: "A-18",
      decided: "No step resets the linked database.",
      because: "The runbook's rollback deletes the data.",
    },
    {
      id: "A-19",
      decided: "The backend is watched through APM and the health body.",
      because: "Its own host and health address are not stated.",
    },
    {
      id: "A-20",
      decided: "Failures of the clean-up are counted in the logs.",
      because: "The job's name and schedule are not stated, so a missed run cannot be told from a quiet one.",
    },
    {
      id: "A-21",
      decided: "Statement statistics instead of the slow-query log.",
      because: "The setting as written ends with its session.",
    },
    {
      id: "A-22",
      decided: "P0 15 minutes, P1 an hour, P2 eight hours, P3 a day.",
      because: "No response times are stated.",
    },
    { id: "A-31", decided: "P0 is critical, P1 high.", because: "This runbook counts from zero." },
  ],
};
