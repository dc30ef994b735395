import { days } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { dailyTier, databaseBackups, nightlyFreshness } from "../patterns/backups";

/** The nightly dump, the restores that prove it, and the alerts on both. */
export const backups = databaseBackups({
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
  restoreSchedule: fact("OR-071", "0 6 2 * *", "Monthly, the stricter of the two lines; the day is ours."),
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
  rehearsed: [
    { step: "Restore a backup in Supabase, into a project of its own.", duty: "quarterly-review" },
    { step: "Write down how long the recovery took and how much was lost.", duty: "quarterly-review" },
  ],
});
