import type { Figures, Ranged } from "../backtest/figures";
import type { PreviewChange, StackBacktest } from "../schema";
import { many } from "../sentence";

const timeParts = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
] as const;
const lastPart = timeParts[3];

/** A length of time in its two largest units, such as `7 h 20 min`: measured times are seldom whole hours. */
export function lengthText(seconds: number): string {
  const first = timeParts.findIndex(([length]) => seconds >= length);
  const [large, sign] = timeParts[first] ?? lastPart;
  const [small, smallSign] = timeParts[first + 1] ?? lastPart;
  const rounded = first < 0 ? Math.round(seconds) : Math.round(seconds / small) * small;
  // What rounds to a whole day reads as one, not as 24 hours.
  if (timeParts.findIndex(([length]) => rounded >= length) < first) return lengthText(rounded);
  const rest = Math.round((rounded % large) / small);
  const whole = `${Math.floor(rounded / large)} ${sign}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallSign}`;
}

/** A count a week with one digit after the point, which a month can tell. */
export const rateText = (rate: number): string => rate.toFixed(1);

/** How far a rate could be off, such as `2.1 to 3.0`; null where it is certain. */
export const spreadText = ({ least, most }: Omit<Ranged, "shown">): string | null =>
  rateText(least) === rateText(most) ? null : `${rateText(least)} to ${rateText(most)}`;

/** A rate, and how far it could be off. */
export function rangeText(rate: Ranged): string {
  const spread = spreadText(rate);
  return spread === null ? rateText(rate.shown) : `${rateText(rate.shown)} (${spread})`;
}

/** Times beyond these have no date; a document that somebody else wrote may hold them. */
const farthest = 8.64e12;

/** A time to the minute. */
export function momentText(time: number): string {
  const dated = Math.min(farthest, Math.max(-farthest, time));
  return new Date(dated * 1000).toISOString().replace(/:\d\d\.\d+Z$/, "Z");
}

/** Each figure that people compare, with its name. */
export const figureTexts: readonly (readonly [name: string, text: (figures: Figures) => string])[] = [
  ["pages/week", ({ pagesPerWeek }) => rangeText(pagesPerWeek)],
  ["sent", ({ notifications }) => String(notifications)],
  ["alerts", ({ alerts }) => String(alerts)],
  ["in alert", ({ alertSeconds }) => lengthText(alertSeconds)],
  ["median", ({ medianDuration }) => (medianDuration === null ? "-" : lengthText(medianDuration))],
  ["flapping", ({ flapping }) => `${Math.round(flapping)} %`],
  ["off-hours", ({ offHoursShare }) => (offHoursShare === null ? "-" : `${Math.round(offHoursShare)} %`)],
];

/** Pages a week before and after a change; why there are none where its past could not be replayed; empty without one. */
export function pagesText({ backtest }: Pick<PreviewChange, "backtest">, arrow: string): string {
  if (backtest === null) return "";
  const { after, before, verdict } = backtest;
  if (before === null && after === null) return verdict;
  const [was, is] = [before, after].map((side) => (side === null ? "-" : rangeText(side.pagesPerWeek)));
  return was === is ? (is ?? "") : `${was ?? ""} ${arrow} ${is ?? ""}`;
}

/** Which past was looked at, and how much of it is there, in one line. */
export function pastText({
  from,
  made,
  notReplayed,
  replayed,
  until,
  withoutHistory,
}: StackBacktest): string {
  const day = (time: number): string => momentText(time).replace(/T.*$/, "");
  const parts = [
    `${many(replayed, "alert")} replayed`,
    ...(withoutHistory === 0 ? [] : [`${withoutHistory} without history`]),
    ...(notReplayed === 0 ? [] : [`${notReplayed} of kinds that are not replayed`]),
  ];
  return `${made ? "A made-up past" : "The past"} from ${day(from)} to ${day(until)}: ${parts.join(", ")}.`;
}

/** What a preview says that looked at no past although it has one to ask about; undefined where it has not. */
export function missingPast(
  { backtest, stack }: { readonly stack: string; readonly backtest: StackBacktest | null },
  changes: readonly PreviewChange[],
): string | undefined {
  const asks = changes.some(
    (each) => each.stack === stack && replayable.includes(each.kind) && each.classes[0] !== "text-only",
  );
  return backtest === null && asks ? noPast : undefined;
}

const replayable: readonly string[] = ["monitor", "burn-rate", "sentry-rule"];

const noPast =
  "How often these would have paged is not known: npx belfry history pull gets their past, --history names a folder with it.";
