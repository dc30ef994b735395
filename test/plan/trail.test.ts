import type { Override } from "../../model/environment";
import { milliseconds, minutes, percent, seconds, type Quantity } from "../../model/quantity";
import { documented, fact, house } from "../../model/source";
import { inUnitOf, SourceTrail } from "../../plan/trail";

const overrideOf = (value: Quantity, changes: Partial<Override> = {}): Override => ({
  value,
  bare: false,
  because: "Trial.",
  until: null,
  ...changes,
});

describe("a trail", () => {
  it("remembers where each value comes from, in the order in which they were taken", () => {
    const trail = new SourceTrail();

    trail.take("critical", fact(["VH-008", "VH-060"], percent(85), "Both."));
    trail.take("over", house(minutes(5), "Safe.", "Right?"));
    trail.take("delay", documented(seconds(900), "https://docs.example", "So it says."));
    trail.take("domain", { value: "shop.example", source: { kind: "setting", key: "shop.domain" } });

    const absent = { ask: null, because: null, facts: [], key: null, page: null, until: null };
    expect(trail.entries).toEqual([
      {
        ...absent,
        field: "critical",
        layer: "service",
        kind: "fact",
        facts: ["VH-008", "VH-060"],
        because: "Both.",
        stated: "85 %",
      },
      {
        ...absent,
        field: "over",
        layer: "default",
        kind: "house",
        because: "Safe.",
        ask: "Right?",
        stated: "5 min",
      },
      {
        ...absent,
        field: "delay",
        layer: "default",
        kind: "documentation",
        because: "So it says.",
        page: "https://docs.example",
        stated: "900 s",
      },
      {
        ...absent,
        field: "domain",
        layer: "environment",
        kind: "setting",
        key: "shop.domain",
        stated: "shop.example",
      },
    ]);
    expect(trail.facts).toEqual(["VH-008", "VH-060"]);
  });

  it.each([
    [{ value: 90, unit: "count" }, true, percent(90)],
    [percent(90), false, percent(90)],
    [{ value: 0.9, unit: "fraction" }, false, percent(90)],
  ] as const)("lets the stack's configuration write %j (bare: %s)", (value, bare, taken) => {
    const trail = new SourceTrail({ critical: overrideOf(value, { bare }) });

    expect(trail.take("critical", fact("VH-008", percent(85)))).toEqual(taken);
  });

  it("keeps the value that a change of another dimension cannot change, and shows the attempt", () => {
    const trail = new SourceTrail({ over: overrideOf(percent(5)) });

    expect(trail.take("over", fact("VH-008", minutes(5)))).toEqual(minutes(5));
    expect(trail.entries.map(({ kind, stated }) => [kind, stated])).toEqual([
      ["fact", "5 min"],
      ["override", "5 %"],
    ]);
  });

  it("shows both layers, the later one with its reason and its end", () => {
    const trail = new SourceTrail({ critical: overrideOf(percent(90), { until: "2026-12-01" }) });

    trail.take("critical", fact("VH-008", percent(85)));

    expect(
      trail.entries.map(({ because, kind, layer, stated, until }) => ({
        because,
        kind,
        layer,
        stated,
        until,
      })),
    ).toEqual([
      { because: null, kind: "fact", layer: "service", stated: "85 %", until: null },
      { because: "Trial.", kind: "override", layer: "override", stated: "90 %", until: "2026-12-01" },
    ]);
  });

  it("changes nothing that is no quantity, and no other field", () => {
    const trail = new SourceTrail({ severity: overrideOf(percent(90)), criticl: overrideOf(percent(90)) });

    expect(trail.take("severity", fact("VH-008", "high"))).toBe("high");
    expect(trail.take("critical", fact("VH-008", percent(85)))).toEqual(percent(85));
    expect(trail.entries.map(({ kind }) => kind)).toEqual(["fact", "fact"]);
  });

  it("states a list, and nothing of what has no short form", () => {
    const trail = new SourceTrail();

    trail.take("locations", house(["a", "b"], "Safe.", "Right?"));
    trail.take("renotifyEvery", house(null, "Once.", "Right?"));

    expect(trail.entries.map(({ stated }) => stated)).toEqual(["a, b", null]);
  });
});

describe("a quantity in another's unit", () => {
  it("is converted within its dimension", () => {
    expect(inUnitOf(milliseconds(500), seconds(0))).toEqual(seconds(0.5));
  });

  it("stays as it is where the two measure different things", () => {
    expect(inUnitOf(percent(5), seconds(0))).toEqual(percent(5));
  });
});
