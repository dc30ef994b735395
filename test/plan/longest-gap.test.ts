import { longestAwsGap, longestGap } from "../../plan/longest-gap";

const hour = 3600;
const day = 24 * hour;

describe("the longest wait between two runs", () => {
  it.each([
    ["0 1 * * *", day],
    ["*/15 * * * *", 900],
    ["* * * * *", 60],
    ["0 */6 * * *", 6 * hour],
    // Twice within the hour, then a day without.
    ["0,30 1 * * *", day - 1800],
    ["0 1,13 * * *", 12 * hour],
    ["0 1,2 * * *", 23 * hour],
    ["0 1,20 * * *", 19 * hour],
    ["*/5 22-23 * * *", day - 115 * 60],
    // Over the weekend.
    ["0 1 * * 1-5", 3 * day],
    ["30 8-17 * * 1-5", 3 * day - 9 * hour],
    ["0 4 * * 0", 7 * day],
    // The first of each month, and each Monday as well: cron takes either.
    ["0 1 1 * 1", 7 * day],
    ["0 6 2 * *", 31 * day],
    // No 31st of November.
    ["0 1 31 * *", 61 * day],
    // Over a leap day.
    ["0 1 1 1 *", 366 * day],
  ])("of %s is %i s", (schedule, gap) => {
    expect(longestGap(schedule)).toBe(gap);
  });

  it.each(["nonsense", "0 25 * * *", "0 1 * *", "0 1 30 2 *", "0 1 29 2 *", ""])(
    "of %j is not known",
    (schedule) => {
      expect(longestGap(schedule)).toBeUndefined();
    },
  );

  it.each([
    ["cron(0 7 * * ? *)", day],
    ["0 7 ? * SUN *", 7 * day],
    ["0 7 ? * 1 *", 7 * day],
    // Monday to Friday, where Sunday is 1.
    ["0 7 ? * 2-6 *", 3 * day],
    ["0 7 ? * L *", 7 * day],
    ["0 7 1 * ? *", 31 * day],
    ["0 7 L * ? *", 31 * day],
    ["0 7 ? * 6L *", 35 * day],
    ["0 7 ? * 2#1 *", 35 * day],
    ["0 5 1 */3 ? *", 92 * day],
  ])("of AWS's %s is %i s", (schedule, gap) => {
    expect(longestAwsGap(schedule)).toBe(gap);
  });

  it("of AWS's Friday is that of a Friday", () => {
    expect(longestAwsGap("0 7 ? * 6,1 *")).toBe(5 * day);
    expect(longestAwsGap("0 7 ? * 6,7 *")).toBe(6 * day);
  });

  it.each(["0 7 15W * ? *", "0 7 1 * ? 2027", "0 7 * *", "0 7 ? * FOO *"])(
    "of AWS's %s is not known",
    (schedule) => {
      expect(longestAwsGap(schedule)).toBeUndefined();
    },
  );
});
