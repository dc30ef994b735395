import { describeProblem } from "../../model/problem";
import { defaulted, production, required } from "../../model/setting";
import { resolveEnvironment } from "../../stacks/resolve-environment";
import { codesOf, estateOf, serviceOf } from "../support/models";

const shop = serviceOf({
  settings: [
    required("shop.domain", "Public host of the shop", "shop.example"),
    production("shop.project", "Project", { value: "shop-real", example: "shop-example" }),
    defaulted("shop.filter", "Filter of the shop's logs", "@level:(error OR fatal)"),
    required("shop.rateLimit", "Requests a minute", "6000"),
  ],
});
const known = [estateOf({ settings: [] }), shop, serviceOf({ name: "depot", settings: [] })];

const resolve = (values: Readonly<Record<string, unknown>>, stack = "review") =>
  resolveEnvironment(
    { where: "Pulumi.review.yaml", stack, values: { asOf: "2026-11-21", ...values } },
    known,
  );

const told = (values: Readonly<Record<string, unknown>>, stack?: string) =>
  resolve(values, stack).problems.map(describeProblem);

/** Records as YAML and JSON make them: `__proto__` is a key like any other. */
const parsed = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe("an environment", () => {
  it("that says nothing takes its stack's name, pages nobody and has every service", () => {
    expect(resolve({})).toEqual({
      problems: [],
      environment: {
        name: "review",
        pages: false,
        pager: "datadog",
        probeSlowdown: 1,
        backups: "full",
        scale: 1,
        relax: 1,
        expires: null,
        clonedFrom: null,
        protected: false,
        asOf: "2026-11-21",
        services: ["shop", "depot"],
        settings: {},
        overrides: {},
        waivers: [],
      },
    });
  });

  it("keeps what it says", () => {
    const values = {
      environment: "staging",
      pages: true,
      pager: "pagerduty",
      probeSlowdown: 15,
      backups: "daily",
      scale: 0.5,
      relax: 1,
      clonedFrom: "prod",
      protected: true,
      services: ["depot"],
      settings: { "shop.domain": "shop.test" },
    };

    expect(resolve(values)).toEqual({
      problems: [],
      environment: {
        ...values,
        name: "staging",
        environment: undefined,
        expires: null,
        asOf: "2026-11-21",
        overrides: {},
        waivers: [],
      },
    });
  });

  it("has its services in the estate's order, each once", () => {
    expect(resolve({ services: ["depot", "shop", "depot"] }).environment.services).toEqual(["shop", "depot"]);
  });

  it("takes a number for the text that a setting is", () => {
    expect(resolve({ settings: { "shop.rateLimit": 12 } })).toMatchObject({
      environment: { settings: { "shop.rateLimit": "12" } },
      problems: [],
    });
  });

  it("takes made-up settings only where it asks for them, and never over its own", () => {
    const settings = { "shop.domain": "shop.test" };

    expect(resolve({ exampleSettings: true, environment: "review" }).environment.settings).toEqual({
      "shop.domain": "shop-review.example",
      "shop.project": "shop-example-review",
      "shop.rateLimit": "5054",
    });
    expect(resolve({ exampleSettings: true, settings }).environment.settings["shop.domain"]).toBe(
      "shop.test",
    );
    expect(resolve({ exampleSettings: false }).environment.settings).toEqual({});
  });
});

describe("a changed value", () => {
  const overrideOf = (written: unknown) => {
    const { environment, problems } = resolve({ overrides: { "shop/errors": { critical: written } } });
    expect(problems).toEqual([]);
    return environment.overrides["shop/errors"]?.["critical"];
  };
  const plain = { because: null, until: null };

  it.each<[unknown, unknown]>([
    [90, { ...plain, bare: true, value: { value: 90, unit: "count" } }],
    ["90", { ...plain, bare: true, value: { value: 90, unit: "count" } }],
    ["90 %", { ...plain, bare: false, value: { value: 90, unit: "percent" } }],
    ["500ms", { ...plain, bare: false, value: { value: 500, unit: "milliseconds" } }],
    ["5 count", { ...plain, bare: false, value: { value: 5, unit: "count" } }],
    [
      { value: "2 h", because: "load test", until: "2026-12-01" },
      { bare: false, value: { value: 2, unit: "hours" }, because: "load test", until: "2026-12-01" },
    ],
  ])("may be written %j", (written, override) => {
    expect(overrideOf(written)).toEqual(override);
  });

  it.each<[unknown, string]>([
    ["ninety", "override/quantity"],
    ["90 bananas", "override/quantity"],
    ["5 constructor", "override/quantity"],
    ["", "override/quantity"],
    ["1.2.3", "override/quantity"],
    [{ value: "ninety" }, "override/quantity"],
    [true, "config/form"],
    [null, "config/form"],
    [[90], "config/form"],
    [Number.POSITIVE_INFINITY, "config/form"],
    [{ because: "no value" }, "config/form"],
    [{ value: 90, because: "" }, "config/form"],
    [{ value: 90, until: "soon" }, "config/form"],
    [{ value: 90, until: "2026-02-30" }, "config/form"],
    [{ value: 90, untl: "2026-12-01" }, "config/unknown-key"],
  ])("may not be written %j", (written, code) => {
    expect(codesOf(resolve({ overrides: { "shop/errors": { critical: written } } }).problems)).toEqual([
      code,
    ]);
  });
});

describe("a mistake", () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ["in a key", { pags: true }, ["config/unknown-key"]],
    ["in two keys", { pags: true, overides: {} }, ["config/unknown-key", "config/unknown-key"]],
    ["in a service", { services: ["shpo"] }, ["config/unknown-service"]],
    ["in a setting", { settings: { "shop.domian": "x" } }, ["config/unknown-setting"]],
    ["in a truth value", { pages: "yes" }, ["config/form"]],
    ["in a number", { probeSlowdown: 1.5 }, ["config/form"]],
    ["in a choice", { backups: "weekly" }, ["config/form"]],
    [
      "in a waiver",
      { waivers: [{ code: "fact/number", path: "a", because: "b", until: "2026-12-01" }] },
      ["config/form"],
    ],
    ["in a waiver's end", { waivers: [{ code: "coherence/x", path: "a", because: "b" }] }, ["config/form"]],
    [
      "in a waiver's key",
      { waivers: [{ code: "coherence/x", path: "a", because: "b", until: "2026-12-01", who: "c" }] },
      ["config/unknown-key"],
    ],
    ["in a date", { asOf: "2026-13-01" }, ["config/form"]],
    ["in a list", { services: "shop" }, ["config/form"]],
    ["in a name", { environment: "Staging" }, ["config/form"]],
    ["in a long name", { environment: "a".repeat(31) }, ["config/form"]],
    ["in a setting's form", { settings: { "shop.domain": ["x"] } }, ["config/form"]],
    ["of an empty setting", { settings: { "shop.domain": "" } }, ["config/form"]],
    ["of a blank setting", { settings: { "shop.domain": " " } }, ["config/form"]],
    ["of null where a record is due", { overrides: null, settings: null }, ["config/form", "config/form"]],
  ])("%s is found", (_, values, codes) => {
    expect(codesOf(resolve(values).problems)).toEqual(codes);
  });

  it("is told with the nearest known word", () => {
    expect(told({ pags: true, services: ["shpo"], settings: { "shop.domian": "x" } })).toMatchInlineSnapshot(`
     [
       "Pulumi.review.yaml belfry:pags: no such key is known; it would be ignored. Did you mean pages? [config/unknown-key]",
       "Pulumi.review.yaml belfry:services (shpo): no service has this name. Did you mean shop? [config/unknown-service]",
       "Pulumi.review.yaml belfry:settings.shop.domian: no service declares this setting; it would be ignored. Did you mean shop.domain? [config/unknown-setting]",
     ]
    `);
  });

  it("is told with all known words where none is near", () => {
    expect(told({ zzzzzzzz: 1, services: ["warehouse"] })).toMatchInlineSnapshot(`
     [
       "Pulumi.review.yaml belfry:zzzzzzzz: no such key is known; it would be ignored. Known are environment, pages, pager, probeSlowdown, backups, scale, relax, expires, clonedFrom, protected, asOf, services, settings, exampleSettings, overrides, waivers. [config/unknown-key]",
       "Pulumi.review.yaml belfry:services (warehouse): no service has this name. Known are estate, shop, depot. [config/unknown-service]",
     ]
    `);
  });

  it("in one value does not hide the others", () => {
    expect(
      told({
        pages: "yes",
        backups: "weekly",
        services: ["shpo"],
        overrides: { "shop/errors": { critical: "x" } },
      }),
    ).toMatchInlineSnapshot(`
     [
       "Pulumi.review.yaml belfry:pages ("yes"): it is true or false. Write true or false, without quotes. [config/form]",
       "Pulumi.review.yaml belfry:backups ("weekly"): it is full or daily. Write full or daily. [config/form]",
       "Pulumi.review.yaml belfry:overrides.shop/errors.critical ("x"): a value is a number in the guardrail's unit, or a number with its unit. Write 90, "90 %", "500 ms" or "2 h". [override/quantity]",
       "Pulumi.review.yaml belfry:services (shpo): no service has this name. Did you mean shop? [config/unknown-service]",
     ]
    `);
  });

  it("in one entry of a record does not hide what is wrong with the others", () => {
    const overrides = {
      "shop/errors": { critical: [], warning: "x" },
      "shop/load": { critical: { value: "y" } },
    };

    expect(
      codesOf(
        resolve({ overrides, services: ["shpo", 1], settings: { "shop.domain": "", zzz: "x" } }).problems,
      ),
    ).toEqual([
      "config/form",
      "config/form",
      "config/form",
      "override/quantity",
      "override/quantity",
      "config/unknown-service",
      "config/unknown-setting",
    ]);
  });

  it("in a service does not make what is said of its guardrails wrong", () => {
    expect(resolve({ services: ["shpo"] }).environment.services).toEqual(["shop", "depot"]);
  });

  it("of made-up settings in production is found, wherever its name comes from", () => {
    expect(codesOf(resolve({ exampleSettings: true }, "prod").problems)).toEqual(["config/examples"]);
    expect(codesOf(resolve({ exampleSettings: true, environment: "prod" }).problems)).toEqual([
      "config/examples",
    ]);
    expect(codesOf(resolve({ exampleSettings: true, environment: "review" }, "prod").problems)).toEqual([]);
  });

  it("in a setting's value is told with what it must be", () => {
    expect(told({ settings: { "shop.domain": "https://shop.test/", "shop.rateLimit": 1.5 } }))
      .toMatchInlineSnapshot(`
     [
       "Pulumi.review.yaml belfry:settings.shop.domain ("https://shop.test/"): must be a host name, without scheme, port and path: Public host of the shop. Write a value such as shop.example. [config/setting-form]",
       "Pulumi.review.yaml belfry:settings.shop.rateLimit (1.5): must be a whole number: Requests a minute. Write it in quotes, such as "6000": YAML drops the leading zeros of a bare number. [config/setting-form]",
     ]
    `);
  });

  it("in the stack's name counts only where the name stands for the environment", () => {
    expect(told({}, "Review_1")).toMatchInlineSnapshot(`
     [
       "Pulumi.review.yaml belfry:environment (Review_1): the stack's name stands for the environment, which is lower-case letters and digits with hyphens between them, at most 30. Name an environment. [config/form]",
     ]
    `);
    expect(told({ environment: "review" }, "Review_1")).toEqual([]);
  });
});

describe("hostile input", () => {
  it.each([
    ['{"__proto__": {"pages": true}}', ["config/unknown-key"]],
    ['{"constructor": 1}', ["config/unknown-key"]],
    ['{"settings": {"__proto__": "x"}}', ["config/unknown-key"]],
    [
      '{"settings": {"constructor": "x", "toString": "y"}}',
      ["config/unknown-setting", "config/unknown-setting"],
    ],
    ['{"overrides": {"__proto__": {"critical": 1}}}', ["config/unknown-key"]],
    ['{"overrides": {"shop/errors": {"__proto__": 1}}}', ["config/unknown-key"]],
    ['{"overrides": {"shop/errors": {"critical": {"__proto__": 1, "value": 1}}}}', ["config/unknown-key"]],
    ['{"services": ["__proto__", "constructor"]}', ["config/unknown-service", "config/unknown-service"]],
  ])("%s is no way past the checks", (text, codes) => {
    const { environment, problems } = resolve(parsed(text));

    expect(codesOf(problems)).toEqual(codes);
    expect(environment.pages).toBe(false);
    expect(({} as Record<string, unknown>)["pages"]).toBeUndefined();
  });

  it("keeps line ends, quotes and placeholders of a setting as they are", () => {
    const value = 'a\r\n"b" ${setting:shop.domain} $& ﷽\u0000';

    expect(resolve({ settings: { "shop.filter": value } }).environment.settings["shop.filter"]).toBe(value);
  });

  it("in ten thousand overrides is answered in time, each with its problem", () => {
    const overrides = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `shop/g${index}`,
        { critical: index % 2 ? 90 : "ninety" },
      ]),
    );
    const started = Date.now();

    const { environment, problems } = resolve({ overrides });

    expect(Object.keys(environment.overrides)).toHaveLength(10_000);
    expect(problems).toHaveLength(5000);
    expect(Date.now() - started).toBeLessThan(3000);
  });
});
