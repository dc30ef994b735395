import { days } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { dailyTier, databaseBackups, monthlyTier, nightlyFreshness, weeklyTier } from "../patterns/backups";

/** The nightly dump, the restores that prove it, and the alerts on both. */
export const backups = databaseBackups({
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
