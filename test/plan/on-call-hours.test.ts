import fc from "fast-check";

import { weekdays } from "../../model/escalation";
import { uncovered, type Layer } from "../../plan/on-call-hours";
import { instantOf } from "../../plan/zoned-time";
import { layerOf } from "../support/guardrails";

const zone = "Europe/Berlin";
const hour = 3_600_000;
const at = (time: string): number => instantOf(`${time}:00`, zone) ?? Number.NaN;

/** A week from a Monday on, in which the clock does not change. */
const week = { from: at("2026-11-23T00:00"), to: at("2026-11-30T00:00") };

const gapsOf = (layers: readonly Layer[], span = week): readonly (readonly [string, string])[] =>
  uncovered(layers, zone, span).map(({ from, to }) => [written(from), written(to)]);

const written = (instant: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(
    instant,
  );

const office = weekdays
  .slice(0, 5)
  .map((each) => ({ startDay: each, startTime: "09:00", endDay: each, endTime: "17:00" }));
const all = { startDay: "monday", startTime: "09:00", endDay: "monday", endTime: "09:00" } as const;
const weekend = { startDay: "saturday", startTime: "00:00", endDay: "monday", endTime: "00:00" } as const;
const weekdaysAlone = {
  startDay: "monday",
  startTime: "00:00",
  endDay: "saturday",
  endTime: "00:00",
} as const;

describe("a rotation holds", () => {
  it.each<[string, readonly Layer[], readonly (readonly [string, string])[]]>([
    ["every moment without hours", [layerOf()], []],
    ["every moment where hours end when they begin", [layerOf({ hours: [all] })], []],
    [
      "every moment where layers meet",
      [layerOf({ hours: [weekend] }), layerOf({ hours: [weekdaysAlone] })],
      [],
    ],
    [
      "every moment but a seam",
      [layerOf({ hours: [{ ...weekdaysAlone, endDay: "friday", endTime: "23:59" }, weekend] })],
      [],
    ],
    ["nothing without layers", [], [["2026-11-23 00:00", "2026-11-30 00:00"]]],
    ["nothing without people", [layerOf({ users: [] })], [["2026-11-23 00:00", "2026-11-30 00:00"]]],
    [
      "nothing after its end",
      [layerOf({ until: "2026-11-25T09:00:00" })],
      [["2026-11-25 09:00", "2026-11-30 00:00"]],
    ],
    [
      "nothing before its first turn",
      [layerOf({ handover: "2026-11-25T09:00:00" })],
      [["2026-11-23 00:00", "2026-11-25 09:00"]],
    ],
    [
      "its weekend, into the week",
      [layerOf({ hours: [{ ...weekend, endTime: "09:00" }] })],
      [["2026-11-23 09:00", "2026-11-28 00:00"]],
    ],
    [
      "office hours",
      [layerOf({ hours: office })],
      [
        ["2026-11-23 00:00", "2026-11-23 09:00"],
        ["2026-11-23 17:00", "2026-11-24 09:00"],
        ["2026-11-24 17:00", "2026-11-25 09:00"],
        ["2026-11-25 17:00", "2026-11-26 09:00"],
        ["2026-11-26 17:00", "2026-11-27 09:00"],
        ["2026-11-27 17:00", "2026-11-30 00:00"],
      ],
    ],
    [
      "what is left of it by a time that is none",
      [layerOf({ hours: [{ ...all, endTime: "noon" }] })],
      [["2026-11-23 00:00", "2026-11-30 00:00"]],
    ],
  ])("%s", (_, layers, gaps) => {
    expect(gapsOf(layers)).toEqual(gaps);
  });

  it("hours by the clock, also where it changes", () => {
    const spring = { from: at("2027-03-26T00:00"), to: at("2027-03-30T00:00") };
    const night = { startDay: "saturday", startTime: "22:00", endDay: "sunday", endTime: "06:00" } as const;
    const [before, after] = uncovered([layerOf({ hours: [night] })], zone, spring);

    expect(written(before?.to ?? 0)).toBe("2027-03-27 22:00");
    expect(written(after?.from ?? 0)).toBe("2027-03-28 06:00");
    // The clock skips an hour of this night.
    expect(((after?.from ?? 0) - (before?.to ?? 0)) / hour).toBe(7);
  });

  it("whatever hours one layer leaves, another with the rest of the week fills", () => {
    const moment = fc.record({
      day: fc.constantFrom(...weekdays),
      time: fc.constantFrom("00:00", "06:30", "12:00", "18:45"),
    });
    const year = { from: at("2026-11-21T00:00"), to: at("2027-11-21T00:00") };

    fc.assert(
      fc.property(moment, moment, (one, other) => {
        const there = { startDay: one.day, startTime: one.time, endDay: other.day, endTime: other.time };
        const back = { startDay: other.day, startTime: other.time, endDay: one.day, endTime: one.time };

        expect(gapsOf([layerOf({ hours: [there] }), layerOf({ hours: [back] })], year)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
