import { days, hours } from "../../model/quantity";
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
  // Where tiers meet, AWS takes one point, for the tier that is kept longest:
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html.
  tiers: [
    {
      ...dailyTier,
      schedule: fact("WT-062", "0 7 * * ? *", "Daily; the hour follows the dump and every window."),
    },
    weeklyTier(
      fact(
        "WT-063",
        "0 7 ? * SUN *",
        "Weekly; the day and the hour are ours, and AWS keeps that day's one point for the longer.",
      ),
    ),
    monthlyTier(
      fact(
        "WT-064",
        "0 7 1 * ? *",
        "Monthly; the day and the hour are ours, and AWS keeps that day's one point for the longer.",
      ),
    ),
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
  recoveryPoint: {
    objective: fact("WT-071", hours(1)),
    keptBy: fact("WT-065", "point-in-time", "Daily backups lose up to a day, so only this can keep it."),
  },
  recoveryTime: {
    objective: fact("WT-070", hours(1)),
    keptBy: house(
      "restore-test",
      "Each month's test is timed; it shows the part of the data, and the quarterly rehearsal the rest.",
      "Does the hour cover the restore in Supabase and the deployment of the application?",
    ),
  },
  rehearsed: [
    { step: "Restore a point in time in Supabase.", duty: "quarterly-review" },
    {
      step: "Deploy the application from Git with its variables, and run the health checks.",
      duty: "quarterly-review",
    },
    { step: "Take the time of the whole recovery, and compare it with an hour.", duty: "quarterly-review" },
    { step: "Review how long each tier of backups is kept.", duty: "quarterly-review" },
  ],
});
