import { describeProblem } from "../../../model/problem";
import { checkBurnRate, checkObjective } from "../../../plan/check/objectives";
import type { GuardrailOf } from "../../../plan/types";
import { burnRateOf, monitorOf, objectiveOf } from "../../support/guardrails";
import { codesOf } from "../../support/models";

const day = 86_400;

type Changes = Partial<GuardrailOf<"objective">>;

const telemetry: GuardrailOf<"objective">["telemetry"] = {
  status: "integration",
  via: "apm",
  metrics: [],
  docs: "https://docs.example",
  source: null,
};

const uninstrumented = { status: "uninstrumented", because: "No source.", ask: "Which source?" } as const;

const sliceOf = (query: string | null): GuardrailOf<"objective">["indicator"] => ({
  kind: "time-slice",
  signal: "latencyP95",
  query,
  comparator: "<",
  level: 0.5,
  unit: "seconds",
  slice: 300,
});

const timeOf = (name: string): GuardrailOf<"objective">["indicator"] => ({
  kind: "monitor",
  monitor: `\${monitor:${name}}`,
});
const guardrails = [monitorOf(), { ...monitorOf(), id: "cart/load", service: "cart" }, objectiveOf()];

/** The schema refuses some of what the check explains, so changes come after it. */
const changed = (changes: Changes) => ({ ...objectiveOf(), telemetry, ...changes });

const told = (changes: Changes) => checkObjective(changed(changes), guardrails).map(describeProblem);

describe("checkObjective", () => {
  it.each<[string, Changes, readonly string[]]>([
    ["a target that can be missed", { target: 99.99 }, []],
    ["a target of 100 %", { target: 100 }, ["objective/target"]],
    ["a target of 0 %", { target: 0 }, ["objective/target"]],
    ["a target that is no number", { target: Number.NaN }, ["objective/target"]],
    ["a week", { period: 7 * day }, []],
    ["a quarter", { period: 90 * day }, []],
    ["a fortnight", { period: 14 * day }, ["objective/period"]],
    ["a measured time slice", { indicator: sliceOf("p95:requests{env:prod}") }, []],
    [
      "a time slice without telemetry",
      { indicator: sliceOf(null), telemetry: null },
      ["objective/unmeasured"],
    ],
    [
      "a time slice that waits for its telemetry",
      { indicator: sliceOf(null), telemetry: uninstrumented },
      [],
    ],
    ["arithmetic in a time slice", { indicator: sliceOf("100 * avg:x{*}") }, []],
    ["a function in a time slice", { indicator: sliceOf("abs(avg:x{*})") }, ["objective/formula"]],
    ["events that nothing measures yet", { telemetry: null }, []],
    ["three places of a share of events", { target: 99.999 }, []],
    ["four places of a share of events", { target: 99.9999 }, ["objective/precision"]],
    ["many places of a time slice", { indicator: sliceOf("p95:x{*}"), target: 99.99999 }, []],
    ["two places of a monitor's time", { indicator: timeOf("shop/errors"), target: 99.95 }, []],
    ["three of a month", { indicator: timeOf("shop/errors"), target: 99.955 }, ["objective/precision"]],
    ["three of a quarter", { indicator: timeOf("shop/errors"), target: 99.955, period: 90 * day }, []],
    [
      "four of a quarter",
      { indicator: timeOf("shop/errors"), target: 99.9555, period: 90 * day },
      ["objective/precision"],
    ],
    ["the time of no monitor", { indicator: timeOf("shop/uptime") }, ["objective/monitor"]],
    ["the time of another service's monitor", { indicator: timeOf("cart/load") }, ["objective/monitor"]],
  ])("%s", (_, changes, codes) => {
    expect(codesOf(checkObjective(changed(changes), guardrails))).toEqual(codes);
  });

  it("tells the target", () => {
    expect(told({ target: 100 })).toMatchInlineSnapshot(`
     [
       "shop/uptime.target (100 %): a target must lie above 0 % and below 100 %: at 100 % there is no budget to burn. Write a target such as 99.9 %. [objective/target]",
     ]
    `);
  });

  it("tells the period", () => {
    expect(told({ period: 14 * day })).toMatchInlineSnapshot(`
     [
       "shop/uptime.period (14 d): Datadog keeps objectives over 7, 30 or 90 days. Choose one of them. [objective/period]",
     ]
    `);
  });

  it("tells what nothing measures", () => {
    expect(told({ indicator: sliceOf(null), telemetry: null })).toMatchInlineSnapshot(`
     [
       "shop/uptime.indicator: the service does not say where the signal of this objective is measured. Add latencyP95 to its telemetry, or declare it uninstrumented with the reason. [objective/unmeasured]",
     ]
    `);
  });

  it("tells a monitor that is not there, and what is too fine for one that is", () => {
    expect(told({ indicator: timeOf("shop/error"), target: 99.955 })).toMatchInlineSnapshot(`
     [
       "shop/uptime.target (99.955 %): Datadog takes at most 2 places after the point of such a target over 30 d. Round the target. [objective/precision]",
       "shop/uptime.indicator (\${monitor:shop/error}): its service has no monitor of this name. Did you mean errors? [objective/monitor]",
     ]
    `);
  });

  it("tells what is no formula", () => {
    expect(told({ indicator: sliceOf("abs(avg:x{*})") })).toMatchInlineSnapshot(`
     [
       "shop/uptime.indicator (abs(avg:x{*})): a slice of time is judged by one formula: metric queries, numbers, + - * / and brackets. Write the signal's expression with these alone, or count good events in a ratio instead. [objective/formula]",
     ]
    `);
  });
});

describe("checkBurnRate", () => {
  it("finds the objective whose budget it watches", () => {
    expect(checkBurnRate(burnRateOf(), [objectiveOf()])).toEqual([]);
  });

  it("tells a missing objective", () => {
    const other = objectiveOf({ id: "shop/latency" });

    expect(checkBurnRate(burnRateOf(), [other]).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop/uptime-burn-fast.objective (\${objective:shop/uptime}): no objective of the plan has this id. Name an objective of the same service. [objective/missing]",
     ]
    `);
  });
});

describe("the level of a time slice", () => {
  const levelOf = (signal: "latencyP95" | "uptime", level: number) =>
    told({
      indicator: {
        kind: "time-slice",
        signal,
        query: "avg:shop.measured{*}",
        comparator: signal === "uptime" ? ">" : "<",
        level,
        unit: signal === "uptime" ? "percent" : "seconds",
        slice: 300,
      },
    });

  it("parts good values from bad ones", () => {
    expect([...levelOf("latencyP95", 0.5), ...levelOf("uptime", 99), ...levelOf("uptime", 0)]).toEqual([]);
    expect([0, -5, Infinity].flatMap((level) => levelOf("latencyP95", level))).toMatchInlineSnapshot(`
     [
       "shop/uptime.level (0 s): values of latencyP95 lie all on one side of it, so every slice would be judged alike. Write a level above 0. [objective/level]",
       "shop/uptime.level (-5 s): values of latencyP95 lie all on one side of it, so every slice would be judged alike. Write a level above 0. [objective/level]",
       "shop/uptime.level (Infinity s): values of latencyP95 lie all on one side of it, so every slice would be judged alike. Write a level above 0. [objective/level]",
     ]
    `);
    expect([100, 101].flatMap((level) => levelOf("uptime", level))).toMatchInlineSnapshot(`
     [
       "shop/uptime.level (100 %): values of uptime lie all on one side of it, so every slice would be judged alike. Write a level above 0 and below 100 %. [objective/level]",
       "shop/uptime.level (101 %): values of uptime lie all on one side of it, so every slice would be judged alike. Write a level above 0 and below 100 %. [objective/level]",
     ]
    `);
  });
});
