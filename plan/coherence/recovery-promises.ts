import { writtenDuration } from "../../model/quantity";
import type { Guardrail, GuardrailOf } from "../types";
import { ofKind, type CoherenceRule, type Finding } from "./rule";
import { atProvider, bucketOf, limitOf, watching } from "./watching";

/** No more is lost than was promised, or the promise says that nothing shows it. */
export const recoveryPoint: CoherenceRule = {
  code: "coherence/recovery-point",
  title: "What may be lost is kept by the dumps, or by point-in-time recovery that monitors verify",
  because:
    "A recovery point that nothing keeps is found out in the disaster: a nightly dump loses a day, whatever the runbook says.",
  example: "5 min may be lost, dumps run each night and may take 2 h, and the plan says that dumps keep it.",
  fix: "Dump more often, watch the provider's recovery point, or say `unproven` with the question to the owner.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "backup").flatMap((backup) => lossFindings(guardrails, backup)),
};

function lossFindings(guardrails: readonly Guardrail[], backup: GuardrailOf<"backup">): readonly Finding[] {
  const { id, recoveryPoint: promise, worstLoss } = backup;
  if (promise === null) return [];
  const { keptBy, objective } = promise;
  const loss = worstLoss === null ? "an unknown time" : writtenDuration(worstLoss);
  const kept = worstLoss !== null && worstLoss <= objective;
  const finding = (field: "objective" | "keptBy", rule: string, remedy: string): Finding => ({
    path: `${id}.recoveryPoint.${field}`,
    value: field === "objective" ? writtenDuration(objective) : keptBy,
    rule,
    remedy,
  });
  switch (keptBy) {
    case "dumps":
      if (kept) return [];
      return [
        finding(
          "objective",
          `the dumps alone can lose ${loss}.`,
          "Dump more often, rely on point-in-time recovery, or say unproven with the question to the owner.",
        ),
      ];
    case "point-in-time":
      return unverified(guardrails, backup, objective).map((what) =>
        finding("keptBy", `no ${what} verifies it.`, `Declare a ${what}.`),
      );
    case "unproven":
      if (!kept) return [];
      return [
        finding("keptBy", `the dumps lose ${loss} at most, which proves it.`, "Say that dumps keep it."),
      ];
  }
}

/** What is missing of the two monitors that verify point-in-time recovery: it is on, and it is recent enough. */
function unverified(
  guardrails: readonly Guardrail[],
  { service }: GuardrailOf<"backup">,
  objective: number,
): readonly string[] {
  const on = watching(guardrails, { service, signal: "backupPointInTime", probe: atProvider });
  const recent = watching(guardrails, { service, signal: "backupAgeAtProvider", probe: atProvider });
  return [
    ...(on.length > 0 ? [] : ["monitor of backupPointInTime"]),
    ...(recent.some((monitor) => limitOf(monitor) <= objective)
      ? []
      : [`monitor of backupAgeAtProvider at ${writtenDuration(objective)} or less`]),
  ];
}

/** The data is back as soon as was promised, or the promise says that nothing shows it. */
export const recoveryTime: CoherenceRule = {
  code: "coherence/recovery-time",
  title: "How soon the data is back is shown by the restore test, at each run",
  because: "A database grows, and a restore that took ten minutes last year takes an hour in the disaster.",
  example:
    "The data must be back in 15 min, the restore test may take 2 h, and no monitor reads how long it took.",
  fix: "Alert on restoreDuration at the promised time, shorten the test's deadline to it, or say `unproven` with the question to the owner.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "restore-test").flatMap((test): readonly Finding[] => {
      const { deadline, id, recoveryTime: promise, service } = test;
      if (promise === null) return [];
      const { keptBy, objective } = promise;
      const timed = watching(guardrails, { service, signal: "restoreDuration", probe: bucketOf(test) });
      const shown = deadline <= objective || timed.some((monitor) => limitOf(monitor) <= objective);
      if (shown === (keptBy === "restore-test")) return [];
      return [
        {
          path: `${id}.recoveryTime.${shown ? "keptBy" : "objective"}`,
          value: shown ? keptBy : writtenDuration(objective),
          rule: shown
            ? "the restore test shows it at each run."
            : `a good restore test may take ${writtenDuration(deadline)}, and no monitor of restoreDuration alerts by then.`,
          remedy: shown
            ? "Say that the restore test keeps it."
            : `Alert on restoreDuration at ${writtenDuration(objective)} or less.`,
        },
      ];
    }),
};
