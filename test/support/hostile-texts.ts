import fc from "fast-check";

const hostile = [
  '"',
  "'",
  " onmouseover=alert(1) ",
  "</style>",
  "</title>",
  "javascript:alert(1)",
  "`",
  "``",
  "|",
  "\\|",
  "\\",
  "\n",
  "\r\n",
  "@team",
  "<script>alert(1)</script>",
  "</details>",
  "<!--",
  "${{ secrets.X }}",
  "::set-output name=a::b",
  "##[error]",
  "]]>",
  "&",
  "\u0000",
  "\u202e",
  "[x](javascript:y)",
  "![](http://a)",
  "%0A",
  "\u001b[31m",
  "```",
  "~~~",
  "\ud800",
  ":",
  ",",
  "#1",
  "\u2028",
];
/** Texts that readers of one form or another take for more than text. */
export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 5 })), { maxLength: 8 })
  .map((parts) => parts.join(""));
