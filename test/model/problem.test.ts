import { describeProblems, ModelError, type Problem } from "../../model/problem";

const order: Problem = {
  code: "threshold/order",
  path: "shop/cpu.warning",
  value: "90 %",
  rule: "the warning can never come before the alert at 85 %, since above is bad.",
  remedy: "Set it below 85 %.",
};

describe("problems", () => {
  it("are told with path, value, rule, remedy and code", () => {
    expect(describeProblems("Pulumi.prod.yaml", [order, { ...order, value: null }])).toMatchInlineSnapshot(`
     "Pulumi.prod.yaml has 2 problems:
       shop/cpu.warning (90 %): the warning can never come before the alert at 85 %, since above is bad. Set it below 85 %. [threshold/order]
       shop/cpu.warning: the warning can never come before the alert at 85 %, since above is bad. Set it below 85 %. [threshold/order]"
    `);
  });

  it("are told as one where there is one", () => {
    expect(describeProblems("The model", [order])).toMatch(/^The model has 1 problem:\n/);
  });

  it("stay with the error that carries them", () => {
    const error = new ModelError("The model", [order]);

    expect(error.problems).toEqual([order]);
    expect(error.message).toBe(describeProblems("The model", [order]));
    expect(error.name).toBe("ModelError");
  });
});
