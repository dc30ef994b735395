import { describeProblem } from "../../../model/problem";
import { checkMonitor } from "../../../plan/check/levels";
import type { GuardrailOf } from "../../../plan/types";
import { monitorOf } from "../../support/guardrails";
import { codesOf } from "../../support/models";

const unrecovered = { criticalRecovery: null, warningRecovery: null };

type Changes = Partial<GuardrailOf<"monitor">>;

/** A monitor that something measures, so that nothing but what a case changes is wrong. */
const measuredOf = (changes: Changes): GuardrailOf<"monitor"> => ({
  ...monitorOf(),
  telemetry: {
    status: "integration",
    via: "apm",
    metrics: ["errors"],
    docs: "https://docs.example",
    source: null,
  },
  ...changes,
});

const told = (changes: Changes): readonly string[] => checkMonitor(measuredOf(changes)).map(describeProblem);

const count = {
  signal: "restarts",
  unit: "count",
  warning: null,
  critical: 3,
  criticalRecovery: null,
} as const;
const below = { direction: "below", critical: 95, criticalRecovery: 95.25, warningRecovery: null } as const;
const perMinute = { signal: "slowQueries", unit: "perMinute", warning: null, critical: 10 } as const;
const gauge = { signal: "cpuUsage" } as const;

describe("checkMonitor", () => {
  it.each<[string, Changes, readonly string[]]>([
    ["a share of 100 %", { critical: 100, warning: 50 }, []],
    ["a share above 100 %", { critical: 101 }, ["threshold/range"]],
    ["a share that may pass 100 %", { signal: "latencyChange", critical: 150 }, []],
    ["a CPU usage of 900 %", { signal: "cpuUsage", critical: 900 }, ["threshold/range"]],
    ["a share of 1 in fractions", { unit: "fraction", critical: 1, warning: null, ...unrecovered }, []],
    [
      "a share of 9 in fractions",
      { unit: "fraction", critical: 9, warning: null, ...unrecovered },
      ["threshold/range"],
    ],
    ["a level below zero", { critical: 5, warning: -1 }, ["threshold/range"]],
    ["a level that is no number", { critical: Number.NaN }, ["threshold/range"]],
    ["an endless level", { ...count, critical: Number.POSITIVE_INFINITY }, ["threshold/range"]],
    ["a large level of another unit", { signal: "latencyP95", unit: "milliseconds", critical: 5000 }, []],
    ["two levels out of range", { critical: 200, warning: 150 }, ["threshold/range", "threshold/range"]],

    ["a warning first, where above is bad", { warning: 4, critical: 5 }, []],
    ["a warning at the alert's level", { warning: 5, critical: 5 }, ["threshold/order"]],
    ["a warning after the alert", { warning: 6, critical: 5 }, ["threshold/order"]],
    ["a warning first, where below is bad", { ...below, warning: 99 }, []],
    ["a warning after the alert, where below is bad", { ...below, warning: 90 }, ["threshold/order"]],
    ["no warning", { warning: null }, []],
    [
      "a level out of range alone, though the order is wrong too",
      { warning: 120, critical: 5 },
      ["threshold/range"],
    ],

    ["a recovery at the alert's level", { criticalRecovery: 5 }, ["threshold/recovery"]],
    ["a recovery on the bad side", { criticalRecovery: 6 }, ["threshold/recovery"]],
    ["a warning's recovery on the bad side", { warningRecovery: 3.5 }, ["threshold/recovery"]],
    [
      "a recovery on the bad side, where below is bad",
      { ...below, warning: 99, criticalRecovery: 94 },
      ["threshold/recovery"],
    ],
    ["a recovery below zero", { criticalRecovery: -1 }, ["threshold/range"]],
    ["a recovery above all there is", { ...below, criticalRecovery: 101 }, ["threshold/range"]],

    ["a minute", { over: 60 }, []],
    ["a week", { over: 604_800 }, []],
    ["less than a minute", { over: 30 }, ["threshold/window"]],
    ["more than a week", { over: 604_860 }, ["threshold/window"]],
    ["half a minute more", { over: 90 }, ["threshold/window"]],

    ["a rate a minute over a minute", { ...perMinute, over: 60 }, []],
    ["a rate a minute over five", { ...perMinute, over: 300 }, ["threshold/rate-window"]],
    ["a rate an hour over an hour", { ...perMinute, unit: "perHour", over: 3600 }, []],
    ["a rate an hour over a minute", { ...perMinute, unit: "perHour", over: 60 }, ["threshold/rate-window"]],
    ["a share of a rate over five minutes", { signal: "rateLimitUsage", over: 300 }, []],

    ["a gauge that lasts", { ...gauge, over: 600, sustainedFor: 600 }, []],
    ["a ratio that lasts", { over: 600, sustainedFor: 600 }, ["threshold/sustain"]],
    ["a count that lasts", { ...count, over: 600, sustainedFor: 600 }, ["threshold/sustain"]],

    ["telemetry", {}, []],
    [
      "telemetry that is not there yet",
      { telemetry: { status: "uninstrumented", because: "x", ask: "x?" } },
      [],
    ],
    ["no telemetry", { telemetry: null }, ["telemetry/missing"]],
  ])("%s", (_, changes, codes) => {
    expect(codesOf(checkMonitor(measuredOf(changes)))).toEqual(codes);
  });

  it("tells the range", () => {
    expect(told({ critical: 500 })).toMatchInlineSnapshot(`
     [
       "shop/errors.critical (500): a level of errorRate lies between 0 % and 100 %. Write a number in that range. [threshold/range]",
     ]
    `);
    expect(told({ ...count, critical: -3 })).toMatchInlineSnapshot(`
     [
       "shop/errors.critical (-3): a level of restarts lies between 0 and 1000000000000000. Write a number in that range. [threshold/range]",
     ]
    `);
  });

  it("tells the order", () => {
    expect(told({ warning: 7 })).toMatchInlineSnapshot(`
     [
       "shop/errors.warning (7 %): the warning can never come before the alert at 5 %, since above is bad. Set it below 5 %. [threshold/order]",
     ]
    `);
  });

  it("tells what to do where no warning can come before the alert", () => {
    expect(told({ critical: 0, warning: -0, ...unrecovered })).toMatchInlineSnapshot(`
     [
       "shop/errors.warning (0 %): the warning can never come before the alert at 0 %, since above is bad. Leave the warning out, or move the alert. [threshold/order]",
     ]
    `);
    expect(told({ direction: "below", critical: 100, warning: 100, ...unrecovered })).toMatchInlineSnapshot(`
     [
       "shop/errors.warning (100 %): the warning can never come before the alert at 100 %, since below is bad. Leave the warning out, or move the alert. [threshold/order]",
     ]
    `);
  });

  it("tells the limit of a level that no share bounds", () => {
    expect(told({ signal: "latencyP95", unit: "milliseconds", warning: null, critical: 1e26 }))
      .toMatchInlineSnapshot(`
     [
       "shop/errors.critical (1e+26): a level of latencyP95 lies between 0 ms and 1000000000000000 ms. Write a number in that range. [threshold/range]",
     ]
    `);
  });

  it("tells the window, under the name by which it was written", () => {
    expect(told({ over: 30 })).toMatchInlineSnapshot(`
     [
       "shop/errors.over (30 s): a window is a whole number of minutes, from one minute to a week. Write such a window. [threshold/window]",
     ]
    `);
    expect(told({ ...gauge, over: 90, sustainedFor: 90 })).toMatchInlineSnapshot(`
     [
       "shop/errors.sustainedFor (90 s): a window is a whole number of minutes, from one minute to a week. Write such a window. [threshold/window]",
     ]
    `);
  });

  it("tells the window of a rate", () => {
    expect(told({ ...perMinute, over: 300 })).toMatchInlineSnapshot(`
     [
       "shop/errors.over (5 min): a level of 10 /min is counted over exactly 1 min. Set the window to 1 min, or write the level in another unit. [threshold/rate-window]",
     ]
    `);
  });

  it("tells the recovery", () => {
    expect(told({ criticalRecovery: 6 })).toMatchInlineSnapshot(`
     [
       "shop/errors.criticalRecovery (6 %): the alert at 5 % cannot be over there, since above is bad. Set it below 5 %. [threshold/recovery]",
     ]
    `);
  });

  it("tells what cannot last", () => {
    expect(told({ ...count, over: 600, sustainedFor: 600 })).toMatchInlineSnapshot(`
     [
       "shop/errors.sustainedFor (10 min): a count is added up over its window and cannot be sustained. Write \`over\` instead of \`sustainedFor\`. [threshold/sustain]",
     ]
    `);
  });

  it("tells missing telemetry", () => {
    expect(told({ telemetry: null })).toMatchInlineSnapshot(`
     [
       "shop/errors.signal (errorRate): the service does not say where this signal is measured. Add errorRate to its telemetry, or declare it uninstrumented with the reason. [telemetry/missing]",
     ]
    `);
  });
});
