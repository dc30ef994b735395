import type { CertificateDeclaration, SyntheticDeclaration } from "../../model/declaration";
import {
  count,
  days,
  gibibytes,
  hours,
  mebibytes,
  millicores,
  minutes,
  percent,
  seconds,
} from "../../model/quantity";
import type { DisruptionBudgetDeclaration } from "../../model/platform-declaration";
import { planCertificate } from "../../plan/certificate";
import { planAutoscaling, planCapacity, planDisruptionBudget } from "../../plan/scaling";
import { describeAssertion, planSynthetic } from "../../plan/synthetic";
import { planLogMetric, planProbe } from "../../plan/telemetry";
import { chosen, contextOf, environmentOf, serviceOf, shopGuidance, stagingOf } from "../support/models";

const health: SyntheticDeclaration = {
  kind: "synthetic",
  name: "health",
  title: "health address",
  check: { kind: "http", method: "GET", url: "https://shop.example/health" },
  assertions: [
    { on: "status", operator: "is", value: chosen(200) },
    { on: "response-time", below: chosen(seconds(2.5)) },
    { on: "json", path: "$.status", equals: "ok" },
    { on: "json", path: "$.version", equals: null },
    { on: "header", name: "strict-transport-security" },
  ],
  ...shopGuidance,
};

describe("a check from outside", () => {
  it("runs as often as it says in production, and more rarely where the environment says so", () => {
    const every = (environment = environmentOf()) => planSynthetic(contextOf(environment), health).every;

    expect([every(), every(stagingOf()), every(stagingOf({ probeSlowdown: 2 }))]).toEqual([60, 900, 120]);
  });

  it("runs as often as the environment's file says of it alone", () => {
    const every = { value: minutes(5), bare: false, because: null, until: null };
    const environment = stagingOf({ overrides: { "shop/health": { every } } });
    const planned = planSynthetic(contextOf(environment), health);

    expect(planned.every).toBe(300);
    expect(planned.sources.filter(({ field }) => field === "every").map(({ stated }) => stated)).toEqual([
      "1 min",
      "5 min",
    ]);
  });

  it("an hour apart instead of a minute is said to be rarer, too", () => {
    const hourly = { ...health, every: chosen(hours(1)) };
    const planned = planSynthetic(contextOf(stagingOf({ probeSlowdown: 24 })), hourly);

    expect(planned.every).toBe(86_400);
    expect(planned.sources.find(({ layer }) => layer === "environment")?.stated).toBe("24 h");
  });

  it("is never rarer than Datadog allows", () => {
    const daily = { ...health, every: chosen(days(1)) };

    expect(planSynthetic(contextOf(stagingOf()), daily).every).toBe(604_800);
  });

  it("says which layer made it rarer", () => {
    const { sources } = planSynthetic(contextOf(stagingOf()), health);

    expect(
      sources.filter(({ field }) => field === "every").map(({ layer, stated }) => [layer, stated]),
    ).toEqual([
      ["default", "1 min"],
      ["environment", "15 min"],
    ]);
  });

  it("holds every assertion, times in milliseconds", () => {
    const { assertions } = planSynthetic(contextOf(), health);

    expect(assertions.map(describeAssertion)).toEqual([
      "status is 200",
      "answers within 2500 ms",
      "$.status is ok",
      "$.version is present",
      "header strict-transport-security is present",
    ]);
  });

  it("names its address in the message, a host for DNS", () => {
    const dns = { ...health, check: { kind: "dns", host: "shop.example", record: "A" } } as const;

    expect(planSynthetic(contextOf(), health).message).toContain(
      "at Shop (prod): https://shop.example/health\nReason: {{{synthetics.attributes.result.failure.message}}}\nExpected: status is 200,",
    );
    expect(planSynthetic(contextOf(), dns).message).toContain("at Shop (prod): DNS A of shop.example\n");
  });
});

describe("a certificate", () => {
  const certificate: CertificateDeclaration = {
    kind: "certificate",
    name: "tls",
    title: "certificate",
    host: "shop.example",
    warning: chosen(days(20)),
    critical: chosen(days(7)),
    issued: {
      namespace: "shop",
      issuer: "letsencrypt",
      secret: "shop-tls",
      names: ["shop.example"],
      duration: chosen(days(90)),
      renewBefore: chosen(days(30)),
    },
    ...shopGuidance,
  };

  it("is looked at every hour from one place, and renewed in time", () => {
    const planned = planCertificate(contextOf(), certificate);

    expect(planned).toMatchObject({ every: 3600, warning: 20, critical: 7, unit: "days", port: 443 });
    expect(planned.locations).toHaveLength(1);
    expect(planned.issued).toMatchObject({ duration: 7_776_000, renewBefore: 2_592_000 });
    expect(planned.sources.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["duration", "renewBefore"]),
    );
  });

  it("is told by its own time and route, as a check from outside", () => {
    const urgency = { respondWithin: chosen(hours(2)), route: "team" };
    const planned = [
      planCertificate(contextOf(), { ...certificate, ...urgency }),
      planSynthetic(contextOf(), { ...health, ...urgency }),
    ];

    expect(planned).toMatchObject([
      { respondWithin: 7200, route: "shop/team", pages: false },
      { respondWithin: 7200, route: "shop/team", pages: false },
    ]);
  });

  it("may stay quiet through no maintenance", () => {
    expect(planCertificate(contextOf(), certificate).tags).not.toContain("maintenance:mutable");
  });
});

describe("scaling", () => {
  it("keeps bounds and targets with their sources", () => {
    const planned = planAutoscaling(contextOf(), {
      kind: "autoscaling",
      name: "scale",
      title: "scale",
      target: { platform: "kubernetes", namespace: "shop", deployment: "web" },
      minimum: chosen(count(2)),
      maximum: chosen(count(5)),
      cpu: chosen(percent(70)),
    });

    expect(planned).toMatchObject({ minimum: 2, maximum: 5, utilization: { cpu: 70, memory: null } });
    expect(planned.sources.map(({ field }) => field)).toEqual([
      "minimum",
      "maximum",
      "cpu",
      "scaleUp.stabilization",
      "scaleUp.percent",
      "scaleUp.pods",
      "scaleUp.every",
      "scaleDown.stabilization",
      "scaleDown.percent",
      "scaleDown.every",
    ]);
  });

  it("keeps one replica more than a budget takes, which an environment may have changed", () => {
    const budget: DisruptionBudgetDeclaration = {
      kind: "disruption-budget",
      name: "budget",
      title: "budget",
      namespace: "shop",
      selector: { app: "web" },
      maxUnavailable: chosen(count(1)),
    };
    const small = environmentOf({
      scale: 0.1,
      overrides: {
        "shop/budget": { maxUnavailable: { value: count(2), bare: false, because: null, until: null } },
      },
    });
    const planned = planAutoscaling(contextOf(small, serviceOf({ guardrails: [budget] })), {
      kind: "autoscaling",
      name: "scaling",
      title: "scaling",
      target: { platform: "kubernetes", namespace: "shop", deployment: "web" },
      minimum: chosen(count(5)),
      maximum: chosen(count(20)),
      cpu: chosen(percent(70)),
    });

    expect(planned).toMatchObject({ minimum: 3, maximum: 4 });
  });

  it("writes capacity as Kubernetes does", () => {
    const planned = planCapacity(contextOf(), {
      kind: "capacity",
      name: "limits",
      title: "limits",
      namespace: "shop",
      maximum: { cpu: chosen({ value: 2, unit: "cores" }), memory: chosen(gibibytes(1.5)) },
      request: { cpu: chosen(millicores(250)), memory: chosen(mebibytes(512)) },
    });

    expect([planned.maximum, planned.request]).toEqual([
      { cpu: "2", memory: "1.5Gi" },
      { cpu: "250m", memory: "512Mi" },
    ]);
  });

  it("leaves a budget for disruptions", () => {
    expect(
      planDisruptionBudget(contextOf(), {
        kind: "disruption-budget",
        name: "budget",
        title: "budget",
        namespace: "shop",
        selector: { app: "web" },
        maxUnavailable: chosen(count(1)),
      }),
    ).toMatchObject({ selector: { app: "web" }, maxUnavailable: 1 });
  });
});

describe("telemetry of our own", () => {
  it("counts only what the environment and the service logged", () => {
    const planned = planLogMetric(contextOf(stagingOf()), {
      kind: "log-metric",
      name: "logs",
      title: "failed logins",
      metric: "belfry.shop.failed_logins",
      filter: "@evt:failure",
      distributionOf: null,
    });

    expect(planned).toMatchObject({
      metric: "belfry.staging.shop.failed_logins",
      filter: "env:staging service:shop @evt:failure",
      compute: { kind: "count" },
    });
  });

  it.each([
    [minutes(1), "* * * * *"],
    [minutes(5), "*/5 * * * *"],
    [minutes(15), "*/15 * * * *"],
    [hours(1), "0 */1 * * *"],
    [hours(6), "0 */6 * * *"],
  ])("measures every %j by the schedule %s", (every, schedule) => {
    const planned = planProbe(contextOf(), {
      kind: "probe",
      name: "probe",
      title: "probe",
      reads: "bucket",
      every: chosen(every),
      queries: [],
    });

    expect(planned.schedule).toBe(schedule);
    expect(planned.environment).toMatchObject({ DATABASE: "shop" });
  });
});
