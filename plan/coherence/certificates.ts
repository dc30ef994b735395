import { writtenDuration } from "../../model/quantity";
import { ofKind, type CoherenceRule, type Finding } from "./rule";

const day = 86_400;

/** A certificate that is renewed on time alerts nobody. */
export const renewalWindow: CoherenceRule = {
  code: "coherence/renewal-window",
  title: "A certificate's alert comes after its renewal began",
  because:
    "Until renewal begins, a healthy certificate grows as old as that: an alert before then wakes people over nothing, each time.",
  example: "A certificate is renewed 7 days before its end, and the alert comes at 10 days.",
  fix: "Renew sooner, or alert later.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "certificate").flatMap(({ critical, id, issued, warning }) => {
      if (!issued) return [];
      const levels = [
        ["warning", warning],
        ["critical", critical],
      ] as const;
      return levels.flatMap(([level, left]): readonly Finding[] => {
        if (left === null || left * day < issued.renewBefore) return [];
        return [
          {
            path: `${id}.${level}`,
            value: `${left} d`,
            rule: `renewal begins only ${writtenDuration(issued.renewBefore)} before the end, so this fires on a healthy certificate.`,
            remedy: `Set it below ${writtenDuration(issued.renewBefore)}, or renew sooner.`,
          },
        ];
      });
    }),
};
