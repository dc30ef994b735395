import { days } from "../../model/quantity";
import { house } from "../../model/source";
import { dailyTier, databaseBackups, nightlyFreshness } from "../patterns/backups";

/** The nightly dump, the restores that prove it, and the alerts on both. */
export const backups = databaseBackups({
  database: "vendhub",
  majorVersion: house(
    17,
    "Supabase's current major version; pg_dump must be no older than the server.",
    "Which PostgreSQL version does VendHub run?",
  ),
  schedule: house(
    "0 1 * * *",
    "Nightly, before the maintenance window at 02:00.",
    "When should VendHub be backed up?",
  ),
  tiers: [dailyTier],
  freshness: nightlyFreshness,
  restoreSchedule: house(
    "0 6 2 * *",
    "Monthly, as the other runbooks do it.",
    "How often should a restore be tested?",
  ),
  restoreFreshness: house(
    days(33),
    "A month and two days.",
    "After how long without a restore test should someone be told?",
  ),
  tables: house(
    ["users"],
    "The one table that the runbook names.",
    "Which tables must hold rows after a restore?",
  ),
  facts: ["VH-016", "VH-019", "VH-091"],
  restoreFacts: ["VH-092"],
  rehearsed: [
    {
      step: "Go through the recovery: stop the application, restore, verify the data, start it, watch.",
      duty: "disaster-recovery-plan",
    },
  ],
});
