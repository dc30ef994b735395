import type { Problem } from "../../../model/problem";
import type { Plan } from "../../../plan/types";
import { parseIndicator } from "../../simulator/query/parse";
import { isReplayed, wantedBy, type Replayed, type WantedText } from "../wanted";

/** What is pulled for a plan. */
export interface PulledQueries {
  /** Each metric that an alert reads, once. */
  readonly texts: readonly WantedText[];
  /** Alerts whose past cannot be pulled, and why. */
  readonly without: readonly { readonly id: string; readonly why: string }[];
  /** What hinders others to be pulled. */
  readonly problems: readonly Problem[];
}

/**
 * The metrics that the alerts of a plan read. A whole expression is never pulled: counts are added over the window before
 * they are divided.
 *
 * @param only - ids of guardrails; all alerts where it is empty
 * @param takesSettings - whether a query may name a setting that has no value, as only the sandbox allows
 */
export function queriesOf(plan: Plan, only: readonly string[], takesSettings: boolean): PulledQueries {
  const texts = new Map<string, WantedText>();
  const without: { id: string; why: string }[] = [];
  const unset = new Map<string, string[]>();
  for (const guardrail of plan.guardrails.filter(isReplayed)) {
    if (only.length > 0 && !only.includes(guardrail.id)) continue;
    const metrics = wantedBy(guardrail, plan).hashed.filter(({ text }) => isMetric(text));
    const settings = takesSettings ? [] : metrics.flatMap(({ text }) => settingsIn(text));
    if (metrics.length === 0) without.push({ id: guardrail.id, why: whyNone(guardrail) });
    else if (settings.length === 0) for (const metric of metrics) texts.set(metric.text, metric);
    for (const each of new Set(settings)) unset.set(each, [...(unset.get(each) ?? []), guardrail.id]);
  }
  const problems = [...unset].map(([setting, ids]) => ({
    code: "history/setting",
    path: `settings.${setting}`,
    value: null,
    rule: `the queries of ${ids.join(", ")} need it, so their past was not pulled.`,
    remedy: `Give ${setting} a value under belfry:settings in the stack's file.`,
  }));
  return { texts: [...texts.values()], without, problems };
}

function isMetric(text: string): boolean {
  const parsed = parseIndicator(text);
  return parsed.ok && parsed.value.kind === "metric";
}

const settingsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\$\{setting:([\w.-]+)\}/g)].map(([, name = ""]) => name);

function whyNone(guardrail: Replayed): string {
  if (guardrail.kind === "sentry-rule") return "Sentry measures it";
  if (guardrail.kind === "monitor" && guardrail.query === null) return "nothing measures it yet";
  return "its query is not understood, or has a setting without a value";
}
