import { describeProblem } from "../../../model/problem";
import { checkReminders } from "../../../plan/check/reminders";
import { reminderOf } from "../../support/guardrails";
import { codesOf } from "../../support/models";

const [first] = reminderOf().reminders;
const told = (changes: Partial<NonNullable<typeof first>>) =>
  checkReminders(reminderOf({ reminders: first ? [{ ...first, ...changes }] : [] }));
const clock = "BYHOUR=8;BYMINUTE=0";

describe("checkReminders", () => {
  it("finds nothing wrong with what can be told", () => {
    expect(checkReminders(reminderOf())).toEqual([]);
  });

  it.each([
    ["a weekday of a month", `FREQ=MONTHLY;BYDAY=1MO;${clock}`, []],
    ["a weekday of a named month", `FREQ=YEARLY;BYMONTH=2;BYDAY=1MO;${clock}`, []],
    ["a weekday of a year", `FREQ=YEARLY;BYDAY=1MO;${clock}`, ["reminder/rule"]],
    ["a part that the job does not know", `FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1;${clock}`, ["reminder/rule"]],
    ["each hour", "FREQ=HOURLY;BYMINUTE=0", ["reminder/rule"]],
  ])("%s", (_, rrule, codes) => {
    expect(codesOf(told({ rrule }))).toEqual(codes);
  });

  it("refuses a text that an event would cut off", () => {
    expect(codesOf(told({ text: "x".repeat(4000) }))).toEqual([]);
    expect(codesOf(told({ text: "x".repeat(4001) }))).toEqual(["reminder/text"]);
  });

  it("refuses a text that would tell somebody else", () => {
    expect(codesOf(told({ text: "1. Ask ops@shop.example." }))).toEqual([]);
    expect(codesOf(told({ text: "1. Ask @oncall-shop." }))).toEqual(["message/handle"]);
    expect(codesOf(told({ title: "Shop: @here" }))).toEqual(["message/handle"]);
  });

  it("tells each in words", () => {
    const bad = reminderOf({ tells: [], timezone: "Nowhere" });

    expect([...checkReminders(bad), ...told({ rrule: "FREQ=HOURLY" })].map(describeProblem))
      .toMatchInlineSnapshot(`
     [
       "shop/reminders: the route of the lowest severity has no handle that only tells, so nobody would be reminded. Give that route a channel or an address. [reminder/nobody]",
       "shop/reminders.timezone (Nowhere): no zone has this name. Write an IANA name such as UTC or Europe/Berlin. [reminder/timezone]",
       "shop/reminders.review.rrule (FREQ=HOURLY): the job that reminds looks a day at a time. Write a rule such as FREQ=MONTHLY;BYDAY=1MO or FREQ=YEARLY;BYMONTH=1,7;BYDAY=2WE. [reminder/rule]",
     ]
    `);
  });
});
