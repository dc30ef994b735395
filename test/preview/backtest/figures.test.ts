import fc from "fast-check";

import type { GuardrailOf } from "../../../plan/types";
import { figuresOf, medianOf } from "../../../preview/backtest/figures";
import { defaultHours, isOffHours, readHours } from "../../../preview/backtest/hours";
import { changedIncidents, incidentsOf } from "../../../preview/backtest/incidents";
import { simulate } from "../../../preview/simulator/simulate";
import type { Simulated } from "../../../preview/simulator/result";
import { answerOf, historyOf, minute, monitorOf } from "../../support/histories";

const steps = (...parts: readonly (readonly [count: number, value: number | null])[]) =>
  parts.flatMap(([count, value]) => Array.from({ length: count }, () => value));

function replayed(values: readonly (number | null)[], critical = 80): Simulated {
  const monitor = monitorOf({ critical, query: `max(last_1m):avg:load{*} > ${critical}` });
  const result = simulate(monitor, historyOf({ "avg:load{*}": answerOf(values) }));
  if (result.verdict === "unsupported") throw new Error(result.reasons[0]?.text);
  return result;
}

const paging = { kind: "monitor", pages: true } as GuardrailOf<"monitor">;

describe("figures of a day with alerts of 10 and 30 minutes", () => {
  const day = steps([600, 50], [10, 90], [200, 50], [30, 90], [600, 50]);

  it("are counted and brought to a week", () => {
    const { medianDuration, pages, pagesPerWeek, ...rest } = figuresOf(paging, replayed(day), defaultHours);
    expect(rest).toMatchObject({ seconds: 86_400, notifications: 4, alerts: 2, alertSeconds: 2400 });
    expect([pages, pagesPerWeek, medianDuration]).toEqual([2, { shown: 14, least: 14, most: 14 }, 1200]);
  });

  it("have no page where the route wakes nobody", () => {
    const { notifications, pages, pagesPerWeek } = figuresOf(
      { ...paging, pages: false },
      replayed(day),
      defaultHours,
    );
    expect([notifications, pages, pagesPerWeek]).toEqual([4, 0, { shown: 0, least: 0, most: 0 }]);
  });

  it("have neither a median nor an off-hours share where nothing alerts", () => {
    const quiet = figuresOf(paging, replayed(steps([300, 50])), defaultHours);
    expect(quiet).toMatchObject({ medianDuration: null, offHoursShare: null, alerts: 0, flapping: 0 });
  });

  it("count what is sent outside of working hours", () => {
    // The history starts on a Tuesday at 23:00 UTC: the alerts begin at 09:00 and end at 09:10, 12:30 and 13:00.
    const { offHoursShare } = figuresOf(paging, replayed(day), { from: 540, to: 600, timezone: "UTC" });
    expect(offHoursShare).toBe(50);
  });

  it("flap wholly where each evaluation is another state", () => {
    const values = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? 50 : 90));
    expect(figuresOf(paging, replayed(values), defaultHours).flapping).toBeCloseTo(100, 9);
  });
});

describe("the median", () => {
  it.each([
    [[], null],
    [[3], 3],
    [[5, 1], 3],
    [[9, 1, 4], 4],
  ])("of %j is %j", (numbers, median) => {
    expect(medianOf(numbers)).toBe(median);
  });
});

describe("off-hours", () => {
  it.each([
    ["2026-11-16T09:00:00Z", "UTC", false],
    ["2026-11-16T08:59:59Z", "UTC", true],
    ["2026-11-16T17:00:00Z", "UTC", true],
    ["2026-11-15T12:00:00Z", "UTC", true],
    ["2026-11-16T08:30:00Z", "Europe/Berlin", false],
    ["2026-07-06T07:30:00Z", "Europe/Berlin", false],
    ["2026-11-16T07:30:00Z", "Europe/Berlin", true],
    // Monday morning in Auckland is still Sunday in UTC.
    ["2026-11-15T21:00:00Z", "Pacific/Auckland", false],
  ])("at %s in %s: %j", (time, timezone, off) => {
    expect(isOffHours(Date.parse(time) / 1000, { ...defaultHours, timezone })).toBe(off);
  });

  it.each([
    ["09:00-17:30", { from: 540, to: 1050 }],
    ["00:00-24:00", { from: 0, to: 1440 }],
    ["17:00-09:00", undefined],
    ["9-17", undefined],
    ["09:00-24:30", undefined],
  ])("reads %s", (text, hours) => {
    expect(readHours(text)).toEqual(hours);
  });
});

describe("incidents", () => {
  const day = steps([60, 50], [10, 85], [60, 50], [10, 95], [60, 50]);

  it("are lost by a looser level, and gained by a tighter one", () => {
    const [low, high] = [replayed(day, 80), replayed(day, 90)];
    const small = { group: "*", start: minute(61), end: minute(71) };
    expect(changedIncidents(low, high)).toEqual({ gained: [], lost: [small] });
    expect(changedIncidents(high, low)).toEqual({ gained: [small], lost: [] });
  });

  it("stay the same where only their edges move", () => {
    const hill = steps([60, 50], [5, 85], [10, 95], [5, 85], [60, 50]);
    expect(changedIncidents(replayed(hill, 80), replayed(hill, 90))).toEqual({ gained: [], lost: [] });
  });

  it("never grow fewer minutes by a tighter level, and cover those of the looser one", () => {
    const values = fc.array(fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(null)), {
      minLength: 5,
      maxLength: 120,
    });
    const levels = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }));
    fc.assert(
      fc.property(values, levels, (past, [one, other]) => {
        fc.pre(past.some((each) => each !== null));
        const [tight, loose] = [Math.min(one, other), Math.max(one, other)].map((level) =>
          replayed(past, level),
        ) as [Simulated, Simulated];
        expect(tight.outcome.tally.alertSeconds).toBeGreaterThanOrEqual(loose.outcome.tally.alertSeconds);
        expect(changedIncidents(tight, loose).gained).toEqual([]);
        expect(incidentsOf(tight).length === 0 && incidentsOf(loose).length > 0).toBe(false);
      }),
    );
  });
});
