import { cutOffProblems, refuseCutOff } from "../../../cli/up/cut-off";
import type { Workplace } from "../../../cli/engine/workplace";
import type { PendingOperation } from "../../../recovery/deployment";

const pending = (type: PendingOperation["type"], token: string, custom = true): PendingOperation => ({
  type,
  resource: { urn: `urn:pulumi:prod::belfry::${token}::vendhub/cpu`, type: token, custom },
});

const monitor = "datadog:index/monitor:Monitor";

describe("what a run in a backend of one's own was cut off in", () => {
  it("is a problem where there may be an object that no state knows", () => {
    const deployment = { pending_operations: [pending("creating", monitor), pending("creating", monitor)] };
    expect(cutOffProblems("prod.vendhub", { version: 3, deployment })).toEqual(
      Array.from({ length: 2 }, () => ({
        code: "stack/cut-off",
        path: "prod.vendhub vendhub/cpu",
        value: monitor,
        rule: expect.stringContaining("deploying would make a second"),
        remedy: expect.stringContaining("`pulumi refresh --clear-pending-creates --stack prod.vendhub`"),
      })),
    );
  });

  it.each([
    ["an update, which is made again", pending("updating", monitor)],
    ["a deletion, which is made again", pending("deleting", monitor)],
    [
      "a component, which is in the state alone",
      pending("creating", "belfry:monitors:ThresholdAlert", false),
    ],
    ["a provider, which is in the state alone", pending("creating", "pulumi:providers:datadog")],
  ])("is nothing to look at for %s", (_what, operation) => {
    expect(cutOffProblems("prod", { version: 3, deployment: { pending_operations: [operation] } })).toEqual(
      [],
    );
  });

  it("is recovered by identity in the sandbox, and asked of nobody there", async () => {
    const asked = jest.fn();
    const place = { kind: "sandbox", stacksOf: asked } as unknown as Workplace;
    await expect(refuseCutOff(place, { environment: "prod", stacks: ["prod"] })).resolves.toBeUndefined();
    expect(asked).not.toHaveBeenCalled();
  });
});
