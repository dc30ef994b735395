import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

import fc from "fast-check";

import { occurrences, recurrenceStart } from "../../../model/recurrence";
import { allOf, loadCommitted } from "../../support/models";

const calendar = readFileSync("components/reminders/calendar.mjs", "utf8");

/** A leap year among three, and the hours of the day at which a rule may come. */
const span = { from: recurrenceStart, to: new Date("2029-01-01T00:00:00Z") };

/** The times at which the job would find each rule due, if it ran at each of the rule's own hours and minutes. */
function dueTimes(rules: readonly string[]): readonly (readonly number[])[] {
  const look = `
    const [rules, from, to] = JSON.parse(await new Response(process.stdin).text());
    const found = rules.map((rule) => {
      const part = (name) => (new RegExp(name + "=([0-9,]+)").exec(rule)?.[1] ?? "0").split(",").map(Number);
      const times = [];
      for (let day = from; day < to; day += 86400000)
        for (const hour of [...new Set([...part("BYHOUR"), 12])])
          for (const minute of part("BYMINUTE")) {
            const time = day + (60 * hour + minute) * 60000;
            if (comes(rule, time, from)) times.push(time);
          }
      return times.sort((one, other) => one - other);
    });
    console.log(JSON.stringify(found));`;
  const { stderr, stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", calendar + look], {
    input: JSON.stringify([rules, span.from.getTime(), span.to.getTime()]),
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (stderr !== "") throw new Error(stderr);
  return JSON.parse(stdout) as number[][];
}

const expected = (rule: string): readonly number[] =>
  occurrences(rule, "UTC", span).map(({ wall }) => wall.getTime());

const all = allOf(loadCommitted("prod").plan, "reminder").flatMap(({ reminders }) =>
  reminders.map(({ rrule }) => rrule),
);
const clock = "BYHOUR=8;BYMINUTE=0";

describe("what is due", () => {
  it("comes over three years exactly when the rules of all services say", () => {
    const rules = [...new Set(all)];

    expect(rules.length).toBeGreaterThan(15);
    expect(dueTimes(rules)).toEqual(rules.map(expected));
    expect(rules.filter((rule) => expected(rule).length < 3)).toEqual([]);
  });

  it.each([
    `FREQ=WEEKLY;${clock}`,
    `FREQ=MONTHLY;${clock}`,
    `FREQ=YEARLY;${clock}`,
    `FREQ=YEARLY;BYMONTH=3,9;${clock}`,
    `FREQ=MONTHLY;BYMONTHDAY=-1;${clock}`,
    `FREQ=MONTHLY;BYMONTHDAY=31;${clock}`,
    `FREQ=MONTHLY;BYDAY=-1FR;${clock}`,
    `FREQ=MONTHLY;BYDAY=5MO;${clock}`,
    `FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR;${clock}`,
    `FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;${clock}`,
    `FREQ=DAILY;INTERVAL=10;${clock}`,
    `FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYDAY=1MO;${clock}`,
    "FREQ=DAILY;BYHOUR=6,18;BYMINUTE=15,45",
  ])("of %s is what RFC 5545 says", (rule) => {
    expect(dueTimes([rule])).toEqual([expected(rule)]);
  });

  it("is what RFC 5545 says, whatever the rule", () => {
    const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    const numbered = fc
      .tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2), weekday)
      .map(([which, day]) => `${which}${day}`);
    const list = (part: fc.Arbitrary<string>) => fc.uniqueArray(part, { minLength: 1, maxLength: 3 });
    const whole = (min: number, max: number) => list(fc.integer({ min, max }).map(String));
    const rule = fc.oneof(
      list(weekday).map((days) => `FREQ=WEEKLY;BYDAY=${days.join(",")}`),
      list(numbered).map((days) => `FREQ=MONTHLY;BYDAY=${days.join(",")}`),
      whole(1, 31).map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days.join(",")}`),
      fc
        .tuple(whole(1, 12), list(numbered))
        .map(([months, days]) => `FREQ=YEARLY;BYMONTH=${months.join(",")};BYDAY=${days.join(",")}`),
      fc.constant("FREQ=DAILY"),
    );
    const rules = fc.sample(
      fc
        .tuple(rule, fc.integer({ min: 1, max: 5 }))
        .map(([each, every]) => `${each};INTERVAL=${every};${clock}`),
      { numRuns: 150, seed: 5545 },
    );

    const wrong = dueTimes(rules).map((times, index) => [rules[index] ?? "", times] as const);
    expect(
      wrong
        .filter(([each, times]) => JSON.stringify(times) !== JSON.stringify(expected(each)))
        .map(([each]) => each),
    ).toEqual([]);
  });
});
