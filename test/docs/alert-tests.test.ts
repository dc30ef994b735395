import { readFileSync } from "node:fs";
import { join } from "node:path";

import { bookshop } from "../../docs/examples/bookshop";
import { buildPlan } from "../../plan/build";
import { mutateTested } from "../../preview/alert-tests/mutate";
import { runSuite } from "../../preview/alert-tests/suite";
import { estate } from "../../services/estate";
import { environmentOf } from "../support/models";

const folder = join(__dirname, "..", "..", "docs");

const environment = environmentOf({ services: ["bookshop"], settings: {} });

const { guardrails } = buildPlan({ environment, estate, services: [bookshop] });

it("the example's alert tests pass, and hold every number of what they try", () => {
  const file = "examples/bookshop.alerts.test.yaml";
  const suite = runSuite([{ file, text: readFileSync(join(folder, file), "utf8") }], guardrails);

  expect(suite.problems).toEqual([]);
  expect(suite.results.map(({ failures }) => failures)).toEqual([[], [], []]);
  expect(mutateTested(suite.results, guardrails).survivors).toEqual([]);
});
