import type { FactFigures } from "../../../model/fact";
import { describeProblem } from "../../../model/problem";
import {
  count,
  days,
  hours,
  milliseconds,
  minutes,
  percent,
  seconds,
  type Quantity,
} from "../../../model/quantity";
import { fact, type FactId } from "../../../model/source";
import { checkCoverage, checkFacts, unaccountedFacts } from "../../../plan/check/facts";
import { SourceTrail } from "../../../plan/trail";
import { monitorOf } from "../../support/guardrails";
import { codesOf, serviceOf } from "../../support/models";

/** A guardrail whose one number cites facts. */
function citing(facts: readonly FactId[], value: Quantity | string | number, field = "critical") {
  const trail = new SourceTrail();
  trail.take(field, fact(facts, value));
  return monitorOf({ facts: [...facts], sources: [...trail.entries] });
}

const check = (
  facts: Readonly<Record<string, FactFigures>>,
  value: Quantity | string | number,
  field?: string,
) => checkFacts(citing(Object.keys(facts) as FactId[], value, field), { facts, factsOf: {} });

const alert = (figures: Partial<FactFigures>): FactFigures => ({ kind: "alert", ...figures });

describe("a number that cites a fact", () => {
  it.each<[string, FactFigures, Quantity | string | number, readonly string[]]>([
    ["is its critical level", alert({ critical: 85, unit: "percent" }), percent(85), []],
    ["is its target", alert({ target: 99.9, unit: "percent" }), percent(99.9), []],
    ["is one end of its range", alert({ range: [2, 5], unit: "count" }), count(5), []],
    ["is what its error rate leaves", alert({ target: 0.1, unit: "percent" }), percent(99.9), []],
    ["is in another unit", alert({ critical: 2, unit: "seconds" }), milliseconds(2000), []],
    [
      "is written in the catalogue's spelling",
      alert({ critical: 10, unit: "per_minute" }),
      { value: 10, unit: "perMinute" },
      [],
    ],
    ["counts a rate over its period", alert({ critical: 10, unit: "per_minute" }), count(10), []],
    ["is another number", alert({ critical: 85, unit: "percent" }), percent(84), ["fact/number"]],
    [
      "is the number in another dimension",
      alert({ critical: 85, unit: "percent" }),
      seconds(85),
      ["fact/number"],
    ],
    ["is off by a rounding", alert({ critical: 0.3, unit: "percent" }), percent(0.1 + 0.2), []],
    ["is off by more", alert({ critical: 85, unit: "percent" }), percent(85.001), ["fact/number"]],
    ["is no quantity", alert({ critical: 85, unit: "percent" }), "0 5 ? * SUN *", []],
    ["cites a fact without figures", alert({}), percent(85), []],
    ["cites a fact in a unit of its own", alert({ critical: 7, unit: "constructor" }), percent(85), []],
  ])("%s", (_, figures, value, codes) => {
    expect(codesOf(check({ "VH-001": figures }, value))).toEqual(codes);
  });

  const both = alert({ warning: 70, critical: 85, unit: "percent" });
  const timed = alert({ critical: 2, unit: "seconds", window: "5m", for: "10m" });

  it.each<[string, FactFigures, readonly [string, Quantity], readonly string[]]>([
    ["a warning is its warning level", both, ["warning", percent(70)], []],
    ["a warning is not its critical level", both, ["warning", percent(85)], ["fact/number"]],
    ["an alert is not its warning level", both, ["critical", percent(70)], ["fact/number"]],
    [
      "an alert may be a warning that is alone",
      alert({ warning: 70, unit: "percent" }),
      ["critical", percent(70)],
      [],
    ],
    [
      "a warning is not a critical level that is alone",
      alert({ critical: 85, unit: "percent" }),
      ["warning", percent(85)],
      ["fact/number"],
    ],
    ["a warning may be a promise", alert({ target: 80, unit: "percent" }), ["warning", percent(80)], []],
    [
      "a promise is not the alert's level",
      alert({ target: 50, critical: 85, unit: "percent" }),
      ["level", percent(85)],
      ["fact/number"],
    ],
    ["a window is its window", timed, ["over", minutes(5)], []],
    ["a window may be how long it must last", timed, ["over", minutes(10)], []],
    ["a window is not its level", timed, ["over", seconds(2)], ["fact/number"]],
    ["what must last is how long it must", timed, ["sustainedFor", seconds(600)], []],
    ["what must last is not its window", timed, ["sustainedFor", minutes(5)], ["fact/number"]],
    ["a level is not its window", timed, ["critical", minutes(5)], ["fact/number"]],
    ["a length is its length", alert({ duration_minutes: 120 }), ["duration", hours(2)], []],
    ["any other value is any of its numbers", both, ["steps.0.after", percent(70)], []],
  ])("is the one that its field means: %s", (_, figures, [field, value], codes) => {
    expect(codesOf(check({ "VH-001": figures }, value, field))).toEqual(codes);
  });

  it("may be the sum of two facts, and of no more", () => {
    const fifteen = alert({ target: 15, unit: "minutes" });
    const thirty = alert({ target: 30, unit: "minutes" });

    expect(codesOf(check({ "VH-085": fifteen, "VH-086": thirty }, minutes(45)))).toEqual([]);
    expect(codesOf(check({ "VH-085": fifteen, "VH-086": thirty }, minutes(50)))).toEqual(["fact/number"]);
    expect(codesOf(check({ "VH-085": fifteen, "VH-086": thirty, "VH-087": thirty }, minutes(45)))).toEqual([
      "fact/number",
    ]);
  });

  it("that is not the fact's is told with all that the fact says", () => {
    expect(
      check(
        { "VH-008": alert({ warning: 70, critical: 85, unit: "percent", window: "5m" }) },
        percent(90),
      ).map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "shop/errors.critical (90 %): VH-008 says 70 % (warning), 85 % (critical), 5 min (window). Write the fact's number for this field. If the runbook changed, change its figure in services/facts too; if the number is not the runbook's, say house() instead of fact(). [fact/number]",
     ]
    `);
  });
});

describe("a fact", () => {
  it("that no runbook has is told", () => {
    expect(check({}, percent(5))).toEqual([]);
    expect(checkFacts(citing(["VH-999"], days(7)), { facts: {}, factsOf: {} }).map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop/errors (VH-999): no runbook fact has this id. Cite a fact of services/facts. [fact/unknown]",
     ]
    `);
  });
});

describe("coverage", () => {
  const book = {
    facts: {},
    factsOf: {
      shop: {
        "VH-001": alert({}),
        "VH-002": alert({}),
        "VH-003": alert({}),
        "VH-004": alert({}),
        "VH-005": alert({}),
      },
    },
  };
  const service = serviceOf({
    undeployed: [{ facts: ["VH-002"], because: "Nothing to deploy." }],
    notes: [{ topic: "channel", facts: ["VH-004"], text: "Told." }],
    duties: [{ name: "d", title: "D", facts: ["VH-005"], rrule: "FREQ=DAILY", because: null, steps: [] }],
  });

  it("leaves out what is deployed, what is told and what is explained", () => {
    expect(unaccountedFacts(service, [monitorOf({ facts: ["VH-001"] })], book)).toEqual(["VH-003"]);
    expect(unaccountedFacts(service, [monitorOf({ facts: ["VH-001", "VH-003"] })], book)).toEqual([]);
  });

  it("does not count what another service deploys", () => {
    const other = { ...monitorOf({ facts: ["VH-001", "VH-003"] }), service: "other" };

    expect(unaccountedFacts(service, [other], book)).toEqual(["VH-001", "VH-003"]);
  });

  it("tells what is open", () => {
    expect(checkCoverage(service, [monitorOf({ facts: ["VH-001"] })], book).map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop (VH-003): no guardrail deploys this fact, no duty or note tells it, and nothing says why not. Cite it in a guardrail, a duty or a note, or list it under undeployed with the reason. [fact/unaccounted]",
     ]
    `);
  });

  it("tells what is told and yet left out", () => {
    const both = serviceOf({ ...service, undeployed: [{ facts: ["VH-002", "VH-004"], because: "?" }] });

    expect(codesOf(checkCoverage(both, [monitorOf({ facts: ["VH-001", "VH-003"] })], book))).toEqual([
      "fact/contradiction",
    ]);
  });
});
