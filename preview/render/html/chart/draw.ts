import { area } from "d3-shape";

import type { Chart } from "../../../schema";
import { lengthText } from "../../past-text";
import { oneLine } from "../../text";
import { markup, none, type Markup } from "../markup";
import { timeAxis, valueAxis, writtenTime, type TimeAxis, type ValueAxis } from "./axes";
import { barOf, gapsOf, runsOf, type Run } from "./geometry";
import { lanesOf, type Lane, type Lanes, type Replayed } from "./lanes";
import { levelLines, levelMarks } from "./levels";
import { digits } from "./numbers";

/** Lengths of a picture: its own units, a screen's pixels where it is as wide as its page. */
const size = {
  width: 1040,
  left: 64,
  right: 176,
  top: 22,
  laneTop: 12,
  lane: 13,
  laneGap: 6,
  panelGap: 26,
  axis: 30,
} as const;

const plotWidth = size.width - size.left - size.right;
const lanesHeight = size.laneTop + 2 * size.lane + size.laneGap;

/** Groups that are drawn: below each other, more would not be compared. */
export const drawnGroups = 4;

/** Heights of a plot, by how many there are. */
const plotHeight = (groups: number): number => (groups <= 1 ? 200 : groups === 2 ? 130 : 96);

/** The narrowest bar that is still seen. */
const leastBar = 2;

/** What a picture is called and says, for those who do not see it. */
export interface Telling {
  /** Id that no other picture of the page has. */
  readonly id: string;
  /** What it shows. */
  readonly title: string;
  /** What there is to see. */
  readonly text: string;
  /** Which sides were replayed. */
  readonly replayed: Replayed;
}

/** A chart as SVG: for each group the series with its levels, and below it when it would have been in alert. */
export function drawChart(chart: Chart, { id, replayed, text, title }: Telling): Markup {
  const groups = chart.groups.slice(0, drawnGroups);
  const height = plotHeight(groups.length);
  const panel = size.top + height + lanesHeight;
  const whole = groups.length * (panel + size.panelGap) - size.panelGap + size.axis;
  const axes = { time: timeAxis(chart, plotWidth), value: valueAxis(chart, height), height };
  const bottom = whole - size.axis;
  return markup`<svg viewBox="0 0 ${size.width} ${whole}" role="img" aria-labelledby="${id}-title ${id}-text"><title id="${id}-title">${title}</title><desc id="${id}-text">${text}</desc>${timeMarks(axes.time, bottom)}${groups.map(
    (group, index) =>
      markup`<g transform="translate(${size.left} ${index * (panel + size.panelGap) + size.top})">${panelOf(group, lanesOf(group, chart, replayed), chart, axes)}</g>`,
  )}</svg>`;
}

function timeMarks({ ticks }: TimeAxis, bottom: number): Markup {
  const lines = ticks.map(({ at }) => `M${digits(at)},${size.top}V${bottom + 5}`).join("");
  return markup`<g transform="translate(${size.left} 0)"><path class="grid" d="${lines}"/>${ticks.map(
    ({ at, text }) => markup`<text class="tick mid" x="${digits(at)}" y="${bottom + 20}">${text}</text>`,
  )}<text class="tick end" x="-34" y="${bottom + 20}">UTC</text></g>`;
}

interface Axes {
  readonly height: number;
  readonly time: TimeAxis;
  readonly value: ValueAxis;
}

function panelOf(group: Chart["groups"][number], lanes: Lanes, chart: Chart, axes: Axes): Markup {
  const runs = runsOf(group.points, chart.step);
  const { height, time, value } = axes;
  const name =
    group.group === "*" ? none : markup`<text class="group" x="0" y="-8">${oneLine(group.group, 90)}</text>`;
  const rows = value.ticks.map(({ at }) => `M0,${digits(at)}H${plotWidth}`).join("");
  return markup`${name}<text class="tick end" x="-10" y="-8">${value.unit}</text><path class="grid" d="${rows}"/>${value.ticks.map(
    ({ at, text }) => markup`<text class="tick end" x="-10" y="${digits(at + 4)}">${text}</text>`,
  )}${gapsOf(runs, chart).map((gap) => {
    const { width, x } = barOf(gap, { of: time.of, least: 0, width: plotWidth });
    return markup`<rect class="gap" x="${digits(x)}" y="0" width="${digits(width)}" height="${height}"><title>Nothing was measured: ${spanText(gap)}</title></rect>`;
  })}<path class="series" d="${seriesPath(runs, axes)}"/>${levelMarks(levelLines(chart, value), value, { height, width: plotWidth })}${laneOf("before", lanes.before, time, height + size.laneTop)}${laneOf("after", lanes.after, time, height + size.laneTop + size.lane + size.laneGap)}`;
}

/** The series as a band from the least to the greatest value of each bucket; a bucket with one value is a line. */
function seriesPath(runs: readonly Run[], { time, value }: Axes): string {
  const band = area<Run[number]>()
    .x(([at]) => digits(time.of(at)))
    .y0(([, low]) => digits(value.of(low)))
    .y1(([, , high]) => digits(value.of(high)));
  return runs.map((run) => band([...run]) ?? "").join("");
}

function laneOf(name: "before" | "after", lane: Lane, { of }: TimeAxis, y: number): Markup {
  const label = markup`<text class="tick end" x="-10" y="${y + 10}">${name}</text>`;
  const firings = typeof lane === "string" ? [] : lane;
  const total = typeof lane === "string" ? lane : firings.length === 0 ? "never in alert" : "";
  return markup`<rect class="lane" x="0" y="${y}" width="${plotWidth}" height="${size.lane}"/>${label}${
    total === "" ? none : markup`<text class="tick" x="6" y="${y + 10}">${total}</text>`
  }${firings.map((firing) => {
    const { width, x } = barOf(firing, { of, least: leastBar, width: plotWidth });
    const whole = firing.fate !== "kept";
    return markup`<rect class="bar ${name} ${firing.fate}" x="${digits(x)}" y="${whole ? y : y + 3}" width="${digits(width)}" height="${whole ? size.lane : size.lane - 6}"><title>In alert ${name}: ${spanText(firing)}${whole ? `, ${firing.fate}` : ""}</title></rect>`;
  })}`;
}

/** A stretch of time in words. */
const spanText = ({ end, start }: { readonly start: number; readonly end: number }): string =>
  `${writtenTime(start)} UTC for ${lengthText(end - start)}`;

/** Characters that a chart takes at most, near enough to share a page's room among charts before they are drawn. */
export const chartCharacters = ({ groups }: Chart): number =>
  groups
    .slice(0, drawnGroups)
    .reduce(
      (sum, { alerts, points }) =>
        sum + 24 * points.length + 190 * (alerts.before.length + alerts.after.length) + 2500,
      2000,
    );
