import { compareGuardrails } from "../../preview/compare";
import { cronInterval } from "../../preview/rules/times";
import type { Guardrail, GuardrailOf } from "../../plan/types";
import {
  burnRateOf,
  certificateOf,
  downtimeOf,
  escalationOf,
  monitorOf,
  objectiveOf,
  syntheticOf,
} from "../support/guardrails";
import {
  autoscalingOf,
  backupOf,
  backupStoreOf,
  capacityOf,
  disruptionBudgetOf,
  probeOf,
  restoreTestOf,
  sentryRuleOf,
} from "../support/infrastructure-guardrails";

const changedFrom = <T extends Guardrail>(guardrail: T, changes: Partial<T>): T => ({
  ...guardrail,
  ...changes,
});

/** Each change of one field as `field before -> after: classes`. */
const told = (before: Guardrail, after: Guardrail): readonly string[] =>
  compareGuardrails(before, after).map(
    ({ after: is, before: was, classes, field }) =>
      `${field} ${was ?? "none"} -> ${is ?? "none"}: ${classes.join(", ")}`,
  );

describe("a monitor", () => {
  const below = { direction: "below", comparator: "<", warning: null, warningRecovery: null } as const;
  const sum = {
    signal: "restarts",
    unit: "count",
    critical: 3,
    warning: null,
    warningRecovery: null,
  } as const;

  it.each<[string, Parameters<typeof monitorOf>[0], Parameters<typeof monitorOf>[0], readonly string[]]>([
    ["a higher level", {}, { critical: 6 }, ["critical 5 % -> 6 %: loosened"]],
    ["a lower level", {}, { critical: 4 }, ["critical 5 % -> 4 %: tightened"]],
    ["a higher level, bad below", below, { ...below, critical: 6 }, ["critical 5 % -> 6 %: tightened"]],
    ["a warning that goes", {}, { warning: null }, ["warning 2.5 % -> none: loosened"]],
    ["a warning that comes", { warning: null }, {}, ["warning none -> 2.5 %: tightened"]],
    ["an end further back", {}, { criticalRecovery: 4 }, ["criticalRecovery 4.75 % -> 4 %: tightened"]],
    ["an end at the level", {}, { criticalRecovery: null }, ["criticalRecovery 4.75 % -> none: loosened"]],
    ["a longer share", {}, { over: 900 }, ["over 5 min -> 15 min: loosened, window"]],
    ["a longer sum", sum, { ...sum, over: 900 }, ["over 5 min -> 15 min: tightened, window"]],
    ["a shorter sum", sum, { ...sum, over: 60 }, ["over 5 min -> 1 min: loosened, window"]],
    [
      "a longer sum, bad below",
      { ...sum, ...below },
      { ...sum, ...below, over: 900 },
      ["over 5 min -> 15 min: loosened, window"],
    ],
    [
      "a longer sustained window",
      { over: 300, sustainedFor: 300 },
      { over: 900, sustainedFor: 900 },
      ["over 5 min -> 15 min: text-only", "sustainedFor 5 min -> 15 min: loosened, window"],
    ],
    ["silence that only shows", { silence: "alert" }, {}, ["silence alert -> show: loosened, no-data-rule"]],
    ["silence that alerts", {}, { silence: "alert" }, ["silence show -> alert: tightened, no-data-rule"]],
    ["a route that wakes nobody", {}, { pages: false }, ["pages pages -> pages nobody: stopped-paging"]],
    ["a draft", {}, { draft: true }, ["draft deployed -> draft: stopped-paging, coverage-lost"]],
    ["no draft any longer", { draft: true }, {}, ["draft draft -> deployed: now-pages, coverage-gained"]],
    ["less bad", {}, { severity: "low" }, ["severity high -> low: loosened, severity"]],
    [
      "nobody told",
      {},
      { notify: { ...monitorOf().notify, alert: [] } },
      ["notify.alert @oncall-shop, @slack-shop -> none: silenced, loosened, route"],
    ],
    ["reminded less often", {}, { renotifyEvery: 3600 }, ["renotifyEvery 30 min -> 1 h: loosened"]],
    ["never reminded", {}, { renotifyEvery: null }, ["renotifyEvery 30 min -> none: loosened"]],
    [
      "muted in maintenance",
      {},
      { tags: [...monitorOf().tags, "maintenance:mutable"] },
      [expect.stringMatching(/^tags .*: silenced, loosened$/) as string],
    ],
    ["other words", {}, { message: "It is down." }, ["message It is broken. -> It is down.: text-only"]],
  ])("%s", (_, before, after, expected) => {
    expect(told(monitorOf(before), monitorOf(after))).toEqual(expected);
  });

  it("whose query only follows its level and window measures the same", () => {
    const query = "sum(last_15m):sum:errors{env:prod}.as_count() / sum:hits{env:prod}.as_count() * 100 > 6";

    expect(told(monitorOf(), monitorOf({ query }))).toEqual([expect.stringMatching(/: text-only$/)]);
  });

  it("whose query has another scope measures something else", () => {
    const query = monitorOf().query?.replaceAll("env:prod", "env:prod,path:/a") ?? "";

    expect(told(monitorOf(), monitorOf({ query }))).toEqual([expect.stringMatching(/: scope$/)]);
  });

  it("in another unit of the same level is as strict", () => {
    const seconds = {
      signal: "latencyP95",
      unit: "seconds",
      critical: 2,
      warning: null,
      warningRecovery: null,
      criticalRecovery: null,
    } as const;

    expect(told(monitorOf(seconds), monitorOf({ ...seconds, unit: "milliseconds", critical: 2000 }))).toEqual(
      ["critical 2 s -> 2000 ms: text-only", "unit seconds -> milliseconds: text-only"],
    );
  });
});

describe("the reason", () => {
  it.each([
    [monitorOf({ critical: 4 }), "It alerts at values at which it did not."],
    [monitorOf({ critical: 6 }), "It no longer alerts at values at which it did."],
    [monitorOf({ warning: 2 }), "It warns at values at which it did not."],
    [monitorOf({ over: 900 }), "A longer window of this signal alerts at fewer moments."],
    [monitorOf({ respondWithin: 1800 }), "The person who acts comes later."],
  ])("of a change reads as a sentence: %#", (after, because) => {
    expect(compareGuardrails(monitorOf(), after).map((each) => each.because)).toEqual([because]);
  });
});

describe("other kinds", () => {
  const indicator = {
    kind: "time-slice",
    signal: "latencyP95",
    query: "p95:x{*}",
    comparator: "<",
    level: 2,
    unit: "seconds",
    slice: 300,
  } as const;
  const status = { on: "status", operator: "is", value: 200 } as const;

  it.each<[string, Guardrail, Guardrail, readonly string[]]>([
    [
      "a higher target",
      objectiveOf(),
      objectiveOf({ target: 99.95 }),
      ["target 99.9 % -> 99.95 %: tightened"],
    ],
    [
      "a good level that lets more pass",
      objectiveOf({ indicator }),
      objectiveOf({ indicator: { ...indicator, level: 3 } }),
      ["indicator.level 2 seconds -> 3 seconds: loosened"],
    ],
    [
      "the time of another monitor",
      objectiveOf({ indicator: { kind: "monitor", monitor: "${monitor:shop/errors}" } }),
      objectiveOf({ indicator: { kind: "monitor", monitor: "${monitor:shop/latency}" } }),
      ["indicator.monitor ${monitor:shop/errors} -> ${monitor:shop/latency}: scope"],
    ],
    [
      "a higher factor",
      burnRateOf(),
      burnRateOf({ factor: 20 }),
      ["factor 14.4 times -> 20 times: loosened"],
    ],
    [
      "fewer days",
      certificateOf(),
      certificateOf({ critical: 7 }),
      ["critical 10 d left -> 7 d left: loosened"],
    ],
    [
      "no warning",
      certificateOf(),
      certificateOf({ warning: null }),
      ["warning 20 d left -> none: loosened"],
    ],
    [
      "rarer checks",
      syntheticOf(),
      syntheticOf({ every: 300 }),
      ["every 1 min -> 5 min: loosened, schedule"],
    ],
    [
      "an assertion that goes",
      syntheticOf(),
      syntheticOf({ assertions: [] }),
      ["assertions status is 200 -> none: loosened"],
    ],
    [
      "a wider assertion",
      syntheticOf({ assertions: [status] }),
      syntheticOf({ assertions: [{ ...status, operator: "below", value: 400 }] }),
      ["assertions.status status is 200 -> status below 400: loosened"],
    ],
    [
      "fewer replicas at most",
      autoscalingOf({ maximum: 6 }),
      autoscalingOf({ maximum: 4 }),
      ["maximum 6 -> 4: loosened, capacity"],
    ],
    [
      "more at once",
      disruptionBudgetOf(),
      changedFrom(disruptionBudgetOf(), { maxUnavailable: 2 }),
      ["maxUnavailable 1 -> 2: loosened, capacity"],
    ],
    [
      "a larger container",
      changedFrom(capacityOf(), { maximum: { cpu: "500m", memory: "512Mi" } }),
      changedFrom(capacityOf(), { maximum: { cpu: "1", memory: "0.5Gi" } }),
      ["maximum.cpu 500m -> 1: loosened, capacity", "maximum.memory 512Mi -> 0.5Gi: capacity"],
    ],
    [
      "dumps kept shorter",
      changedFrom(backupOf(), { keepDumps: 864_000 }),
      changedFrom(backupOf(), { keepDumps: 86_400 }),
      ["keepDumps 10 d -> 1 d: loosened, retention"],
    ],
    [
      "rarer dumps",
      changedFrom(backupOf(), { schedule: "0 1 * * *" }),
      changedFrom(backupOf(), { schedule: "0 1 * * 0" }),
      ["schedule 0 1 * * * -> 0 1 * * 0: loosened, schedule"],
    ],
    [
      "dumps at another hour",
      changedFrom(backupOf(), { schedule: "0 1 * * *" }),
      changedFrom(backupOf(), { schedule: "0 3 * * *" }),
      ["schedule 0 1 * * * -> 0 3 * * *: schedule"],
    ],
    [
      "fewer tables",
      changedFrom(restoreTestOf(), { tables: ["a", "b"] }),
      changedFrom(restoreTestOf(), { tables: ["a"] }),
      ["tables b -> none: coverage-lost"],
    ],
    [
      "a shorter least retention",
      changedFrom(backupStoreOf(), { minimumRetention: 604_800 }),
      changedFrom(backupStoreOf(), { minimumRetention: 86_400 }),
      ["minimumRetention 7 d -> 1 d: loosened, retention"],
    ],
    [
      "nobody hears of failed backups",
      changedFrom(backupStoreOf(), { subscribers: ["a@shop.example"] }),
      changedFrom(backupStoreOf(), { subscribers: [] }),
      ["subscribers a@shop.example -> none: silenced, loosened, route"],
    ],
    [
      "a metric less",
      probeOf({ metrics: ["a.b", "a.c"] }),
      probeOf({ metrics: ["a.b"] }),
      ["metrics a.c -> none: coverage-lost"],
    ],
    [
      "a longer mute",
      downtimeOf(),
      downtimeOf({ duration: 7200 }),
      ["duration 90 min -> 2 h: silenced, loosened, schedule"],
    ],
    [
      "a shorter mute",
      downtimeOf(),
      downtimeOf({ duration: 3600 }),
      ["duration 90 min -> 1 h: tightened, schedule"],
    ],
    [
      "a more frequent mute",
      downtimeOf(),
      downtimeOf({ rrule: "FREQ=DAILY;BYHOUR=3;BYMINUTE=0" }),
      [
        "rrule FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0 -> FREQ=DAILY;BYHOUR=3;BYMINUTE=0: silenced, loosened, schedule",
      ],
    ],
    [
      "a mute of more",
      downtimeOf(),
      downtimeOf({ monitorTags: ["env:prod"] }),
      ["monitorTags service:shop, maintenance:mutable -> none: silenced, loosened"],
    ],
    [
      "a later step",
      escalationOf(),
      escalationOf({
        steps: escalationOf().steps.map((step, index) => (index === 1 ? { ...step, after: 1800 } : step)),
      }),
      ["steps.1.after 10 min -> 30 min: loosened"],
    ],
    [
      "a step less",
      escalationOf(),
      escalationOf({ steps: escalationOf().steps.slice(0, 2) }),
      ["steps lead after 45 min -> none: loosened, route"],
    ],
    [
      "a chain that wakes nobody",
      escalationOf(),
      escalationOf({}, { urgency: "low" }),
      ["pager.urgency high -> low: stopped-paging"],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });

  const rule = {
    kind: "issue",
    match: "any",
    filterMatch: "all",
    frequency: 60,
    conditions: [{ id: "sentry.rules.conditions.first_seen_event.FirstSeenEventCondition" }],
    filters: [{ id: "level", match: "gte", level: "40" }],
    actions: [{ id: "slack", channel: "#shop" }],
  } satisfies GuardrailOf<"sentry-rule">["rule"];
  const metric = {
    kind: "metric",
    dataset: "events",
    aggregate: "count()",
    query: "",
    eventTypes: ["error"],
    over: 300,
    direction: "above",
    warning: null,
    critical: 10,
    resolve: null,
    unit: "count",
    actions: [{ type: "slack", targetType: "specific", target: "#shop", integration: null }],
  } satisfies GuardrailOf<"sentry-rule">["rule"];

  it.each<
    [string, GuardrailOf<"sentry-rule">["rule"], GuardrailOf<"sentry-rule">["rule"], readonly string[]]
  >([
    [
      "asks for more",
      rule,
      { ...rule, filters: [{ id: "level", match: "gte", level: "50" }] },
      ["rule.filters.level level, match gte, level 40 -> level, match gte, level 50: loosened"],
    ],
    [
      "has a filter less",
      rule,
      { ...rule, filters: [] },
      ["rule.filters level, match gte, level 40 -> none: tightened"],
    ],
    ["needs all conditions", rule, { ...rule, match: "all" }, ["rule.match any -> all: loosened"]],
    [
      "notifies nobody",
      rule,
      { ...rule, actions: [] },
      ["rule.actions slack, channel #shop -> none: silenced, loosened, route"],
    ],
    ["has a higher level", metric, { ...metric, critical: 20 }, ["rule.critical 10 -> 20: loosened"]],
    ["counts for longer", metric, { ...metric, over: 600 }, ["rule.over 5 min -> 10 min: tightened, window"]],
    ["is of the other sort", rule, metric, ["rule issue rule -> metric rule: scope"]],
  ])("a Sentry rule that %s", (_, before, after, expected) => {
    expect(told(sentryRuleOf(before), sentryRuleOf(after))).toEqual(expected);
  });
});

describe("the interval of a schedule", () => {
  it.each([
    ["0 1 * * *", 86_400],
    ["*/5 * * * *", 300],
    ["0 1 * * 0", 604_800],
    ["cron(0 5 ? * SUN *)", 604_800],
    ["cron(0 5 ? * 1 *)", 604_800],
    ["cron(0 5 ? * 2-6 *)", 122_400],
    ["0 5 * * ? *", 86_400],
    ["nonsense", undefined],
  ])("%s", (schedule, seconds) => {
    expect(cronInterval(schedule)).toBe(seconds);
  });
});
