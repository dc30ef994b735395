import type { SignalName } from "../../../model/signal";
import { checkCoherence, coherenceRules } from "../../../plan/coherence/rules";
import type { Guardrail, GuardrailOf } from "../../../plan/types";
import {
  alerting,
  burnRateOf,
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
  backupStoreOf,
  disruptionBudgetOf,
  probeOf,
  restoreTestOf,
} from "../../support/infrastructure-guardrails";
import { codesOf, committedStacks, environmentOf, loadCommitted } from "../../support/models";

/** What is found in guardrails whose pages a sound chain answers to. */
const find = (guardrails: readonly Guardrail[], pages = true): readonly string[] =>
  codesOf(
    checkCoherence({ guardrails: [...guardrails, escalationOf()], environment: environmentOf({ pages }) }),
  );

const scaler = autoscalingOf({
  minimum: 2,
  maximum: 4,
  utilization: { cpu: 70, memory: null },
  scaleUp: { stabilization: 60, percent: 100, pods: 2, every: 60 },
});
const cpu = monitorOf({ id: "shop/cpu", signal: "cpuUsage", critical: 85, over: 600 });
const full = monitorOf({ id: "shop/full", signal: "replicasAtMaximum", unit: "count", critical: 1 });
const backup = backupOf({ schedule: "0 1 * * *", deadline: 7200 });
const test = restoreTestOf({ schedule: "0 4 * * *", deadline: 3600 });
const inBucket = probeOf({
  id: "shop/backup-probe",
  reads: "bucket",
  environment: { BUCKET: backup.bucket, DATABASE: backup.database },
});
const fromProvider = probeOf({ id: "shop/supabase-probe", reads: "supabase" });
const probed = (
  signal: SignalName,
  source: Guardrail,
  changes: Partial<GuardrailOf<"monitor">> = {},
): GuardrailOf<"monitor"> =>
  monitorOf({
    id: `shop/${signal.toLowerCase()}`,
    signal,
    unit: "hours",
    silence: "alert",
    telemetry: {
      status: "owned",
      via: "probe",
      metrics: ["belfry.metric"],
      docs: "https://docs.example",
      source: `\${guardrail:${source.id}}`,
    },
    ...changes,
  });
const size = probed("backupSizeRatio", inBucket, { unit: "percent", critical: 50 });
const testAge = probed("restoreTestAge", inBucket, { critical: 26 });
const watchedAt = (hours: number, changed: Guardrail = backup): readonly Guardrail[] => [
  changed,
  test,
  inBucket,
  probed("backupAge", inBucket, { critical: hours }),
  size,
  testAge,
];
const watched = watchedAt(27);
/** A night's dump with a promise on what may be lost. */
const promising = (objective: number, keptBy: "dumps" | "point-in-time" | "unproven"): readonly Guardrail[] =>
  watchedAt(27, { ...backup, worstLoss: 93_600, recoveryPoint: { objective, keptBy } });
const back = (objective: number, keptBy: "restore-test" | "unproven", deadline = 7200): Guardrail => ({
  ...test,
  deadline,
  recoveryTime: { objective, keptBy },
});
const pointInTime = probed("backupPointInTime", fromProvider, { unit: "count", critical: 1 });
const recentAt = (hours: number) => probed("backupAgeAtProvider", fromProvider, { critical: hours });
const timedAt = (minutes: number) =>
  probed("restoreDuration", inBucket, { unit: "minutes", critical: minutes });
const quiet = probed("backupAgeAtProvider", fromProvider, { critical: 26, silence: "resolve" });
const gauge = "sum(last_10m):sum:belfry.railway.crashes{env:prod} >= 1";
const uptime = objectiveOf({
  target: 99.9,
  period: 2_592_000,
  indicator: {
    kind: "ratio",
    good: "sum:synthetics.test_runs{status:success}.as_count()",
    total: "sum:synthetics.test_runs{*}.as_count()",
  },
});
const onAddresses: Guardrail = {
  ...uptime,
  indicator: { ...uptime.indicator, total: "sum:synthetics.test_runs{check:http}.as_count()" } as never,
};
const quietly = objectiveOf({
  period: 604_800,
  indicator: { kind: "monitor", monitor: "${monitor:shop/errors}" },
});
const slices = objectiveOf({
  period: 604_800,
  indicator: {
    kind: "time-slice",
    signal: "latencyP95",
    query: "p95:requests{*}",
    comparator: "<",
    level: 0.5,
    unit: "seconds",
    slice: 300,
  },
});
const aged: Guardrail = {
  ...slices,
  indicator: { ...slices.indicator, signal: "backupAge" } as typeof slices.indicator,
};
const renewed = (left: number): GuardrailOf<"certificate"> =>
  certificateOf({
    warning: 14,
    critical: 7,
    issued: {
      namespace: "shop",
      issuer: "letsencrypt",
      secret: "shop-tls",
      names: ["shop.example"],
      duration: 90 * 86_400,
      renewBefore: left * 86_400,
    },
  });
const mutable = monitorOf({ tags: [...monitorOf().tags, "maintenance:mutable"] });
const heard = monitorOf({ id: "shop/backup-age", signal: "backupAge", unit: "hours" });
const onBackups = { kind: "monitor", monitor: "${monitor:shop/backup-age}" } as const;
const everything = downtimeOf({ monitorTags: ["env:prod", "service:shop"] });
const daily = (duration: number, hour = 2): GuardrailOf<"downtime"> =>
  downtimeOf({ rrule: `FREQ=DAILY;BYHOUR=${hour};BYMINUTE=0`, duration });
const estateWindow: Guardrail = {
  ...daily(5400),
  service: "estate",
  monitorTags: ["env:prod", "maintenance:mutable"],
};

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
    ["a freshness limit at its least", watchedAt(26), []],
    ["a freshness limit within a slow run", watchedAt(25), ["coherence/freshness"]],
    ["a freshness limit of two runs", watchedAt(48), ["coherence/freshness"]],
    ["a second freshness limit after the first", [...watched, { ...testAge, critical: 168 }], []],
    [
      "a second freshness limit that is too soon",
      [...watched, { ...testAge, critical: 24 }],
      ["coherence/freshness"],
    ],
    [
      "a freshness limit of a night where dumps rest over the weekend",
      watchedAt(26, { ...backup, schedule: "0 1 * * 1-5" }),
      ["coherence/freshness"],
    ],
    ["a freshness limit after the weekend", watchedAt(75, { ...backup, schedule: "0 1 * * 1-5" }), []],
    [
      "a freshness limit of the provider's own backup",
      [...watched, fromProvider, probed("backupAge", fromProvider, { critical: 2 })],
      [],
    ],
    ["a backup alone", [backup], Array<string>(4).fill("coherence/backup-watched")],
    [
      "a backup whose age is a draft",
      watched.map((each) =>
        "draft" in each && each.signal === "backupAge" ? { ...each, draft: true } : each,
      ),
      ["coherence/backup-watched"],
    ],
    [
      "a backup whose bucket no probe reads",
      [
        ...watched.filter(({ kind }) => kind !== "probe"),
        { ...inBucket, environment: { BUCKET: "other", DATABASE: "shop" } },
      ],
      Array<string>(3).fill("coherence/backup-watched"),
    ],
    ["recovery points within the vault's lock", [...watched, backupStoreOf()], []],
    [
      "recovery points that the vault's lock refuses",
      [...watched, { ...backupStoreOf(), maximumRetention: 300 * 86_400 }],
      ["coherence/retention-lock"],
    ],
    [
      "recovery points that leave too soon for the vault's lock",
      [...watched, { ...backupStoreOf(), minimumRetention: 90 * 86_400 }],
      ["coherence/retention-lock"],
    ],
    ["a loss that the dumps keep", promising(93_600, "dumps"), []],
    ["a loss that the dumps cannot keep", promising(93_599, "dumps"), ["coherence/recovery-point"]],
    [
      "a loss of dumps at times that are not understood",
      watchedAt(27, { ...backup, worstLoss: null, recoveryPoint: { objective: 1e9, keptBy: "dumps" } }),
      ["coherence/recovery-point"],
    ],
    [
      "a loss that verified point-in-time recovery keeps",
      [...promising(3600, "point-in-time"), fromProvider, pointInTime, recentAt(1)],
      [],
    ],
    [
      "a loss that nobody verifies",
      [...promising(3600, "point-in-time"), fromProvider],
      ["coherence/recovery-point", "coherence/recovery-point"],
    ],
    [
      "a loss that is verified too late",
      [...promising(3600, "point-in-time"), fromProvider, pointInTime, recentAt(2)],
      ["coherence/recovery-point"],
    ],
    [
      "a loss that another probe's figures verify",
      [...promising(3600, "point-in-time"), { ...fromProvider, reads: "railway" }, pointInTime, recentAt(1)],
      ["coherence/recovery-point", "coherence/recovery-point"],
    ],
    ["a loss that is said to be unproven", promising(300, "unproven"), []],
    [
      "a loss that is proved and said to be unproven",
      promising(100_000, "unproven"),
      ["coherence/recovery-point"],
    ],
    ["a recovery that is timed", [back(900, "restore-test"), inBucket, timedAt(15)], []],
    ["a recovery that is not timed", [back(900, "restore-test"), inBucket], ["coherence/recovery-time"]],
    [
      "a recovery that is timed too late",
      [back(900, "restore-test"), inBucket, timedAt(16)],
      ["coherence/recovery-time"],
    ],
    ["a recovery within the test's own deadline", [back(7200, "restore-test", 7200)], []],
    ["a recovery that is said to be unproven", [back(900, "unproven")], []],
    [
      "a recovery that is shown and said to be unproven",
      [back(900, "unproven"), inBucket, timedAt(15)],
      ["coherence/recovery-time"],
    ],
    ["a promise that is sampled finely", [uptime, syntheticOf({ every: 300 })], []],
    [
      "a promise finer than its check",
      [{ ...uptime, target: 99.999 }, syntheticOf({ every: 300 })],
      ["coherence/objective-sampling"],
    ],
    [
      "checks that together sample finely",
      [{ ...uptime, target: 99.97 }, syntheticOf({ every: 1800 }), syntheticOf({ every: 60 })],
      [],
    ],
    [
      "a check that is too rare alone",
      [{ ...uptime, target: 99.9 }, syntheticOf({ every: 3600 })],
      ["coherence/objective-sampling"],
    ],
    [
      "a check that the promise counts, too rare without the other",
      [
        onAddresses,
        syntheticOf({ every: 3600, tags: ["team:shop", "check:http"] }),
        syntheticOf({ every: 60, tags: ["team:shop", "check:dns"] }),
      ],
      ["coherence/objective-sampling"],
    ],
    [
      "slices as long as the budget",
      [{ ...slices, target: 99.99 }, syntheticOf()],
      ["coherence/objective-sampling"],
    ],
    ["slices shorter than the budget", [{ ...slices, target: 99.9 }], []],
    ["an alert shorter than the budget", [monitorOf({ over: 3600 }), { ...quietly, target: 99.4 }], []],
    [
      "an alert as long as a burst keeps it, longer than the budget",
      [monitorOf({ over: 3600 }), { ...quietly, target: 99.41 }],
      ["coherence/objective-sampling"],
    ],
    [
      "an alert that ends with the first good value",
      [monitorOf({ over: 3600, sustainedFor: 3600 }), { ...quietly, target: 99.95 }],
      [],
    ],
    ["a burn that can be reached", [objectiveOf({ target: 93.1 }), burnRateOf()], []],
    [
      "a burn that comes only when all fails",
      [objectiveOf({ target: 93.0555555556 }), burnRateOf({ factor: 14.4 })],
      ["coherence/burn-reachable"],
    ],
    [
      "a burn that never comes",
      [objectiveOf({ target: 50 }), burnRateOf({ factor: 2 })],
      ["coherence/burn-reachable"],
    ],
    [
      "a page without a receiver",
      [monitorOf({ notify: { ...alerting.notify, alert: [] } })],
      ["coherence/page-complete"],
    ],
    [
      // Without a handle a route wakes nobody, so the plan does not call it a page.
      "an alert without a receiver",
      [monitorOf({ pages: false, notify: { ...alerting.notify, alert: [] } })],
      ["coherence/page-complete"],
    ],
    ["a page without a runbook", [certificateOf({ runbook: "" })], ["coherence/page-complete"]],
    ["a page without an owner", [certificateOf({ tags: ["team:"] })], ["coherence/page-complete"]],
    ["a gauge whose silence alerts", [monitorOf({ query: gauge, silence: "alert" })], []],
    [
      "a gauge whose silence is zero",
      [monitorOf({ query: gauge, silence: "zero" })],
      ["coherence/silent-gauge"],
    ],
    [
      "a count over a gauge whose silence is zero",
      [monitorOf({ query: "sum(last_5m):sum:a{*}.as_count() / sum:b{*} by {pod} > 1", silence: "zero" })],
      ["coherence/silent-gauge"],
    ],
    [
      "a count whose silence is zero",
      [monitorOf({ query: "sum(last_5m):sum:a{env:prod} by {pod}.as_count() > 1", silence: "zero" })],
      [],
    ],
    ["a draft whose silence is zero", [monitorOf({ query: null, draft: true, silence: "zero" })], []],
    ["a probe whose silence one monitor tells", [fromProvider, quiet, pointInTime], []],
    ["a probe whose silence no monitor tells", [fromProvider, quiet], ["coherence/silent-probe"]],
    ["a probe that no monitor reads", [fromProvider], []],
    ["a certificate renewed before its alerts", [renewed(15)], []],
    ["a certificate renewed on its warning's day", [renewed(14)], ["coherence/renewal-window"]],
    [
      "a certificate renewed after its alert",
      [renewed(6)],
      ["coherence/renewal-window", "coherence/renewal-window"],
    ],
    ["a window each week", [downtimeOf({ rrule: "FREQ=WEEKLY;BYDAY=SU", duration: 7200 })], []],
    [
      "windows that add up",
      [downtimeOf({ rrule: "FREQ=DAILY", duration: 10_800 })],
      ["coherence/mute-is-rare"],
    ],
    ["windows at the same time", [daily(8000), daily(8000), daily(8000)], []],
    ["windows after one another", [daily(5400), daily(5400, 5)], ["coherence/mute-is-rare"]],
    ["a window that begins anew before it ends", [daily(90_000)], ["coherence/mute-is-rare"]],
    [
      "a month in which alone they add up",
      [downtimeOf({ rrule: "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", duration: 259_200 })],
      ["coherence/mute-is-rare"],
    ],
    [
      "windows of all services and of one",
      [mutable, estateWindow, daily(5400, 5)],
      ["coherence/mute-is-rare"],
    ],
    [
      "a window that reaches another service's alerts only",
      [mutable, { ...daily(5400, 5), service: "depot", monitorTags: ["service:depot"] }, estateWindow],
      [],
    ],
    ["a window that asks for the tag of what may be silent", [heard, certificateOf(), downtimeOf()], []],
    [
      "a window over backups and certificates",
      [heard, certificateOf(), everything],
      ["coherence/never-muted", "coherence/never-muted"],
    ],
    ["a window over a promise about backups", [aged, burnRateOf(), everything], ["coherence/never-muted"]],
    ["a window over a promise about response times", [slices, burnRateOf(), everything], []],
    [
      "a window over a promise that counts the time of an alert on backups, and over that",
      [heard, { ...quietly, indicator: onBackups }, burnRateOf(), everything],
      ["coherence/never-muted", "coherence/never-muted"],
    ],
    [
      "a window over a promise that counts the time of another alert",
      [mutable, quietly, burnRateOf(), everything],
      [],
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
