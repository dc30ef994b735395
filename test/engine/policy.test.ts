import { writeFileSync } from "node:fs";

import { resourceRules, stackRules } from "../../policy/pack";
import { CheckoutCopy, describeWithCli, type OpenSandbox, type Run } from "../support/engine";

/** The project's program with one monitor that Belfry knows nothing of. */
const byHand = `import * as datadog from "@pulumi/datadog";
import { deploy } from "./stacks/deploy";

function deployAll() {
  new datadog.Monitor("by-hand", {
    type: "query alert",
    name: "CPU",
    query: "avg(last_5m):avg:system.cpu.user{*} > 90",
    message: "Too hot. Runbook: https://runbooks.example/shop @oncall-shop",
    tags: ["team:shop"],
    onMissingData: "default",
  });
  return deploy();
}

export { deployAll as default };
`;

// One copy serves all tests; nothing is ever deployed here.
describeWithCli("the policy pack on the real engine", () => {
  let copy: CheckoutCopy;
  let program: string;
  let sandbox: OpenSandbox;

  beforeAll(async () => {
    copy = new CheckoutCopy();
    program = copy.read("index.ts");
    copy.configure();
    sandbox = await copy.openSandbox();
  });

  afterAll(() => copy.remove());

  const restore = (): void => {
    writeFileSync(copy.path("index.ts"), program);
    copy.configure();
  };

  describe.each([
    ["deployResources", "that each resource keeps", resourceRules],
    ["deployStack", "that a stack keeps as a whole", stackRules],
  ] as const)("with a hand-written program, %s, that breaks every rule %s", (deploy, _, rules) => {
    let preview: Run;

    beforeAll(async () => {
      writeFileSync(
        copy.path("index.ts"),
        `export { ${deploy} as default } from "./test/support/policy-violations";\n`,
      );
      preview = await copy.pulumi(sandbox, "preview");
    });

    afterAll(restore);

    it("refuses it", () => {
      expect(preview.code).not.toBe(0);
      expect(preview.text).toContain("❌ belfry@v");
    });

    it.each(rules.map((rule) => [rule.name, rule] as const))("tells %s at its resource", (name, rule) => {
      const told = preview.stdout.split("\n");
      const line = told.findIndex((each) =>
        new RegExp(`\\[mandatory\\] \\[severity: ${rule.severity}\\] +${name} +\\(.*: ${name}\\)$`).test(
          each,
        ),
      );

      expect(told[line + 1]?.trim()).toBe(`${rule.title}. ${rule.because}`);
      expect(told[line + 2]).toMatch(new RegExp(`^ +\\S+( \\(.+\\))?: .+\\. .+\\. \\[${name}\\]$`));
    });
  });

  describe("in npm start, with such a program", () => {
    beforeAll(() => {
      writeFileSync(
        copy.path("index.ts"),
        'export { deployResources as default } from "./test/support/policy-violations";\n',
      );
    });

    afterAll(restore);

    it("ends npm start with all that an update's first refusal would hide, and makes none of it", async () => {
      const { code, stderr } = await copy.belfry("start");

      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringContaining("The policy pack refuses what the program deploys."),
      });
      const missing = resourceRules.filter(({ name }) => !stderr.includes(`[${name}]`));
      expect(missing).toEqual([]);
      expect(await copy.objects()).toEqual([]);
    });
  });

  describe("with the project's own program", () => {
    beforeAll(restore);

    const passes = ({ code, text }: Run): void => {
      expect({
        code,
        errors: text.split("\n").filter((line) => /\berror: |\[mandatory\]/.test(line)),
      }).toEqual({
        code: 0,
        errors: [],
      });
      expect(text).toContain("✅ belfry@v");
    };

    it("passes every service", async () => {
      copy.configure({ services: [] });
      passes(await copy.pulumi(sandbox, "preview"));
    });

    it("passes an environment that must wake nobody", async () => {
      copy.configure({ services: [], environment: "staging", pages: false });
      passes(await copy.pulumi(sandbox, "preview"));
    });

    it("refuses one monitor by hand that would page there, in the middle of the program", async () => {
      copy.configure({ pages: false });
      writeFileSync(copy.path("index.ts"), byHand);
      const run = await copy.pulumi(sandbox, "preview");
      expect(run.code).not.toBe(0);
      expect(run.text).toContain("[quiet-environment]");
      expect(run.text).toContain("message (@oncall-shop): local does not page, and this would wake people.");

      const config = copy.path(".belfry", "policy.json");
      const rule = { enforcementLevel: "mandatory", pagingEnvironments: ["local"] };
      writeFileSync(config, JSON.stringify({ "quiet-environment": rule }));
      passes(await copy.pulumi(sandbox, "preview", "--policy-pack-config", config));
    });
  });
});
