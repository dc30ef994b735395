import { describeProblem } from "../../../model/problem";
import { checkDowntime } from "../../../plan/check/maintenance";
import type { GuardrailOf } from "../../../plan/types";
import { downtimeOf } from "../../support/guardrails";
import { codesOf } from "../../support/models";

type Changes = Partial<GuardrailOf<"downtime">>;

const spares = ["${objective:shop/uptime}"];
const weekly = { spares, correction: { rrule: "FREQ=WEEKLY", start: 0 } };
const rule = (rrule: string): Changes => ({ rrule });

describe("checkDowntime", () => {
  it.each<[string, Changes, readonly string[]]>([
    ["a weekday with its hour", {}, []],
    ["a zone that does not exist", { timezone: "Mars/Olympus" }, ["downtime/timezone"]],
    ["no hour", rule("FREQ=WEEKLY;BYDAY=SU"), ["downtime/anchor"]],
    ["no weekday", rule("FREQ=WEEKLY;BYHOUR=2;BYMINUTE=0"), ["downtime/anchor"]],
    ["each day", rule("FREQ=DAILY;BYHOUR=2;BYMINUTE=0"), []],
    ["a day of the month", rule("FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=2;BYMINUTE=0"), []],
    ["any second week", rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;BYHOUR=2;BYMINUTE=0"), ["downtime/anchor"]],
    ["objectives that it can spare", weekly, []],
    ["objectives that it cannot spare", { spares }, ["downtime/correction"]],
  ])("%s", (_, changes, codes) => {
    expect(codesOf(checkDowntime(downtimeOf(changes), []))).toEqual(codes);
  });

  it("counts the corrections of one objective", () => {
    const windows = [1, 2, 3, 4].map((each) => downtimeOf({ ...weekly, id: `shop/window-${each}` }));
    const [first = downtimeOf()] = windows;
    const elsewhere = downtimeOf({ ...weekly, spares: ["${objective:shop/latency}"] });

    expect(codesOf(checkDowntime(first, [...windows.slice(0, 3), elsewhere]))).toEqual([]);
    expect(codesOf(checkDowntime(first, windows))).toEqual(["downtime/corrections"]);
  });

  it("tells each in words", () => {
    const bad = downtimeOf({ spares, timezone: "UTC+1", rrule: "FREQ=MONTHLY;INTERVAL=3" });

    expect(checkDowntime(bad, []).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop/maintenance.timezone (UTC+1): no zone has this name. Write an IANA name such as UTC or Europe/Berlin. [downtime/timezone]",
       "shop/maintenance.rrule (FREQ=MONTHLY;INTERVAL=3): a downtime is deployed without a start, and this leaves open: BYHOUR, BYMINUTE, BYDAY or BYMONTHDAY, which of its intervals is the first. The moment of deployment would decide. Say it in the rule; for every second or third month, name the months with FREQ=YEARLY;BYMONTH=1,4,7,10. [downtime/anchor]",
       "shop/maintenance.objectives (FREQ=MONTHLY;INTERVAL=3): its hours are to be left out of objectives, and Datadog corrects those only by day, week or month, by weekday, and by UTC. State the window by such a rule in UTC, or write objectives: house("counted", …). [downtime/correction]",
     ]
    `);
  });
});
