import { checkDuties } from "../../../plan/check/duties";
import { monitorOf } from "../../support/guardrails";
import { restoreTestOf } from "../../support/infrastructure-guardrails";
import { codesOf, serviceOf } from "../../support/models";

const duty = {
  name: "morning",
  title: "Morning",
  facts: [],
  rrule: "FREQ=DAILY",
  because: null,
  steps: ["Look."],
};

describe("a duty", () => {
  it.each([
    ["comes each day", [duty], []],
    ["comes in a rule that is understood", [{ ...duty, rrule: "each day" }], ["schedule/rrule"]],
    ["comes some time", [{ ...duty, rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }], ["schedule/rrule"]],
    ["has no end", [{ ...duty, rrule: "FREQ=DAILY;COUNT=3" }], ["schedule/rrule"]],
    ["has no start", [{ ...duty, rrule: "DTSTART:20260101T000000Z" }], ["schedule/rrule"]],
    ["has a name of its own", [duty, duty], ["duty/duplicate"]],
    ["has no guardrail's name", [{ ...duty, name: "errors" }], ["duty/duplicate"]],
  ])("%s", (_, duties, codes) => {
    expect(codesOf(checkDuties(serviceOf({ duties }), [monitorOf()]))).toEqual(codes);
  });

  it.each([
    ["is part of a duty", "morning", []],
    ["is part of no duty", "evening", ["duty/unknown"]],
  ])("what is rehearsed of a recovery %s", (_, named, codes) => {
    const test = restoreTestOf({ verification: [{ by: "people", duty: named, step: "Start the shop." }] });

    expect(codesOf(checkDuties(serviceOf({ duties: [duty] }), [test]))).toEqual(codes);
  });
});
