import { drawChart, chartCharacters } from "../../../../../preview/render/html/chart/draw";
import { lanesOf, type Lane } from "../../../../../preview/render/html/chart/lanes";
import { chartText, leftOut } from "../../../../../preview/render/html/chart/said";
import type { Chart } from "../../../../../preview/schema";
import { elementsOf, parsePage, textOf, type Element } from "../../../../support/html";
import { chartOf } from "../../../../support/previews";

const both = { before: true, after: true };
const telling = { id: "x", title: "Errors", text: "What is seen.", replayed: both };
const drawn = (chart: Chart, replayed = both): readonly Element[] =>
  elementsOf(parsePage(`<!doctype html>\n${drawChart(chart, { ...telling, replayed }).text}`));
const classed = (elements: readonly Element[], name: string): readonly Element[] =>
  elements.filter(({ attributes }) => attributes["class"] === name);
const texts = (elements: readonly Element[], name: string): readonly string[] =>
  classed(elements, name).map(textOf);

describe("a chart", () => {
  const elements = drawn(chartOf());

  it("has a name and says what it shows", () => {
    const svg = elements.find(({ name }) => name === "svg");

    expect(svg?.attributes).toMatchObject({ role: "img", "aria-labelledby": "x-title x-text" });
    expect(elements.filter(({ attributes }) => attributes["id"]).map(textOf)).toEqual([
      "Errors",
      "What is seen.",
    ]);
  });

  it("draws each group with its series, both levels before and after where they differ, and its gap", () => {
    expect(texts(elements, "group")).toEqual(["pod_name:api-1", "pod_name:api-2"]);
    expect(classed(elements, "series")).toHaveLength(2);
    // Two runs: before and after the gap.
    expect(classed(elements, "series").map(({ attributes }) => attributes["d"]?.split("M").length)).toEqual([
      3, 3,
    ]);
    expect(texts(elements, "critical-text").slice(0, 2)).toEqual([
      "critical 5 % before",
      "critical 6 % after",
    ]);
    expect(texts(elements, "warning-text")).toEqual(["warning 2.5 %", "warning 2.5 %"]);
    expect(classed(elements, "level critical old")).toHaveLength(2);
    expect(texts(elements, "gap")).toEqual(
      Array(2).fill("Nothing was measured: 31 Oct 2026 00:00 UTC for 1 d 12 h"),
    );
  });

  it("shows when it would have been in alert, and what of that is lost, by more than colour", () => {
    const bars = (name: string) =>
      classed(elements, name).map(({ attributes }) => [attributes["height"], textOf]);

    expect(texts(elements, "bar before kept")).toEqual([
      "In alert before: 9 Nov 2026 18:00 UTC for 5 h 24 min",
    ]);
    expect(texts(elements, "bar before lost")).toEqual([
      "In alert before: 9 Nov 2026 18:00 UTC for 5 h 24 min, lost",
    ]);
    expect(texts(elements, "bar after kept")).toEqual([
      "In alert after: 9 Nov 2026 18:00 UTC for 5 h 24 min",
    ]);
    expect(bars("bar before kept")[0]?.[0]).not.toBe(bars("bar before lost")[0]?.[0]);
    expect(texts(elements, "tick")).toContain("never in alert");
  });

  it("says that a side is not there", () => {
    const { after } = chartOf().levels;
    const fresh = drawn(chartOf({ levels: { before: null, after } }));

    expect(texts(fresh, "tick").filter((text) => text === "not there")).toHaveLength(2);
    expect(texts(fresh, "critical-text")).toEqual(["critical 6 %", "critical 6 %"]);
  });

  it("says of a side that was not replayed nothing, and of the other not that it gained or lost by it", () => {
    const half = drawn(chartOf(), { before: false, after: true });

    expect(texts(half, "tick").filter((text) => text === "not replayed")).toHaveLength(2);
    expect(texts(half, "bar after kept")).toHaveLength(1);
    expect(texts(half, "bar after gained")).toEqual([]);
    expect(chartText(chartOf(), { before: false, after: true })).toContain(
      "before not replayed, after 1 time",
    );
  });

  it("draws the levels of what is gone as those before", () => {
    const { before } = chartOf().levels;
    const gone = drawn(chartOf({ levels: { before, after: null } }));

    expect(texts(gone, "critical-text")).toEqual(["critical 5 % before", "critical 5 % before"]);
    expect(classed(gone, "level critical old")).toHaveLength(2);
  });

  it("draws four groups at most, and says how many it does not", () => {
    const [group] = chartOf().groups;
    const groups = Array.from({ length: 6 }, (_, index) => ({ ...(group ?? fail()), group: `pod:${index}` }));
    const many = chartOf({ groups });

    expect(texts(drawn(many), "group")).toEqual(["pod:0", "pod:1", "pod:2", "pod:3"]);
    expect(leftOut(many)).toEqual([
      "5 more groups are not drawn: shown are those that alert longest or come nearest the level.",
    ]);
  });

  it("takes no more room than is reckoned with", () => {
    expect(drawChart(chartOf(), telling).text.length).toBeLessThan(chartCharacters(chartOf()));
  });

  it("is told in words", () => {
    expect(chartText(chartOf(), both)).toBe(
      "From 22 Oct 2026 00:00 to 21 Nov 2026 00:00 UTC. Critical level before 5 %, warning 2.5 %; after 6 %, warning 2.5 %. " +
        "pod_name:api-1 lies between 1 % and 8.618 %; in alert before 1 time for 5 h 24 min, after 1 time for 5 h 24 min. " +
        "pod_name:api-2 lies between 1 % and 5.118 %; in alert before 1 time for 5 h 24 min, after never.",
    );
  });
});

describe("a time in alert", () => {
  const between = (start: number, end: number) => ({ start, end });

  it.each([
    ["of both", [between(0, 10)], [between(9, 20)], ["kept"], ["kept"]],
    ["that only touches", [between(0, 10)], [between(10, 20)], ["lost"], ["gained"]],
    ["that became several", [between(0, 100)], [between(1, 2), between(50, 60)], ["kept"], ["kept", "kept"]],
    ["of one side", [], [between(1, 2)], [], ["gained"]],
  ])("%s", (...[, before, after, was, is]) => {
    const [group] = chartOf().groups;
    const lanes = lanesOf({ ...(group ?? fail()), alerts: { before, after } }, chartOf(), both);

    expect([fatesOf(lanes.before), fatesOf(lanes.after)]).toEqual([was, is]);
  });
});

const fatesOf = (lane: Lane): unknown => (typeof lane === "string" ? lane : lane.map(({ fate }) => fate));

function fail(): never {
  throw new Error("It is not there.");
}
