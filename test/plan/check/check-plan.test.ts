import { monitor } from "../../../model/declaration";
import { describeProblems } from "../../../model/problem";
import { percent } from "../../../model/quantity";
import { fact } from "../../../model/source";
import { buildPlan } from "../../../plan/build";
import { checkPlan } from "../../../plan/check/check-plan";
import {
  codesOf,
  environmentOf,
  errorRate,
  inputsOf,
  latency,
  serviceOf,
  shopFacts,
  shopGuidance,
  stagingOf,
} from "../../support/models";

function check(...parts: Parameters<typeof inputsOf>) {
  const inputs = inputsOf(...parts);
  return checkPlan(buildPlan(inputs), inputs, shopFacts);
}

const wrongOrder = monitor({
  name: "wrong-order",
  title: "wrong order",
  signal: "errorRate",
  warning: fact("VH-010", percent(5)),
  critical: fact("VH-010", percent(2)),
  ...shopGuidance,
});

const wrongNumber = monitor({
  name: "Wrong number",
  title: "wrong number",
  signal: "errorRate",
  critical: fact("VH-010", percent(7)),
  ...shopGuidance,
});

const unmeasured = monitor({
  name: "unmeasured",
  title: "unmeasured",
  signal: "cpuUsage",
  critical: fact("VH-999", percent(85)),
  ...shopGuidance,
});

const mistaken = serviceOf({ guardrails: [errorRate, errorRate, wrongOrder, wrongNumber, unmeasured] });
const change = { value: percent(90), bare: false, because: null, until: null };

describe("checkPlan", () => {
  it("finds nothing wrong with the made-up service", () => {
    expect(check()).toEqual([]);
  });

  it("tells all problems at once, in a stable order", () => {
    const problems = check(
      mistaken,
      environmentOf({ overrides: { "shop/eror-rate": { critical: change } } }),
    );

    expect(describeProblems("The shop", problems)).toMatchInlineSnapshot(`
     "The shop has 10 problems:
       shop/errors (2 times): an id names one guardrail. Give each its own name. [id/duplicate]
       shop/Wrong number: an id is service/name in lower-case letters, digits and hyphens, which do not stand first or last. Rename it. [id/form]
       belfry:overrides.shop/eror-rate: no guardrail of prod has this id; it would change nothing. \`npx belfry plan\` lists the ids. [override/unknown-guardrail]
       shop/wrong-order.warning (5 %): the warning can never come before the alert at 2 %, since above is bad. Set it below 2 %. [threshold/order]
       shop/wrong-order.critical (2 %): VH-010 says 2 % (warning), 5 % (critical). Write the fact's number for this field. If the runbook changed, change its figure in services/facts too; if the number is not the runbook's, say house() instead of fact(). [fact/number]
       shop/wrong-order.warning (5 %): VH-010 says 2 % (warning), 5 % (critical). Write the fact's number for this field. If the runbook changed, change its figure in services/facts too; if the number is not the runbook's, say house() instead of fact(). [fact/number]
       shop/Wrong number.critical (7 %): VH-010 says 2 % (warning), 5 % (critical). Write the fact's number for this field. If the runbook changed, change its figure in services/facts too; if the number is not the runbook's, say house() instead of fact(). [fact/number]
       shop/unmeasured.signal (cpuUsage): the service does not say where this signal is measured. Add cpuUsage to its telemetry, or declare it uninstrumented with the reason. [telemetry/missing]
       shop/unmeasured (VH-999): no runbook fact has this id. Cite a fact of services/facts. [fact/unknown]
       shop (VH-011): no guardrail deploys this fact, no duty or note tells it, and nothing says why not. Cite it in a guardrail, a duty or a note, or list it under undeployed with the reason. [fact/unaccounted]"
    `);
    expect(codesOf(check(mistaken))).toEqual(codesOf(check(mistaken)));
  });

  it("looks only at the services that the environment selects", () => {
    expect(check(mistaken, environmentOf({ services: [] }))).toEqual([]);
  });

  it("asks an environment with fewer backups for no full coverage of the facts", () => {
    const partial = serviceOf({ guardrails: [errorRate] });

    expect(codesOf(check(partial))).toEqual(["fact/unaccounted"]);
    expect(codesOf(check(partial, stagingOf()))).toEqual([]);
    expect(codesOf(check(serviceOf({ guardrails: [errorRate, latency] })))).toEqual([]);
  });
});
