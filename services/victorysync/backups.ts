import { days, minutes } from "../../model/quantity";
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
  recoveryPoint: {
    objective: fact("VS-096", minutes(5)),
    keptBy: house(
      "unproven",
      "The runbook calls it the backup frequency, and its backups are nightly: they lose up to 26 hours. Only point-in-time recovery at Supabase could keep it, and the runbook does not say that it is on.",
      "Is point-in-time recovery switched on at Supabase, or may more than 5 minutes be lost?",
    ),
  },
  recoveryTime: {
    objective: fact("VS-095", minutes(15)),
    keptBy: house(
      "restore-test",
      "Each night's test is timed; it shows the part of the data, and the quarterly drill the rest.",
      "Do the 15 minutes cover the restore in Supabase and the start of the application?",
    ),
  },
  rehearsed: [
    { step: "Tell the stakeholders, then restore a backup in Supabase.", duty: "quarterly-exercises" },
    {
      step: "Start the application on the restored data and run the smoke tests.",
      duty: "quarterly-exercises",
    },
    {
      step: "Take the time of the whole recovery, and compare it with 15 minutes.",
      duty: "quarterly-exercises",
    },
  ],
});
