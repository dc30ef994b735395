import { changeClasses, classTones, wordsOf, type ChangeClass } from "../../change";
import type { ChangeBacktest, PreviewChange } from "../../schema";
import { nothing } from "../text";
import { markup, type Markup } from "./markup";

/** A class of changes as a word with a ground of its own; what it means shows where it is pointed at. */
export function badge(each: ChangeClass): Markup {
  const tone = classTones.worse.includes(each) ? "bad" : classTones.better.includes(each) ? "good" : "plain";
  return markup`<span class="badge ${tone}" title="${changeClasses[each]}">${wordsOf(each)}</span>`;
}

/** Whether a change is held back, in words and with a sign. */
export function heldMark({ held, waivedBy }: Pick<PreviewChange, "held" | "waivedBy">): Markup | null {
  if (held) return markup`<span class="badge held">needs a second look</span>`;
  return waivedBy.length === 0 ? null : markup`<span class="badge waived">waived</span>`;
}

/** What stands for a number that is not there. */
export const unknown = "–";

/** A value before and after, either of which may be nothing; once where it stays. */
export const turn = (before: string | null, after: string | null): Markup =>
  before === after
    ? markup`<span class="turn">${after ?? nothing}</span>`
    : markup`<span class="turn"><del>${before ?? nothing}</del> <span class="arrow" role="img" aria-label="becomes">→</span> <ins>${after ?? nothing}</ins></span>`;

const parts = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
] as const;
const lastPart = parts[3];

/** A length of time in its two largest units, such as `7 h 20 min`: measured times are seldom whole hours. */
export function lengthText(seconds: number): string {
  const first = parts.findIndex(([length]) => seconds >= length);
  const [large, sign] = parts[first] ?? lastPart;
  const [small, smallSign] = parts[first + 1] ?? lastPart;
  const rounded = first < 0 ? Math.round(seconds) : Math.round(seconds / small) * small;
  // What rounds to a whole day reads as one, not as 24 hours.
  if (parts.findIndex(([length]) => rounded >= length) < first) return lengthText(rounded);
  const rest = Math.round((rounded % large) / small);
  const whole = `${Math.floor(rounded / large)} ${sign}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallSign}`;
}

type Ranged = NonNullable<ChangeBacktest["before"]>["pagesPerWeek"];

/** A count a week with one digit after the point, which a month can tell. */
export const rateText = (rate: number): string => rate.toFixed(1);

/** How far a number could be off, such as `2.1 to 3.0`; null where it is certain. */
export const rangeText = ({ least, most }: Ranged): string | null =>
  rateText(least) === rateText(most) ? null : `${rateText(least)} to ${rateText(most)}`;

/** A share in whole percent. */
export const shareText = (share: number): string => `${Math.round(share)} %`;
