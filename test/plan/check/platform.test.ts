import { describeProblem } from "../../../model/problem";
import { checkPlatform } from "../../../plan/check/platform";
import type { Guardrail, GuardrailOf } from "../../../plan/types";
import { certificateOf, syntheticOf } from "../../support/guardrails";
import { autoscalingOf, capacityOf, sentryRuleOf } from "../../support/infrastructure-guardrails";
import { codesOf } from "../../support/models";

const told = (...guardrails: readonly Guardrail[]) => guardrails.flatMap(checkPlatform).map(describeProblem);

describe("autoscaling", () => {
  const targets = (cpu: number | null, memory: number | null) =>
    autoscalingOf({ utilization: { cpu, memory } });

  it.each<[string, Guardrail, readonly string[]]>([
    ["with room to grow", autoscalingOf({ minimum: 2, maximum: 5 }), []],
    ["that stands still", autoscalingOf({ minimum: 2, maximum: 2 }), []],
    ["with its ceiling under its floor", autoscalingOf({ minimum: 3, maximum: 2 }), ["autoscaling/bounds"]],
    ["on processor and memory", targets(70, 100), []],
    ["on processor alone", targets(70, null), []],
    ["on nothing", targets(null, null), ["autoscaling/metric"]],
    ["at zero", targets(0, null), ["autoscaling/target"]],
    // The schema refuses what the check explains.
    [
      "in parts of a percent",
      { ...autoscalingOf(), utilization: { cpu: 70.5, memory: null } },
      ["autoscaling/target"],
    ],
    ["above all there is", targets(101, 120), ["autoscaling/target", "autoscaling/target"]],
  ])("%s", (_, guardrail, codes) => {
    expect(codesOf(checkPlatform(guardrail))).toEqual(codes);
  });

  it("is told with what to write", () => {
    expect(told(autoscalingOf({ minimum: 3, maximum: 2 }), targets(101, null), targets(null, null)))
      .toMatchInlineSnapshot(`
     [
       "shop/scaling.maximum (2): the ceiling must not lie under the floor of 3. Set it to 3 or more. [autoscaling/bounds]",
       "shop/scaling.cpu (101 %): a utilisation target is a whole number of percent, from 1 to 100. Write such a target. [autoscaling/target]",
       "shop/scaling: without a target nothing tells when to scale. Give cpu or memory. [autoscaling/metric]",
     ]
    `);
  });
});

describe("a certificate", () => {
  it.each<[string, Parameters<typeof certificateOf>[0], readonly string[]]>([
    ["of a host", { host: "www.shop.example" }, []],
    ["of a host that is a setting", { host: "${setting:shop.domain}" }, []],
    ["of an address", { host: "https://shop.example" }, ["certificate/host"]],
    ["of a host with a port", { host: "shop.example:443" }, ["certificate/host"]],
    ["of a host with a path", { host: "shop.example/health" }, ["certificate/host"]],
    ["of a host with a space", { host: "shop example" }, ["certificate/host"]],
    ["with its warning first", { warning: 20, critical: 10 }, []],
    ["with its warning at the alert", { warning: 10, critical: 10 }, ["threshold/order"]],
  ])("%s", (_, changes, codes) => {
    expect(codesOf(checkPlatform(certificateOf(changes)))).toEqual(codes);
  });

  it("is told with what to write", () => {
    expect(told(certificateOf({ host: "https://shop.example", warning: 5, critical: 10 })))
      .toMatchInlineSnapshot(`
     [
       "shop/tls.host (https://shop.example): a host carries no scheme, port or path. Write the name alone, such as www.vendhub.example. [certificate/host]",
       "shop/tls.warning (5 d): the warning can never come before the alert at 10 d, since below is bad. Set it above 10 d. [threshold/order]",
     ]
    `);
  });
});

describe("a check's interval", () => {
  it.each([
    [30, []],
    [604_800, []],
    [29, ["synthetic/interval"]],
    [604_801, ["synthetic/interval"]],
  ])("of %d seconds: %j", (every, codes) => {
    expect(codesOf(checkPlatform(syntheticOf({ every })))).toEqual(codes);
  });

  it("is told with what to write", () => {
    expect(told(syntheticOf({ every: 10 }))).toMatchInlineSnapshot(`
     [
       "shop/health.every (10 s): Datadog runs a check every 30 seconds to every 7 days. Choose an interval in that range. [synthetic/interval]",
     ]
    `);
  });
});

describe("the status that a check wants", () => {
  const wanting = (operator: "is" | "below", value: number): Guardrail => ({
    ...syntheticOf(),
    assertions: [{ on: "status", operator, value }],
  });

  it.each<["is" | "below", number, readonly string[]]>([
    ["below", 400, []],
    ["below", 101, []],
    ["below", 599, []],
    ["below", 100, ["synthetic/status"]],
    ["below", 600, ["synthetic/status"]],
    ["below", 0, ["synthetic/status"]],
    ["below", -1, ["synthetic/status"]],
    ["below", 4000, ["synthetic/status"]],
    ["below", 400.5, ["synthetic/status"]],
    ["below", Number.NaN, ["synthetic/status"]],
    ["is", 200, []],
    ["is", 100, []],
    ["is", 599, []],
    ["is", 99, ["synthetic/status"]],
    ["is", 600, ["synthetic/status"]],
  ])("%s %d: %j", (operator, value, codes) => {
    expect(codesOf(checkPlatform(wanting(operator, value)))).toEqual(codes);
  });

  it("is told with what to write", () => {
    expect(told(wanting("below", 4000), wanting("is", 20))).toMatchInlineSnapshot(`
     [
       "shop/health.status (below 4000): a status limit is a whole number from 101 to 599. Write one of them, such as 400. [synthetic/status]",
       "shop/health.status (is 20): a status code is a whole number from 100 to 599. Write one of them, such as 200. [synthetic/status]",
     ]
    `);
  });
});

describe("the levels of a Sentry metric rule", () => {
  const levels = (changes: Partial<Extract<GuardrailOf<"sentry-rule">["rule"], { kind: "metric" }>>) =>
    sentryRuleOf({
      kind: "metric",
      dataset: "events",
      aggregate: "count()",
      query: "",
      eventTypes: ["error"],
      over: 600,
      direction: "above",
      warning: null,
      critical: 50,
      resolve: null,
      unit: "count",
      actions: [],
      ...changes,
    });

  it.each<[string, Parameters<typeof levels>[0], readonly string[]]>([
    ["alone", {}, []],
    ["with a warning first", { warning: 20, resolve: 19 }, []],
    ["with a warning after", { warning: 60 }, ["threshold/order"]],
    ["with an end between them", { warning: 20, resolve: 30 }, ["threshold/recovery"]],
    ["with an end at the level", { resolve: 50 }, ["threshold/recovery"]],
    ["turned round, with a warning first", { direction: "below", warning: 60, resolve: 63 }, []],
    [
      "turned round, with all on the wrong side",
      { direction: "below", warning: 40, resolve: 30 },
      ["threshold/order", "threshold/recovery"],
    ],
  ])("%s", (_, changes, codes) => {
    expect(codesOf(checkPlatform(levels(changes)))).toEqual(codes);
  });
});

describe("the capacity of containers", () => {
  const amounts = (maximum: string, request: string) =>
    codesOf(
      checkPlatform({
        ...capacityOf(),
        maximum: { cpu: "2", memory: maximum },
        request: { cpu: "250m", memory: request },
      }),
    );

  it.each([
    ["2Gi", "512Mi", []],
    ["512Mi", "512Mi", []],
    ["0.5Gi", "512Mi", []],
    ["512Mi", "1Gi", ["capacity/order"]],
    ["0Gi", "1Gi", ["capacity/amount"]],
    ["1Gi", "-512Mi", ["capacity/amount"]],
    ["InfinityGi", "0Mi", ["capacity/amount", "capacity/amount"]],
  ])("of %s, of which %s are given: %j", (maximum, request, codes) => {
    expect(amounts(maximum, request)).toEqual(codes);
  });

  it("is told with what to write", () => {
    const wrong = {
      ...capacityOf(),
      maximum: { cpu: "2", memory: "0Mi" },
      request: { cpu: "2500m", memory: "1Mi" },
    };

    expect(told(wrong)).toMatchInlineSnapshot(`
     [
       "shop/limits.request.cpu (2500m): Kubernetes starts no container that is given more than the 2 that it may have. Write 2 or less. [capacity/order]",
       "shop/limits.maximum.memory (0Mi): it is a number above 0, and no more than a machine can have. Write such an amount. [capacity/amount]",
     ]
    `);
  });
});

describe("the renewal of a certificate", () => {
  const renewed = (renewBefore: number) => ({
    ...certificateOf(),
    issued: {
      namespace: "shop",
      issuer: "le",
      secret: "tls",
      names: ["shop.example"],
      duration: 7_776_000,
      renewBefore,
    },
  });

  it("begins while the certificate lasts", () => {
    expect(told(renewed(2_592_000), renewed(7_776_000))).toMatchInlineSnapshot(`
     [
       "shop/tls.renewBefore (90 d): the certificate lasts 90 d, so it would be renewed without end. Renew it less than 90 d before its end. [certificate/renewal]",
     ]
    `);
  });
});

describe("the window of a Sentry rule", () => {
  const over = (seconds: number) => {
    const rule = sentryRuleOf();
    return { ...rule, rule: { ...rule.rule, over: seconds } } as GuardrailOf<"sentry-rule">;
  };

  it("is one that Sentry has", () => {
    expect([60, 600, 86_400].flatMap((each) => checkPlatform(over(each)))).toEqual([]);
    expect(told(over(1200))).toMatchInlineSnapshot(`[]`);
  });
});

describe("the address of a check", () => {
  const address = (check: GuardrailOf<"synthetic">["check"]) => checkPlatform(syntheticOf({ check }));
  const http = (url: string) => address({ kind: "http", method: "GET", url, headers: {} });

  it.each([
    "https://shop.example/health",
    "http://shop.example",
    "https://${setting:shop.domain}/health",
    "${setting:shop.apiUrl}",
    "${setting:shop.apiUrl}/health",
  ])("may be %s", (url) => {
    expect(http(url)).toEqual([]);
  });

  it.each([
    "shop.example/health",
    "htp://shop.example",
    "https://",
    "https://shop.example/a b",
    "wss://shop.example",
  ])("may not be %s", (url) => {
    expect(codesOf(http(url))).toEqual(["synthetic/address"]);
  });

  it("has the scheme of its kind, and a name has none", () => {
    expect(address({ kind: "websocket", url: "wss://shop.example/live" })).toEqual([]);
    expect(address({ kind: "dns", host: "${setting:shop.domain}", record: "A" })).toEqual([]);
    expect(
      [
        ...address({ kind: "websocket", url: "https://shop.example/live" }),
        ...address({ kind: "dns", host: "https://shop.example", record: "A" }),
      ].map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "shop/health.check.url (https://shop.example/live): an address starts with its scheme. Write it such as wss://shop.example/live. [synthetic/address]",
       "shop/health.check.host (https://shop.example): a host has no scheme, port and path. Write it such as shop.example. [synthetic/address]",
     ]
    `);
  });
});
