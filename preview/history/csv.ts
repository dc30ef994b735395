import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

import type { parse as parseCsv, Parser } from "csv-parse";

import type { Problem } from "../../model/problem";
import type { QueryHistory } from "../simulator/history";
import { timeOfCell, valueOfCell, type Cell } from "./csv-cells";
import { GrowingSeries } from "./growing-series";
import { eachPlainRow } from "./plain-rows";

/** What one file holds. */
export interface CsvHistory {
  /** The series of each group. */
  readonly answer: QueryHistory;
  /** Names of the tags by which it is grouped: the header after `timestamp` and `value`. */
  readonly tags: readonly string[];
  /** Time of the first row in seconds since 1970, with or without a value. */
  readonly from: number;
  /** End of the last row's interval. */
  readonly to: number;
  /** What is wrong with its lines: the first ones each, and how many more there are. */
  readonly problems: readonly Problem[];
}

/** Lines that are told one by one; of the others only their number is. */
const toldLines = 5;

/**
 * Reads `timestamp,value[,group…]`. The header names the group tags; rows rise in time within each group. The interval of
 * a point is the shortest time between two rows of a group.
 *
 * @param path - where the file is
 * @param name - what messages call it
 */
export async function readCsv(path: string, name: string): Promise<CsvHistory> {
  const plain = new CsvReader(name);
  if (await eachPlainRow(path, plain.plainRow)) return plain.result();
  // Most files quote nothing, so the parser is loaded for those that do.
  const { parse } = await import("csv-parse");
  const reader = new CsvReader(name);
  await pipeline(createReadStream(path), reader.parser(parse));
  return reader.result();
}

class CsvReader {
  private readonly name: string;
  private readonly groups = new Map<string, GrowingSeries>();
  private readonly problems: Problem[] = [];
  private faulty = 0;
  private header: readonly string[] | null = null;
  private from = Infinity;
  private timestamp: string | null = null;
  private time: Cell = NaN;

  constructor(name: string) {
    this.name = name;
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
        this.fault(lineOf(error), null, `it is not CSV: ${error?.message ?? "unreadable"}`);
        return undefined;
      },
    });
    return parser.resume();
  }

  result(): CsvHistory {
    const groups = [...this.groups.values()];
    const interval = Math.min(...groups.map((each) => each.interval));
    if (this.header === null || (this.faulty === 0 && !Number.isFinite(interval))) {
      this.tell(null, null, "it holds fewer than two rows of a group.", "Export more of the past.");
    }
    const more = this.faulty - toldLines;
    if (more > 0) {
      this.tell(null, null, `malformed lines beyond these: ${more}.`, "Mend them in the same way.");
    }
    return {
      answer: { interval, series: groups.map((each) => each.series()) },
      tags: this.header?.slice(2) ?? [],
      from: this.from,
      to: Math.max(...groups.map(({ end }) => end)) + interval,
      problems: this.problems,
    };
  }

  /** Takes a row without quotes. Its group is known but for the first time, and its time is often that of the row before. */
  readonly plainRow = (text: string, line: number): void => {
    const first = text.indexOf(",");
    const second = text.indexOf(",", first + 1);
    const end = second < 0 ? text.length : second;
    const group = this.groups.get(text.slice(end));
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
      this.fault(line, null, `the header names ${header.length} columns, and it has ${row.length}.`);
      return;
    }
    const [timestamp = "", written = "", ...tags] = row;
    this.point(this.groupOf(tags), timestamp, written, line);
  }

  private point(group: GrowingSeries, timestamp: string, written: string, line: number): void {
    if (timestamp !== this.timestamp) {
      this.timestamp = timestamp;
      this.time = timeOfCell(timestamp);
    }
    const { time } = this;
    const value = valueOfCell(written);
    if (typeof time === "string") this.fault(line, timestamp, time);
    else if (typeof value === "string") this.fault(line, written, value);
    else if (!group.add(time, value)) {
      this.fault(line, timestamp, "times must rise within a group, each once.");
    } else if (time < this.from) this.from = time;
  }

  private readHeader(row: readonly string[], line: number): void {
    const names = row.map((name) => name.trim());
    this.header = names;
    const [first = "", second = "", ...tags] = names.map((name) => name.toLowerCase());
    const named = tags.every((tag) => tag !== "") && new Set(tags).size === tags.length;
    if (first !== "timestamp" || second !== "value" || !named) {
      this.fault(
        line,
        names.join(","),
        "the first line must be timestamp,value and the names of group tags.",
      );
    }
  }

  private groupOf(values: readonly string[]): GrowingSeries {
    // As plain rows have it: a value that holds a comma holds it in quotes.
    const key = values.map((value) => `,${/[",]/.test(value) ? JSON.stringify(value) : value}`).join("");
    const known = this.groups.get(key);
    if (known) return known;
    const names = this.header?.slice(2) ?? [];
    const fresh = new GrowingSeries(Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""])));
    this.groups.set(key, fresh);
    return fresh;
  }

  private fault(line: number, value: string | null, rule: string): void {
    this.faulty += 1;
    if (this.faulty <= toldLines) this.tell(line, value, rule, "Mend the line, or take it out.");
  }

  private tell(line: number | null, value: string | null, rule: string, remedy: string): void {
    const path = line === null ? this.name : `${this.name}:${line}`;
    this.problems.push({ code: "history/csv", path, value: value?.slice(0, 80) ?? null, rule, remedy });
  }
}

function lineOf(error: unknown): number {
  const line = typeof error === "object" && error !== null && "lines" in error ? error.lines : undefined;
  return typeof line === "number" ? line : 0;
}
