import type { Chart } from "../../../schema";
import { many } from "../../../sentence";
import { lengthText } from "../../past-text";
import { valueAxis, writtenTime } from "./axes";
import { drawnGroups } from "./draw";
import { lanesOf, secondsOf, type Lane, type Replayed } from "./lanes";

/** What a chart shows, for those who do not see it. */
export function chartText(chart: Chart, replayed: Replayed): string {
  const axis = valueAxis(chart, 100);
  const { after, before } = chart.levels;
  const level = (side: typeof before): string =>
    side === null
      ? "none"
      : `${axis.said(side.critical)}${side.warning === null ? "" : `, warning ${axis.said(side.warning)}`}`;
  return [
    `From ${writtenTime(chart.from)} to ${writtenTime(chart.until)} UTC.`,
    `Critical level before ${level(before)}; after ${level(after)}.`,
    ...chart.groups.slice(0, drawnGroups).map((group) => {
      const lanes = lanesOf(group, chart, replayed);
      const values = group.points.flatMap((point) => (point === null ? [] : [point]));
      const [low, high] = [values.map((each) => each[1]), values.map((each) => each[2])];
      const name = group.group === "*" ? "The series" : group.group;
      const reach =
        values.length === 0
          ? "has no values"
          : `lies between ${axis.said(Math.min(...low))} and ${axis.said(Math.max(...high))}`;
      return `${name} ${reach}; in alert before ${firingText(lanes.before)}, after ${firingText(lanes.after)}.`;
    }),
  ].join(" ");
}

const firingText = (firings: Lane): string =>
  typeof firings === "string"
    ? firings
    : firings.length === 0
      ? "never"
      : `${many(firings.length, "time")} for ${lengthText(secondsOf(firings))}`;

/** What a chart leaves out, each in a sentence. */
export function leftOut(chart: Chart): readonly string[] {
  const axis = valueAxis(chart, 100);
  const hidden = chart.omittedGroups + Math.max(0, chart.groups.length - drawnGroups);
  return [
    ...(hidden === 0
      ? []
      : [
          `${many(hidden, "more group")} ${hidden === 1 ? "is" : "are"} not drawn: shown are those that alert longest or come nearest the level.`,
        ]),
    ...(axis.cutOff === null
      ? []
      : [`Values far above the levels are cut off at the top; the highest is ${axis.said(axis.cutOff)}.`]),
  ];
}
