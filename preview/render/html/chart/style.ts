/** How charts look; signs and patterns say the same as colours. */
export const chartStyle = `
.chart .scroll{padding-bottom:2px}
.chart svg{display:block;width:100%;min-width:760px;height:auto;font:12px ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
.grid{fill:none;stroke:var(--line);stroke-width:1}
.tick{fill:var(--soft)}
.tick.end{text-anchor:end}
.tick.mid{text-anchor:middle}
.group{fill:var(--ink);font-weight:600}
.series{fill:var(--accent);fill-opacity:.28;stroke:var(--accent);stroke-width:1;stroke-linejoin:round}
.level{fill:none;stroke-width:1.6}
.level.old{stroke-dasharray:5 4;stroke-width:1.3}
.critical{stroke:var(--bad)}
.warning{stroke:var(--warn)}
.critical-text{fill:var(--bad)}
.warning-text{fill:var(--warn)}
.gap{fill:url(#dots)}
.dot{fill:var(--soft);fill-opacity:.55}
.lane{fill:var(--raised)}
.bar.before{fill:var(--soft)}
.bar.after{fill:var(--accent)}
.bar.lost{fill:url(#stripes);stroke:var(--soft);stroke-width:1}
.bar.gained{fill:var(--bad)}
.stripe{stroke:var(--soft);stroke-width:2.4}
.bars{display:block;max-width:100%}
.budget{stroke:var(--ink);stroke-width:2}
.keys{display:flex;flex-wrap:wrap;gap:4px 18px;margin-top:8px;font-size:12.5px;color:var(--soft)}
.keys li{display:flex;align-items:center;gap:7px}
.chart .key{width:24px;height:12px;min-width:0;flex:none}
figcaption p{font-size:12.5px;color:var(--soft);margin-top:6px}
`;
