import fc from "fast-check";

import { missingSettings } from "../../plan/check/wiring";
import { knownServices, loadPlan } from "../../stacks/load-plan";
import { madeUpSettings, sandboxSource } from "../../stacks/made-up-settings";
import { formMissed } from "../../stacks/setting-forms";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../../cli/checkout";

const declared = knownServices.flatMap(({ settings }) => settings);
const environments = fc.stringMatching(/^[a-z][a-z0-9-]{0,28}[a-z0-9]$/).filter((name) => name !== "prod");

describe("made-up settings", () => {
  it("of two environments have in common only what environments may share, and keep each setting's form", () => {
    fc.assert(
      fc.property(fc.constantFrom("prod", "staging"), environments, (one, other) => {
        fc.pre(one !== other);
        const [first, second] = [madeUpSettings(one, knownServices), madeUpSettings(other, knownServices)];
        for (const setting of declared) {
          const value = second[setting.key] ?? setting.fallback;
          const theirs = first[setting.key] ?? setting.fallback;
          expect({ key: setting.key, same: value === theirs }).toEqual({
            key: setting.key,
            same: setting.shared,
          });
          expect(formMissed(setting, value ?? "")).toBeUndefined();
        }
      }),
    );
  });

  it("of production are the examples where no runbook answers, and nothing where one does", () => {
    const settings = madeUpSettings("prod", knownServices);
    expect(settings["vendhub.domain"]).toBe("vendhub.example");
    expect(Object.keys(settings)).toEqual(
      declared.filter(({ fallback }) => fallback === null).map(({ key }) => key),
    );
  });

  it.each([
    ["vendhub.domain", "vendhub-review.example"],
    ["victorysync.realtimeUrl", "wss://realtime.victorysync-review.example/socket"],
    ["victorysync.cluster", "victorysync-review"],
    ["estate.backupMailbox", "backups@belfry-review.example"],
    ["vendhub.slackChannel", "vendhub-alerts-review"],
    ["victorysync.namespace", "victorysync-review"],
    ["vendhub.executive", "55555555-5555-4555-8555-555555555555"],
  ])("name another environment in %s where it is that environment's own", (key, value) => {
    expect(madeUpSettings("review", knownServices)[key]).toBe(value);
  });
});

describe("an environment in the sandbox", () => {
  it.each(["prod", "staging"])("lacks no setting: %s can be deployed without an account", (stack) => {
    const source = sandboxSource(readStackFile(checkout, stack), knownServices);
    const { environment, plan, problems } = loadPlan(source);
    expect([...problems, ...missingSettings(plan.guardrails, knownServices, environment)]).toEqual([]);
  });

  it("keeps what its file says, but for what is encrypted for another stack", () => {
    const values = {
      environment: "review",
      exampleSettings: true,
      settings: { "vendhub.domain": "shop.review.example", "operations.domain": { secure: "v1:abc" } },
    };
    const { exampleSettings, settings } = sandboxSource(
      { where: "a file", stack: "review", values },
      knownServices,
    ).values;
    expect(settings).toMatchObject({
      "vendhub.domain": "shop.review.example",
      "operations.domain": "operations-review.example",
    });
    expect(exampleSettings).toBeUndefined();
  });
});
