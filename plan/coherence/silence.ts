import { metricQueriesIn } from "../slice-formula";
import type { GuardrailOf } from "../types";
import { ofKind, type CoherenceRule } from "./rule";

/**
 * Only a count has a zero to fall back to.
 *
 * Source: https://docs.datadoghq.com/monitors/configuration/?tab=thresholdalert#no-data
 */
export const silentGauge: CoherenceRule = {
  code: "coherence/silent-gauge",
  title: "Silence is zero only where something is counted",
  because:
    "Datadog takes the silence of a count for zero, and that of a gauge for its last known state: the alert of a probe that stops stays open, or never comes.",
  example: "A monitor adds up a probe's gauge of failed deployments, and its silence means zero.",
  fix: "Let its silence resolve, where another alert tells that the source is gone, or alert on it.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "monitor").flatMap(({ id, query, silence }) => {
      const gauges = metricQueriesIn(query ?? "").filter((each) => !each.includes(".as_count()"));
      const [gauge] = gauges;
      if (silence !== "zero" || gauge === undefined) return [];
      return [
        {
          path: `${id}.silence`,
          value: silence,
          rule: `${gauge} is not counted, so when it falls silent the alert stays as it last was.`,
          remedy: 'Say "resolve" where another alert tells of the silence, or "alert".',
        },
      ];
    }),
};

/** A source that stops is told by somebody. */
export const silentProbe: CoherenceRule = {
  code: "coherence/silent-probe",
  title: "Somebody hears when a probe falls silent",
  because:
    "A probe that no longer runs posts nothing. Where each of its monitors takes that for fine, all of them stay green for ever.",
  example: "A probe's one monitor resolves when nothing is measured.",
  fix: "Let silence alert in one monitor of that probe.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "probe").flatMap(({ id }) => {
      const readers = ofKind(guardrails, "monitor").filter(
        (each) => sourceOf(each) === `\${guardrail:${id}}`,
      );
      if (readers.length === 0 || readers.some(({ silence }) => silence === "alert")) return [];
      return [
        {
          path: id,
          value: null,
          rule: `${readers.map((each) => each.id).join(", ")} read what it posts, and none alerts on silence.`,
          remedy: 'Say silence: house("alert", …) in one of them.',
        },
      ];
    }),
};

const sourceOf = ({ telemetry }: GuardrailOf<"monitor">): string | null =>
  telemetry === null || telemetry.status === "uninstrumented" ? null : telemetry.source;
