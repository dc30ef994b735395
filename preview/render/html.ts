import { createHash } from "node:crypto";

import type { Preview, PreviewChange } from "../schema";
import { many } from "../sentence";
import type { Standing } from "./html/change";
import { chartCharacters } from "./html/chart/draw";
import { joined, Markup, markup, none } from "./html/markup";
import { stackPart } from "./html/stack";
import { style } from "./html/style";
import { symbols } from "./html/symbols";
import { oneLine } from "./text";

/** Changes that are unfolded from the start: as many as are read one after the other. */
const openChanges = 8;

/** Characters of charts at most: a page of a few megabytes still opens at once. */
const mostChartCharacters = 2_000_000;

/** What the browser is to refuse, whatever stands in the page: everything but the one style, which its hash lets through. */
const policy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'`;

/**
 * A preview as a page of its own: it needs no network, runs no script and may be opened by anybody from a file.
 *
 * https://www.w3.org/TR/CSP3/
 */
export function html(preview: Preview): string {
  const standings = standingsOf(preview);
  const standing = (change: PreviewChange): Standing =>
    standings.get(change) ?? { open: false, draws: false };
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${oneLine(`${preview.base} → ${preview.head}`, 120)} · Belfry preview</title>
${new Markup(`<style>${style}</style>`)}
</head>
<body>${symbols}
${pageHead(preview)}
<main>${preview.stacks.map((each) => stackPart(preview, each, standing))}${idleWaivers(preview)}</main>
<footer><p>Made by <code>belfry preview</code> from the preview as JSON, version ${preview.schemaVersion}. All times are UTC. This page loads nothing and runs no script.</p></footer>
</body>
</html>
`.text;
}

function pageHead({ base, head, held }: Preview): Markup {
  const verdict =
    held === 0
      ? markup`<span class="badge good">nothing is held back</span>`
      : markup`<span class="badge held">${held} ${held === 1 ? "needs" : "need"} a second look</span>`;
  return markup`<header><div><p class="brand"><svg aria-hidden="true"><use href="#bell"/></svg>Belfry preview</p><h1><code>${base}</code> <span class="arrow" role="img" aria-label="to">→</span> <code>${head}</code></h1></div>${verdict}</header>`;
}

function idleWaivers({ waivers }: Preview): Markup {
  const idle = waivers.filter(({ waives }) => waives === 0);
  const used = waivers.filter(({ waives }) => waives > 0);
  const listed = (some: Preview["waivers"], text: (waives: number) => string): Markup =>
    markup`${joined(
      some.map(({ waiver, waives }) => markup`<code>${waiver}</code>${text(waives)}`),
      markup`, `,
    )}`;
  return markup`${
    used.length === 0
      ? none
      : markup`<p class="note">Waivers: ${listed(used, (waives) => ` lets ${many(waives, "thing")} pass`)}.</p>`
  }${idle.length === 0 ? none : markup`<p class="note">Waivers that let nothing pass: ${listed(idle, () => "")}.</p>`}`;
}

/** What is held back and the first changes are unfolded; charts are drawn as long as there is room, weightiest first. */
function standingsOf({ changes }: Preview): ReadonlyMap<PreviewChange, Standing> {
  const standings = new Map<PreviewChange, Standing>();
  let room = mostChartCharacters;
  changes.forEach((change, index) => {
    const chart = change.backtest?.chart ?? null;
    const draws = chart !== null && chartCharacters(chart) <= room;
    if (draws) room -= chartCharacters(chart);
    standings.set(change, { draws, open: index < openChanges });
  });
  return standings;
}
