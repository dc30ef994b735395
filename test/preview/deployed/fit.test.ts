import { misfits, type Wanted } from "../../../preview/deployed/fit";
import { keyOf, stateIndex } from "../../../preview/deployed/state";
import type { StateResource } from "../../../recovery/deployment";

const type = "datadog:index/monitor:Monitor";
const urn = (of: string, name: string) => `urn:pulumi:prod::belfry::${of}::${name}`;

const component = (id: string): StateResource => ({
  urn: urn("belfry:monitors:ThresholdMonitor", id),
  type: "belfry:monitors:ThresholdMonitor",
  custom: false,
});

const monitor = (id: string, inputs: object, more: Partial<StateResource> = {}): StateResource => ({
  urn: urn(`belfry:monitors:ThresholdMonitor$${type}`, `${id}-monitor`),
  type,
  custom: true,
  id: "1",
  parent: component(id).urn,
  inputs: { ...inputs },
  ...more,
});

const wantedAs = (...list: readonly (readonly [id: string, inputs: object])[]): ReadonlyMap<string, Wanted> =>
  new Map(
    list.map(([id, inputs]) => {
      const name = `${id}-monitor`;
      return [keyOf(type, name), { type, name, inputs: { ...inputs } }] as const;
    }),
  );

const state = (...resources: readonly StateResource[]) =>
  stateIndex({ version: 3, deployment: { resources } });

describe("a state against the plan that its stack exports", () => {
  it("fits where it holds what the plan says, with whatever the provider added", () => {
    const there = state(component("shop/cpu"), monitor("shop/cpu", { query: "q > 85", locked: false }));
    expect(misfits("deployed:prod", wantedAs(["shop/cpu", { query: "q > 85" }]), there)).toEqual([]);
  });

  it("does not fit after an update that was cut off: each resource is told with its fields", () => {
    const there = state(
      component("shop/cpu"),
      monitor("shop/cpu", { query: "q > 95", monitorThresholds: { critical: "95" } }),
      component("shop/gone"),
      monitor("shop/gone", {}),
      monitor("hand-made", {}, { parent: urn("pulumi:pulumi:Stack", "belfry-prod") }),
    );
    const wanted = wantedAs(
      ["shop/cpu", { query: "q > 85", monitorThresholds: { critical: "85" } }],
      ["shop/new", {}],
    );
    expect(misfits("deployed:prod", wanted, there)).toEqual([
      expect.objectContaining({
        code: "deployed/state",
        path: "shop/cpu",
        value: "shop/cpu-monitor in deployed:prod",
        rule: "the state does not hold what the exported plan says: query is q > 95 instead of q > 85; monitorThresholds.critical is 95 instead of 85.",
      }),
      expect.objectContaining({
        path: "shop/new-monitor",
        rule: "the exported plan has this resource, and the state does not.",
      }),
      expect.objectContaining({
        path: "shop/gone",
        rule: "the state has this resource, and the exported plan does not.",
      }),
    ]);
  });

  it("tells long values and many fields shortly, and no secret", () => {
    const wide = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`f${index}`, "x".repeat(300)]));
    const there = state(component("shop/cpu"), monitor("shop/cpu", { token: "[secret]" }));
    const [problem] = misfits("deployed:prod", wantedAs(["shop/cpu", { ...wide, token: "hunter2" }]), there);
    expect(problem?.rule).toMatch(/; and 2 more\.$/);
    expect(problem?.rule.length).toBeLessThan(1200);
    expect(problem?.rule).not.toContain("hunter2");
  });

  it("does not count what waits for its deletion, nor providers", () => {
    const there = state(
      component("shop/cpu"),
      monitor("shop/cpu", {}),
      monitor("shop/cpu", { old: true }, { delete: true }),
      {
        urn: urn("pulumi:providers:datadog", "default"),
        type: "pulumi:providers:datadog",
        custom: true,
        id: "p",
      },
    );
    expect([...there.values()]).toEqual([
      { type, name: "shop/cpu-monitor", id: "1", guardrail: "shop/cpu", inputs: {}, outputs: {} },
    ]);
  });
});
