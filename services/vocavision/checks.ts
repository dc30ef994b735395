import type { Declaration } from "../../model/declaration";
import { days } from "../../model/quantity";
import { house, setting, type FactId } from "../../model/source";
import { expiry, outage } from "./guidance";

const domain = setting("vocavision.domain");
const apiDomain = setting("vocavision.apiDomain");

const healthy = (which: string) => ({
  on: "status" as const,
  operator: "is" as const,
  value: house(
    200,
    "A health address that answers anything else is not healthy.",
    `Which status does the ${which} health address answer?`,
  ),
});

const certificate = (name: string, title: string, host: string, facts: readonly FactId[]): Declaration => ({
  kind: "certificate",
  name,
  title,
  host,
  facts,
  critical: house(
    days(7),
    "No day is stated here; Vercel renews weeks ahead, so a week before the end its renewal has failed.",
    "When should an expiring certificate alert?",
  ),
  warning: house(
    days(14),
    "Two weeks before the end Vercel should have renewed it.",
    "When should an expiring certificate be noticed?",
  ),
  ...expiry,
});

/** Checks from outside. */
export const checks: readonly Declaration[] = [
  {
    kind: "synthetic",
    name: "web-health",
    title: "health address of the site",
    facts: ["VV-046"],
    check: { kind: "http", method: "GET", url: `https://${domain}/api/health` },
    assertions: [healthy("site's")],
    ...outage,
  },
  {
    kind: "synthetic",
    name: "api-health",
    title: "health address of the API",
    facts: ["VV-061"],
    check: { kind: "http", method: "GET", url: `https://${apiDomain}/health` },
    assertions: [
      healthy("API's"),
      { on: "json", path: "$.status", equals: "healthy" },
      { on: "json", path: "$.checks.database", equals: "healthy" },
      { on: "json", path: "$.checks.redis", equals: "healthy" },
      { on: "json", path: "$.timestamp", equals: null },
    ],
    ...outage,
  },
  {
    kind: "synthetic",
    name: "dns",
    title: "DNS of the site",
    facts: ["VV-110"],
    check: { kind: "dns", host: domain, record: "A" },
    assertions: [{ on: "record", operator: "some" }],
    severity: house(
      "high",
      "The health addresses tell the outage itself; this tells that the name is behind it.",
      "How bad is it when the name does not resolve?",
    ),
    ...outage,
  },
  certificate("certificate", "certificate of the site", domain, ["VV-033", "VV-093", "VV-094"]),
  certificate("api-certificate", "certificate of the API", apiDomain, ["VV-033"]),
];
