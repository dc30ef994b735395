import { describeProblem } from "../../../model/problem";
import { checkAmounts } from "../../../plan/check/amounts";
import type { Guardrail } from "../../../plan/types";
import {
  burnRateOf,
  certificateOf,
  downtimeOf,
  escalationOf,
  monitorOf,
  pagerDutyEscalationOf,
  reminderOf,
  syntheticOf,
} from "../../support/guardrails";
import {
  autoscalingOf,
  backupOf,
  backupStoreOf,
  disruptionBudgetOf,
  probeOf,
  restoreTestOf,
  sentryRuleOf,
} from "../../support/infrastructure-guardrails";

const day = 86_400;

/** Each amount as it was found, with the place that is told. */
const places = (guardrail: Guardrail): readonly string[] =>
  checkAmounts(guardrail).map(({ code, path, value }) => `${code} ${path} ${value ?? ""}`);

describe("the numbers of a guardrail", () => {
  it("may be those that the providers take", () => {
    const sound = [
      monitorOf(),
      burnRateOf(),
      syntheticOf(),
      certificateOf(),
      autoscalingOf(),
      disruptionBudgetOf(),
      backupOf(),
      restoreTestOf(),
      backupStoreOf(),
      downtimeOf(),
      probeOf(),
      reminderOf(),
      sentryRuleOf(),
      escalationOf(),
    ];

    expect(sound.flatMap(places)).toEqual([]);
  });

  // The schema refuses some of what the check explains, so changes come after it.
  it.each<[string, Guardrail, readonly string[]]>([
    [
      "an alert's times",
      { ...monitorOf(), respondWithin: -300, renotifyEvery: 1500, evaluationDelay: -1 },
      [
        "value/range shop/errors.respondWithin -300 s",
        "value/range shop/errors.evaluationDelay -1 s",
        "value/renotify shop/errors.renotifyEvery 25 min",
      ],
    ],
    [
      "an endless response",
      { ...burnRateOf(), respondWithin: Infinity },
      ["value/range shop/uptime-burn-fast.respondWithin Infinity s"],
    ],
    [
      "a window in which no budget is read",
      { ...burnRateOf(), longWindow: 5400 },
      ["value/range shop/uptime-burn-fast.longWindow 90 min"],
    ],
    [
      "more failing locations than there are",
      { ...syntheticOf(), locations: ["aws:eu-central-1"], failingLocations: 2 },
      ["value/range shop/health.failingLocations 2"],
    ],
    [
      "a time that no request waits",
      {
        ...syntheticOf(),
        assertions: [0, 3_600_000, 3_600_001, 0.5].map((milliseconds) => ({
          on: "response-time" as const,
          operator: "below" as const,
          milliseconds,
        })),
      },
      [
        "value/range shop/health.responseTime 0 ms",
        "value/range shop/health.responseTime 3600001 ms",
        "value/range shop/health.responseTime 0.5 ms",
      ],
    ],
    [
      "parts of days left",
      { ...certificateOf(), critical: 0, warning: 14.5 },
      ["value/range shop/tls.critical 0 d", "value/range shop/tls.warning 14.5 d"],
    ],
    [
      "parts of replicas, and none",
      {
        ...autoscalingOf(),
        minimum: 0,
        maximum: 2.5,
        scaleUp: { stabilization: 3601, percent: 100, pods: 2, every: 0 },
      },
      [
        "value/range shop/scaling.minimum 0",
        "value/range shop/scaling.maximum 2.5",
        "value/range shop/scaling.scaleUp.stabilization 3601 s",
        "value/range shop/scaling.scaleUp.every 0 s",
      ],
    ],
    [
      "a drain that may take none",
      { ...disruptionBudgetOf(), maxUnavailable: 0 },
      ["value/range shop/disruption.maxUnavailable 0"],
    ],
    [
      "a backup's",
      {
        ...backupOf(),
        majorVersion: 17.5,
        deadline: 0,
        keepDumps: 1.5 * day,
        minimumBytes: 0,
        recoveryPoint: { objective: -1, keptBy: "unproven" },
        tiers: backupOf()
          .tiers.slice(0, 1)
          .map((tier) => ({ ...tier, deleteAfter: 0, coldAfter: 3600 })),
      },
      [
        "value/range shop/dump.majorVersion 17.5",
        "value/range shop/dump.deadline 0 s",
        "value/range shop/dump.keepDumps 36 h",
        "value/range shop/dump.minimumSize 0",
        "value/range shop/dump.recoveryPoint.objective -1 s",
        "value/range shop/dump.tiers.daily.deleteAfter 0 s",
        "value/range shop/dump.tiers.daily.coldAfter 1 h",
      ],
    ],
    [
      "a store's, the wrong way round",
      { ...backupStoreOf(), minimumRetention: 30 * day, maximumRetention: 7 * day },
      ["value/range shop/store.maximumRetention 7 d"],
    ],
    [
      "a window of no length",
      { ...downtimeOf(), duration: 0 },
      ["value/range shop/maintenance.duration 0 s"],
    ],
    ["a probe that has no time", { ...probeOf(), deadline: 0 }, ["value/range shop/railway.deadline 0 s"]],
    [
      "a notice after what it announces",
      {
        ...reminderOf(),
        reminders: reminderOf().reminders.map((each) => ({ ...each, kind: "notice", before: -60 })),
      },
      reminderOf().reminders.map(({ name }) => `value/range shop/reminders.${name}.before -60 s`),
    ],
    [
      "a chain that Datadog begins at once, whatever is written",
      {
        ...escalationOf(),
        steps: [{ role: "engineer", after: 300, notify: "rotation", person: null }],
        acknowledgeWithin: 30,
      },
      ["value/range shop/on-call.steps.0.after 5 min", "value/range shop/on-call.acknowledgeWithin 30 s"],
    ],
    [
      "a chain that PagerDuty may begin later",
      {
        ...pagerDutyEscalationOf(),
        steps: [{ role: "engineer", after: 300, notify: "rotation", person: null }],
      },
      [],
    ],
  ])("may not be %s", (_, guardrail, expected) => {
    expect(places(guardrail)).toEqual(expected);
  });

  it("are told with what to write", () => {
    const wrong: readonly Guardrail[] = [
      { ...backupOf(), keepDumps: 3600 },
      { ...disruptionBudgetOf(), maxUnavailable: 1.5 },
      { ...monitorOf(), renotifyEvery: 60 },
    ];

    expect(wrong.flatMap(checkAmounts).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop/dump.keepDumps (1 h): it lies between 1 d and 36500 d, in steps of 1 d. Write a value in that range. [value/range]",
       "shop/disruption.maxUnavailable (1.5): it lies between 1 and 2147483647, without a fraction. Write a value in that range. [value/range]",
       "shop/errors.renotifyEvery (1 min): Datadog repeats an alert every 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440 min. Write one of them. [value/renotify]",
     ]
    `);
  });
});
