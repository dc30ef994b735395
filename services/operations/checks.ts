import type { Assertion, Declaration } from "../../model/declaration";
import { days, minutes } from "../../model/quantity";
import { house, setting } from "../../model/source";
import { certificate, errors, outage } from "./guidance";

const domain = setting("operations.domain");

const answers = (because: string, ask: string): Assertion => ({
  on: "status",
  operator: "is",
  value: house(200, because, ask),
});

/** The body that the runbook expects of both health addresses; the pool is not part of it. */
const healthy: readonly Assertion[] = [
  answers("A healthy answer has a body, so 200.", "Which status does a healthy address answer?"),
  { on: "json", path: "$.status", equals: "ok" },
  { on: "json", path: "$.database", equals: "connected" },
  { on: "json", path: "$.supabase", equals: "connected" },
  { on: "json", path: "$.timestamp", equals: null },
];

/** Checks from outside. */
export const checks: readonly Declaration[] = [
  {
    kind: "synthetic",
    name: "health",
    title: "health address",
    facts: ["OR-002", "OR-004"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/health` },
    assertions: healthy,
    ...outage,
  },
  {
    kind: "synthetic",
    name: "detailed-health",
    title: "detailed health address",
    facts: ["OR-003", "OR-004", "OR-020"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/monitoring/health` },
    assertions: healthy,
    severity: house(
      "high",
      "The plain health address tells an outage.",
      "How bad is it when only the detailed address fails?",
    ),
    ...outage,
  },
  {
    kind: "synthetic",
    name: "login",
    title: "login page",
    facts: ["OR-018"],
    check: { kind: "browser", url: setting("operations.loginUrl") },
    assertions: [],
    every: house(
      minutes(15),
      "A browser costs more than a call; a quarter of an hour finds a bad release soon.",
      "How often should the login page be loaded?",
    ),
    severity: house("high", "A major feature is broken: P1.", "How bad is a failed login?"),
    ...errors,
    impact: "Users cannot log in.",
  },
  {
    kind: "synthetic",
    name: "api",
    title: "API",
    facts: ["OR-019"],
    check: { kind: "http", method: "GET", url: setting("operations.apiUrl") },
    assertions: [
      answers("An open address that works answers 200.", "Which API addresses must answer, and what?"),
    ],
    severity: house("high", "A major feature is broken: P1.", "How bad is it when the API fails?"),
    ...errors,
  },
  {
    kind: "certificate",
    name: "certificate",
    title: "certificate",
    host: domain,
    critical: house(
      days(7),
      "The only day threshold in any runbook (VictorySync) serves here too; Vercel renews a month ahead.",
      "When should an expiring certificate alert?",
    ),
    severity: house("high", "In a week browsers refuse the app.", "Should an expiring certificate page?"),
    ...certificate,
  },
];
