import { join } from "node:path";

import { call, TemporaryCheckout } from "./temporary-checkout";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { name: string; reason?: string }[];
  readonly failures: readonly { name: string; reason?: string }[];
}

const file = (status: string, ...cases: readonly string[]): object => ({
  name: "test/model/threshold.test.ts",
  status,
  assertionResults: cases.map((caseStatus, index) => ({ fullName: `case ${index + 1}`, status: caseStatus })),
});

describe("countJest", () => {
  let checkout: TemporaryCheckout;
  beforeEach(() => {
    checkout = new TemporaryCheckout();
  });
  afterEach(() => {
    checkout.remove();
  });

  const count = async (
    testResults: readonly object[] | undefined,
    problem?: string,
  ): Promise<Counts | undefined> => {
    if (testResults) checkout.write("unit.json", { testResults });
    return (
      await call<Counts>("test-report.mjs", "countJest", "unit", join(checkout.root, "unit.json"), problem)
    ).result;
  };

  it("counts cases, and names those that failed or were skipped", async () => {
    const results = [file("failed", "passed", "failed", "pending"), file("passed", "passed", "todo")];

    expect(await count(results, "exit code 1")).toEqual({
      passed: 2,
      failed: 1,
      failures: [{ name: "case 2", reason: "failed" }],
      skipped: [
        { name: "case 3", reason: "pending" },
        { name: "case 2", reason: "todo" },
      ],
    });
  });

  it("counts a file that could not run as one failure", async () => {
    expect(await count([file("passed", "passed"), file("failed")], "exit code 1")).toMatchObject({
      passed: 1,
      failed: 1,
      failures: [{ name: "test/model/threshold.test.ts", reason: "the test file could not run" }],
    });
  });

  it("counts a run that failed though no case did", async () => {
    expect(await count([file("passed", "passed")], "ended by SIGKILL")).toMatchObject({
      passed: 1,
      failed: 1,
      failures: [{ name: "unit", reason: "ended by SIGKILL" }],
    });
  });

  it.each(["exit code 1", undefined])("counts a run without results as a failure (%s)", async (problem) => {
    expect(await count(undefined, problem)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe("renderReport", () => {
  it("lists what was skipped and what failed, and ends with the sum", async () => {
    const stage = (name: string, seconds: number, counts: Partial<Counts>): object => ({
      name,
      seconds,
      counts: { passed: 0, failed: 0, skipped: [], failures: [], ...counts },
    });

    const { result } = await call<string>("test-report.mjs", "renderReport", [
      stage("check", 3.14, { passed: 1 }),
      stage("lint", 12, { failed: 1, failures: [{ name: "lint", reason: "exit code 1" }] }),
      stage("unit", 20.06, {
        passed: 40,
        failed: 1,
        skipped: [{ name: "promtool accepts the rules", reason: "pending" }],
        failures: [{ name: "percent(5) is a percentage", reason: "failed" }],
      }),
    ]);

    expect(result).toMatchInlineSnapshot(`
     "Skipped (1)
       - unit: promtool accepts the rules (pending)

     Failed (2)
       - lint (exit code 1)
       - unit: percent(5) is a percentage

     Stages
       check       3.1 s  1 passed, 0 failed
       lint       12.0 s  0 passed, 1 failed
       unit       20.1 s  40 passed, 1 failed, 1 skipped

     41 passed, 2 failed"
    `);
  });
});
