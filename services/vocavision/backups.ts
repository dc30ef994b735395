import { days } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { dailyTier, databaseBackups, nightlyFreshness } from "../patterns/backups";

/** The nightly dump, the restores that prove it, and the alerts on both. */
export const backups = databaseBackups({
  database: "vocavision",
  majorVersion: fact("VV-006", 15),
  schedule: house("0 1 * * *", "Nightly, when the load is low.", "When should VocaVision be backed up?"),
  tiers: [dailyTier],
  freshness: nightlyFreshness,
  restoreSchedule: fact("VV-035", "0 6 2 * *", "Monthly; the day and the hour are ours."),
  restoreFreshness: house(
    days(33),
    "A month and two days.",
    "After how long without a restore test should someone be told?",
  ),
  tables: house(
    ["users"],
    "The table that the runbook's own queries read.",
    "Which tables must hold rows after a restore?",
  ),
  facts: ["VV-034", "VV-053"],
  restoreFacts: ["VV-035"],
  rehearsed: [],
});
