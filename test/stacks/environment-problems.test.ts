import { describeProblem } from "../../model/problem";
import { resolveEnvironment } from "../../stacks/resolve-environment";
import { estateOf, serviceOf } from "../support/models";

const known = [estateOf({ settings: [] }), serviceOf({ settings: [] })];

const resolved = (values: Readonly<Record<string, unknown>>, stack = "review") =>
  resolveEnvironment(
    { where: "Pulumi.review.yaml", stack, values: { asOf: "2026-11-21", ...values } },
    known,
  );

const codes = (values: Readonly<Record<string, unknown>>, stack?: string): readonly string[] =>
  resolved(values, stack).problems.map(({ code, path }) => `${code} ${path.split(":")[1] ?? ""}`);

describe("an environment as a whole", () => {
  it.each([
    ["a clone that goes", { clonedFrom: "prod", expires: "2026-11-24T19:30Z", relax: 1.5, scale: 0.5 }],
    ["one that is kept though it pages nobody", { protected: true }],
    ["one that pages, and is protected without saying so", { pages: true, scale: 2 }],
    [
      "one whose keys are as empty as Pulumi.yaml leaves them",
      { clonedFrom: "", expires: "", protected: "" },
    ],
  ])("may be %s", (_what, values) => {
    expect(resolved(values).problems.map(describeProblem)).toEqual([]);
  });

  it.each([
    ["relaxed levels where it pages", { pages: true, relax: 1.5 }, ["config/pages relax"]],
    ["an end where it pages", { pages: true, expires: "2026-11-24T19:30Z" }, ["config/pages expires"]],
    ["no protection where it pages", { pages: true, protected: false }, ["config/pages protected"]],
    ["an end and protection", { protected: true, expires: "2026-11-24T19:30Z" }, ["config/expires expires"]],
    ["itself as its origin", { clonedFrom: "review" }, ["config/cloned-from clonedFrom"]],
    ["stricter levels by relaxing", { relax: 0.5 }, ["config/form relax"]],
    ["no replicas at all", { scale: 0 }, ["config/form scale"]],
    ["a day for an instant", { expires: "2026-11-24" }, ["config/form expires"]],
    ["an origin that cannot be a name", { clonedFrom: "Prod!" }, ["config/form clonedFrom"]],
    ["a word for a truth value", { protected: "yes" }, ["config/form protected"]],
  ])("may not have %s", (_what, values, expected) => {
    expect(codes(values)).toEqual(expected);
  });

  it("is protected where it pages, unless it says otherwise of one that does not", () => {
    const kept = (values: Readonly<Record<string, unknown>>): boolean =>
      resolved(values).environment.protected;

    expect([kept({}), kept({ pages: true }), kept({ protected: true })]).toEqual([false, true, true]);
  });
});
