import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

import type { parse as parseCsv, Parser } from "csv-parse";

import { timeOfCell, valueOfCell, type Cell } from "./csv-cells";
import { GatheredRows, type FileHistory } from "./gathered";
import type { GrowingSeries } from "./growing-series";
import { LineFaults } from "./line-faults";
import { eachPlainRow } from "./plain-rows";

/**
 * Reads `timestamp,value[,group…]`. The header names the group tags; rows rise in time within each group. The interval of
 * a point is the shortest time between two rows of a group.
 *
 * @param path - where the file is
 * @param name - what messages call it
 */
export async function readCsv(path: string, name: string): Promise<FileHistory> {
  const plain = new CsvReader(name);
  if (await eachPlainRow(path, plain.plainRow)) return plain.result();
  // Most files quote nothing, so the parser is loaded for those that do.
  const { parse } = await import("csv-parse");
  const reader = new CsvReader(name);
  await pipeline(createReadStream(path), reader.parser(parse));
  return reader.result();
}

class CsvReader {
  private readonly faults: LineFaults;
  private readonly rows = new GatheredRows();
  private header: readonly string[] | null = null;
  private timestamp: string | null = null;
  private time: Cell = NaN;

  constructor(name: string) {
    this.faults = new LineFaults(name, "history/csv");
  }

  /** Each row is taken as it comes and passed on to nobody, so that nothing piles up. */
  parser(parse: typeof parseCsv): Parser {
    const parser = parse({
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_record: (row: string[], { lines }) => {
        this.row(row, lines);
        return null;
      },
      on_skip: (error) => {
        this.faults.add(lineOf(error), null, `it is not CSV: ${error?.message ?? "unreadable"}`);
        return undefined;
      },
    });
    return parser.resume();
  }

  result(): FileHistory {
    const { interval } = this.rows;
    if (this.header === null || (this.faults.count === 0 && !Number.isFinite(interval))) {
      this.faults.tell(null, null, "it holds fewer than two rows of a group.", "Export more of the past.");
    }
    return {
      ...this.rows.result(interval),
      tags: this.header?.slice(2) ?? [],
      problems: this.faults.problems(),
    };
  }

  /** Takes a row without quotes. Its group is known but for the first time, and its time is often that of the row before. */
  readonly plainRow = (text: string, line: number): void => {
    const first = text.indexOf(",");
    const second = text.indexOf(",", first + 1);
    const end = second < 0 ? text.length : second;
    const group = this.rows.known(text.slice(end));
    if (group && first >= 0) this.point(group, text.slice(0, first), text.slice(first + 1, end), line);
    else this.row(text.split(","), line);
  };

  private row(row: string[], line: number): void {
    if (this.header === null) {
      this.readHeader(row, line);
      return;
    }
    const { header } = this;
    if (row.length !== header.length) {
      this.faults.add(line, null, `the header names ${header.length} columns, and it has ${row.length}.`);
      return;
    }
    const [timestamp = "", written = "", ...tags] = row;
    this.point(this.rows.group(header.slice(2), tags), timestamp, written, line);
  }

  private point(group: GrowingSeries, timestamp: string, written: string, line: number): void {
    if (timestamp !== this.timestamp) {
      this.timestamp = timestamp;
      this.time = timeOfCell(timestamp);
    }
    const { time } = this;
    const value = valueOfCell(written);
    if (typeof time === "string") this.faults.add(line, timestamp, time);
    else if (typeof value === "string") this.faults.add(line, written, value);
    else if (!group.add(time, value)) {
      this.faults.add(line, timestamp, "times must rise within a group, each once.");
    }
  }

  private readHeader(row: readonly string[], line: number): void {
    const names = row.map((name) => name.trim());
    this.header = names;
    const [first = "", second = "", ...tags] = names.map((name) => name.toLowerCase());
    const named = tags.every((tag) => tag !== "") && new Set(tags).size === tags.length;
    if (first !== "timestamp" || second !== "value" || !named) {
      this.faults.add(
        line,
        names.join(","),
        "the first line must be timestamp,value and the names of group tags.",
      );
    }
  }
}

function lineOf(error: unknown): number {
  const line = typeof error === "object" && error !== null && "lines" in error ? error.lines : undefined;
  return typeof line === "number" ? line : 0;
}
