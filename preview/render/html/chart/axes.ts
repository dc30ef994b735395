import { scaleLinear, scaleUtc } from "d3-scale";
import { utcFormat } from "d3-time-format";

import { convert, units, written, type Unit } from "../../../../model/quantity";
import type { Chart } from "../../../schema";
import { datable } from "./numbers";

/** A place on an axis and what is written there. */
export interface Tick {
  /** Distance from the axis's start, in the picture's own unit. */
  readonly at: number;
  /** What is written. */
  readonly text: string;
}

/** The axis of values. */
export interface ValueAxis {
  /** What the numbers are in, such as `%`; `count` where they have no sign. */
  readonly unit: string;
  /** Places with a line. */
  readonly ticks: readonly Tick[];
  /** Distance of a value from the top; one that lies outside is at the edge. */
  readonly of: (value: number) => number;
  /** A value in words, such as `85 %`. */
  readonly said: (value: number) => string;
  /** Greatest value, where it lies above the axis. */
  readonly cutOff: number | null;
}

/** Above so many times the highest level a value says only that it is far above it, and would press the levels together. */
const farAbove = 12;
/** Where the axis then ends, in highest levels. */
const shownAbove = 4;

/** The levels of a chart that are drawn. */
export const levelsOf = ({ levels }: Chart): readonly number[] =>
  [levels.before, levels.after].flatMap((each) =>
    each === null ? [] : [each.critical, ...(each.warning === null ? [] : [each.warning])],
  );

/** An axis on which all values and levels of all groups have their place, and groups can be compared. */
export function valueAxis(chart: Chart, height: number): ValueAxis {
  const levels = levelsOf(chart);
  const points = chart.groups.flatMap((each) => each.points.filter((point) => point !== null));
  const [least, most] = [
    points.reduce((found, [, low]) => Math.min(found, low), Math.min(...levels, Infinity)),
    points.reduce((found, [, , high]) => Math.max(found, high), Math.max(...levels, -Infinity)),
  ];
  const highest = Math.max(...levels, -Infinity);
  const cut = highest > 0 && most > farAbove * highest;
  const scale = scaleLinear([...domainOf(least, cut ? shownAbove * highest : most)], [height, 0])
    .nice(height / 36)
    .clamp(true);
  const shift = shownIn(chart.unit);
  const shown = scaleLinear(scale.domain().map(shift.of), scale.range());
  const count = Math.max(2, Math.round(height / 40));
  const wide = Math.max(...shown.domain().map(Math.abs)) >= 100_000;
  const format = shown.tickFormat(count, wide ? "~s" : undefined);
  return {
    unit: units[shift.unit].symbol || "count",
    ticks: shown.ticks(count).map((value) => ({ at: shown(value), text: value === 0 ? "0" : format(value) })),
    of: scale,
    said: (value) => saidValue(value, chart.unit),
    cutOff: cut ? most : null,
  };
}

/** Numbers that start near nothing are shown from nothing on; levels of nothing at all still have an axis. */
function domainOf(least: number, most: number): readonly [number, number] {
  if (!Number.isFinite(least) || !Number.isFinite(most)) return [0, 1];
  const low = least >= 0 && least <= most * 0.7 ? 0 : least;
  // Numbers that are told apart by their last digits only leave no room for places between them.
  const same = most - low <= Math.max(1e-9, 1e-9 * Math.max(Math.abs(low), Math.abs(most)));
  return same ? [low - 1, most + 1] : [low, most];
}

/** Fractions are read in percent, as everywhere; all other units are the model's. */
function shownIn(unit: Unit): { readonly unit: Unit; readonly of: (value: number) => number } {
  return unit === "fraction"
    ? { unit: "percent", of: (value) => convert<"share", "percent">({ value, unit }, "percent").value }
    : { unit, of: (value) => value };
}

/** Four digits tell values apart where a picture is read. */
const saidValue = (value: number, unit: Unit): string =>
  written({ value: Number(value.toPrecision(4)), unit });

const dayText = utcFormat("%-d %b");
const yearText = utcFormat("%-d %b %Y");
const clockText = utcFormat("%H:%M");
const secondText = utcFormat("%H:%M:%S");

/** A time as a person reads it beside others: the hour, or the day where one begins. */
function tickText(time: Date): string {
  const seconds = time.getTime() / 1000;
  if (seconds % 60 !== 0) return secondText(time);
  if (seconds % 86_400 !== 0) return clockText(time);
  return time.getUTCMonth() === 0 && time.getUTCDate() === 1 ? yearText(time) : dayText(time);
}

/** The axis of time. */
export interface TimeAxis {
  /** Places with a line. */
  readonly ticks: readonly Tick[];
  /** Distance of a time, in seconds since 1970, from the start; one outside is at the edge. */
  readonly of: (seconds: number) => number;
}

/** Room for one time, such as `22 Oct`, with what keeps it from the next. */
const tickWidth = 84;

/** An axis from a chart's start to its end, in UTC. */
export function timeAxis({ from, until }: Pick<Chart, "from" | "until">, width: number): TimeAxis {
  const start = Math.min(datable(from), datable(Infinity) - 1);
  const end = Math.max(datable(until), start + 1);
  const scale = scaleUtc([start * 1000, end * 1000], [0, width]).clamp(true);
  return {
    ticks: scale
      .ticks(Math.max(2, Math.floor(width / tickWidth)))
      .map((time) => ({ at: scale(time), text: tickText(time) })),
    of: (seconds) => scale(datable(seconds) * 1000),
  };
}

const momentText = utcFormat("%-d %b %Y %H:%M");

/** A time in seconds since 1970 as a person reads it, such as `3 Nov 2026 09:12`; always in UTC. */
export const writtenTime = (seconds: number): string => momentText(new Date(datable(seconds) * 1000));
