import { awsCronMistakes } from "../../model/aws-cron";

const told = (schedule: string): readonly string[] => awsCronMistakes(schedule).map(({ rule }) => rule);

describe("awsCronMistakes", () => {
  it.each([
    "0 5 ? * SUN *",
    "15 10 ? * 6L 2022-2023",
    "0 18 ? * MON-FRI *",
    "0/10 * ? * MON-FRI *",
    "0/5 8-17 ? * MON-FRI *",
    "0 9 ? * 2#1 *",
    "0 0 L * ? *",
    "0 0 LW * ? *",
    "0 0 3W * ? *",
    "0 0 31W JAN ? *",
    "0 0 29 2 ? *",
    "0 0 29 FEB ? 2028",
    "0 0 30,31 2,3 ? *",
    "0,30 1-3,5 */2 JAN,JUL-DEC ? 2026,2030-2199/2",
  ])("takes %s", (schedule) => {
    expect(told(schedule)).toEqual([]);
  });

  it.each([
    ["99 7 * * ? *", "the minute (99) must be 0 to 59; of wildcards AWS knows , - * / there."],
    ["0 25 * * ? *", "the hour (25) must be 0 to 23; of wildcards AWS knows , - * / there."],
    ["0 7 32 * ? *", "the day of month (32) must be 1 to 31; of wildcards AWS knows , - * ? / L W there."],
    ["0 7 * 13 ? *", "the month (13) must be 1 to 12 or JAN to DEC; of wildcards AWS knows , - * / there."],
    [
      "0 7 ? * FOO *",
      "the day of week (FOO) must be 1 to 7 or SUN to SAT; of wildcards AWS knows , - * ? L # there.",
    ],
    ["0 7 * * ? 1969", "the year (1969) must be 1970 to 2199; of wildcards AWS knows , - * / there."],
  ])("names the field and its range: %s", (schedule, rule) => {
    expect(told(schedule)).toEqual([rule]);
  });

  it.each([
    "? 7 * * ? *",
    "0 7 * ? ? *",
    "0 7 0W * ? *",
    "0 7 L-1 * ? *",
    "0 7 1,L * ? *",
    "0 7 ? * 2/2 *",
    "0 7 ? * 3#6 *",
    "0 7 ? * 3#1,6#3 *",
    "0 7 ? * FRI-MON *",
    "0/0 7 * * ? *",
    "0/90 7 * * ? *",
    "0, 7 * * ? *",
    "0 7-5 * * ? *",
    "0 7 * JAN-FOO ? *",
    "0 7 * * ? 2030-2200",
    "-1 7 * * ? *",
  ])("refuses %s", (schedule) => {
    expect(told(schedule)).toHaveLength(1);
  });

  it.each(["0 7 31 2 ? *", "0 7 30-31 FEB ? *", "0 7 31 2,4,6 ? *", "0 7 31W 2 ? *", "0 7 29 2 ? 2027"])(
    "refuses %s, which never comes",
    (schedule) => {
      expect(told(schedule)).toEqual(["this schedule never comes: no such month has that day of month."]);
    },
  );
});
