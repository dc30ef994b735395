import { isDeepStrictEqual } from "node:util";

import type { GuardrailOf } from "../../plan/types";
import { opposite, type Classes, type FieldChange, type Verdict } from "../change";
import { common, muted, pages, severity } from "./common";
import { always, amount, changed, keyed, parts, scope, text, type Rule, type Rules } from "./kit";
import { level, unit } from "./levels";
import { writtenDuration } from "../../model/quantity";

type SentryRule = GuardrailOf<"sentry-rule">;
type Issue = Extract<SentryRule["rule"], { kind: "issue" }>;
type Metric = Extract<SentryRule["rule"], { kind: "metric" }>;
type Pairs = Readonly<Record<string, string>>;

const pairsText = (pairs: Pairs): string =>
  Object.entries(pairs)
    .map(([key, value]) => (key === "id" ? (value.split(".").at(-1) ?? value) : `${key} ${value}`))
    .join(", ");

/** A condition or filter that asks for more of something lets fewer events through. */
const asked: Rule<Pairs> = (before, after, { field }) => {
  const texts = [pairsText(before), pairsText(after)] as const;
  const differing = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => before[key] !== after[key],
  );
  const [key = ""] = differing;
  const step = Number(after[key]) - Number(before[key]);
  const atLeast = key === "value" || (key === "level" && before["match"] === "gte");
  if (differing.length > 1 || !atLeast || Number.isNaN(step))
    return [changed(field, texts, { classes: ["scope"], because: "It asks for something else." })];
  return [
    changed(field, texts, {
      classes: [step > 0 ? "loosened" : "tightened"],
      because: step > 0 ? "It asks for more before it notifies." : "It asks for less before it notifies.",
    }),
  ];
};

/** How many members must hold. */
type Match = Issue["filterMatch"];

/** Members that must all hold let less through the more there are; of those of which one is enough, the other way. */
const held =
  (what: string, matchOf: (rule: Issue) => Match): Rule<readonly Pairs[], Issue> =>
  (before, after, at) => {
    const [was, is] = [matchOf(at.before), matchOf(at.after)];
    if (was !== is)
      return [
        changed(at.field, [before.map(pairsText).join("; "), after.map(pairsText).join("; ")], {
          classes: ["scope"],
          because: `The ${what} are counted in another way.`,
        }),
      ];
    const narrows = is !== "any" || before.length === 0 || after.length === 0;
    return keyed<Pairs, Issue>({
      key: ({ id = "" }) => id,
      each: is === "none" ? scope(`What no ${what} may ask`) : asked,
      write: pairsText,
      more: [narrows ? "loosened" : "tightened"],
      because: narrows
        ? [`More ${what} must hold.`, `Fewer ${what} must hold.`]
        : [`More ${what} can let it notify.`, `Fewer ${what} can let it notify.`],
    })(before, after, at);
  };

const acted =
  <T extends object>(write: (action: T) => string): Rule<readonly T[]> =>
  (before, after, { field }) => {
    const emptied = before.length > 0 && after.length === 0;
    const filled = before.length === 0 && after.length > 0;
    const classes: Classes = emptied
      ? [...muted, "route"]
      : filled
        ? [...opposite(muted), "route"]
        : ["route"];
    return [
      changed(field, [before.map(write).join("; ") || null, after.map(write).join("; ") || null], {
        classes,
        because: emptied ? "Nobody hears of it any longer." : "Others hear of it.",
      }),
    ];
  };

const wider =
  (any: Classes, because: readonly [string, string]): Rule<string> =>
  (before, after, { field }) => {
    const known: readonly string[] = ["all", "any"];
    const verdict: Verdict =
      known.includes(before) && known.includes(after)
        ? { classes: after === "any" ? any : opposite(any), because: because[after === "any" ? 0 : 1] }
        : { classes: ["scope"], because: "It lets other events through." };
    return [changed(field, [before, after], verdict)];
  };

const match = wider(["tightened"], ["One condition is enough.", "All conditions must hold."]);
const filterMatch = wider(["tightened"], ["One filter is enough.", "All filters must hold."]);

const issue: Rules<Issue> = {
  kind: text,
  match,
  filterMatch,
  frequency: amount({
    write: (value) => `${value} min`,
    more: ["loosened"],
    because: ["The same issue notifies again later.", "The same issue notifies again sooner."],
  }),
  conditions: held("conditions", (rule) => rule.match),
  filters: held("filters", (rule) => rule.filterMatch),
  actions: acted(pairsText),
};

/** Counts grow with the window; shares, averages and percentiles of a long one are bad only where those of a short one are. */
const over: Rule<number, Metric> = (before, after, { before: owned, after: owner, field }) => {
  const texts = [writtenDuration(before), writtenDuration(after)] as const;
  const grows = ({ aggregate, direction }: Metric): boolean =>
    /^count/.test(aggregate) && direction === "above";
  if (grows(owned) !== grows(owner))
    return [changed(field, texts, { classes: ["window"], because: "The window is read in another way." })];
  const stricter = after > before === grows(owner);
  return [
    changed(field, texts, {
      classes: [stricter ? "tightened" : "loosened", "window"],
      because: `A ${after > before ? "longer" : "shorter"} window of this aggregate alerts at ${stricter ? "more" : "fewer"} moments.`,
    }),
  ];
};

const because = [
  "It acts at values at which it did not.",
  "It no longer acts at values at which it did.",
] as const;

const metric: Rules<Metric> = {
  kind: text,
  dataset: scope("The dataset"),
  aggregate: scope("What it measures"),
  query: scope("What it measures"),
  eventTypes: scope("What it measures"),
  over,
  direction: scope("The bad side"),
  warning: level<Metric>({ scale: (owner) => owner, because }),
  critical: level<Metric>({ scale: (owner) => owner, because }),
  resolve: level<Metric>({
    scale: (owner) => owner,
    standIn: ({ critical }) => critical,
    because: [
      "An alert lasts until the value is further back.",
      "An alert ends while the value is closer to the level.",
    ],
  }),
  unit,
  actions: acted(({ target, targetType, type, integration }) =>
    [type, targetType, target, integration].filter((each) => each !== null).join(" "),
  ),
};

const rule: Rule<SentryRule["rule"], SentryRule> = (before, after, { field }): readonly FieldChange[] => {
  if (before.kind === "issue" && after.kind === "issue")
    return parts<Issue, Issue>(issue)(before, after, { field, before, after });
  if (before.kind === "metric" && after.kind === "metric")
    return parts<Metric, Metric>(metric)(before, after, { field, before, after });
  return isDeepStrictEqual(before, after)
    ? []
    : [
        changed(field, [`${before.kind} rule`, `${after.kind} rule`], {
          classes: ["scope"],
          because: "It is another sort of rule.",
        }),
      ];
};

/** Rules of what Sentry evaluates. */
export const sentryRule: Rules<SentryRule> = {
  ...common,
  organization: scope("The organisation"),
  project: scope("The project"),
  sentryEnvironment: scope("The environment"),
  severity,
  route: always({ classes: ["route"], because: "Another route hears of it." }),
  pages,
  rule,
};
