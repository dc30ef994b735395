import { writtenDuration } from "../../model/quantity";
import type { Guardrail, GuardrailOf } from "../../plan/types";
import { code, escaped } from "./markdown";

type Promised = NonNullable<
  GuardrailOf<"backup">["recoveryPoint"] | GuardrailOf<"restore-test">["recoveryTime"]
>;

const keptBy: Readonly<Record<Promised["keptBy"], string>> = {
  dumps: "The dumps keep it.",
  "point-in-time": "Point-in-time recovery at the provider keeps it, which monitors verify.",
  "restore-test": "Each restore test is timed, and a monitor tells when it takes longer.",
  unproven: "**Unproven**: nothing shows that it is kept.",
};

/** What a backup can lose, or what shows a restore good, with the promise that it is held to; empty for all else. */
export function recoveryBlock(guardrail: Guardrail): string {
  switch (guardrail.kind) {
    case "backup":
      return lossOf(guardrail);
    case "restore-test":
      return proofOf(guardrail);
    default:
      return "";
  }
}

function lossOf({ recoveryPoint, worstLoss }: GuardrailOf<"backup">): string {
  const loss = worstLoss === null ? [] : [`The dumps alone lose up to ${writtenDuration(worstLoss)}.`];
  const promise =
    recoveryPoint === null
      ? "No recovery point is promised."
      : `At most ${writtenDuration(recoveryPoint.objective)} may be lost. ${keptBy[recoveryPoint.keptBy]}`;
  return [...loss, promise].join(" ");
}

function proofOf({ recoveryTime, verification }: GuardrailOf<"restore-test">): string {
  const promise =
    recoveryTime === null
      ? "No recovery time is promised."
      : `The data must be back within ${writtenDuration(recoveryTime.objective)}. ${keptBy[recoveryTime.keptBy]}`;
  const checked = verification.flatMap((each) => (each.by === "job" ? [`- ${escaped(each.step)}`] : []));
  const rehearsed = verification.flatMap((each) =>
    each.by === "people" ? [`- ${escaped(each.step)} (duty ${code(each.duty)})`] : [],
  );
  return [
    promise,
    `Checked at each run:\n\n${checked.join("\n")}`,
    rehearsed.length === 0
      ? "Nothing more is rehearsed by people."
      : `Rehearsed by people:\n\n${rehearsed.join("\n")}`,
  ].join("\n\n");
}
