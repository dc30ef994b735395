import { hideTexts, settingTexts } from "../../preview/secrets";
import type { Plan } from "../../plan/types";

const planWith = (...values: readonly (string | null)[]): Plan => ({
  schemaVersion: 1,
  environment: "prod",
  asOf: "2026-11-21",
  settings: values.map((value, index) => ({ key: `shop.${index}`, describe: "", value })),
  guardrails: [],
});

describe("settings that hold a secret", () => {
  it("are hidden in every form in which guardrails write them, the longest first", () => {
    const plans = [planWith("ann@x.example, bob@x.example", null), planWith("no", "shop.example")];
    expect(settingTexts(plans)).toEqual([
      "ann%40x.example%2C%20bob%40x.example",
      "ann@x.example, bob@x.example",
      "ann%40x.example",
      "bob%40x.example",
      "ann@x.example",
      "bob@x.example",
      "shop.example",
    ]);
  });

  it("are hidden in what is told, and ids, classes and counts stay", () => {
    const told = {
      changes: [
        {
          id: "shop/cpu",
          before: "https://shop.example/health",
          after: null,
          fields: [{ field: "check", before: "shop.example", classes: ["scope"] }],
        },
      ],
      stack: {
        guardrails: { before: 3, after: 4 },
        settings: [{ key: "shop.domain", before: "shop.example" }],
      },
      problems: [{ path: "shop/cpu", rule: "it is shop.example instead of b" }],
    };
    expect(hideTexts(told, ["shop.example", "shop"])).toEqual({
      changes: [
        {
          id: "shop/cpu",
          before: "https://[hidden]/health",
          after: null,
          fields: [{ field: "check", before: "[hidden]", classes: ["scope"] }],
        },
      ],
      stack: { guardrails: { before: 3, after: 4 }, settings: [{ key: "shop.domain", before: "[hidden]" }] },
      problems: [{ path: "shop/cpu", rule: "it is [hidden] instead of b" }],
    });
  });
});
