import { checkCoherence, coherenceRules } from "../../../plan/coherence/rules";
import type { Guardrail } from "../../../plan/types";
import {
  alerting,
  certificateOf,
  downtimeOf,
  escalationOf,
  monitorOf,
  objectiveOf,
  syntheticOf,
} from "../../support/guardrails";
import {
  autoscalingOf,
  backupOf,
  disruptionBudgetOf,
  restoreTestOf,
} from "../../support/infrastructure-guardrails";
import { codesOf, committedStacks, environmentOf, loadCommitted } from "../../support/models";

const find = (guardrails: readonly Guardrail[], pages = true): readonly string[] =>
  codesOf(checkCoherence({ guardrails, environment: environmentOf({ pages }) }));

const scaler = autoscalingOf({
  minimum: 2,
  maximum: 4,
  utilization: { cpu: 70, memory: null },
  scaleUp: { stabilization: 60, percent: 100, pods: 2, every: 60 },
});
const cpu = monitorOf({ id: "shop/cpu", signal: "cpuUsage", critical: 85, over: 600 });
const full = monitorOf({ id: "shop/full", signal: "replicasAtMaximum", unit: "count", critical: 1 });
const backup = { ...backupOf(), schedule: "0 1 * * *", deadline: 7200 };
const watchedAt = (hours: number): readonly Guardrail[] => [
  backup,
  restoreTestOf(),
  monitorOf({ id: "shop/backup-freshness", signal: "backupAge", unit: "hours", critical: hours }),
  monitorOf({ id: "shop/backup-size", signal: "backupSizeRatio", unit: "percent", critical: 50 }),
];
const uptime = objectiveOf({
  target: 99.9,
  period: 2_592_000,
  indicator: {
    kind: "ratio",
    good: "sum:synthetics.test_runs{status:success}.as_count()",
    total: "sum:synthetics.test_runs{*}.as_count()",
  },
});
const lateSteps = escalationOf().steps.map((step) => ({ ...step, after: step.after + 600 }));

describe("coherence", () => {
  it.each<[string, readonly Guardrail[], readonly string[]]>([
    ["a page above the target, after scaling, with an alert at the maximum", [scaler, cpu, full], []],
    ["a page at the target", [scaler, { ...cpu, critical: 70 }, full], ["coherence/cpu-above-target"]],
    ["a level that only informs", [scaler, { ...cpu, critical: 60, pages: false }, full], []],
    ["a draft", [scaler, { ...cpu, critical: 60, draft: true }, full], []],
    [
      "a page before scaling could act",
      [scaler, { ...cpu, over: 120 }, full],
      ["coherence/window-after-scaling"],
    ],
    ["nobody hears of the maximum", [scaler, cpu], ["coherence/at-maximum"]],
    [
      "a scaler that cannot scale",
      [
        { ...scaler, maximum: 2 },
        { ...cpu, critical: 60 },
      ],
      [],
    ],
    ["another service's page", [scaler, full, { ...cpu, service: "other", critical: 60 }], []],
    ["a budget under the minimum", [scaler, full, { ...disruptionBudgetOf(), maxUnavailable: 1 }], []],
    [
      "a budget of the minimum",
      [scaler, full, { ...disruptionBudgetOf(), maxUnavailable: 2 }],
      ["coherence/disruption-budget"],
    ],
    ["a freshness limit at its least", watchedAt(27), []],
    ["a freshness limit within a slow run", watchedAt(25), ["coherence/freshness"]],
    ["a freshness limit of two runs", watchedAt(48), ["coherence/freshness"]],
    [
      "a backup alone",
      [backup],
      ["coherence/backup-watched", "coherence/backup-watched", "coherence/backup-watched"],
    ],
    ["a promise that is sampled finely", [uptime, syntheticOf({ every: 300 })], []],
    [
      "a promise finer than its check",
      [{ ...uptime, target: 99.999 }, syntheticOf({ every: 300 })],
      ["coherence/objective-sampling"],
    ],
    ["a chain that begins at once", [monitorOf(), escalationOf()], []],
    [
      "a chain that begins too late",
      [monitorOf({ respondWithin: 300 }), escalationOf({ steps: lateSteps })],
      ["coherence/escalation-in-time"],
    ],
    [
      "a page without a receiver",
      [monitorOf({ notify: { ...alerting.notify, alert: [] } })],
      ["coherence/page-complete"],
    ],
    ["a page without a runbook", [certificateOf({ runbook: "" })], ["coherence/page-complete"]],
    ["a window each week", [downtimeOf({ rrule: "FREQ=WEEKLY;BYDAY=SU", duration: 7200 })], []],
    [
      "windows that add up",
      [downtimeOf({ rrule: "FREQ=DAILY", duration: 10_800 })],
      ["coherence/mute-is-rare"],
    ],
  ])("%s", (_, guardrails, codes) => {
    expect(find(guardrails)).toEqual(codes);
  });

  it("lets an environment without pages wake nobody", () => {
    const notify = { alert: ["@slack-a"], warning: [], noData: [], recovery: [] };

    expect(find([monitorOf({ pages: false, notify })], false)).toEqual([]);
    expect(find([monitorOf({ pages: true, notify })], false)).toEqual(["coherence/quiet-environment"]);
    expect(find([monitorOf({ pages: false })], false)).toEqual(["coherence/quiet-environment"]);
  });

  it.each(committedStacks)("holds in %s", (stack) => {
    const { environment, plan } = loadCommitted(stack);

    expect(checkCoherence({ environment, guardrails: plan.guardrails })).toEqual([]);
  });

  it("explains each rule once", () => {
    expect(new Set(coherenceRules.map(({ code }) => code)).size).toBe(coherenceRules.length);
    for (const { because, example, fix, title } of coherenceRules) {
      for (const text of [because, example, fix])
        expect([title, text]).toEqual([title, expect.stringMatching(/^[A-Z0-9].*\.$/)]);
    }
  });
});
