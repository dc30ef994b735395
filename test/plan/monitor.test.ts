import { monitor } from "../../model/declaration";
import { count, hours, minutes, nanoseconds, percent, perMinute, seconds } from "../../model/quantity";
import { fact } from "../../model/source";
import { measured, uninstrumented, type Telemetry } from "../../model/telemetry";
import { planMonitor } from "../../plan/monitor";
import { chosen, contextOf, errorRate, latency, shopGuidance, stagingOf } from "../support/models";

const load = (changes: Partial<Parameters<typeof measured>[0]> = {}): Telemetry =>
  measured({
    via: "kubernetes",
    metrics: ["load"],
    docs: "https://docs.example",
    expression: "avg:load{scope}",
    unit: "percent",
    ...changes,
  });

const named = { name: "x", title: "load", ...shopGuidance } as const;

const cpu = monitor({ ...named, signal: "cpuUsage", critical: chosen(percent(85)), telemetry: load() });

describe("a monitor's levels", () => {
  it.each([
    [
      "recover a twentieth below, where above is bad",
      monitor({
        ...named,
        signal: "cpuUsage",
        warning: chosen(percent(70)),
        critical: chosen(percent(85)),
        telemetry: load(),
      }),
      { warning: 70, warningRecovery: 66.5, critical: 85, criticalRecovery: 80.75 },
    ],
    [
      "recover a twentieth of what is left to 100 %, where below is bad",
      monitor({
        ...named,
        signal: "cacheHitRate",
        warning: chosen(percent(90)),
        critical: chosen(percent(80)),
        telemetry: load(),
      }),
      { warning: 90, warningRecovery: 90.5, critical: 80, criticalRecovery: 81 },
    ],
    [
      "of counted events need no margin",
      monitor({
        ...named,
        signal: "restarts",
        critical: chosen(count(3)),
        telemetry: load({ unit: "count" }),
      }),
      { critical: 3, criticalRecovery: null },
    ],
    [
      "of things that must not be fewer need no margin",
      monitor({
        ...named,
        signal: "replicas",
        critical: chosen(count(2)),
        telemetry: load({ unit: "count" }),
      }),
      { critical: 2, criticalRecovery: null },
    ],
    [
      "at zero have no way back",
      monitor({ ...named, signal: "cpuUsage", critical: chosen(percent(0)), telemetry: load() }),
      { critical: 0, criticalRecovery: null },
    ],
    [
      "of a percentile are in the metric's unit",
      latency,
      { critical: 0.8, criticalRecovery: 0.76, unit: "seconds" },
    ],
    [
      "of anything else keep the unit in which they were written",
      monitor({
        ...named,
        signal: "latencyMean",
        critical: chosen(seconds(2)),
        telemetry: load({ unit: "milliseconds" }),
      }),
      { critical: 2, unit: "seconds", query: "avg(last_5m):avg:load{env:prod,service:shop} / 1000 > 2" },
    ],
  ])("%s", (_, declaration, expected) => {
    expect(planMonitor(contextOf(), declaration)).toMatchObject(expected);
  });
});

describe("a monitor's comparator", () => {
  it.each([
    [undefined, undefined, ">"],
    [undefined, true, ">="],
    ["below", undefined, "<"],
    ["below", true, "<="],
  ] as const)("direction %s, inclusive %s: %s", (direction, inclusive, comparator) => {
    const declaration = { ...cpu, ...(direction && { direction }), ...(inclusive && { inclusive }) };

    expect(planMonitor(contextOf(), declaration).comparator).toBe(comparator);
  });
});

describe("a monitor's window", () => {
  it.each([
    ["of a gauge is five minutes", cpu, { over: 300, sustainedFor: 0, requireFullWindow: false }],
    [
      "of a probed gauge holds three runs of the probe",
      monitor({
        ...named,
        signal: "cpuUsage",
        critical: chosen(percent(85)),
        telemetry: load({ via: "probe" }),
      }),
      { over: 900, sustainedFor: 0 },
    ],
    [
      "is the time for which a level must last, where one is given",
      monitor({
        ...named,
        signal: "cpuUsage",
        critical: chosen(percent(85)),
        sustainedFor: chosen(minutes(10)),
        telemetry: load(),
      }),
      {
        over: 600,
        sustainedFor: 600,
        requireFullWindow: true,
        query: "min(last_10m):avg:load{env:prod,service:shop} > 85",
      },
    ],
    [
      "of a rate is its unit's period",
      monitor({
        ...named,
        signal: "slowQueries",
        critical: chosen(perMinute(10)),
        telemetry: load({ unit: "perMinute" }),
      }),
      { over: 60, query: "sum(last_1m):avg:load{env:prod,service:shop} > 10" },
    ],
  ])("%s", (_, declaration, expected) => {
    expect(planMonitor(contextOf(), declaration)).toMatchObject(expected);
  });
});

describe("a monitor's telemetry", () => {
  it("that is missing or not there yet makes a draft without query", () => {
    const waiting = uninstrumented("Nothing emits it.", "Can it be emitted?");
    const planned = planMonitor(contextOf(), { ...cpu, telemetry: waiting });

    expect(planned).toMatchObject({ draft: true, query: null, telemetry: waiting });
    expect(
      planMonitor(contextOf(), monitor({ ...named, signal: "uptime", critical: chosen(percent(99)) })),
    ).toMatchObject({
      draft: true,
      query: null,
      telemetry: null,
    });
  });

  it("that comes late or in groups delays the judgement", () => {
    const telemetry = load({
      groupBy: ["pod_name"],
      delay: 900,
      expression: "avg:load{scope} by {pod_name}",
    });

    const planned = planMonitor(contextOf(), { ...cpu, telemetry });

    expect(planned).toMatchObject({ evaluationDelay: 900, newGroupDelay: 300, groupBy: ["pod_name"] });
    expect(planned.sources.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["evaluationDelay", "newGroupDelay"]),
    );
    expect(planned.message).toContain("pod_name {{pod_name.name}}");
  });

  it("names the guardrail that deploys its source", () => {
    const telemetry = load({ status: "owned", source: "railway-probe" });

    expect(planMonitor(contextOf(), { ...cpu, telemetry }).telemetry).toMatchObject({
      source: "${guardrail:shop/railway-probe}",
    });
  });
});

describe("whom a monitor tells", () => {
  it("acts within the alert's own time where the runbook says one", () => {
    const planned = planMonitor(contextOf(), { ...errorRate, respondWithin: fact("VH-077", minutes(10)) });

    expect(planned).toMatchObject({ severity: "high", respondWithin: 600 });
    expect(planned.facts).toContain("VH-077");
    expect(planned.message).toContain("Severity high (P2): act within 10 min.");
  });

  it("is the severity's route, and nobody by day where it only warns", () => {
    expect(planMonitor(contextOf(), errorRate)).toMatchObject({
      severity: "high",
      severityLabel: "P2",
      respondWithin: 900,
      route: "shop/page",
      pages: true,
      priority: 2,
      renotifyEvery: 3600,
      notify: {
        alert: ["@oncall-shop", "@slack-${setting:shop.slackChannel}"],
        warning: ["@slack-${setting:shop.slackChannel}"],
      },
    });
  });

  it("is a route of its own where the declaration names one", () => {
    expect(planMonitor(contextOf(), { ...errorRate, route: "team" })).toMatchObject({
      severity: "high",
      route: "shop/team",
      pages: false,
    });
  });

  it("wakes nobody where the environment does not page", () => {
    const planned = planMonitor(contextOf(stagingOf()), errorRate);

    expect(planned).toMatchObject({ pages: false, priority: 5, renotifyEvery: null, route: "shop/page" });
    expect(planned.notify.alert).toEqual(["@slack-${setting:shop.slackChannel}"]);
  });

  it("may stay quiet through maintenance, but never of backups and security", () => {
    const mutable = (signal: "cpuUsage" | "backupAge" | "securityEvents") => {
      const critical = { cpuUsage: percent(85), backupAge: hours(26), securityEvents: count(1) }[signal];
      const declaration = { ...cpu, signal, critical: chosen(critical) } as typeof cpu;
      return planMonitor(contextOf(), declaration).tags.includes("maintenance:mutable");
    };

    expect([mutable("cpuUsage"), mutable("backupAge"), mutable("securityEvents")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("a monitor's message", () => {
  it("says what is wrong, how urgent it is, what to do and whom it tells", () => {
    expect(planMonitor(contextOf(), errorRate).message).toMatchInlineSnapshot(`
     "{{#is_alert}}
     **Share of requests that fail: {{value}} %, above 5 % over the last 5 min** at Shop (prod).
     Severity high (P2): act within 15 min.
     It is over once back under 4.75 %.
     {{/is_alert}}

     {{#is_warning}}
     **Share of requests that fail: {{value}} %, above 2 % over the last 5 min** at Shop (prod).
     This informs and wakes nobody.
     {{/is_warning}}

     {{#is_recovery}}
     **Over: share of requests that fail back under 4.75 %, now {{value}} %** at Shop (prod).
     {{/is_recovery}}

     {{^is_recovery}}
     What users notice: Buyers see errors.

     First steps:
     1. Roll back.

     Usual causes:
     - a bad release
     {{/is_recovery}}

     [Dashboard](https://\${setting:estate.datadogSite|app}/dashboard/\${dashboard:shop/dashboard}) · [Logs](https://\${setting:estate.datadogSite|app}/logs?query=env%3Aprod%20service%3Ashop&from_ts={{eval "last_triggered_at_epoch-900*1000"}}&to_ts={{eval "last_triggered_at_epoch+600*1000"}}&live=false) · [Runbook](\${setting:estate.runbooks}/shop.md#errors)

     {{#is_alert}} @oncall-shop @slack-\${setting:shop.slackChannel} {{/is_alert}}

     {{#is_warning}} @slack-\${setting:shop.slackChannel} {{/is_warning}}

     {{#is_recovery}} @oncall-shop @slack-\${setting:shop.slackChannel} {{/is_recovery}}"
    `);
  });

  it("says what silence means where silence alerts, and which group it is about", () => {
    const telemetry = load({ groupBy: ["host"], expression: "avg:load{scope} by {host}" });
    const declaration = { ...cpu, telemetry, silence: chosen("alert"), sustainedFor: chosen(minutes(10)) };

    expect(planMonitor(contextOf(), declaration as typeof cpu).message).toMatchInlineSnapshot(`
     "{{#is_alert}}
     **CPU usage: {{value}} %, above 85 % throughout the last 10 min** at Shop (prod), host {{host.name}}.
     Severity high (P2): act within 15 min.
     It is over once back under 80.75 %.
     {{/is_alert}}

     {{#is_no_data}}
     **No longer measured: CPU usage** at Shop (prod), host {{host.name}}. The Datadog Agent reads it: see whether the Agent runs and still reaches it.
     Severity high (P2): act within 15 min.
     It is over once it is measured again.
     {{/is_no_data}}

     {{#is_recovery}}
     **Over: CPU usage back under 80.75 %, now {{value}} %** at Shop (prod), host {{host.name}}.
     {{/is_recovery}}

     {{^is_recovery}}
     What users notice: Buyers see errors.

     First steps:
     1. Roll back.

     Usual causes:
     - a bad release
     {{/is_recovery}}

     [Dashboard](https://\${setting:estate.datadogSite|app}/dashboard/\${dashboard:shop/dashboard}) · [Logs](https://\${setting:estate.datadogSite|app}/logs?query=env%3Aprod%20service%3Ashop%20host%3A{{host.name}}&from_ts={{eval "last_triggered_at_epoch-1200*1000"}}&to_ts={{eval "last_triggered_at_epoch+600*1000"}}&live=false) · [Runbook](\${setting:estate.runbooks}/shop.md#x)

     {{#is_alert}} @oncall-shop @slack-\${setting:shop.slackChannel} {{/is_alert}}

     {{#is_no_data}} @oncall-shop @slack-\${setting:shop.slackChannel} {{/is_no_data}}

     {{#is_recovery}} @oncall-shop @slack-\${setting:shop.slackChannel} {{/is_recovery}}"
    `);
  });

  it("says in staging that nobody is paged", () => {
    expect(planMonitor(contextOf(stagingOf()), latency).message).toMatchInlineSnapshot(`
     "{{#is_alert}}
     **P95 response time: {{value}} s, above 0.8 s over the last 5 min** at Shop (staging).
     This is staging: nobody is paged.
     Severity high (P2): act within 15 min.
     It is over once back under 0.76 s.
     {{/is_alert}}

     {{#is_recovery}}
     **Over: P95 response time back under 0.76 s, now {{value}} s** at Shop (staging).
     {{/is_recovery}}

     {{^is_recovery}}
     What users notice: Buyers see errors.

     First steps:
     1. Roll back.

     Usual causes:
     - a bad release
     {{/is_recovery}}

     [Dashboard](https://\${setting:estate.datadogSite|app}/dashboard/\${dashboard:shop/dashboard}) · [Logs](https://\${setting:estate.datadogSite|app}/logs?query=env%3Astaging%20service%3Ashop&from_ts={{eval "last_triggered_at_epoch-900*1000"}}&to_ts={{eval "last_triggered_at_epoch+600*1000"}}&live=false) · [Runbook](\${setting:estate.runbooks}/shop.md#latency)

     {{#is_alert}} @slack-\${setting:shop.slackChannel} {{/is_alert}}

     {{#is_recovery}} @slack-\${setting:shop.slackChannel} {{/is_recovery}}"
    `);
  });

  it("shows nanoseconds as seconds", () => {
    const telemetry = load({ unit: "nanoseconds" });
    const paint = monitor({
      ...named,
      signal: "largestContentfulPaint",
      critical: chosen(nanoseconds(2_500_000_000)),
      telemetry,
    });

    expect(planMonitor(contextOf(), paint).message).toContain(
      'Largest contentful paint: {{eval "value/1000000000"}} s, above 2.5 s over the last 5 min** at Shop (prod).',
    );
  });
});
