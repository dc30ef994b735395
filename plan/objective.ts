import { defaultPeriod } from "../model/defaults";
import type { ObjectiveDeclaration } from "../model/declaration";
import {
  days,
  inSeconds,
  percent,
  tidy,
  written,
  writtenDuration,
  type Duration,
  type Quantity,
} from "../model/quantity";
import type { Severity } from "../model/severity";
import { documented, reference, type Sourced } from "../model/source";
import type { Telemetry } from "../model/telemetry";
import { alertingOf } from "./alerting";
import { commonOf, idOf, type PlanContext } from "./context";
import { indicatorOf } from "./indicator";
import { messageOf, placeOf, type MessageParts } from "./message/compose";
import { telemetryOf } from "./monitor";
import { mutableTags } from "./mute";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

/** How fast a budget burns before someone hears of it. */
interface BurnTier {
  /** Last word of the alert's name; an objective with `burn: "ticket"` has no `fast` one. */
  readonly name: "fast" | "medium" | "slow";
  /** Percent of the period's budget gone when it fires. */
  readonly budget: Sourced<Quantity<"percent">>;
  /** Window in which that much goes; the short one, a twelfth of it, shows that it still does. */
  readonly longWindow: Sourced<Duration>;
  /** How bad it is that the budget goes this fast. */
  readonly severity: Severity;
}

const page = "https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/";
const hour = 3600;

const tier = (name: BurnTier["name"], budget: number, long: number, severity: Severity): BurnTier => ({
  name,
  budget: documented(
    percent(budget),
    page,
    "Datadog's recommended share of the error budget for this period and window.",
  ),
  longWindow: documented(
    { value: long, unit: "hours" },
    page,
    "Datadog's recommended windows; the short window is a twelfth of the long one.",
  ),
  severity,
});

/**
 * The tiers that Datadog recommends for each period. Its longest window is 48 hours, so Google's slowest tier
 * (3 days) cannot be expressed.
 */
const tiers: Readonly<Record<number, readonly BurnTier[]>> = {
  7: [tier("fast", 10, 1, "critical"), tier("medium", 20, 6, "high"), tier("slow", 40, 24, "medium")],
  30: [tier("fast", 2, 1, "critical"), tier("medium", 5, 6, "high"), tier("slow", 10, 24, "medium")],
  90: [tier("fast", 1, 1, "critical"), tier("medium", 3, 6, "high"), tier("slow", 5, 24, "medium")],
};

const speeds: Readonly<Record<BurnTier["name"], string>> = {
  fast: "very fast",
  medium: "fast",
  slow: "steadily",
};

/** Plans an objective and the alerts on its error budget. */
export function planObjective(
  context: PlanContext,
  declaration: ObjectiveDeclaration,
): readonly (GuardrailOf<"objective"> | GuardrailOf<"burn-rate">)[] {
  const trail = SourceTrail.of(context, declaration);
  const { indicator, mutable, tags, telemetry } = indicatorOf(context, trail, declaration.indicator);
  const target = trail.take("target", declaration.target).value;
  const period = inSeconds(trail.take("period", declaration.period ?? defaultPeriod));
  // What nothing measures has no budget to burn yet; its alerts come with its telemetry.
  const burning = telemetry?.status === "uninstrumented" ? [] : tiersOf(declaration, period);
  const burns = burning.map((each) =>
    planBurnRate(context, declaration, { tier: each, period, target, telemetry, mutable }),
  );
  const objective: GuardrailOf<"objective"> = {
    ...commonOf(context, {
      kind: "objective",
      declared: declaration,
      trail,
      telemetry: telemetryOf(context, telemetry),
      tags,
    }),
    indicator,
    target,
    period,
    burnRates: burns.map(({ id }) => id),
  };
  return [objective, ...burns];
}

/** Where a budget only opens tickets, the fastest burn is left to the alerts on the level itself, and none pages. */
function tiersOf({ burn }: ObjectiveDeclaration, period: number): readonly BurnTier[] {
  const all = tiers[period / inSeconds(days(1))] ?? [];
  switch (burn) {
    case "page":
      return all;
    case "ticket":
      return all.filter(({ name }) => name !== "fast").map((each) => ({ ...each, severity: "medium" }));
    case "none":
      return [];
  }
}

/** How many times faster than sustainable a share of the budget goes in a window. */
const burnFactor = (budgetShare: number, period: number, longWindow: number): number =>
  tidy(((budgetShare / 100) * period) / longWindow);

/** Burn-rate windows are written in hours and minutes only. */
const burnWindow = (seconds: number): string =>
  seconds % hour === 0 ? `${seconds / hour}h` : `${seconds / 60}m`;

interface BurnParts {
  /** How fast the budget goes when it fires. */
  readonly tier: BurnTier;
  /** Seconds over which the objective's target holds. */
  readonly period: number;
  /** Percent that must be good. */
  readonly target: number;
  /** What the objective is measured by; undefined when the service does not say. */
  readonly telemetry: Telemetry | undefined;
  /** Whether planned maintenance may silence it. */
  readonly mutable: boolean;
}

function planBurnRate(
  context: PlanContext,
  objective: ObjectiveDeclaration,
  parts: BurnParts,
): GuardrailOf<"burn-rate"> {
  const { mutable, period, telemetry, tier: each } = parts;
  const declared = {
    name: `${objective.name}-burn-${each.name}`,
    title: `${objective.title}: error budget burns ${speeds[each.name]}`,
    facts: objective.facts ?? [],
  };
  const trail = SourceTrail.of(context, declared);
  trail.note("objective", objective.target);
  const budgetShare = trail.take("budgetShare", each.budget).value;
  const longWindow = inSeconds(trail.take("longWindow", each.longWindow));
  const factor = burnFactor(budgetShare, period, longWindow);
  const shortWindow = longWindow / 12;
  const alerting = alertingOf(context, trail, {
    severity: documented(each.severity, page, "Fast burns page, slow ones open a ticket."),
    anchor: objective.name,
  });
  const objectiveId = idOf(context, objective.name);
  const over = `${period / inSeconds(days(1))}d`;
  const self = reference("objective", objectiveId);
  return {
    ...commonOf(context, {
      kind: "burn-rate",
      declared,
      trail,
      telemetry: telemetryOf(context, telemetry),
      tags: [`severity:${alerting.severity}`, ...mutableTags({ mutable })],
    }),
    objective: self,
    factor,
    longWindow,
    shortWindow,
    budgetShare,
    query: `burn_rate("${self}").over("${over}").long_window("${burnWindow(longWindow)}").short_window("${burnWindow(shortWindow)}") > ${factor}`,
    ...alerting,
    message: messageOf(
      context,
      alerting,
      wordingOf(context, objective, { ...parts, budgetShare, factor, longWindow }),
    ),
  };
}

type BurningParts = Pick<BurnParts, "period" | "target"> &
  Pick<GuardrailOf<"burn-rate">, "budgetShare" | "factor" | "longWindow">;

/** What a burn-rate alert says: how fast the budget goes, and how long it lasts at that. */
function wordingOf(
  context: PlanContext,
  objective: ObjectiveDeclaration,
  { budgetShare, factor, longWindow, period, target }: BurningParts,
): MessageParts {
  const place = placeOf(context);
  const budget = `"${objective.title}" (${written(percent(target))} over ${writtenDuration(period)})`;
  return {
    alert: `**Error budget burns ${factor} times too fast: ${written(percent(budgetShare))} of it went in ${writtenDuration(longWindow)}** at ${place}. It is the budget of ${budget}; at this rate all of it goes in ${writtenDuration(Math.round(period / factor))}.`,
    warning: null,
    silence: null,
    recovery: `**Over: the error budget burns less than ${factor} times too fast** at ${place}, for ${budget}.`,
    ends: `It is over once the budget burns less than ${factor} times too fast.`,
    guidance: objective,
    links: { source: null, groupBy: [], before: longWindow },
  };
}
