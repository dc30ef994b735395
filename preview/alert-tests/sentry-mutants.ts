import { decimal } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import type { SentryAlert } from "../simulator/sentry-alert";
import { levelsAround, minutesAround, type Mutant } from "./mutant";

type Rule = GuardrailOf<"sentry-rule">;
type MetricRule = Extract<Rule["rule"], { kind: "metric" }>;
type Change = readonly [change: string, fields: Partial<MetricRule> & Pick<SentryAlert, "thresholdPeriod">];

/** Every mutant of a metric rule: of its levels, the level that ends it, its direction, its window and its patience. */
export function sentryMutants(guardrail: Rule): readonly Mutant[] {
  const { rule } = guardrail;
  if (rule.kind !== "metric") return [];
  const { direction, over } = rule;
  const opposite = direction === "above" ? "below" : "above";
  const changes: readonly Change[] = [
    ...levelChanges(rule),
    ...resolveChanges(rule),
    [`direction ${direction} -> ${opposite}`, { direction: opposite }],
    ...minutesAround(over).map((each): Change => [
      `window ${over / 60} min -> ${each} min`,
      { over: each * 60 },
    ]),
    // Plans leave it to Sentry, whose default is one.
    ["threshold period 1 -> 2", { thresholdPeriod: 2 }],
  ];
  return changes.map(([change, fields]) => ({
    change,
    guardrail: { ...guardrail, rule: { ...rule, ...fields } },
  }));
}

function levelChanges({ critical, resolve, unit, warning }: MetricRule): readonly Change[] {
  // Where it is over keeps its distance to the level that it belongs to: the warning, where there is one.
  const kept = (by: number): number | null => (resolve === null ? null : resolve + by);
  const criticals = levelsAround(critical, unit).map((level): Change => [
    `critical ${decimal(critical)} -> ${decimal(level)}`,
    { critical: level, resolve: warning === null ? kept(level - critical) : resolve },
  ]);
  if (warning === null) return criticals;
  const warnings = levelsAround(warning, unit).map((level): Change => [
    `warning ${decimal(warning)} -> ${decimal(level)}`,
    { warning: level, resolve: kept(level - warning) },
  ]);
  return [...criticals, ...warnings];
}

/** None, so that it is over at once below its level; and twice as far from it. */
function resolveChanges({ critical, resolve, warning }: MetricRule): readonly Change[] {
  if (resolve === null) return [];
  const farther = Number(decimal(2 * resolve - (warning ?? critical)));
  return [
    [`resolve ${decimal(resolve)} -> none`, { resolve: null }],
    [`resolve ${decimal(resolve)} -> ${decimal(farther)}`, { resolve: farther }],
  ];
}
