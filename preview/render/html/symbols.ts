import { markup } from "./markup";

/** Patterns, the keys of charts and the mark of the page, which are drawn once and used by name. */
export const symbols = markup`<svg class="symbols" aria-hidden="true"><defs>
<pattern id="stripes" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="stripe" d="M0,0V5"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="dot" cx="2" cy="2" r="0.9"/></pattern>
<symbol id="bell" viewBox="0 0 20 20"><path d="M10 1.5a1.5 1.5 0 0 0-1.5 1.5v.6A5.5 5.5 0 0 0 4.5 9v3.6L2.8 15.2h14.4L15.5 12.6V9a5.5 5.5 0 0 0-4-5.4V3A1.5 1.5 0 0 0 10 1.5zM7.8 16.5a2.2 2.2 0 0 0 4.4 0z"/></symbol>
<symbol id="key-series" viewBox="0 0 24 12"><path class="series" d="M0,9L6,4L12,7L18,2L24,5V9L18,7L12,11L6,8L0,11Z"/></symbol>
<symbol id="key-now" viewBox="0 0 24 12"><path class="level critical" d="M0,3H24"/><path class="level warning" d="M0,9H24"/></symbol>
<symbol id="key-old" viewBox="0 0 24 12"><path class="level critical old" d="M0,3H24"/><path class="level warning old" d="M0,9H24"/></symbol>
<symbol id="key-kept" viewBox="0 0 24 12"><rect class="bar before kept" x="0" y="3" width="10" height="6"/><rect class="bar after kept" x="14" y="3" width="10" height="6"/></symbol>
<symbol id="key-lost" viewBox="0 0 24 12"><rect class="bar before lost" x="4.5" y="0.5" width="15" height="11"/></symbol>
<symbol id="key-gained" viewBox="0 0 24 12"><rect class="bar after gained" x="4" y="0" width="16" height="12"/></symbol>
<symbol id="key-gap" viewBox="0 0 24 12"><rect class="gap" width="24" height="12"/></symbol>
</defs></svg>`;
