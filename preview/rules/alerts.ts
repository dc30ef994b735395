import { writtenDuration } from "../../model/quantity";
import { signals } from "../../model/signal";
import type { GuardrailOf } from "../../plan/types";
import { opposite, type Classes } from "../change";
import { alerting, common } from "./common";
import { changed, ranked, scope, type Rule, type Rules } from "./kit";
import { level, unit } from "./levels";
import { delay, duration } from "./times";

type Monitor = GuardrailOf<"monitor">;

/** `shorter` windows alert at least wherever longer ones do, or the other way about. */
type Strict = "shorter" | "longer";

/**
 * Which window is the stricter one. Wherever an average, a share or the best value of a long window is bad, that of some
 * short window within it is bad too; a sum, and the worst value of a window, grow with it.
 */
function strictWindow({ direction, signal, sustainedFor }: Monitor): Strict {
  if (sustainedFor > 0) return "shorter";
  switch (signals[signal].reading) {
    case "count":
    case "rate":
      return direction === "above" ? "longer" : "shorter";
    case "latest":
      return "longer";
    case "gauge":
    case "ratio":
    case "percentile":
    case "change":
      return "shorter";
  }
}

const over: Rule<number, Monitor> = (before, after, { before: owned, after: owner, field }) => {
  const texts = [writtenDuration(before), writtenDuration(after)] as const;
  if (owned.sustainedFor === before && owner.sustainedFor === after)
    return [changed(field, texts, { classes: ["text-only"], because: "It follows from sustainedFor." })];
  const [was, is] = [strictWindow(owned), strictWindow(owner)];
  if (was !== is)
    return [changed(field, texts, { classes: ["window"], because: "The window is read in another way." })];
  const stricter = after > before === (is === "longer");
  return [
    changed(field, texts, {
      classes: [stricter ? "tightened" : "loosened", "window"],
      because: `A ${after > before ? "longer" : "shorter"} window of this signal alerts at ${stricter ? "more" : "fewer"} moments.`,
    }),
  ];
};

/** What a query measures, without the window, the aggregation over it and the level, which are fields of their own. */
const measuredBy = (query: string): string =>
  query
    .replace(/^(pct_change|change)?\(?\w+\(last_\w+\)/, (_, head: string | undefined) => head ?? "")
    .replace(/\s*[<>]=?\s*-?[\d.]+$/, "");

const query: Rule<string | null> = (before, after, { field }) => [
  changed(
    field,
    [before, after],
    before !== null && after !== null && measuredBy(before) !== measuredBy(after)
      ? { classes: ["scope"], because: "It measures something else, so compare what it covers." }
      : { classes: ["text-only"], because: "It follows from the other fields." },
  ),
];

/** Missing data that counts as nought is bad only where little is. */
const silenceRank = (silence: Monitor["silence"], { direction }: Monitor): number => {
  switch (silence) {
    case "alert":
      return 3;
    case "show":
      return 2;
    case "resolve":
      return 1;
    case "zero":
      return direction === "below" ? 3 : 1;
  }
};

const draft: Rule<boolean, Monitor> = (before, after, { before: owned, after: owner, field }) => {
  const word = (value: boolean): string => (value ? "draft" : "deployed");
  const paged = (after ? owned : owner).pages;
  const comes: Classes = paged ? ["coverage-gained", "now-pages"] : ["coverage-gained"];
  return [
    changed(field, [word(before), word(after)], {
      classes: after ? opposite(comes) : comes,
      because: after ? "It is shown and no longer deployed as an alert." : "It is deployed as an alert now.",
    }),
  ];
};

const acts = (what: string): readonly [string, string] => [
  `It ${what}s at values at which it did not.`,
  `It no longer ${what}s at values at which it did.`,
];

const lasts = [
  "An alert lasts until the value is further back.",
  "An alert ends while the value is closer to the level.",
] as const;

/** Rules of monitors. */
export const monitor: Rules<Monitor> = {
  ...common,
  ...alerting,
  signal: scope("The signal"),
  direction: scope("The bad side"),
  comparator: ranked({
    rank: (comparator) => Number(comparator.endsWith("=")),
    more: ["tightened"],
    same: "scope",
    because: ["The level itself is bad now.", "The level itself is no longer bad."],
  }),
  warning: level({ scale: (owner) => owner, because: acts("warn") }),
  critical: level({ scale: (owner) => owner, because: acts("alert") }),
  warningRecovery: level({ scale: (owner) => owner, standIn: ({ warning }) => warning, because: lasts }),
  criticalRecovery: level({ scale: (owner) => owner, standIn: ({ critical }) => critical, because: lasts }),
  unit,
  over,
  sustainedFor: duration(
    ["loosened", "window"],
    ["It must be bad for longer before it alerts.", "It alerts after a shorter time."],
  ),
  query,
  groupBy: scope("What it alerts on separately"),
  silence: ranked({
    rank: silenceRank,
    more: ["no-data-rule", "tightened"],
    same: "no-data-rule",
    because: ["Missing data is taken more seriously.", "Missing data is taken less seriously."],
  }),
  requireFullWindow: ranked({
    rank: Number,
    more: ["loosened", "window"],
    same: "window",
    because: ["A window with holes is no longer looked at.", "A window with holes is looked at too."],
  }),
  evaluationDelay: delay("The look at a point", "window"),
  newGroupDelay: delay("The first alert of a new group", "window"),
  draft,
};
