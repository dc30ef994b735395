import { changeClasses, classTones, wordsOf, type ChangeClass } from "../../change";
import type { PreviewChange } from "../../schema";
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

/** A share in whole percent. */
export const shareText = (share: number): string => `${Math.round(share)} %`;
