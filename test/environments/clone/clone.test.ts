import { parse } from "yaml";

import { cloneOf } from "../../../environments/clone/clone";
import { cloneFileOf, hasSecret, otherThanAsked } from "../../../environments/clone/existing";
import { ModelError } from "../../../model/problem";
import { knownServices } from "../../../stacks/load-plan";
import type { Clone, CloneOptions, CloneRequest } from "../../../environments/clone/request";
import { commandIn } from "../../../environments/clone/words";
import { cloneRequest } from "../../support/clones";

const origin = `# Production, and what it says.

# It pages.
config:
  belfry:environment: prod
  # Somebody is awake.
  belfry:pages: true
  belfry:services: [shop]
  belfry:settings:
    # Bought in 2019.
    shop.domain: shop.example.com
    shop.loginUrl: https://shop.example.com/login
    shop.socket: wss://live.shop.example.com/socket
    shop.mailbox: ops@shop.example.com
    shop.slackChannel: shop-prod-alerts # of the team
    shop.account: "123456789012"
    shop.railway: bbbbbbbb-0000-4000-8000-000000000001
    shop.lead: 44444444-3333-4333-8333-333333333333
    shop.project: shop-web
    estate.runbooks: https://runbooks.shop.io
`;

/** Everything that the origin's own settings need. */
const enough: Partial<CloneOptions> = {
  domains: [["shop.example.com", "demo.example.org"]],
  set: [
    ["shop.account", "222222222222"],
    ["shop.railway", "cccccccc-0000-4000-8000-000000000001"],
    ["shop.vercel", "preview"],
  ],
};

const made = (
  options: Partial<CloneOptions> = enough,
  changes: Partial<CloneRequest> = {},
  text = origin,
): Clone => cloneOf(cloneRequest(text, options, changes));

const configOf = ({ text }: Clone): Record<string, unknown> =>
  (parse(text) as { readonly config: Record<string, unknown> }).config;

const settingsIn = (clone: Clone): Readonly<Record<string, unknown>> =>
  configOf(clone)["belfry:settings"] as Record<string, unknown>;

const told = ({ problems }: Clone): readonly string[] =>
  problems.map(({ code, path, remedy }) => `${code} ${path}: ${remedy}`);

/** An origin with more at the end of its file. */
const withMore = (more: string, options = enough, changes: Partial<CloneRequest> = {}): Clone =>
  made(options, changes, `${origin}${more}`);

describe("the file of a clone", () => {
  it("is the origin's with its own names, an end, and nobody to wake", () => {
    const clone = made();

    expect(clone.problems).toEqual([]);
    expect(clone.text).toMatchInlineSnapshot(`
     "# Made by \`belfry clone prod demo --domain shop.example.com=demo.example.org --set shop.account=222222222222 --set shop.railway=cccccccc-0000-4000-8000-000000000001 --set shop.vercel=preview --ttl 3d\`.
     # After 2026-11-24T19:30Z \`belfry sweep\` lists it, and with --yes removes it and what it deployed.

     config:
       belfry:environment: demo
       # Somebody is awake.
       belfry:pages: false
       belfry:services: [ shop ]
       belfry:settings:
         # Bought in 2019.
         shop.domain: demo.example.org
         shop.loginUrl: https://demo.example.org/login
         shop.socket: wss://live.demo.example.org/socket
         shop.mailbox: ops@demo.example.org
         shop.slackChannel: shop-demo-alerts # of the team
         shop.account: "222222222222"
         shop.railway: cccccccc-0000-4000-8000-000000000001
         shop.lead: 44444444-3333-4333-8333-333333333333
         shop.project: shop-web
         estate.runbooks: https://runbooks.shop.io
         shop.namespace: shop-demo
         shop.vercel: preview
       belfry:clonedFrom: prod
       belfry:expires: 2026-11-24T19:30Z
       belfry:protected: false
       belfry:backups: daily
     "
    `);
  });

  it("is the same bytes for the same words, in any order", () => {
    const set = [...(enough.set ?? [])].reverse();

    expect(made({ ...enough, set })).toEqual(made());
  });

  it("says the command that made it", () => {
    expect(commandIn(made({ ...enough, scale: 0.5, relax: 1.5, services: ["shop"] }).text)).toBe(
      "belfry clone prod demo --services shop --domain shop.example.com=demo.example.org " +
        "--set shop.account=222222222222 --set shop.railway=cccccccc-0000-4000-8000-000000000001 " +
        "--set shop.vercel=preview --scale 0.5 --relax 1.5x --ttl 3d",
    );
  });

  it("says each rewrite with its rule, and what stays", () => {
    const { inherited, rewrites } = made();

    expect(rewrites.map(({ from, path, rule, to }) => `${rule} ${path}: ${from ?? "-"} -> ${to ?? "-"}`))
      .toMatchInlineSnapshot(`
     [
       "domain belfry:settings.shop.domain: shop.example.com -> demo.example.org",
       "domain belfry:settings.shop.loginUrl: https://shop.example.com/login -> https://demo.example.org/login",
       "domain belfry:settings.shop.socket: wss://live.shop.example.com/socket -> wss://live.demo.example.org/socket",
       "domain belfry:settings.shop.mailbox: ops@shop.example.com -> ops@demo.example.org",
       "environment-word belfry:settings.shop.slackChannel: shop-prod-alerts -> shop-demo-alerts",
       "set belfry:settings.shop.account: 123456789012 -> 222222222222",
       "set belfry:settings.shop.railway: bbbbbbbb-0000-4000-8000-000000000001 -> cccccccc-0000-4000-8000-000000000001",
       "own-default belfry:settings.shop.namespace: shop -> shop-demo",
       "set belfry:settings.shop.vercel: production -> preview",
       "name belfry:environment: prod -> demo",
       "origin belfry:clonedFrom: - -> prod",
       "expires belfry:expires: - -> 2026-11-24T19:30Z",
       "unprotected belfry:protected: - -> false",
       "never-pages belfry:pages: true -> false",
       "daily-backups belfry:backups: full -> daily",
     ]
    `);
    expect(inherited).toEqual([
      "belfry:services",
      "belfry:settings.shop.lead",
      "belfry:settings.shop.project",
      "belfry:settings.estate.runbooks",
    ]);
  });

  it("reads values that Pulumi or JSON wrote as texts, and references", () => {
    const text = `config:
  belfry:pages: "true"
  belfry:services: '["till"]'
  belfry:settings: '{"till.host": "till.prod.example", "estate.runbooks": "https://runbooks.shop.io"}'
  belfry:overrides: { till/errors: &level { critical: { value: 9, because: a, until: "2027-01-01" } }, till/other: *level }
`;
    const clone = made({}, {}, text);

    expect(clone.problems).toEqual([]);
    expect(settingsIn(clone)).toMatchObject({ "till.host": "till.demo.example" });
    expect(clone.text).not.toMatch(/[&*]level/);
    expect(configOf(clone)["belfry:overrides"]).toHaveProperty(["till/other", "critical", "value"], 9);
  });
});

describe("what a file takes over from itself", () => {
  it("is written out, where it is merged too", () => {
    const text = `config:
  belfry:environment: prod
  belfry:services: [till]
  belfry:settings: { till.host: till.example }
  belfry:overrides:
    till/errors: &level { critical: 9, warning: 3 }
    # As above, but for one.
    till/other: { <<: *level, critical: 8 }
`;
    const clone = made({}, { makesUp: true }, text);

    expect(configOf(clone)["belfry:overrides"]).toEqual({
      "till/errors": { critical: 9, warning: 3 },
      "till/other": { critical: 8, warning: 3 },
    });
    expect(clone.text).toContain("# As above, but for one.");
    expect(clone.text).not.toContain("<<");
  });
});

describe("a setting of the origin's own", () => {
  const asked = (key: string, example: string): string =>
    `clone/asked belfry:settings.${key}: Write --set ${key}=… with a value such as ${example}.`;

  it("is asked for, all at once, where nothing tells the clone's", () => {
    expect(told(made({}))).toEqual([
      asked("shop.domain", "shop.example"),
      asked("shop.loginUrl", "https://shop.example/login"),
      asked("shop.socket", "wss://live.shop.example/socket"),
      asked("shop.mailbox", "ops@shop.example"),
      asked("shop.account", "000000000000"),
      asked("shop.railway", "aaaaaaaa-0000-4000-8000-000000000001"),
      asked("shop.vercel", "preview"),
    ]);
  });

  it("is made up in the sandbox instead, which is told", () => {
    const clone = made({}, { makesUp: true });

    expect(clone.problems).toEqual([]);
    expect(settingsIn(clone)).toEqual({
      "estate.runbooks": "https://runbooks.shop.io",
      "shop.lead": "44444444-3333-4333-8333-333333333333",
      "shop.namespace": "shop-demo",
      "shop.project": "shop-web",
      "shop.slackChannel": "shop-demo-alerts",
    });
    expect(
      clone.rewrites.filter(({ rule }) => rule === "made-up").map(({ from, path }) => [path, from]),
    ).toEqual([
      ["belfry:settings.shop.domain", "shop.example.com"],
      ["belfry:settings.shop.loginUrl", "https://shop.example.com/login"],
      ["belfry:settings.shop.socket", "wss://live.shop.example.com/socket"],
      ["belfry:settings.shop.mailbox", "ops@shop.example.com"],
      ["belfry:settings.shop.account", "123456789012"],
      ["belfry:settings.shop.railway", "bbbbbbbb-0000-4000-8000-000000000001"],
      ["belfry:settings.shop.vercel", "production"],
    ]);
  });

  it("is left out where no alert reads it", () => {
    const clone = withMore("    shop.unread: word\n");

    expect(clone.problems).toEqual([]);
    expect(settingsIn(clone)).not.toHaveProperty(["shop.unread"]);
    expect(clone.rewrites).toContainEqual(
      expect.objectContaining({
        path: "belfry:settings.shop.unread",
        from: "word",
        to: null,
        rule: "unneeded",
      }),
    );
  });

  it.each([
    ["an account", "shop.account", "22222", "must be 12 digits"],
    ["a host", "shop.domain", "https://a.example", "must be a host name"],
    ["an address", "shop.loginUrl", "demo.example.org/login", "must be an address that starts with https://"],
    ["an id", "shop.railway", "demo", "must be a UUID"],
    ["a word", "shop.slackChannel", "#demo", "must be one word"],
  ])("keeps the form of %s", (_form, key, value, rule) => {
    const set = [...(enough.set ?? []).filter(([each]) => each !== key), [key, value] as const];
    const domains = enough.domains ?? [];
    const { problems } = made({ set, domains });

    expect(problems).toEqual([
      expect.objectContaining({ code: "clone/form", value, rule: expect.stringContaining(rule) }),
    ]);
  });
});

describe("a domain", () => {
  it.each([
    ["itself", "shop.example.com", "demo.example.org"],
    ["capitals", "Shop.Example.COM", "demo.example.org"],
    ["a host below it", "eu.shop.example.com", "eu.demo.example.org"],
  ])("is rewritten: %s", (_what, host, expected) => {
    const clone = made(enough, {}, origin.replace("domain: shop.example.com", `domain: ${host}`));

    expect(settingsIn(clone)["shop.domain"]).toBe(expected);
  });

  it.each([["myshop.example.com"], ["my-shop.example.com"], ["shop.example.com.au"]])(
    "is no part of %s",
    (host) => {
      const clone = made(enough, {}, origin.replace("domain: shop.example.com", `domain: ${host}`));

      expect(told(clone)).toEqual([
        "clone/asked belfry:settings.shop.domain: Write --set shop.domain=… with a value such as shop.example.",
      ]);
    },
  );

  it("has the most telling replacement, and is replaced once", () => {
    const domains = [
      ["shop.example.com", "demo.example.org"],
      ["live.shop.example.com", "shop.example.com.prod-demo.net"],
    ] as const;

    expect(settingsIn(made({ ...enough, domains }))).toMatchObject({
      "shop.socket": "wss://shop.example.com.prod-demo.net/socket",
      "shop.mailbox": "ops@demo.example.org",
    });
  });

  it("that stands nowhere is mistyped", () => {
    expect(
      told(made({ ...enough, domains: [...(enough.domains ?? []), ["shpo.example.com", "x.example"]] })),
    ).toEqual(["clone/domain --domain: Leave it out, or write the domain as it stands there."]);
  });
});

describe("keys", () => {
  it.each([
    ["scale", "    belfry:scale: 0.5\n", { scale: 0.5 }, { "belfry:scale": 0.25 }],
    ["relax", "", { relax: 1.5 }, { "belfry:relax": 1.5 }],
    [
      "the end of the origin",
      '  belfry:expires: "2026-12-01T00:00Z"\n',
      {},
      { "belfry:expires": "2026-11-24T19:30Z" },
    ],
    ["what the origin was made of", "  belfry:clonedFrom: older\n", {}, { "belfry:clonedFrom": "prod" }],
    ["protection", "  belfry:protected: true\n", {}, { "belfry:protected": false }],
    ["how rare checks from outside are", "  belfry:probeSlowdown: 30\n", {}, { "belfry:probeSlowdown": 30 }],
    ["the pager", "  belfry:pager: pagerduty\n", {}, { "belfry:pager": "pagerduty" }],
  ] as const)("hold %s", (_what, more, options, expected) => {
    const clone = withMore(more.replace("    belfry", "  belfry"), { ...enough, ...options });

    expect(configOf(clone)).toMatchObject(expected);
  });

  it("leave out examples, and the end of a clone that lasts", () => {
    const clone = withMore(
      '  belfry:exampleSettings: true\n  belfry:expires: "2026-12-01T00:00Z"\n',
      { ...enough, ttl: null },
      { expires: null },
    );

    expect(configOf(clone)).not.toHaveProperty(["belfry:exampleSettings"]);
    expect(configOf(clone)).not.toHaveProperty(["belfry:expires"]);
    expect(clone.text).toMatch(/^# Made by .*--ttl none`\.\n# It lasts/);
  });

  it("refuse a service that the origin does not deploy", () => {
    expect(made({ ...enough, services: ["till", "shpo"] }).problems.slice(0, 2)).toMatchObject([
      {
        code: "clone/service",
        value: "till",
        rule: "prod does not deploy it, so there is nothing to clone.",
      },
      { code: "clone/service", value: "shpo", rule: "no service has this name." },
    ]);
    expect(made({ ...enough, services: ["estate"] }).problems[0]).toMatchObject({
      value: "estate",
      rule: "what services share is no service: it is deployed with each of them.",
    });
  });
});

describe("values for a time", () => {
  const more = `  belfry:overrides:
    shop/errors:
      critical: { value: 9, because: load test, until: "2026-11-20" }
      warning: { value: 8, because: load test, until: "2026-11-21" }
    till/errors: { critical: 7 }
  belfry:waivers:
    - { code: coherence/a, path: till/errors.critical, because: b, until: "2027-01-01" }
    - { code: coherence/a, path: shop/errors.critical, because: b, until: "2026-01-01" }
    - { code: coherence/a, path: shop/errors.warning, because: b, until: "2027-01-01" }
`;

  it("stay until their last day, and leave with their service", () => {
    const clone = withMore(more);

    expect(configOf(clone)["belfry:overrides"]).toEqual({
      "shop/errors": { warning: { value: 8, because: "load test", until: "2026-11-21" } },
    });
    expect(configOf(clone)["belfry:waivers"]).toMatchObject([{ path: "shop/errors.warning" }]);
    expect(
      clone.rewrites
        .filter(({ rule }) => rule === "over" || rule === "left-out-service")
        .map(({ path, rule }) => `${rule} ${path}`),
    ).toEqual([
      "over belfry:overrides.shop/errors.critical",
      "left-out-service belfry:overrides.till/errors",
      "over belfry:waivers[1]",
      "left-out-service belfry:waivers[0]",
    ]);
  });

  it("stay out where the clone has nothing that they would change", () => {
    const text = `config:
  belfry:environment: prod
  belfry:pages: true
  belfry:services: [watchtower]
  belfry:overrides:
    watchtower/database-backup: { tiers.weekly.deleteAfter: 1 d, deadline: 3 h }
  belfry:waivers:
    - { code: coherence/retention-lock, path: watchtower/database-backup.tiers.weekly.deleteAfter, because: b, until: "2027-01-01" }
`;
    const clone = made({}, { known: knownServices, makesUp: true }, text);

    expect(clone.problems).toEqual([]);
    expect(configOf(clone)).toMatchObject({
      "belfry:overrides": { "watchtower/database-backup": { deadline: "3 h" } },
    });
    expect(clone.rewrites.filter(({ rule }) => rule === "idle").map(({ path }) => path)).toEqual([
      "belfry:overrides.watchtower/database-backup.tiers.weekly.deleteAfter",
      "belfry:waivers[0]",
    ]);
    expect(configOf(clone)).not.toHaveProperty(["belfry:waivers"]);
  });

  it("take their record with them where nothing is left", () => {
    const text = `config:\n  belfry:environment: prod\n  belfry:services: [shop, till]\n  belfry:settings: { till.host: t.example }\n  belfry:overrides: { till/errors: { critical: 7 } }\n`;
    const clone = made({ services: ["shop"] }, { makesUp: true }, text);

    expect(Object.keys(configOf(clone))).not.toContain("belfry:overrides");
    expect(settingsIn(clone)).toEqual({ "shop.namespace": "shop-demo" });
  });
});

describe("secrets", () => {
  const secret = origin.replace("shop-prod-alerts", "{ secure: v1:abc }");

  it("are never copied, and asked for by the name of a variable", () => {
    const clone = made(enough, {}, secret);

    expect(told(clone)).toEqual([
      "clone/secret belfry:settings.shop.slackChannel: Write --secret shop.slackChannel=VARIABLE, with the clone's own in that variable.",
    ]);
    expect(JSON.stringify(clone)).not.toContain("v1:abc");
  });

  it("stay out of the file when they are given", () => {
    const clone = made({ ...enough, secrets: [["shop.slackChannel", "CHANNEL"]] }, {}, secret);

    expect(clone.problems).toEqual([]);
    expect(clone.text).not.toContain("secure");
    expect(settingsIn(clone)).not.toHaveProperty(["shop.slackChannel"]);
  });

  it("are made up in the sandbox", () => {
    expect(made(enough, { makesUp: true }, secret).problems).toEqual([]);
    expect(
      told(made({ ...enough, secrets: [["shop.slackChannel", "CHANNEL"]] }, { makesUp: true }, secret)),
    ).toEqual(["clone/secret --secret: Leave it out."]);
  });

  it("are encrypted by the clone's own stack", () => {
    const clone = withMore(
      "secretsprovider: awskms://alias/prod\nencryptedkey: abc\nencryptionsalt: v1:def\n",
    );

    expect(Object.keys(parse(clone.text) as object)).toEqual(["config"]);
  });
});

describe("what other packages are configured with", () => {
  const more = `  aws:region: eu-central-1
  aws:skipMetadataApiCheck: true
  aws:profile: production
  datadog:apiKey:
    secure: v1:abc
`;

  it("is kept where it is a place, and asked for otherwise", () => {
    expect(told(withMore(more))).toEqual([
      "clone/package aws:profile: Write --set aws:profile=… with demo's own, or --set aws:profile= to leave it out.",
      "clone/secret datadog:apiKey: Write --secret datadog:apiKey=VARIABLE, with the clone's own in that variable.",
    ]);
  });

  it("is given with --set and --secret", () => {
    const set = [...(enough.set ?? []), ["aws:profile", ""], ["kubernetes:context", "demo"]] as const;
    const clone = withMore(more, { ...enough, set, secrets: [["datadog:apiKey", "KEY"]] });

    expect(clone.problems).toEqual([]);
    expect(configOf(clone)).toMatchObject({
      "aws:region": "eu-central-1",
      "aws:skipMetadataApiCheck": true,
      "kubernetes:context": "demo",
    });
    expect(clone.text).not.toMatch(/profile:|apiKey:/);
  });

  it.each([
    ["012345678901", "012345678901", '"012345678901"'],
    ["2026_11", "2026_11", '"2026_11"'],
    ["yes: no", "yes: no", '"yes: no"'],
    ["*nobody", "*nobody", '"*nobody"'],
    ['["a", {"b": 1}]', ["a", { b: 1 }], ""],
  ])("is what --set says, as it says it: %s", (said, value, text) => {
    const clone = withMore("", { ...enough, set: [...(enough.set ?? []), ["aws:thing", said]] });

    expect(clone.problems).toEqual([]);
    expect(configOf(clone)["aws:thing"]).toEqual(value);
    expect(clone.text).toContain(`aws:thing:${text === "" ? "\n" : ` ${text}`}`);
  });

  it("is told where it begins as a list and is none, and where there is nothing to leave out", () => {
    const set = [...(enough.set ?? []), ["aws:tags", "[a"], ["aws:proflie", ""]] as const;

    expect(told(withMore(more, { ...enough, set, secrets: [["datadog:apiKey", "KEY"]] }))).toEqual([
      "clone/form aws:tags: Write --set 'aws:tags=[…]' as JSON, or a plain text.",
      "clone/setting --set: Leave it out here too, or give it a value.",
      "clone/package aws:profile: Write --set aws:profile=… with demo's own, or --set aws:profile= to leave it out.",
    ]);
  });

  it("may be left out where it is a secret, and is never shown where it holds one", () => {
    const deep = "  aws:assumeRoles: [{ roleArn: { secure: v1:deep } }]\n";
    const set = [...(enough.set ?? []), ["datadog:apiKey", ""], ["aws:profile", "demo"]] as const;
    const asked = withMore(more + deep, { ...enough, set });
    const given = withMore(more + deep, { ...enough, set: [...set, ["aws:assumeRoles", "[]"]] });

    expect(asked.problems).toMatchObject([{ code: "clone/package", path: "aws:assumeRoles", value: null }]);
    expect(given.problems).toEqual([]);
    expect(
      JSON.stringify([asked.problems, given, withMore(more + deep, enough, { makesUp: true })]),
    ).not.toMatch(/v1:(abc|deep)/);
  });

  it("is said once", () => {
    const set = [...(enough.set ?? []), ["aws:profile", "a"]] as const;
    const secrets = [
      ["aws:profile", "PROFILE"],
      ["datadog:apiKey", "KEY"],
    ] as const;

    expect(withMore(more, { ...enough, set, secrets }).problems).toMatchObject([
      { code: "clone/setting", path: "--set", value: "aws:profile", rule: "--secret says it too." },
    ]);
  });

  it("is left out in the sandbox", () => {
    const clone = withMore(more, enough, { makesUp: true });

    expect(clone.problems).toEqual([]);
    expect(clone.text).not.toMatch(/profile|apiKey/);
  });
});

describe("imports of Pulumi ESC", () => {
  const lists = [
    ["a list", "environment:\n  - aws/prod\n  - common\n", ["aws/demo", "common"]],
    [
      "a definition",
      "environment:\n  imports:\n    - aws/prod: { merge: false }\n",
      { imports: [{ "aws/demo": { merge: false } }] },
    ],
  ] as const;

  it.each(lists)("are rewritten in %s", (_form, more, expected) => {
    const esc = more.includes("common")
      ? ([
          ["aws/prod", "aws/demo"],
          ["common", "common"],
        ] as const)
      : ([["aws/prod", "aws/demo"]] as const);
    const clone = withMore(more, { ...enough, esc });

    expect(clone.problems).toEqual([]);
    expect(parse(clone.text)).toMatchObject({ environment: expected });
  });

  it.each(lists)("are refused without a clone's own in %s", (_form, more) => {
    expect(told(withMore(more))[0]).toMatch(
      /^clone\/esc environment.*: Write --esc aws\/prod=… with an environment for the clone; --esc aws\/prod=aws\/prod shares it on purpose\.$/,
    );
  });

  it.each([
    ["environment: aws/prod\n", "environment"],
    ["environment: { imports: { aws/prod: { merge: false } } }\n", "environment.imports"],
    ["environment: { imports: aws/prod }\n", "environment.imports"],
    ["environment: [~]\n", "environment.[0]"],
    ["environment: [5]\n", "environment.[0]"],
    ["environment: [[aws/prod]]\n", "environment.[0]"],
    ["environment: [{ aws/prod: {}, gcp/prod: {} }]\n", "environment.[0]"],
  ])("are refused in any other form: %j", (more, path) => {
    expect(withMore(more, { ...enough, esc: [["null", "x"]] }).problems).toMatchObject([
      { code: "clone/esc", path: path.replace(".[", "[") },
      { code: "clone/esc", path: "--esc", value: "null" },
    ]);
  });

  it("may not be written in the file, nor be asked for in vain", () => {
    expect(
      told(withMore("environment:\n  values: { key: prod }\n", { ...enough, esc: [["a", "b"]] })),
    ).toEqual([
      "clone/esc environment.values: Move them into an environment of ESC, and rewrite its import with --esc.",
      "clone/esc --esc: Leave it out.",
    ]);
  });
});

describe("words that change nothing", () => {
  it.each([
    ["--set", { set: [...(enough.set ?? []), ["shop.acount", "1"]] }, "Did you mean shop.account?"],
    ["--set", { set: [...(enough.set ?? []), ["till.host", "t.example"]] }, "Leave it out."],
    ["--secret", { secrets: [["shop.nothing-like-it", "V"]] }, "Leave it out."],
  ] as const)("are refused: %s", (path, options, remedy) => {
    expect(made({ ...enough, ...options }).problems).toMatchObject([{ code: "clone/setting", path, remedy }]);
  });
});

describe("a clone that is there", () => {
  const again = (text: string, options = enough, changes: Partial<CloneRequest> = {}): readonly string[] => {
    const request = cloneRequest(origin, options, changes);
    return otherThanAsked({ file: "Pulumi.demo.yaml", text }, request, cloneOf(request)).map(
      ({ code, path, rule, value }) => `${code} ${path} ${value ?? "-"}: ${rule}`,
    );
  };

  it("is the one that is asked for by the same words, also after Pulumi wrote its file", () => {
    const { text } = made();
    const touched = text
      .replace("pages: false", 'pages: "false"')
      .replace("  belfry:settings:\n", "  belfry:settings:\n    shop.hidden: { secure: v1:abc }\n");

    expect(again(text)).toEqual([]);
    expect(again(`${touched}encryptionsalt: v1:abc\n`)).toEqual([]);
  });

  it.each([
    [
      "another origin",
      "clonedFrom: prod",
      "clonedFrom: staging",
      "clone/differs Pulumi.demo.yaml belfry:clonedFrom staging: there is such a clone, made otherwise: a clone of prod is asked for.",
    ],
    [
      "an edit",
      "belfry:backups: daily",
      "belfry:backups: full",
      "clone/differs Pulumi.demo.yaml belfry:backups full: there is such a clone, made otherwise: it would be daily.",
    ],
    [
      "no clone",
      "  belfry:clonedFrom: prod\n",
      "",
      "clone/no-clone Pulumi.demo.yaml -: this environment was not made by a clone, and would be lost under one.",
    ],
  ])("is refused for %s", (_what, was, is, expected) => {
    expect(made().text).toContain(was);
    expect(again(made().text.replace(was, is))).toEqual([expected]);
  });

  it.each(["config: [", "a: 1\na: 2\n", "config: *nobody\n"])("is told where it is no YAML: %j", (text) => {
    expect(() => cloneFileOf({ file: "Pulumi.demo.yaml", text })).toThrow(ModelError);
  });

  it("has a secret where its stack encrypted one, and not where only its command says so", () => {
    const { text } = made({ ...enough, secrets: [["shop.lead", "LEAD"]] });
    const encrypted = text.replace(
      "  belfry:settings:\n",
      "  belfry:settings:\n    shop.lead: { secure: v1:abc }\n",
    );

    expect(text).toContain("shop.lead=LEAD");
    expect(hasSecret({ file: "Pulumi.demo.yaml", text }, "shop.lead")).toBe(false);
    expect(hasSecret({ file: "Pulumi.demo.yaml", text: encrypted }, "shop.lead")).toBe(true);
  });

  it("is refused for other words, with what differs", () => {
    expect(again(made().text, { ...enough, scale: 0.5 })).toEqual([
      expect.stringMatching(
        /^clone\/differs Pulumi\.demo\.yaml belfry clone prod demo .*--ttl 3d: .*--scale 0\.5 --ttl 3d` is asked for\.$/,
      ),
      "clone/differs Pulumi.demo.yaml belfry:scale -: there is such a clone, made otherwise: it would be 0.5.",
    ]);
  });
});
