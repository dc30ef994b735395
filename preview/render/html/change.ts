import type { PreviewChange, PreviewField } from "../../schema";
import { rateText } from "../past-text";
import { nothing, tellingFields } from "../text";
import { backtestPart } from "./backtest";
import { joined, markup, none, type Markup } from "./markup";
import { tableOf } from "./table";
import { badge, heldMark, turn } from "./words";

/** Name of a change within the page; environments and ids are of closed alphabets. */
export const anchorOf = ({ id, stack }: Pick<PreviewChange, "id" | "stack">): string =>
  `${stack}-${id.replace("/", "-")}`;

/** How a section stands on the page. */
export interface Standing {
  /** Whether it is unfolded from the start. */
  readonly open: boolean;
  /** Whether its chart is drawn. */
  readonly draws: boolean;
}

/**
 * A change with all that is known of it. The link from the table points into what is folded: browsers unfold what a
 * link leads into.
 */
export function changeSection(change: PreviewChange, { draws, open }: Standing): Markup {
  const { facts, id, kind, origin, title, waivedBy } = change;
  const place = anchorOf(change);
  return markup`<details class="change${change.held ? " held" : ""}"${open ? markup` open` : none}><summary><h3>${id}</h3>${heldMark(change)}${change.classes.map(badge)}${pagesTurn(change)}</summary><div class="body" id="${place}"><p class="what">${title} <span class="soft">· ${kind}</span>${
    origin === null ? none : markup` <span class="soft">·</span> <code>${origin.file}:${origin.line}</code>`
  }</p>${wholeOf(change)}${fieldTable(change)}${
    waivedBy.length === 0 ? none : markup`<p class="note">Waived by ${codes(waivedBy)}.</p>`
  }${backtestPart(change, place, draws)}${
    facts.length === 0 ? none : markup`<p class="soft">Runbook facts: ${codes(facts)}</p>`
  }</div></details>`;
}

/** Texts of the plan as they are written. */
const codes = (texts: readonly string[]): Markup =>
  markup`${joined(
    texts.map((each) => markup`<code>${each}</code>`),
    markup`, `,
  )}`;

function pagesTurn({ backtest }: PreviewChange): Markup {
  const [before, after] = [backtest?.before ?? null, backtest?.after ?? null];
  if (before === null && after === null) return none;
  const text = (side: typeof before): string => (side === null ? "–" : rateText(side.pagesPerWeek.shown));
  return markup`<span class="pages">${turn(text(before), text(after))} pages a week</span>`;
}

function wholeOf({ after, before, renamedFrom }: PreviewChange): Markup {
  const renamed =
    renamedFrom === null
      ? none
      : markup`<p class="note">Renamed from <code>${renamedFrom}</code>: service, kind and what it works on are the same.</p>`;
  return before === after
    ? markup`${renamed}<p class="whole">${after ?? nothing}</p>`
    : markup`${renamed}<p class="whole">${turn(before, after)}</p>`;
}

function fieldTable(change: PreviewChange): Markup {
  const shown = tellingFields(change);
  const rest = change.fields.length - shown.length;
  const more =
    rest === 0
      ? none
      : markup`<p class="soft">${rest} more ${rest === 1 ? "field follows from these, or is" : "fields follow from these, or are"} words.</p>`;
  if (shown.length === 0) return more;
  const table = tableOf({
    name: "fields",
    columns: [{ head: "field" }, { head: "before → after" }, { head: "because" }, { head: "source" }],
    rows: shown.map(({ after, because, before, field, origin, source }) => ({
      cells: [markup`<code>${field}</code>`, turn(before, after), because, sourceCell(source, origin)],
    })),
  });
  return markup`${table}${more}`;
}

/** Where a value comes from, and where that is written. */
function sourceCell(source: PreviewField["source"], origin: PreviewField["origin"]): Markup {
  if (origin === null) return markup`${source ?? "–"}`;
  const place = markup`<code>${origin.file}:${origin.line}</code>`;
  return source === null ? place : markup`${source}<br>${place}`;
}
