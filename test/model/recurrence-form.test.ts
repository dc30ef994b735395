import fc from "fast-check";
import { rrulestr } from "rrule";

import { recurrenceMistakes } from "../../model/recurrence-form";

describe("the form of a recurrence rule", () => {
  it.each([
    "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0",
    "FREQ=MONTHLY;BYDAY=1SU,-1MO;BYHOUR=2;BYMINUTE=0",
    "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=-1",
    "FREQ=DAILY;INTERVAL=2;BYHOUR=0,23;BYMINUTE=59;BYSECOND=0",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;WKST=MO",
  ])("may be %s", (rrule) => {
    expect(recurrenceMistakes(rrule)).toEqual([]);
  });

  it.each([
    ["garbage", ["a rule says in capitals how often it comes, as FREQ=WEEKLY does."]],
    ["FREQ=WEEKLY;", ["an empty text is no part of a rule."]],
    ["RRULE:FREQ=DAILY", ["a rule says in capitals how often it comes, as FREQ=WEEKLY does."]],
    ["freq=weekly", ["a rule says in capitals how often it comes, as FREQ=WEEKLY does."]],
    ["FREQ=MINUTELY", ["FREQ is one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY."]],
    ["FREQ=DAILY;FREQ=WEEKLY", ["FREQ stands in it twice."]],
    ["FREQ=WEEKLY=DAILY", ["FREQ is one of HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY."]],
    [
      "FREQ=WEEKLY;BYDAY=XX",
      ["BYDAY holds MO, TU, WE, TH, FR, SA, SU, each with a count before it or none."],
    ],
    [
      "FREQ=DAILY;BYHOUR=24;BYMINUTE=60",
      ["BYHOUR holds whole numbers from 0 to 23.", "BYMINUTE holds whole numbers from 0 to 59."],
    ],
    ["FREQ=DAILY;BYHOUR=", ["BYHOUR holds whole numbers from 0 to 23."]],
    ["FREQ=DAILY;INTERVAL=0", ["INTERVAL holds whole numbers from 1 to 1000."]],
    ["FREQ=DAILY;INTERVAL=-1", ["INTERVAL holds whole numbers from 1 to 1000."]],
    [
      "FREQ=MONTHLY;BYMONTHDAY=0",
      ["BYMONTHDAY holds whole numbers from 1 to 31, negative ones counted from the end."],
    ],
    ["FREQ=WEEKLY;BYDAY=2SU", ["a counted weekday, such as 1MO, is counted in a month or a year."]],
    ["FREQ=DAILY;EASTER=1", ["EASTER is no part of a rule."]],
    ["FREQ=DAILY;COUNT=5;UNTIL=20270101", ["a rule says how often, without start, end, length and count."]],
  ])("may not be %s", (rrule, mistakes) => {
    expect(recurrenceMistakes(rrule)).toEqual(mistakes);
  });

  it("lets through only what the library reads", () => {
    const part = fc.tuple(
      fc.constantFrom(
        "FREQ",
        "INTERVAL",
        "BYDAY",
        "BYHOUR",
        "BYMINUTE",
        "BYMONTH",
        "BYMONTHDAY",
        "BYSETPOS",
        "X",
      ),
      fc.constantFrom(
        "DAILY",
        "WEEKLY",
        "MONTHLY",
        "SU",
        "2SU",
        "-1MO",
        "XX",
        "0",
        "1",
        "2",
        "31",
        "-1",
        "61",
        "",
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const rrule = ["FREQ=WEEKLY", ...parts.map((each) => each.join("="))].join(";");
        fc.pre(recurrenceMistakes(rrule).length === 0);
        expect(() => rrulestr(rrule, { dtstart: new Date("2026-01-01T00:00:00Z") })).not.toThrow();
      }),
    );
  });
});
