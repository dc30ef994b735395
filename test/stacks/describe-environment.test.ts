import { production, required, defaulted } from "../../model/setting";
import { describeEnvironment } from "../../stacks/describe-environment";
import { environmentFields } from "../../stacks/environment-fields";
import { configKeys } from "../../stacks/raw-config";
import { resolveEnvironment } from "../../stacks/resolve-environment";
import { estateOf, serviceOf } from "../support/models";

const shop = serviceOf({
  settings: [
    required("shop.domain", "Public host", "shop.example"),
    required("shop.team", "Who is asked", "shop-team"),
    production("shop.project", "Project", { value: "shop-real", example: "shop-example" }),
    defaulted("shop.filter", "Filter", "error"),
  ],
});
const known = [estateOf({ settings: [] }), shop, serviceOf({ name: "depot" })];

const described = (own: Readonly<Record<string, unknown>>, stack = "review") => {
  const project = { environment: "", protected: "", relax: 1, services: [], asOf: "2026-11-21" };
  const source = { where: "a file", stack, values: { ...project, ...own }, own: Object.keys(own) };
  const { environment, problems } = resolveEnvironment(source, known);
  expect(problems).toEqual([]);
  return describeEnvironment(source, environment, known);
};

describe("a described environment", () => {
  it("tells of each field who said it, and what follows where nobody did", () => {
    const { environment, fields } = described({ relax: 2, services: ["shop"] });
    const said = Object.fromEntries(fields.map(({ key, layer, value }) => [key, [layer, value]]));

    expect(environment).toBe("review");
    expect(said).toMatchObject({
      environment: ["derived", "review"],
      protected: ["derived", false],
      relax: ["stack", 2],
      services: ["stack", ["shop"]],
      scale: ["project", 1],
      expires: ["project", null],
    });
    expect(Object.keys(said)).toEqual(configKeys.filter((key) => key !== "settings"));
  });

  it("tells of a setting that only its stack can read that it is there", () => {
    const source = {
      where: "a file",
      stack: "review",
      values: { asOf: "2026-11-21" },
      encrypted: ["shop.domain"],
    };
    const { settings } = describeEnvironment(source, resolveEnvironment(source, known).environment, known);

    expect(settings[0]).toMatchObject({ key: "shop.domain", layer: "stack", value: "[secret]" });
  });

  it("tells of each setting who said it, and which are missing", () => {
    const of = (own: Readonly<Record<string, unknown>>, stack?: string) =>
      described({ services: ["shop"], ...own }, stack).settings.map(({ key, layer, shared, value }) => [
        key,
        value,
        layer,
        shared,
      ]);

    expect(of({ settings: { "shop.domain": "shop.test" } })).toEqual([
      ["shop.domain", "shop.test", "stack", false],
      ["shop.team", null, null, false],
      ["shop.project", null, null, false],
      ["shop.filter", "error", "service", true],
    ]);
    expect(of({}, "prod")[2]).toEqual(["shop.project", "shop-real", "service", false]);
    expect(of({ exampleSettings: true })[0]).toEqual([
      "shop.domain",
      "shop-review.example",
      "examples",
      false,
    ]);
  });

  it("knows what a clone makes of every key", () => {
    expect(Object.keys(environmentFields).sort()).toEqual([...configKeys].sort());
  });
});
