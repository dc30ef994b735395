import type { ChangeBacktest, PreviewChange } from "../../schema";
import { many } from "../../sentence";
import { lengthText, rateText, spreadText } from "../past-text";
import { drawChart } from "./chart/draw";
import { writtenTime } from "./chart/axes";
import { chartText, leftOut } from "./chart/said";
import { markup, none, type Markup } from "./markup";
import { shareText, turn, unknown } from "./words";

type Figures = NonNullable<ChangeBacktest["before"]>;

/** What an alert would have done in the past, before and after its change. */
export function backtestPart(change: PreviewChange, id: string, draws: boolean): Markup {
  const { backtest } = change;
  if (backtest === null) return none;
  const { chart } = backtest;
  return markup`<section class="past" aria-label="On the past"><h4>On the past ${verdictBadge(backtest)}</h4>${reasonList(backtest)}${tiles(backtest)}${
    chart === null
      ? none
      : draws
        ? chartFigure(change, chart, id)
        : markup`<p class="note">The chart is left out to keep this page small; the preview as JSON has it.</p>`
  }${incidents(backtest)}</section>`;
}

function verdictBadge({ verdict }: ChangeBacktest): Markup {
  const tone = { exact: "good", approximate: "warn", unsupported: "bad" }[verdict];
  return markup`<span class="badge ${tone}">${verdict}</span>`;
}

function reasonList({ after, before, reasons, verdict }: ChangeBacktest): Markup {
  if (reasons.length === 0) return none;
  const part = before === null && after === null ? "It" : "One side";
  const lead = verdict === "unsupported" ? `${part} could not be replayed:` : "Why it is not exact:";
  return markup`<div class="note"><p>${lead}</p><ul>${reasons.map(({ text }) => markup`<li>${text}</li>`)}</ul></div>`;
}

interface Tile {
  readonly name: string;
  readonly of: (figures: Figures) => string;
}

const tileOf: readonly Tile[] = [
  { name: "pages a week", of: ({ pagesPerWeek }) => rateText(pagesPerWeek.shown) },
  { name: "times in alert", of: ({ alerts }) => String(alerts) },
  { name: "time in alert", of: ({ alertSeconds }) => lengthText(alertSeconds) },
  {
    name: "median length",
    of: ({ medianDuration }) => (medianDuration === null ? unknown : lengthText(medianDuration)),
  },
  { name: "flapping", of: ({ flapping }) => shareText(flapping) },
  {
    name: "off-hours",
    of: ({ offHoursShare }) => (offHoursShare === null ? unknown : shareText(offHoursShare)),
  },
];

function tiles({ after, before }: ChangeBacktest): Markup {
  if (before === null && after === null) return none;
  const said = (side: Figures | null, of: Tile["of"]): string => (side === null ? unknown : of(side));
  return markup`<dl class="figures">${tileOf.map(
    ({ name, of }) => markup`<div><dt>${name}</dt><dd>${turn(said(before, of), said(after, of))}</dd></div>`,
  )}</dl>${rangeNote(before, after)}`;
}

function rangeNote(before: Figures | null, after: Figures | null): Markup {
  const open = [before, after].map((side) => (side === null ? null : spreadText(side.pagesPerWeek)));
  const texts = open.flatMap((range, index) =>
    range === null ? [] : [`${range} ${["before", "after"][index] ?? ""}`],
  );
  if (texts.length === 0) return none;
  return markup`<p class="note">Pages a week could be ${texts.join(", ")}, over all phases of the evaluation clock and readings of the documentation.</p>`;
}

function chartFigure(
  { backtest, title }: PreviewChange,
  chart: NonNullable<ChangeBacktest["chart"]>,
  id: string,
): Markup {
  const replayed = { before: (backtest?.before ?? null) !== null, after: (backtest?.after ?? null) !== null };
  const telling = {
    id: `chart-${id}`,
    title: `${title}: values, levels and times in alert`,
    text: chartText(chart, replayed),
    replayed,
  };
  const out = leftOut(chart);
  return markup`<figure class="chart"><div class="scroll" role="region" tabindex="0" aria-label="Chart of ${title}">${drawChart(chart, telling)}</div><figcaption><ul class="keys"><li><svg class="key" aria-hidden="true"><use href="#key-series"/></svg>least to greatest value in ${lengthText(chart.step)}</li><li><svg class="key" aria-hidden="true"><use href="#key-now"/></svg>level after</li><li><svg class="key" aria-hidden="true"><use href="#key-old"/></svg>level before</li><li><svg class="key" aria-hidden="true"><use href="#key-kept"/></svg>in alert</li><li><svg class="key" aria-hidden="true"><use href="#key-lost"/></svg>lost</li><li><svg class="key" aria-hidden="true"><use href="#key-gained"/></svg>gained</li><li><svg class="key" aria-hidden="true"><use href="#key-gap"/></svg>not measured</li></ul>${out.map((text) => markup`<p>${text}</p>`)}</figcaption></figure>`;
}

/** Incidents that are shown at once; the rest is folded. */
const shownIncidents = 5;

function incidents({ gained, lost, omittedIncidents, after, before }: ChangeBacktest): Markup {
  if (before === null || after === null) return none;
  return markup`<div class="incidents">${[
    incidentList("gained", gained, omittedIncidents.gained),
    incidentList("lost", lost, omittedIncidents.lost),
  ]}</div>`;
}

function incidentList(fate: "gained" | "lost", told: ChangeBacktest["gained"], omitted: number): Markup {
  const items = told.map(
    ({ end, group, start }) =>
      markup`<li><time>${writtenTime(start)}</time> for ${lengthText(end - start)}${group === "*" ? none : markup` <code>${group}</code>`}</li>`,
  );
  const rest = items.slice(shownIncidents);
  const all = told.length + omitted;
  const more = omitted === 0 ? none : markup`<p class="soft">${omitted} more are only counted.</p>`;
  return markup`<div class="${fate}"><h5>${all === 0 ? "No incident" : many(all, "incident")} ${fate}</h5>${
    items.length === 0 ? none : markup`<ul>${items.slice(0, shownIncidents)}</ul>`
  }${rest.length === 0 ? none : markup`<details><summary>${rest.length} more</summary><ul>${rest}</ul></details>`}${more}</div>`;
}
