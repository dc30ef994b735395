import type { Assertion, Declaration } from "../../model/declaration";
import { days } from "../../model/quantity";
import { fact, house, setting, type FactId } from "../../model/source";
import { databaseOutage, expiry, headers, outage, payments, signIn, slow } from "./guidance";

const site = `https://${setting("watchtower.domain")}`;

/** What `curl -f` takes for an answer. */
const answers = (id: FactId): Assertion => ({
  on: "status",
  operator: "below",
  value: fact(id, 400, "What the runbook's curl -f takes for success."),
});

/** Checks from outside. */
export const checks: readonly Declaration[] = [
  {
    kind: "synthetic",
    name: "health",
    title: "health address",
    facts: ["WT-006"],
    check: { kind: "http", method: "GET", url: `${site}/api/health` },
    assertions: [answers("WT-002"), { on: "json", path: "$.system.memory", equals: null }],
    ...outage,
  },
  {
    kind: "synthetic",
    name: "healthz",
    title: "database's health address",
    facts: ["WT-006"],
    check: { kind: "http", method: "GET", url: `${site}/healthz` },
    assertions: [answers("WT-003")],
    ...databaseOutage,
  },
  {
    kind: "synthetic",
    name: "auth-me",
    title: "current user's address",
    facts: ["WT-005", "WT-006"],
    check: { kind: "http", method: "GET", url: `${site}/api/auth/me` },
    assertions: [
      {
        on: "status",
        operator: "is",
        value: house(
          401,
          "Nobody is signed in, so a healthy address refuses; the runbook's own check would call that down.",
          "Which status does /api/auth/me answer without a session?",
        ),
      },
    ],
    severity: house("high", "Failing sign-in is P1.", "How bad is it when this address does not answer?"),
    ...signIn,
  },
  {
    kind: "synthetic",
    name: "whop-webhook",
    title: "Whop's webhook",
    facts: ["WT-004"],
    check: { kind: "http", method: "GET", url: `${site}/api/webhooks/whop` },
    assertions: [
      {
        on: "status",
        operator: "is",
        value: house(
          405,
          "A webhook takes POST only, so a healthy one refuses GET; the runbook's own check would call that down.",
          "Which status does the webhook answer to GET?",
        ),
      },
    ],
    severity: house(
      "high",
      "Whop delivers again for a while; payments that fail page as P0.",
      "How bad is it when the webhook does not answer?",
    ),
    ...payments,
  },
  {
    kind: "synthetic",
    name: "page",
    title: "front page",
    facts: ["WT-019"],
    check: { kind: "http", method: "GET", url: `${site}/` },
    assertions: [
      {
        on: "status",
        operator: "below",
        value: house(400, "The front page answers or redirects.", "Which status does the front page answer?"),
      },
    ],
    severity: house("high", "The health address pages as P0 already.", "How bad is a missing front page?"),
    ...outage,
    causes: [...outage.causes, ...slow.causes.slice(-1)],
  },
  {
    kind: "synthetic",
    name: "security-headers",
    title: "check of the security headers",
    check: { kind: "http", method: "HEAD", url: `${site}/` },
    assertions: [
      { on: "header", name: "X-Frame-Options" },
      { on: "header", name: "Content-Security-Policy" },
      { on: "header", name: "X-Content-Type-Options" },
    ],
    every: fact("WT-054", days(1), "The runbook looks daily."),
    severity: house(
      "medium",
      "A lost header is put back on a working day.",
      "How bad is a missing security header?",
    ),
    ...headers,
  },
  {
    kind: "certificate",
    name: "certificate",
    title: "certificate",
    host: setting("watchtower.domain"),
    facts: ["WT-055"],
    critical: house(
      days(7),
      "No day is stated; Netlify renews weeks ahead, so a week before the end its renewal has failed.",
      "When should an expiring certificate alert?",
    ),
    warning: house(
      days(14),
      "Two weeks before the end Netlify should have renewed it.",
      "When should an expiring certificate be noticed?",
    ),
    ...expiry,
  },
];
