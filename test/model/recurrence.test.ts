import fc from "fast-check";

import { isTimezone, momentOf, nextTimes, occurrences, writtenTime } from "../../model/recurrence";

const sundays = "FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=30";

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
    ["FREQ=DAILY", "2026-12-31", ["2026-12-31 00:00", "2027-01-01 00:00", "2027-01-02 00:00"]],
    [
      "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO",
      "2026-11-21",
      ["2027-01-04 00:00", "2027-04-05 00:00", "2027-07-05 00:00"],
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=31",
      "2026-02-01",
      ["2026-03-31 00:00", "2026-05-31 00:00", "2026-07-31 00:00"],
    ],
    ["FREQ=DAILY;UNTIL=20260101T000000Z", "2026-11-21", []],
  ])("of %s from %s", (rrule, asOf, times) => {
    expect(nextTimes(rrule, "UTC", { asOf }).map(({ wall }) => writtenTime(wall))).toEqual(times);
  });

  it("are counted from one day, whenever they are asked for", () => {
    const rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO";
    const [first] = nextTimes(rule, "UTC", { asOf: "2027-03-01" });
    const days = nextTimes(rule, "UTC", { asOf: "2026-01-01", most: 60 }).map(({ wall }) => wall.getTime());

    expect(days).toContain(first?.wall.getTime());
  });

  it("keep their hour by the zone's clock through its changes", () => {
    const times = nextTimes(sundays, "Europe/Berlin", { asOf: "2026-10-18" });

    // On the last Sunday of October the clock shows 02:30 twice; the first counts.
    expect(times.map(({ at, wall }) => [writtenTime(wall), writtenTime(at)])).toEqual([
      ["2026-10-18 02:30", "2026-10-18 00:30"],
      ["2026-10-25 02:30", "2026-10-25 00:30"],
      ["2026-11-01 02:30", "2026-11-01 01:30"],
    ]);
  });

  it("read an hour that the clock skips with the offset before the jump", () => {
    const [skipped] = nextTimes(sundays, "Europe/Berlin", { asOf: "2026-03-29" });

    expect(skipped && writtenTime(skipped.at)).toBe("2026-03-29 01:30");
  });
});

describe("occurrences", () => {
  it("are those from one moment on and before another, whatever the zone's date", () => {
    const from = new Date("2026-06-01T00:00:00Z");
    const to = new Date("2026-06-03T00:00:00Z");
    const at = (zone: string) =>
      occurrences("FREQ=DAILY;BYHOUR=1;BYMINUTE=0", zone, { from, to }).map((each) => writtenTime(each.at));

    expect(at("Pacific/Kiritimati")).toEqual(["2026-06-01 11:00", "2026-06-02 11:00"]);
    expect(at("Pacific/Honolulu")).toEqual(["2026-06-01 11:00", "2026-06-02 11:00"]);
    expect(occurrences("FREQ=DAILY", "UTC", { from, to }).map((each) => each.at)).toEqual([
      from,
      new Date("2026-06-02T00:00:00Z"),
    ]);
  });
});

describe("a zone's clock", () => {
  const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
  const shows = (moment: Date, timeZone: string): string => {
    const text = moment.toLocaleString("sv-SE", { timeZone });
    return text.slice(0, 16);
  };

  it("shows the time whose moment was asked for, but for the hours that it skips", () => {
    const minutes = fc.integer({ min: 0, max: 3 * 366 * 24 * 60 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const wall = new Date(Date.UTC(2026, 0, 1) + minute * 60_000);
        const shown = shows(momentOf(wall, zone), zone);
        const jumped = Date.parse(`${shown.replace(" ", "T")}Z`) - wall.getTime();
        expect([0, 30 * 60_000, 60 * 60_000]).toContain(jumped);
        if (zone === "UTC" || zone === "Asia/Kolkata") expect(jumped).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it("is known by IANA's names only", () => {
    expect([...zones, "Mars/Olympus", ""].filter((name) => !isTimezone(name))).toEqual(["Mars/Olympus", ""]);
  });
});
