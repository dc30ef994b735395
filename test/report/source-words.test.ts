import type { PlanSource } from "../../plan/types";
import { sourceWords } from "../../report/source-words";

const source = (changes: Partial<PlanSource>): Parameters<typeof sourceWords>[0] => ({
  kind: "house",
  facts: [],
  key: null,
  page: null,
  until: null,
  ...changes,
});

describe("sourceWords", () => {
  it.each<[Partial<PlanSource>, string]>([
    [{ kind: "fact", facts: ["VH-008", "VH-060"] }, "VH-008, VH-060"],
    [{ kind: "documentation", page: "https://docs.example" }, "documentation (https://docs.example)"],
    [{ kind: "house" }, "our choice"],
    [{ kind: "setting", key: "shop.domain" }, "setting shop.domain"],
    [{ kind: "override" }, "this environment's override"],
    [{ kind: "override", layer: "override" }, "this environment's override"],
    [{ kind: "override", layer: "environment" }, "this environment as a whole"],
    [{ kind: "override", layer: "environment", key: "belfry:relax" }, "belfry:relax of this environment"],
    [{ kind: "override", until: "2027-01-31" }, "this environment's override until 2027-01-31"],
  ])("says %j", (changes, words) => {
    expect(sourceWords(source(changes))).toBe(words);
  });

  it("marks keys and pages as its text does", () => {
    const marks = { code: (text: string) => `\`${text}\``, link: (words: string) => `<${words}>` };

    expect(sourceWords(source({ kind: "setting", key: "shop.domain" }), marks)).toBe("setting `shop.domain`");
    expect(sourceWords(source({ kind: "documentation", page: "x" }), marks)).toBe("<documentation>");
  });
});
