import { objective, type Declaration } from "../../model/declaration";
import { hours, percent } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { ownBackup } from "./guidance";

/** Objectives. */
export const promises: readonly Declaration[] = [
  objective({
    name: "daily-backup",
    title: "a Supabase backup of the last day",
    indicator: { kind: "time-slice", signal: "backupAgeAtProvider", level: fact("OR-061", hours(24)) },
    target: house(
      percent(95),
      "Each day's backup may come an hour later than the last.",
      "How late may a daily backup be?",
    ),
    burn: "ticket",
    ...ownBackup,
  }),
];
