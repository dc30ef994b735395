import { readFileSync } from "node:fs";
import { join } from "node:path";

import { bookshop } from "../../docs/examples/bookshop";
import { buildPlan } from "../../plan/build";
import { checkPlan } from "../../plan/check/check-plan";
import { planSchema } from "../../plan/schema";
import { estate } from "../../services/estate";
import { factBook } from "../../stacks/load-plan";
import { environmentOf } from "../support/models";

const root = join(__dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

const environment = environmentOf({ name: "local", services: ["bookshop"], settings: {} });

describe("the service of the README", () => {
  it("is the example file, word for word, as it stands in services/", () => {
    const example = readFileSync(join(root, "docs", "examples", "bookshop.ts"), "utf8")
      .replaceAll('"../../services/', '"./')
      .replaceAll('"../../', '"../');

    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it("makes a valid plan without problems", () => {
    const inputs = { environment, estate, services: [bookshop] };

    const plan = buildPlan(inputs);

    expect(planSchema.parse(plan)).toEqual(plan);
    expect(checkPlan(plan, inputs, factBook)).toEqual([]);
    expect(plan.guardrails.filter(({ service }) => service === "bookshop").map(({ id }) => id)).toEqual([
      "bookshop/latency-p95",
      "bookshop/errors",
      "bookshop/errors-burn-fast",
      "bookshop/errors-burn-medium",
      "bookshop/errors-burn-slow",
      "bookshop/health",
      "bookshop/dashboard",
    ]);
  });
});

describe("the commands of the README", () => {
  it("are all there", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const named = [...readme.matchAll(/npm run (\w+)/g)].map((match) => match[1] ?? "");

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
