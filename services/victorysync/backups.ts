import { days } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { dailyTier, databaseBackups, nightlyFreshness } from "../patterns/backups";

/** The nightly dump, the restores that prove it, and the alerts on both. */
export const backups = databaseBackups({
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
});
