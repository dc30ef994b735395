import { chartStyle } from "./chart/style";
import { dark, light, properties } from "./palette";

const page = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
header,main,footer{max-width:1120px;margin:0 auto;padding:0 24px}
header{display:flex;flex-wrap:wrap;align-items:end;justify-content:space-between;gap:12px 24px;padding-top:36px;padding-bottom:20px}
footer{padding-top:8px;padding-bottom:48px;color:var(--soft);font-size:13px}
h1,h2,h3,h4,h5,p,ul,table,figure,pre{margin:0}
h1{font-size:20px;line-height:1.35;font-weight:600}
h2{font-size:13px;font-weight:650;letter-spacing:.06em;text-transform:uppercase;color:var(--soft)}
h3{font-size:15px;font-weight:650}
h4{font-size:14px;font-weight:650;display:flex;align-items:center;gap:8px}
h5{font-size:13px;font-weight:650}
ul{padding:0;list-style:none}
code{font:0.9em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:3px}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
small{color:var(--soft);font-size:12px;white-space:nowrap}
.soft{color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.brand{display:flex;align-items:center;gap:7px;color:var(--soft);font-size:13px;font-weight:600}
.brand svg{width:16px;height:16px;fill:var(--accent)}
h1 code{font-size:18px}
.stack{padding:4px 0 28px}
.stack+.stack{border-top:1px solid var(--line);padding-top:28px}
.lead{font-size:24px;line-height:1.3;font-weight:600;letter-spacing:-.012em;margin:2px 0 6px;max-width:46em;text-wrap:balance}
.part{margin:32px 0 10px;font-size:17px}
.key-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(220px,1fr));gap:10px;margin:18px 0 0}
.key-figures div{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:12px 16px}
.key-figures dt{font-size:13px;color:var(--soft)}
.key-figures dd{margin:2px 0 0;font-size:22px;line-height:1.3;font-weight:600;letter-spacing:-.01em}
.key-figures dd.worse{color:var(--bad)}
.key-figures del,.key-figures .turn>.arrow{font-weight:400}
.key-figures small{font-size:13px;font-weight:400;letter-spacing:0}
.stack>.scroll{margin-top:10px}
.note{color:var(--soft);font-size:13.5px;margin:10px 0}
.note ul{list-style:disc;padding-left:18px}
.symbols{position:absolute;width:0;height:0}
`;

const words = `
.badge{display:inline-block;padding:1px 8px;border-radius:999px;font-size:12.5px;line-height:1.55;font-weight:550;white-space:nowrap;background:var(--raised);color:var(--ink)}
.badge.bad{background:var(--bad-wash);color:var(--bad)}
.badge.good{background:var(--good-wash);color:var(--good)}
.badge.warn,.badge.waived{background:var(--warn-wash);color:var(--warn)}
.badge.held{background:var(--bad);color:var(--surface)}
.badge.held::before{content:"!";font-weight:800;margin-right:6px}
.turn{display:inline}
.turn del{color:var(--soft);text-decoration:none}
.turn ins{font-weight:600;text-decoration:none}
.arrow{color:var(--soft)}
`;

const tables = `
.scroll{overflow-x:auto;position:relative}
table{width:100%;border-collapse:collapse;font-size:14px}
caption{text-align:left;color:var(--soft);font-size:13px;padding:0 0 6px}
th,td{padding:9px 14px;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
thead th{border-top:0;padding-top:8px;padding-bottom:8px;font-size:12.5px;font-weight:550;color:var(--soft);white-space:nowrap}
tbody th{font-weight:550}
.number{text-align:right;white-space:nowrap}
.changes,.teams,.ledger,.aside table{background:var(--surface)}
.stack>.scroll{background:var(--surface);border:1px solid var(--line);border-radius:10px}
.stack>.scroll caption{padding:12px 14px 0}
.changes a{font-weight:600;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:13.5px}
.changes th .soft{font-weight:400;font-size:13px}
.changes .held th,.ledger .held th{box-shadow:inset 3px 0 0 var(--bad)}
.badges{display:flex;flex-wrap:wrap;gap:4px}
.lines li+li{margin-top:4px}
.lines code{color:var(--soft)}
.ledger td:nth-child(3){white-space:nowrap}
.teams .wide{min-width:200px;width:34%}
.problems li{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:10px 14px;margin-top:8px}
.problems .open{box-shadow:inset 3px 0 0 var(--bad)}
`;

const sections = `
.change,.aside{background:var(--surface);border:1px solid var(--line);border-radius:10px;margin-top:10px}
.change.held{box-shadow:inset 3px 0 0 var(--bad)}
summary{cursor:pointer;display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;padding:11px 16px;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"";flex:none;width:7px;height:7px;margin:0 4px 0 1px;border:solid var(--soft);border-width:0 1.6px 1.6px 0;transform:rotate(-45deg)}
details[open]>summary::before{transform:rotate(45deg)}
summary h3{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:14px;margin-right:4px;overflow-wrap:anywhere}
.aside summary h3{font-family:inherit;font-weight:550}
summary .pages{margin-left:auto;color:var(--soft);font-size:13.5px}
summary .pages ins{color:var(--ink)}
.body{padding:2px 16px 18px;scroll-margin-top:64px}
.body>*+*{margin-top:12px}
.aside ul.body li{padding:4px 0}
.what{font-size:14px}
.whole{font-size:16px;background:var(--raised);border-radius:8px;padding:9px 14px}
.fields th,.fields td{padding:7px 14px 7px 0}
.fields th code,.ledger code{white-space:nowrap}
.fields td:nth-child(3){min-width:15em}
.fields td:nth-child(4){color:var(--soft);font-size:13px;min-width:11em}
.past{border-top:1px solid var(--line);padding-top:16px}
.past>*+*{margin-top:12px}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(162px,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.figures div{background:var(--surface);padding:8px 12px}
.figures dt{font-size:12.5px;color:var(--soft)}
.figures dd{margin:0;font-size:15px}
.figures ins,.figures del{white-space:nowrap}
.incidents{display:grid;grid-template-columns:repeat(auto-fit,minmax(260px,1fr));gap:12px 24px}
.incidents ul{font-size:13.5px;color:var(--soft);margin-top:4px}
.incidents summary{padding:4px 0;font-size:13.5px;color:var(--soft)}
`;

const screens = `
@media (max-width:640px){body{font-size:15px}header,main,footer{padding-left:14px;padding-right:14px}header{padding-top:22px}.lead{font-size:20px}.body{padding-left:14px;padding-right:14px}summary{padding:11px 14px}summary .pages{margin-left:15px;width:100%}.body table{border-bottom:1px solid var(--line)}table,tbody,tr,th,td,caption{display:block}thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}tr{padding:10px 14px;border-top:1px solid var(--line)}.body tr{padding:10px 0}th,td,.fields th,.fields td{border:0;padding:2px 0}.number{text-align:left}td[data-head]::before{content:attr(data-head);display:block;margin-top:4px;font-size:12px;color:var(--soft)}.number[data-head]::before{display:inline;margin-right:8px}.changes .held th,.ledger .held th{box-shadow:none}tr.held{box-shadow:inset 3px 0 0 var(--bad)}.teams .wide{width:auto}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{*{print-color-adjust:exact;-webkit-print-color-adjust:exact}:root{color-scheme:light;${properties(light)}--ground:#fff}body{font-size:13px}header,main,footer{max-width:none;padding-left:0;padding-right:0}details::details-content{content-visibility:visible;block-size:auto}summary::before{display:none}.change,tr,figure{break-inside:avoid}.scroll{overflow:visible}.chart svg{min-width:0}}
`;

/** The page's only style. */
export const style = `:root{color-scheme:light dark;${properties(light)}}@media screen and (prefers-color-scheme:dark){:root{${properties(dark)}}}${page}${words}${tables}${sections}${chartStyle}${screens}`;
