import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";

import type { DuckDBConnection } from "@duckdb/node-api";

import type { GroupSeries } from "../simulator/history";
import { named, quoted, withDatabase } from "./duckdb";

/** What is written to one file. */
export interface ParquetPart {
  /** Names of the tags by which the query is grouped. */
  readonly tags: readonly string[];
  /** The series of each group. */
  readonly series: readonly GroupSeries[];
  /** What the file says of itself: its query, interval and range, and where it is from. */
  readonly about: Readonly<Record<string, string>>;
}

/** Rows that are handed over at once: what DuckDB takes as one chunk. */
const chunkRows = 2048;

/** Writes one file, whole or not at all. */
export async function writeParquet(path: string, part: ParquetPart): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    await withDatabase((connection) => write(connection, draft, part));
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

async function write(connection: DuckDBConnection, draft: string, part: ParquetPart): Promise<void> {
  const columns = ["time DOUBLE", "value DOUBLE", ...part.tags.map((tag) => `${named(tag)} VARCHAR`)];
  // A temporary table belongs to its connection.
  await connection.run(`CREATE TEMP TABLE part (${columns.join(", ")})`);
  await append(connection, part);
  const tags = part.tags.map((tag) => `, ${named(tag)}`).join("");
  const about = Object.entries(part.about).map(([key, value]) => `${named(key)}: ${quoted(value)}`);
  await connection.run(
    `COPY (SELECT make_timestamp((time * 1000000)::BIGINT) AS timestamp, value${tags} FROM part)
     TO ${quoted(draft)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {${about.join(", ")}})`,
  );
}

async function append(connection: DuckDBConnection, part: ParquetPart): Promise<void> {
  const { DOUBLE, DuckDBDataChunk, VARCHAR } = await import("@duckdb/node-api");
  const appender = await connection.createAppender("part");
  for (const { tags, times, values } of part.series) {
    const group = part.tags.map((tag) => tags[tag] ?? "");
    for (let from = 0; from < times.length; from += chunkRows) {
      const [time, value] = [times.slice(from, from + chunkRows), values.slice(from, from + chunkRows)];
      const chunk = DuckDBDataChunk.create([DOUBLE, DOUBLE, ...group.map(() => VARCHAR)]);
      chunk.setColumns([[...time], [...value], ...group.map((each) => Array.from(time, () => each))]);
      appender.appendDataChunk(chunk);
    }
  }
  appender.closeSync();
}
