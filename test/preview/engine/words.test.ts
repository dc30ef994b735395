import type { Fields } from "../../../model/record";
import { toObjectiveArgs } from "../../../components/objectives/service-level-objective";
import { toDowntimeArgs } from "../../../components/downtimes/maintenance-window";
import { toTestArgs } from "../../../components/synthetics/health-check";
import type { Guardrail } from "../../../plan/types";
import { changesBetween } from "../../../preview/deployed/property-change";
import { fieldsOf } from "../../../preview/engine/words";
import {
  certificateOf,
  dashboardOf,
  downtimeOf,
  monitorOf,
  objectiveOf,
  syntheticOf,
} from "../../support/guardrails";

const plain = (value: unknown): Fields => JSON.parse(JSON.stringify(value)) as Fields;

/** Each field that differs between what a guardrail deploys and what somebody made of it, as one line. */
function told(
  guardrail: Guardrail,
  type: string,
  before: Fields,
  edit: (inputs: Fields) => Fields,
): readonly string[] {
  const after = edit(before);
  const step = {
    op: "update",
    type,
    name: `${guardrail.id}-part`,
    guardrail: guardrail.id,
    before,
    after,
    changes: changesBetween(before, after),
  } as const;
  return fieldsOf(step, guardrail, step.changes, () => "By hand.").fields.map(
    (each) =>
      `${each.classes.join("+")}: ${each.field} ${each.before ?? "-"} -> ${each.after ?? "-"} (${each.because})`,
  );
}

const sloType = "datadog:index/serviceLevelObjective:ServiceLevelObjective";
const downtimeType = "datadog:index/downtimeSchedule:DowntimeSchedule";
const testType = "datadog:index/syntheticsTest:SyntheticsTest";
const dashboardType = "datadog:index/dashboard:Dashboard";
const monitorType = "datadog:index/monitor:Monitor";

describe("what somebody changed is told in the guardrail's words", () => {
  const objective = objectiveOf();
  const slo = plain(toObjectiveArgs({ guardrail: objective }));
  const slice = objectiveOf({
    indicator: {
      kind: "time-slice",
      signal: "cpuUsage",
      query: "avg:system.cpu{env:prod}",
      comparator: "<",
      level: 80,
      unit: "percent",
      slice: 60,
    },
  });
  const sliced = plain(toObjectiveArgs({ guardrail: slice }));

  it.each<readonly [string, readonly [Guardrail, Fields], (inputs: Fields) => Fields, readonly string[]]>([
    [
      "a target",
      [objective, slo],
      (inputs) => ({ ...inputs, targetThreshold: 99, thresholds: [{ timeframe: "30d", target: 99 }] }),
      ["loosened: target 99.9 % -> 99 % (Less must be good. By hand.)"],
    ],
    [
      "a period",
      [objective, slo],
      (inputs) => ({ ...inputs, timeframe: "7d", thresholds: [{ timeframe: "7d", target: 99.9 }] }),
      ["tightened+window: period 30 d -> 7 d (Bad times have less time to average out. By hand.)"],
    ],
    [
      "what counts as good",
      [objective, slo],
      (inputs) => ({
        ...inputs,
        query: { numerator: "sum:other{*}", denominator: "sum:total{*}.as_count()" },
      }),
      [expect.stringMatching(/^scope: indicator .*What counts as good/)],
    ],
    [
      "the level of a slice",
      [slice, sliced],
      (inputs) => {
        const copy = structuredClone(inputs) as { sliSpecification: { timeSlice: { threshold: number } } };
        copy.sliSpecification.timeSlice.threshold = 95;
        return copy;
      },
      ["loosened: indicator.level 80 percent -> 95 percent (More values count as good. By hand.)"],
    ],
    [
      "a further time frame, which no plan has",
      [objective, slo],
      (inputs) => ({
        ...inputs,
        thresholds: [...(inputs["thresholds"] as Fields[]), { timeframe: "7d", target: 99 }],
      }),
      [expect.stringMatching(/^provider: part\.thresholds .*\(By hand\.\)$/)],
    ],
  ])("of an objective: %s", (_, [guardrail, before], edit, expected) => {
    expect(told(guardrail, sloType, before, edit)).toEqual(expected);
  });

  it("of a monitor: what has no word of its own too, beside what has one", () => {
    const cpu = monitorOf();
    const before = { name: cpu.name, monitorThresholds: { critical: "5" }, onMissingData: "show_no_data" };
    const after = { name: "Mine", monitorThresholds: { critical: "5", unknown: "1" } };
    expect(told(cpu, monitorType, before, () => after)).toEqual([
      expect.stringMatching(/^text-only: name /),
      "provider: part.monitorThresholds.unknown - -> 1 (By hand.)",
      "provider: part.onMissingData show_no_data -> - (By hand.)",
    ]);
  });

  const downtime = downtimeOf();
  const window = plain(toDowntimeArgs(downtime));
  const recurrence = (more: Fields) => (inputs: Fields) => {
    const schedule = inputs["recurringSchedule"] as { readonly recurrences: readonly Fields[] };
    return {
      ...inputs,
      recurringSchedule: { ...schedule, recurrences: [{ ...schedule.recurrences[0], ...more }] },
    };
  };

  it.each<readonly [string, (inputs: Fields) => Fields, readonly string[]]>([
    [
      "its scope",
      (inputs) => ({ ...inputs, scope: "*" }),
      ["silenced+scope: scope env:prod -> * (It mutes something else. By hand.)"],
    ],
    [
      "its length",
      recurrence({ duration: "2d" }),
      ["silenced+loosened+schedule: duration 90 min -> 2 d (It mutes for longer. By hand.)"],
    ],
    [
      "how often it comes",
      recurrence({ rrule: "FREQ=DAILY;BYHOUR=3;BYMINUTE=0" }),
      [expect.stringMatching(/^silenced\+loosened\+schedule: rrule .*It mutes more often\. By hand\.\)$/)],
    ],
    [
      "its tags",
      (inputs) => ({ ...inputs, monitorIdentifier: { monitorTags: ["env:prod"] } }),
      [expect.stringMatching(/^silenced\+loosened.*: monitorTags .*It mutes more alerts\. By hand\.\)$/)],
    ],
  ])("of planned maintenance: %s", (_, edit, expected) => {
    expect(told(downtime, downtimeType, window, edit)).toEqual(expected);
  });

  const synthetic = syntheticOf();
  const test = plain(toTestArgs(synthetic, new Map()));
  const options = (more: Fields) => (inputs: Fields) => ({
    ...inputs,
    optionsList: { ...(inputs["optionsList"] as Fields), ...more },
  });

  it.each<readonly [string, (inputs: Fields) => Fields, readonly string[]]>([
    [
      "how often it runs",
      options({ tickEvery: 900 }),
      ["loosened+schedule: every 1 min -> 15 min (It is checked less often. By hand.)"],
    ],
    [
      "how long it may fail",
      options({ minFailureDuration: 600 }),
      [expect.stringMatching(/^loosened.*: failingFor 2 min -> 10 min \(/)],
    ],
    [
      "where it runs",
      (inputs) => ({ ...inputs, locations: ["aws:eu-central-1", "aws:us-east-1"] }),
      ["loosened: locations aws:ap-northeast-1 -> - (It is checked from fewer places. By hand.)"],
    ],
    [
      "that it is paused, which no plan has",
      (inputs) => ({ ...inputs, status: "paused" }),
      [
        "stopped-paging+coverage-lost: part.status live -> paused (It is paused: nothing is checked, and nobody is told. By hand.)",
      ],
    ],
    [
      "what it asks, in the provider's words",
      (inputs) => ({ ...inputs, requestDefinition: { method: "GET", url: "https://other.example" } }),
      [
        "provider: part.requestDefinition.url https://shop.example/health -> https://other.example (By hand.)",
      ],
    ],
  ])("of a check from outside: %s", (_, edit, expected) => {
    expect(told(synthetic, testType, test, edit)).toEqual(expected);
  });

  it("of a certificate's test that is paused", () => {
    const [line] = told(certificateOf(), testType, { status: "live" }, () => ({ status: "paused" }));
    expect(line).toContain("stopped-paging+coverage-lost: part.status live -> paused");
  });

  it.each<readonly [string, string, string, string]>([
    [
      "a pager",
      "Look. @oncall-shop @slack-x",
      "Look. @slack-x",
      "stopped-paging+route: message @oncall-shop, @slack-x -> @slack-x (Its message wakes nobody any longer. By hand.)",
    ],
    [
      "everybody",
      "Look. @oncall-shop",
      "Look.",
      "stopped-paging+silenced+loosened+route: message @oncall-shop -> - (Its message tells nobody any longer. By hand.)",
    ],
    [
      "nobody, by a pager",
      "Look. @slack-x",
      "Look. @slack-x @pagerduty-shop",
      "now-pages+route: message @slack-x -> @pagerduty-shop, @slack-x (Its message wakes somebody now. By hand.)",
    ],
    [
      "one channel, by another",
      "Look. @slack-x",
      "Look. @slack-y",
      "route: message @slack-x -> @slack-y (Its message names others to tell. By hand.)",
    ],
    [
      "no one: only words",
      "Look. @slack-x",
      "See. @slack-x",
      "text-only: message Look. @slack-x -> See. @slack-x (Words for people and identities decide nothing. By hand.)",
    ],
  ])("of a message that no longer tells %s", (_, before, after, expected) => {
    expect(told(monitorOf(), monitorType, { message: before }, () => ({ message: after }))).toEqual([
      expected,
    ]);
  });

  it("of a dashboard's own words as words", () => {
    const before = { title: "Shop", description: "The shop." };
    expect(told(dashboardOf(), dashboardType, before, () => ({ ...before, description: "Mine." }))).toEqual([
      expect.stringMatching(/^text-only: description The shop\. -> Mine\. \(.*By hand\.\)$/),
    ]);
  });

  it("of a dashboard by its widgets' titles where one is gone, new or drawn otherwise", () => {
    const series = (title: string, more: Fields = {}): Fields => ({
      timeseriesDefinition: { title, ...more },
    });
    const before = { widgets: [series("CPU"), series("Memory"), series("Disk")] };
    const after = { widgets: [series("Memory"), series("Disk", { live: "1h" })] };
    expect(told(dashboardOf(), dashboardType, before, () => after)).toEqual([
      "provider: part.widgets “CPU” -> - (By hand.)",
      "provider: part.widgets “Disk” -> “Disk”, drawn otherwise (By hand.)",
    ]);
    const longer = { widgets: [...before.widgets, { noteDefinition: { content: "Call Bob" } }] };
    expect(told(dashboardOf(), dashboardType, before, () => longer)).toEqual([
      "provider: part.widgets - -> “Call Bob” (By hand.)",
    ]);
  });
});
