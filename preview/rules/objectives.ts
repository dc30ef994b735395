import { writtenDuration } from "../../model/quantity";
import type { GuardrailOf } from "../../plan/types";
import { alerting, common } from "./common";
import { always, amount, changed, follows, parts, plainly, scope, text, type Rule, type Rules } from "./kit";
import { duration } from "./times";

type Objective = GuardrailOf<"objective">;
type TimeSlice = Extract<Objective["indicator"], { kind: "time-slice" }>;
type Time = Extract<Objective["indicator"], { kind: "monitor" }>;

const timeSlice = parts<TimeSlice, TimeSlice>({
  kind: text,
  signal: scope("The signal"),
  query: scope("What it measures"),
  comparator: scope("The good side"),
  // A slice is good while the comparison holds.
  level: (before, after, { before: owned, after: owner, field }) => {
    const good = (each: TimeSlice): string => each.comparator.slice(0, 1);
    const texts = [
      `${plainly(before) ?? ""} ${owned.unit}`,
      `${plainly(after) ?? ""} ${owner.unit}`,
    ] as const;
    if (good(owned) !== good(owner) || owned.unit !== owner.unit)
      return [changed(field, texts, { classes: ["scope"], because: "The levels cannot be compared." })];
    const looser = after > before === (good(owner) === "<");
    return [
      changed(field, texts, {
        classes: [looser ? "loosened" : "tightened"],
        because: looser ? "More values count as good." : "Fewer values count as good.",
      }),
    ];
  },
  unit: scope("The unit"),
  slice: always({ classes: ["window"], because: "It counts slices of another length." }, (value) =>
    writtenDuration(Number(value)),
  ),
});

// The level of the monitor is a change of that monitor.
const time = parts<Time, Time>({ kind: text, monitor: scope("The alert whose time counts") });

const indicator: Rule<Objective["indicator"], Objective> = (before, after, { field }) => {
  if (before.kind === "time-slice" && after.kind === "time-slice")
    return timeSlice(before, after, { field, before, after });
  if (before.kind === "monitor" && after.kind === "monitor")
    return time(before, after, { field, before, after });
  return scope("What counts as good")(before, after, { field, before, after });
};

/** Rules of objectives. */
export const objective: Rules<Objective> = {
  ...common,
  indicator,
  target: amount({
    write: (value) => `${plainly(value) ?? ""} %`,
    more: ["tightened"],
    because: ["More must be good.", "Less must be good."],
  }),
  period: duration(
    ["loosened", "window"],
    ["Bad times have longer to average out.", "Bad times have less time to average out."],
  ),
  burnRates: follows("the alerts on its budget, which are guardrails themselves"),
};

/** What a burn rate's query says beside the numbers that are fields of their own. */
const burnRateOf = (text: string): string =>
  text.replaceAll(/_window\("\w+"\)|over\("\w+"\)/g, "").replace(/\s*>=?\s*[\d.]+$/, "");

/** Rules of alerts on an error budget. */
export const burnRate: Rules<GuardrailOf<"burn-rate">> = {
  ...common,
  ...alerting,
  objective: scope("The objective"),
  factor: amount({
    write: (value) => `${plainly(value) ?? ""} times`,
    more: ["loosened"],
    because: ["The budget must burn faster before it alerts.", "It alerts while the budget burns slower."],
  }),
  longWindow: duration(
    ["loosened", "window"],
    ["The budget must burn for longer before it alerts.", "It alerts after the budget burnt for less time."],
  ),
  shortWindow: duration(
    ["loosened", "window"],
    ["The budget must still burn for longer.", "It looks at a shorter last time."],
  ),
  budgetShare: amount({
    write: (value) => `${plainly(value) ?? ""} %`,
    more: ["loosened"],
    because: ["More of the budget is gone when it alerts.", "Less of the budget is gone when it alerts."],
  }),
  query: (before, after, at) =>
    burnRateOf(before) === burnRateOf(after)
      ? follows("the factor and the windows")(before, after, at)
      : scope("What it measures")(before, after, at),
};
