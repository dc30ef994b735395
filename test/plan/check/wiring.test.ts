import type { Override } from "../../../model/environment";
import { describeProblem } from "../../../model/problem";
import type { Quantity } from "../../../model/quantity";
import type { Handle } from "../../../model/route";
import { setting } from "../../../model/source";
import {
  checkIds,
  checkOverrides,
  checkRoutes,
  checkSettings,
  expiredOverrides,
  missingSettings,
} from "../../../plan/check/wiring";
import { monitorOf } from "../../support/guardrails";
import { codesOf, environmentOf, errorRate, planOf, serviceOf } from "../../support/models";

const withId = (id: string) => ({ ...monitorOf(), id });

describe("checkIds", () => {
  it.each([
    [["shop/a", "shop/b"], []],
    [["shop/a", "shop/a"], ["id/duplicate"]],
    [["shop/a", "shop/a", "shop/a"], ["id/duplicate"]],
    [["Shop/a"], ["id/form"]],
    [["shop"], ["id/form"]],
    [["shop/a/b"], ["id/form"]],
    [["shop/a b"], ["id/form"]],
    [["shop/-a"], ["id/form"]],
    [["shop/a-"], ["id/form"]],
    [["shop/a"], []],
    [
      ["shop/a_b", "shop/a_b"],
      ["id/duplicate", "id/form"],
    ],
    [
      ["__proto__", "constructor"],
      ["id/form", "id/form"],
    ],
  ])("%j: %j", (ids, codes) => {
    expect(codesOf(checkIds(ids.map(withId)))).toEqual(codes);
  });

  it("tells what to write", () => {
    expect(checkIds([withId("shop/a_b"), withId("shop/a_b")]).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop/a_b (2 times): an id names one guardrail. Give each its own name. [id/duplicate]",
       "shop/a_b: an id is service/name in lower-case letters, digits and hyphens, which do not stand first or last. Rename it. [id/form]",
     ]
    `);
  });
});

describe("checkRoutes", () => {
  const { severities } = serviceOf();
  const lost = serviceOf({ severities: { ...severities, low: { ...severities.low, route: "nobody" } } });
  const stray = serviceOf({
    guardrails: [
      { ...errorRate, route: "team" },
      { ...errorRate, route: "constructor" },
    ],
  });

  it("accepts a service whose routes are all declared", () => {
    expect(checkRoutes(serviceOf())).toEqual([]);
  });

  it("finds a route that nothing leads to", () => {
    const { routes } = serviceOf();
    const night = serviceOf({ routes: { ...routes, night: { purpose: "Wakes at night", handles: [] } } });

    expect(checkRoutes(night).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop.routes.night: no severity and no guardrail names this route, so nobody ever hears through it. Name it where it belongs, or remove it. [route/unused]",
     ]
    `);
    expect(checkRoutes({ ...night, guardrails: [{ ...errorRate, route: "night" }] })).toEqual([]);
  });

  it.each<[Handle["kind"], string, boolean]>([
    ["slack", "shop-alerts", true],
    ["slack", "Main-shop_alerts", true],
    ["slack", "команда", true],
    ["slack", setting("shop.slackChannel"), true],
    ["slack", "#shop-alerts", false],
    ["slack", "shop alerts", false],
    ["slack", "@shop", false],
    ["pagerduty", "Shop_Main", true],
    ["pagerduty", "Shop Main", false],
    ["on-call", "shop", true],
    ["on-call", "Shop", false],
    ["email", "team+night@shop.example", true],
    ["email", "team", false],
    ["email", "team@shop", false],
  ])("takes a handle as Datadog reads it: %s %s is %s", (kind, name, sound) => {
    const { routes } = serviceOf();
    const shop = serviceOf({
      routes: { ...routes, night: { purpose: "Tells at night", handles: [{ kind, name }] } },
      guardrails: [{ ...errorRate, route: "night" }],
    });

    expect(codesOf(checkRoutes(shop))).toEqual(sound ? [] : ["route/handle"]);
  });

  it("finds the severity and the guardrail that lead nowhere", () => {
    expect([...checkRoutes(lost), ...checkRoutes(stray)].map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop.severities.low (nobody): the service has no such route. Declare it, or name one of page, team. [route/unknown]",
       "shop.errors (constructor): the service has no such route. Declare it, or name one of page, team. [route/unknown]",
     ]
    `);
  });
});

describe("checkSettings", () => {
  it("accepts what a service declares", () => {
    expect(checkSettings([monitorOf({ runbook: setting("shop.domain") })], [serviceOf()])).toEqual([]);
  });

  it("finds what nobody declares, once", () => {
    const guardrail = monitorOf({ runbook: setting("shop.unheard"), message: setting("shop.unheard") });

    expect(checkSettings([guardrail], [serviceOf()]).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop (shop.unheard): a guardrail refers to this setting, but no service declares it. Declare it with required() or defaulted(). [setting/undeclared]",
     ]
    `);
  });
});

describe("missingSettings", () => {
  const missing = (settings: Readonly<Record<string, string>>, unset: readonly string[] = []) =>
    missingSettings([monitorOf({ unset: [...unset] })], [serviceOf()], environmentOf({ settings }));

  it.each([
    [{ "shop.domain": "shop.test" }, [], []],
    [{}, ["shop.domain", "shop.slackChannel"], ["setting/required", "setting/required"]],
    [{ "shop.domain": "www.yourdomain.com" }, [], ["setting/placeholder"]],
    [{ "shop.domain": "your-app.railway.app" }, [], ["setting/placeholder"]],
    [{ "shop.domain": "alerts@company.com" }, [], ["setting/placeholder"]],
    [{ "shop.domain": "shop.local" }, [], ["setting/placeholder"]],
    [{ "shop.domain": "CHANGEME" }, [], ["setting/placeholder"]],
    [{ "shop.domain": "shop.localhost.example" }, [], []],
  ])("%j, unset %j: %j", (settings, unset, codes) => {
    expect(codesOf(missing(settings as Record<string, string>, unset))).toEqual(codes);
  });

  it("tells what to supply", () => {
    expect(missing({ "shop.slackChannel": "changeme" }, ["shop.domain", "shop.domain"]).map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "belfry:settings.shop.domain: prod must supply it: Public host of the shop. Write a value such as shop.example. [setting/required]",
       "belfry:settings.shop.slackChannel (changeme): this is the runbook's placeholder, not a real value. Write the real value, such as shop-alerts. [setting/placeholder]",
     ]
    `);
  });
});

const overrideOf = (value: Quantity, changes: Partial<Override> = {}): Override => ({
  value,
  bare: false,
  because: null,
  until: null,
  ...changes,
});

describe("checkOverrides", () => {
  const check = (id: string, field: string, override: Override) => {
    const environment = environmentOf({ overrides: { [id]: { [field]: override } } });
    return checkOverrides(planOf(serviceOf(), environment).guardrails, environment);
  };
  const percent: Quantity = { value: 8, unit: "percent" };

  it.each<[string, string, Override, readonly string[]]>([
    ["shop/errors", "critical", overrideOf(percent), []],
    ["shop/errors", "critical", overrideOf({ value: 8, unit: "count" }, { bare: true }), []],
    ["shop/errors", "critical", overrideOf({ value: 0.08, unit: "fraction" }), []],
    ["shop/errors", "over", overrideOf({ value: 900, unit: "seconds" }), []],
    ["shop/errors", "critical", overrideOf({ value: 8, unit: "minutes" }), ["override/unit"]],
    ["shop/errors", "critical", overrideOf({ value: 8, unit: "count" }), ["override/unit"]],
    ["shop/errors", "over", overrideOf(percent), ["override/unit"]],
    ["shop/errors", "criticall", overrideOf(percent), ["override/unknown-field"]],
    ["shop/errors", "severity", overrideOf(percent), ["override/unknown-field"]],
    ["shop/errors", "constructor", overrideOf(percent), ["override/unknown-field"]],
    ["shop/dashboard", "critical", overrideOf(percent), ["override/unknown-field"]],
    ["shop/error", "critical", overrideOf(percent), ["override/unknown-guardrail"]],
    ["constructor", "critical", overrideOf(percent), ["override/unknown-guardrail"]],
  ])("%s.%s %j: %j", (id, field, override, codes) => {
    expect(codesOf(check(id, field, override))).toEqual(codes);
  });

  it("tells what to write", () => {
    expect(
      [
        ...check("shop/error", "critical", overrideOf(percent)),
        ...check("shop/errors", "criticall", overrideOf(percent)),
        ...check("shop/errors", "critical", overrideOf({ value: 8, unit: "minutes" })),
      ].map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "belfry:overrides.shop/error: no guardrail of prod has this id; it would change nothing. Did you mean shop/errors? [override/unknown-guardrail]",
       "belfry:overrides.shop/errors.criticall: this guardrail has no such value to change. Did you mean critical? Its values are critical, warning, criticalRecovery, warningRecovery, over, renotifyEvery, respondWithin. [override/unknown-field]",
       "belfry:overrides.shop/errors.critical (8 min): this value is measured otherwise: it stands at 5 %. Write it in such a unit. [override/unit]",
     ]
    `);
  });
});

describe("expiredOverrides", () => {
  const expired = (until: string | null, because: string | null = null) =>
    expiredOverrides(
      environmentOf({
        overrides: {
          "shop/errors": { critical: overrideOf({ value: 8, unit: "percent" }, { because, until }) },
        },
      }),
      "2026-11-21",
    );

  it.each([
    [null, []],
    ["2026-11-22", []],
    ["2026-11-21", []],
    ["2026-11-20", ["override/expired"]],
    ["2025-12-31", ["override/expired"]],
  ])("until %s: %j", (until, codes) => {
    expect(codesOf(expired(until))).toEqual(codes);
  });

  it("tells what to write", () => {
    expect([...expired("2026-11-20"), ...expired("2026-11-20", "load test")].map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "belfry:overrides.shop/errors.critical (2026-11-20): this temporary change ended on that day. Remove it, or give it a new end date and a reason. [override/expired]",
       "belfry:overrides.shop/errors.critical (2026-11-20): this temporary change (load test) ended on that day. Remove it, or give it a new end date and a reason. [override/expired]",
     ]
    `);
  });
});
