import { foundIn, stepsIn, type PreviewEvent } from "../../../preview/engine/steps";
import { toldIn } from "../../../preview/engine/told";

const component = "urn:pulumi:prod::belfry::c::shop/cpu";
const urn = "urn:pulumi:prod::belfry::c$m::shop/cpu-monitor";

const event = (op: string, more: object = {}): PreviewEvent => ({
  resourcePreEvent: {
    metadata: {
      op,
      urn,
      type: "m:index:M",
      old: { custom: true, parent: component, inputs: { a: 1, token: "[secret]" }, outputs: { a: 1, b: 1 } },
      new: { custom: true, parent: component, inputs: { a: 2, token: "[secret]" }, outputs: {} },
      ...more,
    },
  },
});

const parent: PreviewEvent = {
  resourcePreEvent: {
    metadata: {
      op: "delete",
      urn: component,
      type: "c",
      old: { custom: false, parent: "", inputs: {}, outputs: {} },
    },
  },
};

describe("the engine's events", () => {
  it("give one step for each resource that changes, whatever comes first", () => {
    const events = ["same", "refresh", "update", "create-replacement", "delete-replaced", "read"].map((op) =>
      event(op),
    );
    const expected = expect.objectContaining({
      op: "update",
      name: "shop/cpu-monitor",
      guardrail: "shop/cpu",
    });
    expect(stepsIn([parent, ...events])).toEqual([expected]);
    expect(stepsIn([...events, parent])).toEqual([expected]);
  });

  it("join the engine's paths with values, secrets masked and what only the provider shows included", () => {
    const detailedDiff = { a: { inputDiff: true }, token: { inputDiff: true }, b: { inputDiff: false } };
    const [step] = stepsIn([event("update", { detailedDiff })]);
    expect(step?.changes).toEqual([
      { path: "a", before: 1, after: 2 },
      { path: "token", before: "[secret]", after: "[secret]" },
      { path: "b", before: 1, after: undefined },
    ]);
  });

  describe("of a refresh that writes nothing", () => {
    const found = (op: string, more: object = {}): PreviewEvent => {
      const metadata = event(op, more).resourcePreEvent?.metadata;
      return metadata === undefined ? {} : { resOutputsEvent: { metadata } };
    };

    it("give what is not as the state has it, by the components that the engine named before", () => {
      const steps = foundIn([parent, event("refresh"), found("same"), found("update"), found("delete")]);
      expect(steps.map(({ guardrail, op }) => [op, guardrail])).toEqual([
        ["update", "shop/cpu"],
        ["delete", "shop/cpu"],
      ]);
      expect(steps[0]?.changes).toEqual([{ path: "a", before: 1, after: 2 }]);
    });

    it("leave out what deploying would not change back", () => {
      const texts = { custom: true, parent: component };
      const old = { ...texts, inputs: { a: 1, text: "x" }, outputs: { b: 1, seen: 1 } };
      const is = { ...texts, inputs: { a: 2, text: "x " }, outputs: { b: 2, seen: 9 } };
      const detailedDiff = { a: { inputDiff: true }, b: { inputDiff: false } };
      const [step] = foundIn([found("update", { old, new: is, detailedDiff })]);
      expect(step?.changes).toEqual([
        { path: "a", before: 1, after: 2 },
        { path: "b", before: 1, after: 2 },
      ]);
    });
  });

  describe("of a refresh at Datadog", () => {
    const changesOf = (type: string, was: object, is: object) => {
      const side = (inputs: object) => ({ custom: true, parent: component, inputs, outputs: {} });
      const detailedDiff = Object.fromEntries(
        ["tags[0]", "tags[1]", "level", "note"].map((path) => [path, { inputDiff: true }]),
      );
      const metadata = event("update", { type, old: side(was), new: side(is), detailedDiff }).resourcePreEvent
        ?.metadata;
      const found = metadata === undefined ? [] : foundIn([parent, { resOutputsEvent: { metadata } }]);
      return found.flatMap(({ changes }) => changes.map(({ path }) => path));
    };
    const was = { tags: ["a:b", "c:d"], level: "85", note: undefined };

    it("leave out what means the same: tags in another order, a number for its text, an empty text", () => {
      const is = { tags: ["c:d", "a:b"], level: 85.0, note: "" };
      expect(changesOf("datadog:index/monitor:Monitor", was, is)).toEqual([]);
      expect(changesOf("datadog:index/monitor:Monitor", was, { ...is, level: "85.0" })).toEqual([]);
      expect(changesOf("aws:x/y:Y", was, is)).toEqual(["tags[0]", "tags[1]", "note", "level"]);
    });

    it("tell another tag, another level and a note", () => {
      const is = { tags: ["c:d", "a:x"], level: "86", note: "x" };
      expect(changesOf("datadog:index/monitor:Monitor", was, is)).toEqual([
        "tags[0]",
        "tags[1]",
        "level",
        "note",
      ]);
    });
  });

  it("tell a list of another length once, and not by each of its places too", () => {
    const old = { custom: true, parent: component, inputs: { list: ["a", "b"] }, outputs: {} };
    const detailedDiff = { "list[0]": { inputDiff: true }, "list[1]": { inputDiff: true } };
    const [step] = stepsIn([
      event("update", { old, new: { ...old, inputs: { list: ["b"] } }, detailedDiff }),
    ]);
    expect(step?.changes).toEqual([{ path: "list", before: ["a", "b"], after: ["b"] }]);
  });

  it("leave providers and the stack itself out", () => {
    expect(stepsIn([event("update", { type: "pulumi:providers:datadog" }), parent])).toEqual([]);
  });

  it("tell errors, warnings and broken rules apart, and no debug message", () => {
    const policy = {
      message: "a page\n has no runbook",
      policyName: "paging-monitor-runbook",
      resourceUrn: urn,
    };
    expect(
      toldIn([
        { diagnosticEvent: { severity: "debug", message: "noise" } },
        { diagnosticEvent: { severity: "warning", message: "old provider\n" } },
        { diagnosticEvent: { severity: "error", message: "refused", urn } },
        { policyEvent: { ...policy, enforcementLevel: "mandatory" } },
        { policyEvent: { ...policy, policyName: "untested", enforcementLevel: "advisory" } },
      ]),
    ).toEqual({
      errors: ["shop/cpu-monitor: refused"],
      warnings: ["old provider", "untested: a page\n has no runbook"],
      violations: [
        {
          code: "policy/paging-monitor-runbook",
          path: "shop/cpu-monitor",
          value: null,
          rule: "a page has no runbook",
          remedy: "Mend the resource, or the rule in its policy pack.",
        },
      ],
    });
  });
});
