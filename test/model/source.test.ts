import fc from "fast-check";

import { documented, fact, house, reference, referencedId, setting, settingsIn } from "../../model/source";
import { defaulted, production, required } from "../../model/setting";

describe("sources", () => {
  it("of a fact name it, alone or among others, and say why where they were told", () => {
    expect(fact("VH-008", 85)).toEqual({
      value: 85,
      source: { kind: "fact", facts: ["VH-008"], because: null },
    });
    expect(fact(["VH-008", "VH-060"], 70, "Both say so.")).toEqual({
      value: 70,
      source: { kind: "fact", facts: ["VH-008", "VH-060"], because: "Both say so." },
    });
  });

  it("of a documented number name the page", () => {
    expect(documented(900, "https://docs.example", "It says so.")).toEqual({
      value: 900,
      source: { kind: "documentation", page: "https://docs.example", because: "It says so." },
    });
  });

  it("of a chosen number ask its owner", () => {
    expect(house(5, "Safe.", "Right?")).toEqual({
      value: 5,
      source: { kind: "house", because: "Safe.", ask: "Right?" },
    });
  });
});

describe("settings", () => {
  it("are required where nothing answers them, and show a made-up example", () => {
    expect(required("shop.domain", "Host", "shop.example", ["VH-014"])).toEqual({
      key: "shop.domain",
      describe: "Host",
      example: "shop.example",
      fallback: null,
      holdsIn: "everywhere",
      shared: false,
      facts: ["VH-014"],
    });
  });

  it("have a default where the runbook answers them", () => {
    expect(defaulted("shop.region", "Region", "eu-central-1")).toEqual({
      key: "shop.region",
      describe: "Region",
      example: "eu-central-1",
      fallback: "eu-central-1",
      holdsIn: "everywhere",
      shared: true,
      facts: [],
    });
  });

  it("name production where a runbook does, with an example for everywhere else", () => {
    const values = { value: "shop.real.example", example: "shop.example" };

    expect(production("shop.domain", "Host", values)).toEqual({
      key: "shop.domain",
      describe: "Host",
      example: "shop.example",
      fallback: "shop.real.example",
      holdsIn: "production",
      shared: false,
      facts: [],
    });
  });
});

describe("placeholders", () => {
  it.each([
    ["https://${setting:shop.domain}/health", ["shop.domain"]],
    ["${setting:a.b}${setting:c-d}", ["a.b", "c-d"]],
    ["${setting:a} and ${setting:a}", ["a", "a"]],
    ["no placeholder", []],
    ["${setting:}", []],
    ["${setting:with space}", []],
    ["$ {setting:a}", []],
    ["${objective:shop/uptime}", []],
  ])("%s waits for %j", (text, keys) => {
    expect(settingsIn(text)).toEqual(keys);
  });

  it("are found wherever they were written", () => {
    const key = fc.stringMatching(/^[a-z][a-zA-Z0-9.-]{0,20}$/);
    fc.assert(
      fc.property(fc.array(key), fc.stringMatching(/^[^$]*$/), (keys, between) => {
        expect(settingsIn(keys.map((key) => setting(key)).join(between))).toEqual(keys);
      }),
    );
  });

  it.each(["objective", "dashboard", "monitor"] as const)("of one %s name its id", (kind) => {
    expect(reference(kind, "shop/uptime")).toBe(`\${${kind}:shop/uptime}`);
    expect(referencedId(reference(kind, "shop/uptime"))).toBe("shop/uptime");
    expect(referencedId("shop/uptime")).toBe("shop/uptime");
  });
});
