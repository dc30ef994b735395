import { parseQuantity, units } from "../../model/quantity";
import { severities } from "../../model/severity";
import { signals } from "../../model/signal";
import { settingsIn } from "../../model/source";
import { checkAwsCron } from "../../plan/check/schedules";
import { unaccountedFacts } from "../../plan/check/facts";
import { services } from "../../services/all";
import { estate } from "../../services/estate";
import { facts, factsOf } from "../../services/facts";
import { factBook, knownServices } from "../../stacks/load-plan";
import { committedStacks, loadCommitted } from "../support/models";
import { textsOf } from "../support/texts";

const known = new Set(Object.keys(facts));
const prod = loadCommitted("prod");

/** What hands out something secret, by its usual forms. */
const secrets = [
  /\bsk_(live|test)_\w+/,
  /\bAKIA[0-9A-Z]{16}\b/,
  /\bgh[pousr]_\w{20,}/,
  /\bxox[abprs]-\w+/,
  /\beyJ[\w-]{10,}\.[\w-]{10,}/,
  /-----BEGIN/,
  /\bsbp_\w{20,}/,
  /postgres(ql)?:\/\/[^$\s"]*:[^$\s"]*@/,
  /\b[0-9a-f]{32,}\b/,
  /hooks\.slack\.com\/services/,
];

describe("the services", () => {
  it("have names, prefixes of settings and runbooks of their own", () => {
    for (const part of ["name", "title", "runbook"] as const) {
      const values = knownServices.map((service) => service[part]);
      expect(new Set(values).size).toBe(values.length);
    }
    const keys = knownServices.flatMap(({ settings }) => settings.map(({ key }) => key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are named as tags, ids and buckets can be", () => {
    expect(knownServices.filter(({ name }) => !/^[a-z][a-z0-9-]{1,20}$/.test(name))).toEqual([]);
  });

  it("have facts of a runbook each", () => {
    expect(services.filter(({ name }) => !factsOf[name])).toEqual([]);
    expect(Object.keys(factsOf).filter((name) => !services.some((service) => service.name === name))).toEqual(
      [],
    );
  });
});

describe.each(knownServices.map((service) => [service.name, service] as const))("%s", (name, service) => {
  it("declares each name once, in the form of an id", () => {
    const names = service.guardrails.map((each) => each.name);

    expect(names.filter((each, index) => names.indexOf(each) !== index)).toEqual([]);
    expect(names.filter((each) => !/^[a-z][a-z0-9-]*$/.test(each))).toEqual([]);
  });

  it("cites only facts that a runbook has, and of its own runbook in what it leaves out", () => {
    const own = new Set(Object.keys(factsOf[name] ?? {}));
    const left = service.undeployed.flatMap((each) => each.facts);

    expect(left.filter((id) => !own.has(id))).toEqual([]);
    expect(service.settings.flatMap((each) => each.facts).filter((id) => !known.has(id))).toEqual([]);
  });

  it("gives a reason for what it leaves out and for what it decided", () => {
    for (const { because } of [...service.undeployed, ...service.decisions])
      expect(because).toMatch(/^\S.*\.$/);
    const ids = service.decisions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("either deploys a fact or says why not, not both", () => {
    const deployed = new Set(
      prod.plan.guardrails.filter((each) => each.service === name).flatMap((each) => each.facts),
    );

    expect(service.undeployed.flatMap((each) => each.facts).filter((id) => deployed.has(id))).toEqual([]);
  });

  it("accounts for every fact of the kinds that must be", () => {
    expect(unaccountedFacts(service, prod.plan.guardrails, factBook)).toEqual([]);
  });

  it("tells every severity through one of its routes, and wakes someone for the worst", () => {
    const routes = Object.keys(service.routes);

    expect(severities.filter((each) => !routes.includes(service.severities[each].route))).toEqual([]);
    expect(Object.values(service.routes).filter(({ purpose }) => !purpose)).toEqual([]);
  });

  it("measures signals in units of their dimension", () => {
    const wrong = Object.entries(service.telemetry).filter(
      ([signal, telemetry]) =>
        telemetry.status !== "uninstrumented" &&
        signals[signal as keyof typeof signals].dimension !== units[telemetry.unit].dimension &&
        signals[signal as keyof typeof signals].dimension !== "rate",
    );

    expect(wrong.map(([signal]) => signal)).toEqual([]);
  });

  it("names, for what it measures itself, the guardrail that does", () => {
    const names = new Set(service.guardrails.map((each) => each.name));
    const sources = [
      ...Object.values(service.telemetry),
      ...service.guardrails.flatMap((each) =>
        each.kind === "monitor" && each.telemetry ? [each.telemetry] : [],
      ),
    ].flatMap((telemetry) => (telemetry.status === "owned" ? [telemetry.source] : []));

    expect(sources.filter((source) => source === null || !names.has(source))).toEqual([]);
  });

  it("declares every setting that it waits for, under its own name", () => {
    const declared = new Set([...service.settings, ...estate.settings].map(({ key }) => key));

    expect(
      textsOf(service.guardrails)
        .flatMap(settingsIn)
        .filter((key) => !declared.has(key)),
    ).toEqual([]);
    expect(service.settings.filter(({ key }) => !key.startsWith(`${name}.`))).toEqual([]);
  });

  it("has settings with a made-up example of the right form", () => {
    for (const { describe: words, example, key } of service.settings) {
      expect([key, example]).toEqual([key, expect.stringMatching(/\S/)]);
      expect(words).toMatch(/^[A-Z].*[^.]$/);
      expect(example).not.toMatch(/https?:\/\/(?!\S*\bexample\b)/);
      if (/(domain|host)$/i.test(key)) expect(example).toMatch(/^[a-z0-9.-]+\.[a-z]+$/);
      if (/channel$/i.test(key)) expect(example).toMatch(/^[a-z0-9_-]+$/);
      if (/(mailbox|email)$/i.test(key)) expect(example).toMatch(/^\S+@\S+\.example$/);
    }
  });

  it("holds nothing that looks like a secret", () => {
    const texts = textsOf(service);

    expect(texts.filter((text) => secrets.some((form) => form.test(text)))).toEqual([]);
  });

  it("gives whoever is told an impact and first steps", () => {
    const mute = service.guardrails.filter(
      (each) => "impact" in each && (!each.impact.endsWith(".") || each.firstSteps.length === 0),
    );

    expect(mute.map((each) => each.name)).toEqual([]);
  });
});

describe.each(committedStacks)("the catalogue in %s", (stack) => {
  it("is what every cited number says", () => {
    expect(loadCommitted(stack).problems).toEqual([]);
  });
});

describe("the catalogue", () => {
  it("has figures that are numbers, windows that are times and schedules that can come", () => {
    for (const [id, fact] of Object.entries(facts)) {
      for (const value of [fact.warning, fact.critical, fact.target, ...(fact.range ?? [])]) {
        expect([id, value === undefined || Number.isFinite(value)]).toEqual([id, true]);
      }
      for (const time of [fact.window, fact.for])
        expect([id, time ?? "1m"]).toEqual([id, expect.stringMatching(/^\d+[smhd]$/)]);
    }
  });

  it("knows no fact twice", () => {
    const all = Object.values(factsOf).flatMap((each) => Object.keys(each));

    expect(new Set(all).size).toBe(all.length);
  });
});

describe("the planned schedules", () => {
  it("of recovery points come after the dump of the same night", () => {
    const backups = prod.plan.guardrails.flatMap((each) => (each.kind === "backup" ? [each] : []));

    expect(backups.length).toBeGreaterThan(0);
    for (const { id, tiers } of backups) {
      expect(tiers.flatMap(({ schedule }) => checkAwsCron(id, schedule))).toEqual([]);
    }
  });

  it("are seen in the sources as numbers that can be read again", () => {
    const critical = prod.plan.guardrails.flatMap(({ kind, sources }) =>
      kind === "monitor" ? sources.filter(({ field }) => field === "critical") : [],
    );

    expect(critical.filter(({ stated }) => parseQuantity(stated ?? "") === undefined)).toEqual([]);
  });
});
