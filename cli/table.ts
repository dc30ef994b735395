import Table from "cli-table3";

import { colour } from "./colour";

/** A table for a terminal: plain columns without frames, so that it stays readable when piped. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly (number | null)[] = [],
): string {
  const columns = process.stdout.isTTY ? process.stdout.columns : 0;
  const drawn = new Table({
    head: head.map((title) => colour.bold(title)),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
    chars: {
      top: "",
      "top-mid": "",
      "top-left": "",
      "top-right": "",
      bottom: "",
      "bottom-mid": "",
      "bottom-left": "",
      "bottom-right": "",
      left: "",
      "left-mid": "",
      mid: "",
      "mid-mid": "",
      right: "",
      "right-mid": "",
      middle: "",
    },
    ...(columns > 0 && widths.length > 0 ? { colWidths: [...widths], wordWrap: true } : {}),
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
