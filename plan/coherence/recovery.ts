import { writtenDuration } from "../../model/quantity";
import { longestGap } from "../longest-gap";
import type { Guardrail, GuardrailOf } from "../types";
import { ofKind, type CoherenceRule, type Finding } from "./rule";
import { bucketOf, limitOf, watching } from "./watching";

type Job = GuardrailOf<"backup"> | GuardrailOf<"restore-test">;

/** Monitors of the age of a job's last success. */
function ageAlerts(guardrails: readonly Guardrail[], job: Job): readonly GuardrailOf<"monitor">[] {
  const signal = job.kind === "backup" ? "backupAge" : "restoreTestAge";
  return watching(guardrails, { service: job.service, signal, probe: bucketOf(job) });
}

/** A healthy backup is never late, and a missed one is told before the next is missed too. */
export const freshness: CoherenceRule = {
  code: "coherence/freshness",
  title: "A freshness alert of dumps or restore tests lies between one run and two",
  because:
    "Under the longest wait between two runs and the time that a run takes it wakes people over a healthy job; from twice that wait on, two runs were missed before anyone hears.",
  example: "Dumps run each night and may take 2 h; the alert comes at 25 h, or at 50 h and no other before.",
  fix: "Choose a limit above the longest wait with the run's deadline, and one under twice that wait.",
  find: ({ guardrails }) =>
    [...ofKind(guardrails, "backup"), ...ofKind(guardrails, "restore-test")].flatMap((job) => {
      const gap = longestGap(job.schedule);
      const monitors = ageAlerts(guardrails, job);
      if (gap === undefined) return [];
      const early = monitors.filter((monitor) => limitOf(monitor) < gap + job.deadline);
      const first = [...monitors].sort((one, other) => limitOf(one) - limitOf(other)).slice(0, 1);
      const late = first.filter((monitor) => limitOf(monitor) >= 2 * gap);
      return [...early, ...late].map((monitor): Finding => ({
        path: `${monitor.id}.critical`,
        value: writtenDuration(limitOf(monitor)),
        rule: `${job.id} waits ${writtenDuration(gap)} between two runs at most and may take ${writtenDuration(job.deadline)}.`,
        remedy: `Choose from ${writtenDuration(gap + job.deadline)} to under ${writtenDuration(2 * gap)}.`,
      }));
    }),
};

/** Every backup is watched: a job that stops tells nobody by itself. */
export const backupWatched: CoherenceRule = {
  code: "coherence/backup-watched",
  title: "Every backup has a freshness alert, a size alert and a restore test with a freshness alert",
  because: "A job that stops, or dumps that are empty, are noticed only when they are needed.",
  example: "A service declares a backup and no monitor of its age.",
  fix: "Declare the backup with the pattern that brings all of them.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "backup").flatMap((backup) =>
      missingWatch(guardrails, backup).map((what) => ({
        path: backup.id,
        value: null,
        rule: `there is no ${what}, so nobody would hear of a broken backup.`,
        remedy: `Declare a ${what}.`,
      })),
    ),
};

function missingWatch(guardrails: readonly Guardrail[], backup: GuardrailOf<"backup">): readonly string[] {
  const { bucket, database, service } = backup;
  const missing = (["backupAge", "backupSizeRatio", "restoreTestAge"] as const).filter(
    (signal) => watching(guardrails, { service, signal, probe: bucketOf(backup) }).length === 0,
  );
  const tested = ofKind(guardrails, "restore-test").some(
    (test) => test.bucket === bucket && test.database === database,
  );
  return [
    ...missing.map((signal) => `monitor of ${signal} that reads its bucket`),
    ...(tested ? [] : ["restore test of it"]),
  ];
}

/** The vault's lock decides which recovery points can be made at all. */
export const retentionInLock: CoherenceRule = {
  code: "coherence/retention-lock",
  title: "Recovery points are kept no shorter and no longer than the vault's lock allows",
  because: "AWS fails every job whose retention lies outside the lock, so the tier would never have a point.",
  example: "The vault keeps points for 7 to 400 d, and the monthly tier is deleted after 730 d.",
  fix: "Keep the tier's points within the lock, or let the store lock wider.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "backup-store").flatMap((store) =>
      ofKind(guardrails, "backup")
        .filter(({ vault }) => vault === store.vault)
        .flatMap(({ id, tiers }) =>
          tiers
            .filter(
              ({ deleteAfter }) =>
                deleteAfter < store.minimumRetention || deleteAfter > store.maximumRetention,
            )
            .map(({ deleteAfter, name }) => ({
              path: `${id}.tiers.${name}.deleteAfter`,
              value: writtenDuration(deleteAfter),
              rule: `${store.id} locks its vault to ${writtenDuration(store.minimumRetention)} to ${writtenDuration(store.maximumRetention)}.`,
              remedy: "Choose a retention within the lock.",
            })),
        ),
    ),
};
