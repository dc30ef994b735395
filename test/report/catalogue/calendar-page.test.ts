import { nextTimes } from "../../../report/catalogue/calendar-page";

describe("the next times", () => {
  it.each([
    [
      "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0",
      "2026-11-21",
      ["2026-11-22 02:00", "2026-11-29 02:00", "2026-12-06 02:00"],
    ],
    [
      "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0",
      "2026-11-21",
      ["2026-12-06 02:00", "2027-01-03 02:00", "2027-02-07 02:00"],
    ],
    ["FREQ=DAILY", "2026-12-31", ["2026-12-31", "2027-01-01", "2027-01-02"]],
    ["FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO", "2026-11-21", ["2027-01-04", "2027-04-05", "2027-07-05"]],
    ["FREQ=MONTHLY;BYMONTHDAY=31", "2026-02-01", ["2026-03-31", "2026-05-31", "2026-07-31"]],
    ["FREQ=DAILY;UNTIL=20260101T000000Z", "2026-11-21", []],
  ])("of %s from %s", (rrule, asOf, times) => {
    expect(nextTimes(rrule, asOf)).toEqual(times);
  });
});
