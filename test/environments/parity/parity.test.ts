import { attribute } from "../../../environments/parity/attribute";
import { parityMarkdown } from "../../../environments/parity/markdown";
import { parityOf, paritySentence } from "../../../environments/parity/parity";
import type { Environment, Override } from "../../../model/environment";
import { percent } from "../../../model/quantity";
import { buildPlan } from "../../../plan/build";
import { diffPlans } from "../../../preview/diff";
import { knownServices } from "../../../stacks/load-plan";
import { madeUpSettings } from "../../../stacks/made-up-settings";
import { loadCommitted } from "../../support/models";

const { inputs } = loadCommitted("prod");
const prod = inputs.environment;
const staging = loadCommitted("staging").environment;

/** Staging with something else. */
const other = (changed: Partial<Environment>): Environment => ({ ...staging, ...changed });

const override = (value: number, because: string | null): Override => ({
  value: percent(value),
  bare: false,
  because,
  until: null,
});

/** The problems as `code path`. */
const told = (to: Environment, from: Environment = prod): readonly string[] =>
  parityOf({ ...inputs, environment: from }, to).problems.map(({ code, path }) => `${code} ${path}`);

describe("parity", () => {
  it("pairs every guardrail of prod with staging's, and explains every difference", () => {
    const parity = parityOf(inputs, staging);

    expect(parity.problems).toEqual([]);
    expect(parity.guardrails.map(({ id }) => id)).toEqual(buildPlan(inputs).guardrails.map(({ id }) => id));
    expect(parity.guardrails.every(({ on }) => on === "both")).toBe(true);
    expect(parity.causes.map(({ cause }) => cause)).toEqual([
      "belfry:environment",
      "belfry:settings",
      "belfry:pages",
      "belfry:probeSlowdown",
      "belfry:backups",
    ]);
    expect(paritySentence(parity)).toMatch(
      /^prod and staging: \d+ guardrails, each with its partner; .*: all of it explained\.$/,
    );
  });

  it("explains every setting that has another value, and sizes and leniency", () => {
    const filled = (environment: Environment): Environment => ({
      ...environment,
      settings: { ...madeUpSettings(environment.name, knownServices), ...environment.settings },
    });

    expect(told(filled(other({ scale: 0.5, relax: 1.5 })), filled(prod))).toEqual([]);
  });

  it("finds nothing between an environment and itself", () => {
    const { causes, guardrails, problems } = parityOf(inputs, prod);

    expect([causes, problems]).toEqual([[], []]);
    const settings = (...keys: readonly string[]) =>
      Object.fromEntries(keys.map((key) => [key, "shop.example"]));
    const [one, turned] = [
      settings("vendhub.domain", "watchtower.domain"),
      settings("watchtower.domain", "vendhub.domain"),
    ];
    expect(
      parityOf({ ...inputs, environment: { ...prod, settings: one } }, { ...prod, settings: turned }).causes,
    ).toEqual([]);
    expect(guardrails.every(({ differences }) => differences.length === 0)).toBe(true);
  });

  it("takes a changed value that says why, and refuses one that does not", () => {
    const looser = (because: string | null): Environment =>
      other({ overrides: { "vendhub/cpu": { critical: override(95, because) } } });

    expect(told(looser("Load tests run here."))).toEqual([]);
    expect(told(looser(null))).toContain("parity/undeclared vendhub/cpu.critical");
  });

  it("asks each changed value for its own reason, and none for what both sides change alike", () => {
    const changed = (fields: Readonly<Record<string, Override>>): Environment =>
      other({ overrides: { "vendhub/cpu": fields } });
    const [warm, hot] = [override(75, null), override(95, "Load tests run here.")];
    const alike = { ...prod, overrides: { "vendhub/cpu": { warning: warm } } };

    expect(told(changed({ warning: warm, critical: hot }), alike)).toEqual([]);
    expect(told(changed({ warning: warm, critical: hot }))).toEqual([
      "parity/undeclared vendhub/cpu.warning",
      "parity/undeclared vendhub/cpu.warningRecovery",
    ]);
  });

  it("takes the reason of the side that changes a value", () => {
    const tuned = { ...prod, overrides: { "vendhub/cpu": { critical: override(95, "It idles at 90 %.") } } };

    expect(told(staging, tuned)).toEqual([]);
  });

  it("lets an environment be stricter only where it declares so", () => {
    const tighter = (because: string | null): Environment =>
      other({ overrides: { "vendhub/cpu": { critical: override(82, because) } } });

    expect(told(tighter("A small machine."))).toEqual([]);
    expect(told(prod, staging)).toContain("parity/stricter victorysync/homepage.every");
    expect(told(prod, staging)).toContain("parity/stricter watchtower/restore-test.recoveryTime");
  });

  it("explains a guardrail without a partner by the selected services alone", () => {
    const parity = parityOf(inputs, other({ services: ["vendhub"] }));

    expect(parity.problems).toEqual([]);
    const alone = parity.guardrails.filter(({ on }) => on === "from");
    expect(alone.length).toBeGreaterThan(100);
    expect(alone.some(({ id }) => id.startsWith("vendhub/"))).toBe(false);
  });

  it("never lets another environment page", () => {
    expect(told(other({ pages: true }))).toEqual(["parity/pages staging belfry:pages"]);
    expect(told(prod, other({ pages: true }))).toContain("parity/pages staging belfry:pages");
  });

  it("lets what a clone is measured by page, whatever it is called", () => {
    const blue = { ...prod, name: "blue" };

    expect(told(staging, blue).filter((each) => each.startsWith("parity/pages"))).toEqual([]);
    expect(told(other({ pages: true }), blue)).toContain("parity/pages staging belfry:pages");
  });

  it("tells as a problem what a key is not meant to change", () => {
    // Of the backups only recovery points may differ: a rule that would let retention pass by pages is too wide.
    const causes = parityOf(inputs, other({ pages: true })).guardrails.flatMap(({ differences }) =>
      differences.filter(({ classes }) => classes.includes("retention")).map(({ cause }) => cause),
    );

    expect(new Set(causes)).toEqual(new Set(["belfry:backups"]));
  });

  it("is written as Markdown with every difference that is more than words", () => {
    const text = parityMarkdown(parityOf(inputs, staging));

    expect(text).toContain("| `vendhub/cpu` | both | `priority` |");
    expect(text).not.toContain("undefined");
  });
});

describe("attribution", () => {
  it("turns one environment wholly into the other", () => {
    const to = other({
      services: ["vendhub", "watchtower"],
      settings: { "vendhub.domain": "staging.vendhub.example" },
      pager: "pagerduty",
      overrides: { "vendhub/cpu": { critical: override(95, "why") } },
    });
    const { steps } = attribute(inputs, to);
    const last = steps.reduce<Environment>(
      (environment, { cause }) => ({ ...environment, [cause]: to[cause] }),
      prod,
    );

    expect(steps.map(({ cause }) => cause)).toEqual([
      "name",
      "services",
      "settings",
      "pager",
      "pages",
      "probeSlowdown",
      "backups",
      "overrides",
    ]);
    expect(
      diffPlans(buildPlan({ ...inputs, environment: last }), buildPlan({ ...inputs, environment: to })),
    ).toEqual({
      changes: [],
      settings: [],
    });
  });
});
