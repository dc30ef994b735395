import { CronExpressionParser } from "cron-parser";

import { convert, writtenDuration, type Dimension, type Unit } from "../../model/quantity";
import { ofKind, type CoherenceRule, type Finding } from "./rule";

/** A healthy backup is never late, and a missed one is told before the next is missed too. */
export const freshness: CoherenceRule = {
  code: "coherence/freshness",
  title: "A backup's freshness alert lies between one run and two",
  because:
    "Under one interval and the time that a run takes it wakes people over a healthy backup; from two intervals on, two backups were missed before anyone hears.",
  example: "Backups run each night and may take 2 h; the alert comes at 25 h, or at 50 h.",
  fix: "Choose a limit above the interval with the run's deadline, and under two intervals.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "backup").flatMap(({ deadline, id, schedule, service }) => {
      const interval = intervalOf(schedule);
      if (interval === undefined) return [];
      return ofKind(guardrails, "monitor")
        .filter((each) => each.service === service && each.id === `${service}/backup-freshness`)
        .flatMap((monitor): readonly Finding[] => {
          const limit = convert<Dimension, Unit>(
            { value: monitor.critical, unit: monitor.unit },
            "seconds",
          ).value;
          if (limit >= interval + deadline && limit < 2 * interval) return [];
          return [
            {
              path: `${monitor.id}.critical`,
              value: writtenDuration(limit),
              rule: `${id} runs every ${writtenDuration(interval)} and may take ${writtenDuration(deadline)}.`,
              remedy: `Choose from ${writtenDuration(interval + deadline)} to under ${writtenDuration(2 * interval)}.`,
            },
          ];
        });
    }),
};

/** Every backup is watched: a job that stops tells nobody by itself. */
export const backupWatched: CoherenceRule = {
  code: "coherence/backup-watched",
  title: "Every backup has a freshness alert, a size alert and a restore test",
  because: "A job that stops, or dumps that are empty, are noticed only when they are needed.",
  example: "A service declares a backup and no monitor of its age.",
  fix: "Declare the backup with the pattern that brings all of them.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "backup").flatMap(({ id, service }) => {
      const signals = ofKind(guardrails, "monitor")
        .filter((each) => each.service === service)
        .map(({ signal }): string => signal);
      const missing = [
        ...(signals.includes("backupAge") ? [] : ["a monitor of backupAge"]),
        ...(signals.includes("backupSizeRatio") ? [] : ["a monitor of backupSizeRatio"]),
        ...(ofKind(guardrails, "restore-test").some((each) => each.service === service)
          ? []
          : ["a restore test"]),
      ];
      return missing.map((what) => ({
        path: id,
        value: null,
        rule: `the service has no ${what.replace(/^a /, "")}, so nobody would hear of a broken backup.`,
        remedy: `Declare ${what}.`,
      }));
    }),
};

/** Seconds between two runs of a cron schedule; undefined where it is not understood, which another check tells. */
function intervalOf(schedule: string): number | undefined {
  try {
    const runs = CronExpressionParser.parse(schedule, {
      tz: "UTC",
      currentDate: new Date("2026-01-01T00:00:00Z"),
    });
    const [first, second] = [runs.next().getTime(), runs.next().getTime()];
    return (second - first) / 1000;
  } catch {
    return undefined;
  }
}
