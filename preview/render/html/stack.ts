import { describeProblem } from "../../../model/problem";
import type { Preview, PreviewChange, PreviewStack } from "../../schema";
import { many } from "../../sentence";
import { sentenceFor } from "../markdown";
import { missingPast, rateText } from "../past-text";
import { linesOf } from "../text";
import { anchorOf, changeSection, type Standing } from "./change";
import { joined, markup, none, type Markup } from "./markup";
import { keyFigures, pastOf } from "./past";
import { tableOf } from "./table";
import { badge, heldMark, turn } from "./words";

/** One environment: its sentence, what changes, what that means for its teams, and each change. */
export function stackPart(
  preview: Preview,
  told: PreviewStack,
  standing: (change: PreviewChange) => Standing,
): Markup {
  const { stack } = told;
  const changes = preview.changes.filter((each) => each.stack === stack);
  const telling = changes.filter(({ classes }) => classes[0] !== "text-only");
  const wordy = changes.filter(({ classes }) => classes[0] === "text-only");
  const problems = preview.problems.filter((each) => each.stack === stack);
  const sentence = sentenceFor(preview, told).replace(/^[^:]*: ./, (start) => start.slice(-1).toUpperCase());
  return markup`<section class="stack" aria-labelledby="${stack}"><h2 id="${stack}">${stack}</h2><p class="lead">${sentence}</p><p class="soft">${guardrailsText(told)}</p>${told.backtest === null ? none : keyFigures(told.backtest)}${problemList(problems)}${changeTable(telling)}${
    told.backtest === null ? noPastNote(told, changes) : pastOf(told.backtest)
  }${
    telling.length === 0
      ? none
      : markup`<h3 class="part">Each change</h3>${telling.map((each) => changeSection(each, standing(each)))}`
  }${wordsOnly(wordy)}${settingsOf(told)}${notComparedOf(told)}</section>`;
}

function noPastNote(told: PreviewStack, changes: readonly PreviewChange[]): Markup {
  const missing = missingPast(told, changes);
  return missing === undefined ? none : markup`<p class="note">${missing}</p>`;
}

function guardrailsText({ gates, guardrails: { after, before } }: PreviewStack): string {
  const count = before === after ? many(after, "guardrail") : `${before} guardrails, then ${after}`;
  return `${count}. ${gates ? "It pages, so what costs a page is held back." : "It pages nobody, so no change is held back."}`;
}

function problemList(problems: Preview["problems"]): Markup {
  if (problems.length === 0) return none;
  const sorted = [...problems].sort((one, other) => Number(one.waived) - Number(other.waived));
  return markup`<h3 class="part">Problems</h3><ul class="problems">${sorted.map(
    (each) =>
      markup`<li class="${each.waived ? "waived" : "open"}"><span class="badge ${each.waived ? "waived" : "held"}">${each.waived ? "waived" : "problem"}</span> ${describeProblem(each)}</li>`,
  )}</ul>`;
}

function changeTable(changes: readonly PreviewChange[]): Markup {
  if (changes.length === 0) return none;
  const past = changes.some(({ backtest }) => backtest !== null);
  return markup`<h3 class="part">What changes</h3>${tableOf({
    name: "changes",
    columns: [
      { head: "guardrail" },
      { head: "what it means" },
      { head: "before → after" },
      ...(past ? [{ head: "pages a week", as: "number" as const }] : []),
    ],
    rows: changes.map((each) => ({
      held: each.held,
      cells: [...changeCells(each), ...(past ? [pagesCell(each)] : [])],
    })),
  })}`;
}

function changeCells(change: PreviewChange): readonly Markup[] {
  const lines = linesOf(change).map(
    ({ after, before, field }) =>
      markup`<li>${field === "" ? none : markup`<code>${field}</code> `}${turn(before, after)}</li>`,
  );
  return [
    markup`<a href="#${anchorOf(change)}">${change.id}</a><br><span class="soft">${change.title}</span>`,
    markup`<span class="badges">${heldMark(change)}${change.classes.map(badge)}</span>`,
    markup`<ul class="lines">${lines}</ul>`,
  ];
}

function pagesCell({ backtest }: PreviewChange): Markup {
  if (backtest?.verdict === "unsupported" && backtest.after === null && backtest.before === null)
    return markup`<span class="soft">not replayed</span>`;
  const [before, after] = [backtest?.before ?? null, backtest?.after ?? null];
  if (before === null && after === null) return markup`<span class="soft">–</span>`;
  const text = (side: typeof before): string => (side === null ? "–" : rateText(side.pagesPerWeek.shown));
  return turn(text(before), text(after));
}

function wordsOnly(changes: readonly PreviewChange[]): Markup {
  if (changes.length === 0) return none;
  return markup`<details class="aside"><summary><h3>Only words changed in ${changes.length} more</h3></summary><ul class="body">${changes.map(
    ({ fields, id, title }) =>
      markup`<li><code>${id}</code> ${title} <span class="soft">· ${joined(
        fields.map(({ field }) => field),
        markup`, `,
      )}</span></li>`,
  )}</ul></details>`;
}

function settingsOf({ settings }: PreviewStack): Markup {
  if (settings.length === 0) return none;
  const table = tableOf({
    name: "settings",
    columns: [{ head: "setting" }, { head: "before → after" }],
    rows: settings.map(({ after, before, key }) => ({
      cells: [markup`<code>${key}</code>`, turn(before, after)],
    })),
  });
  return markup`<details class="aside"><summary><h3>${many(settings.length, "setting")} changed</h3></summary><div class="body">${table}</div></details>`;
}

function notComparedOf({ notCompared }: PreviewStack): Markup {
  if (notCompared.length === 0) return none;
  return markup`<p class="note">Not compared, because only one of the two plans knows it: ${joined(
    notCompared.map(({ field, kind }) => markup`<code>${field === null ? kind : `${kind}.${field}`}</code>`),
    markup`, `,
  )}.</p>`;
}
