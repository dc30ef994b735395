import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Plan } from "../../plan/types";
import { packPlan, unpackPlan } from "../../stacks/plan-output";

const rendered = (stack: string): Plan =>
  JSON.parse(readFileSync(join(__dirname, "..", "..", "rendered", `${stack}.json`), "utf8")) as Plan;

describe("a plan as a stack exports it", () => {
  const plan = rendered("prod");
  const packed = packPlan(plan, false);

  it("comes back as it was, and is a tenth as long", () => {
    expect(unpackPlan(packed)).toEqual({ plan, hideSettings: false, fault: null });
    expect(unpackPlan(JSON.parse(JSON.stringify(packed)))).toEqual({
      plan,
      hideSettings: false,
      fault: null,
    });
    expect(packed.brotli.length * 10).toBeLessThan(JSON.stringify(plan).length);
  });

  it("says whether its settings may be shown, and hides them where nothing says so", () => {
    expect(unpackPlan(packPlan(plan, true))).toMatchObject({ hideSettings: true });
    expect(unpackPlan({ ...packed, hideSettings: undefined })).toMatchObject({ hideSettings: true });
  });

  it("is the same for the same plan, and another for another", () => {
    expect(packPlan(rendered("prod"), false)).toEqual(packed);
    expect(packPlan(rendered("staging"), false).sha256).not.toBe(packed.sha256);
  });

  it.each([
    ["nothing", undefined, "form"],
    ["a text", "plan", "form"],
    ["no version", { ...packed, schemaVersion: undefined }, "form"],
    ["a secret that nobody opened", { ...packed, brotli: undefined }, "form"],
    ["a later version", { ...packed, schemaVersion: 2 }, "version"],
    ["another plan's digest", { ...packed, sha256: packPlan(rendered("local"), false).sha256 }, "digest"],
    ["a plan cut off", { ...packed, brotli: packed.brotli.slice(0, 400) }, "digest"],
  ])("is not read from %s", (_, value, fault) => {
    expect(unpackPlan(value)).toEqual({ plan: null, fault });
  });
});
