import type { Fields } from "../../../model/record";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Guardrail, Plan } from "../../../plan/types";
import { diffPlans, type GuardrailChange } from "../../../preview/diff";
import { keyOf, type DeployedInput } from "../../../preview/deployed/state";
import { changesBeneath, outside, withBeneath, type Beneath } from "../../../preview/engine/beneath";
import { stepsIn, type EngineStep, type PreviewEvent } from "../../../preview/engine/steps";
import { changesBetween } from "../../../preview/deployed/property-change";
import { burnRateOf, dashboardOf, monitorOf, planOf } from "../../support/guardrails";

const type = "datadog:index/monitor:Monitor";

/** Each field that differs as one line. */
const linesOf = (changes: readonly GuardrailChange[]): readonly string[] =>
  changes.flatMap(({ after, before, fields }) =>
    fields.map(
      (each) =>
        `${(after ?? before)?.id ?? ""} ${each.classes.join("+")}: ${each.field} ${each.before ?? "-"} -> ${each.after ?? "-"} (${each.because})`,
    ),
  );

describe("what the real engine told of drift, as it was recorded", () => {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(__dirname, path), "utf8"));
  const events = read("drift.events.json") as readonly PreviewEvent[];
  const plan = read("../../../rendered/local.json") as Plan;
  const steps = stepsIn(events);
  // Before the drift the state held what the program asks for again.
  const state = new Map(
    steps.map(({ after, guardrail, name, type: of }): readonly [string, DeployedInput] => [
      keyOf(of, name),
      { type: of, name, id: "1", guardrail, inputs: after, outputs: {} },
    ]),
  );
  const known: Beneath = { steps, base: plan, head: plan, was: state, is: state, state };

  it("is mapped to guardrails by the components above each resource", () => {
    expect(steps.map(({ guardrail, name, op }) => [op, name, guardrail])).toEqual([
      ["create", "vendhub/memory-scale-out-monitor", "vendhub/memory-scale-out"],
      ["update", "vendhub/cpu-monitor", "vendhub/cpu"],
    ]);
    expect(outside(known)).toEqual([]);
  });

  it("is told in the guardrail's words where they can be read back, and else in the provider's", () => {
    expect(linesOf(changesBeneath(known))).toEqual([
      "vendhub/memory-scale-out coverage-gained: monitor - -> Monitor (Drift: the provider lost it, and deploying makes it anew.)",
      "vendhub/cpu tightened: critical 95 % -> 85 % (It alerts at values at which it did not. Drift: deploying sets it back.)",
      expect.stringMatching(/^vendhub\/cpu text-only: query avg\(last_15m\):.*> 95 -> .*> 85 \(/),
      "vendhub/cpu provider: monitor.notifyAudit yes -> no (Drift: deploying sets it back.)",
      "vendhub/cpu provider: monitor.timeoutH 5 -> - (Drift: deploying sets it back.)",
    ]);
  });

  it("is nothing where the engine changes nothing", () => {
    expect(changesBeneath({ ...known, steps: [] })).toEqual([]);
  });
});

describe("a step of the engine", () => {
  const monitor = monitorOf();
  const name = `${monitor.id}-monitor`;
  const asked = {
    name: monitor.name,
    message: "Look. @oncall-shop",
    query: monitor.query,
    priority: String(monitor.priority),
    monitorThresholds: { critical: String(monitor.critical) },
  };

  interface Situation {
    readonly before?: Fields;
    readonly after?: Fields;
    readonly op?: EngineStep["op"];
    /** What the state holds; what is there before when left out. */
    readonly state?: Fields | null;
    readonly was?: Fields | null;
    readonly is?: Fields | null;
    readonly guardrails?: readonly [base: Guardrail, head: Guardrail];
    readonly of?: string;
  }

  function knownOf(situation: Situation): Beneath {
    const { after = asked, before = asked, is = after, op = "update", of = name, was = is } = situation;
    const { guardrails: [base, head] = [monitor, monitor] as const, state = before } = situation;
    const [key, guardrail] = [keyOf(type, of), head.id];
    const one = (inputs: Fields | null) =>
      new Map(
        inputs === null ? [] : [[key, { type, name: of, id: "1", guardrail, inputs, outputs: {} }] as const],
      );
    const changes = changesBetween(before, after);
    return {
      steps: [{ op, type, name: of, guardrail, before, after, changes }],
      base: planOf(base),
      head: planOf(head),
      was: one(was),
      is: one(is),
      state: one(state),
    };
  }

  const told = (situation: Situation): readonly string[] => linesOf(changesBeneath(knownOf(situation)));

  it("that follows from the plan is that change, told once", () => {
    const head = monitorOf({ critical: monitor.critical + 5 });
    const after = { ...asked, monitorThresholds: { critical: String(head.critical) } };
    const known = knownOf({ after, was: asked, is: after, guardrails: [monitor, head] });
    expect(changesBeneath(known)).toEqual([]);
    const planned = diffPlans(known.base, known.head).changes;
    expect(withBeneath(planned, changesBeneath(known))).toEqual(planned);
  });

  it("that follows from the plan and from drift is told as both", () => {
    const head = monitorOf({ critical: monitor.critical + 5 });
    const after = { ...asked, monitorThresholds: { critical: String(head.critical) } };
    const before = { ...asked, monitorThresholds: { critical: String(monitor.critical - 5) } };
    const known = knownOf({
      before,
      after,
      state: asked,
      was: asked,
      is: after,
      guardrails: [monitor, head],
    });
    const changes = withBeneath(diffPlans(known.base, known.head).changes, changesBeneath(known));
    expect(changes).toHaveLength(1);
    const criticals = changes[0]?.fields.filter(({ field }) => field === "critical");
    expect(criticals?.map(({ because }) => because.includes("Drift"))).toEqual([false, true]);
  });

  it("that only a provider's default makes says so", () => {
    const after = { ...asked, noDataTimeframe: 20 };
    expect(told({ before: { ...asked, noDataTimeframe: 10 }, after, is: asked })).toEqual([
      `${monitor.id} provider: monitor.noDataTimeframe 10 -> 20 (Only the provider says it, by its own default.)`,
    ]);
  });

  it("that only the program's own code makes says so", () => {
    expect(
      told({ before: { ...asked, includeTags: false }, after: { ...asked, includeTags: true } }),
    ).toEqual([
      `${monitor.id} provider: monitor.includeTags no -> yes (The plan is the same: the program makes something else of it.)`,
    ]);
  });

  it("that takes away whom a message tells is no change of words", () => {
    const before = { ...asked, message: "Look. @oncall-shop @slack-x" };
    expect(told({ before })).toEqual([
      expect.stringMatching(/ route: message @oncall-shop, @slack-x -> @oncall-shop \(/),
    ]);
    expect(told({ before: { ...asked, message: "See. @oncall-shop" } })).toEqual([
      expect.stringMatching(/ text-only: message /),
    ]);
  });

  it("that replaces a resource says that it loses its id", () => {
    const lines = told({ op: "replace", before: { ...asked, restrictedRoles: ["a"] } });
    expect(lines).toEqual([
      expect.stringMatching(/ provider: monitor\.restrictedRoles \["a"\] -> - /),
      expect.stringMatching(/ provider: monitor Monitor as it is -> another one in its place /),
    ]);
  });

  it("that replaces a ConfigMap, as every change of its data does, says nothing of that", () => {
    const known = knownOf({ op: "replace", after: { ...asked, data: "b" }, was: { data: "a" } });
    const steps = known.steps.map((step) => ({ ...step, type: "kubernetes:core/v1:ConfigMap" }));
    const replaced = { ...known, steps, is: new Map(), was: new Map(), state: new Map() };
    expect(linesOf(changesBeneath(replaced))).toEqual([expect.stringContaining("monitor.data - -> b")]);
  });

  it.each<readonly [string, Situation, readonly string[]]>([
    ["a new guardrail's", { op: "create", before: {}, state: null, was: null }, []],
    ["a removed guardrail's", { op: "delete", after: {}, is: null, was: asked }, []],
    [
      "one that the provider lost",
      { op: "create", before: {}, state: asked },
      [` coverage-gained${monitor.pages ? "+now-pages" : ""}: monitor - -> Monitor (Drift: `],
    ],
    [
      "one that the stack never got",
      { op: "create", before: {}, state: null },
      ["monitor - -> Monitor (The exported plan has it, and the stack does not.)"],
    ],
    [
      "one that the program no longer makes",
      { op: "delete", after: {}, is: null, was: null },
      ["coverage-lost: monitor Monitor -> - (The program no longer makes it of the same plan.)"],
    ],
  ])("that makes or deletes a resource: %s", (_, situation, parts) => {
    const lines = told(situation);
    expect(lines).toHaveLength(parts.length);
    parts.forEach((part, index) => {
      const sorted = part.includes("+")
        ? part.replace(" coverage-gained+now-pages", "now-pages+coverage-gained")
        : part;
      expect(lines[index]).toContain(sorted.trim());
    });
  });

  it("is told of burn-rate alerts in their own factor, and of a dashboard in its widgets", () => {
    const burn = burnRateOf();
    const of = `${burn.id}-monitor`;
    const inputs = { ...asked, query: burn.query, monitorThresholds: { critical: String(burn.factor) } };
    const before = { ...inputs, monitorThresholds: { critical: String(burn.factor + 1) } };
    expect(told({ before, after: inputs, state: inputs, of, guardrails: [burn, burn] })).toEqual([
      expect.stringMatching(
        / tightened: factor .* times -> .* times \(It alerts while the budget burns slower\. Drift/,
      ),
    ]);
    const dashboard = dashboardOf();
    const shown = { before: { widgets: [{ title: "a" }] }, after: { widgets: [{ title: "b" }] } };
    expect(told({ ...shown, of: `${dashboard.id}-dashboard`, guardrails: [dashboard, dashboard] })).toEqual([
      expect.stringContaining(`${dashboard.id} provider: dashboard.widgets[0].title a -> b`),
    ]);
  });

  it("of no guardrail is left to be named", () => {
    const known = knownOf({ before: { ...asked, x: 1 } });
    const [step] = known.steps;
    const stray = step && { ...known, steps: [{ ...step, guardrail: null }] };
    expect(stray && changesBeneath(stray)).toEqual([]);
    expect(stray && outside(stray)).toHaveLength(1);
  });
});
