import { readdirSync } from "node:fs";
import { join } from "node:path";

import type { DuckDBConnection } from "@duckdb/node-api";

import type { Problem } from "../../model/problem";
import { greatestSeconds } from "./csv-cells";
import { named, quoted, withDatabase } from "./duckdb";
import { GatheredRows, type FileHistory } from "./gathered";

/** What a pulled file says of itself, in its metadata; absent from a user's own. */
interface Told {
  /** Seconds that one point stands for. */
  readonly interval: number;
  /** Start of the time that was asked for. */
  readonly from: number;
  /** End of the time that was asked for. */
  readonly to: number;
}

/** The files of a folder with the parts of one query, in time. */
export const partsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => /^\d+-\d+\.parquet$/.test(file))
    .sort((a, b) => parseInt(a) - parseInt(b))
    .map((file) => join(folder, file));

/**
 * Reads Parquet: the columns `timestamp` and `value`, and one for each tag by which the query is grouped.
 *
 * @param files - the file, or the parts of one query
 * @param name - what messages call it
 */
export async function readParquet(files: readonly string[], name: string): Promise<FileHistory> {
  const problems: Problem[] = [];
  const tell: Tell = (rule, remedy, value) => {
    problems.push({ code: "history/parquet", path: name, value: value ?? null, rule, remedy });
  };
  try {
    return { ...(await withDatabase((connection) => read(connection, files, tell))), problems };
  } catch (error) {
    tell(`it cannot be read: ${firstLine(error)}`, "Export it again.");
    return { ...new GatheredRows().result(60), tags: [], problems };
  }
}

type Tell = (rule: string, remedy: string, value?: string) => void;

async function read(
  connection: DuckDBConnection,
  files: readonly string[],
  tell: Tell,
): Promise<Omit<FileHistory, "problems">> {
  const rows = new GatheredRows();
  const source = `read_parquet([${files.map(quoted).join(", ")}])`;
  const columns = await columnsOf(connection, source);
  const tags = [...columns.keys()].filter((each) => each !== "timestamp" && each !== "value");
  const wrong = columnFault(columns);
  if (wrong !== undefined) {
    tell(wrong, "Write the columns timestamp and value first.", [...columns.keys()].join(","));
    return { ...rows.result(60), tags };
  }
  const repeated = await gather(connection, source, { columns, tags, rows });
  if (repeated > 0)
    tell(`${repeated} rows have the time of another of their group.`, "Leave each time once in a group.");
  return { ...rangeOf(rows, await toldBy(connection, files), tell), tags };
}

const textIn = (cell: unknown): string => (typeof cell === "string" ? cell : "");

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

async function columnsOf(connection: DuckDBConnection, source: string): Promise<ReadonlyMap<string, string>> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  return new Map(
    described.getRowObjectsJson().map((row) => [textIn(row["column_name"]), textIn(row["column_type"])]),
  );
}

const number = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|UINTEGER|FLOAT|DOUBLE|DECIMAL.*)$/;

function columnFault(columns: ReadonlyMap<string, string>): string | undefined {
  const [time, value] = [columns.get("timestamp"), columns.get("value")];
  if (time === undefined || value === undefined) return "it has no columns timestamp and value.";
  if (!time.startsWith("TIMESTAMP") && !number.test(time))
    return `its timestamp is ${time}: it must be a timestamp, or seconds or milliseconds since 1970.`;
  return number.test(value) ? undefined : `its value is ${value}: it must be a number.`;
}

/** Takes all rows, in time within each group; gives the number of those that repeat a time. */
async function gather(
  connection: DuckDBConnection,
  source: string,
  {
    columns,
    rows,
    tags,
  }: {
    readonly columns: ReadonlyMap<string, string>;
    readonly rows: GatheredRows;
    readonly tags: readonly string[];
  },
): Promise<number> {
  const time = columns.get("timestamp")?.startsWith("TIMESTAMP")
    ? "epoch(timestamp)::DOUBLE"
    : `CASE WHEN timestamp <= ${greatestSeconds} THEN timestamp::DOUBLE ELSE timestamp::DOUBLE / 1000 END`;
  const value = "CASE WHEN isfinite(value::DOUBLE) THEN value::DOUBLE ELSE 'NaN'::DOUBLE END";
  const texts = tags.map((tag) => `coalesce(${named(tag)}::VARCHAR, '')`);
  const order = [...tags.map(named), "1"].join(", ");
  const result = await connection.stream(
    `SELECT ${[time, `coalesce(${value}, 'NaN'::DOUBLE)`, ...texts].join(", ")} FROM ${source} WHERE timestamp IS NOT NULL ORDER BY ${order}`,
  );
  let repeated = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const [times = [], values = [], ...groups] = chunk.getColumns();
    for (let at = 0; at < times.length; at++) {
      const group = groups.map((each) => String(each[at]));
      if (!rows.group(tags, group).add(Number(times[at]), Number(values[at]))) repeated += 1;
    }
  }
  return repeated;
}

async function toldBy(connection: DuckDBConnection, files: readonly string[]): Promise<readonly Told[]> {
  const read = await connection.runAndReadAll(
    `SELECT file_name AS file, decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata([${files.map(quoted).join(", ")}]) WHERE decode(key) IN ('interval', 'from', 'to')`,
  );
  const told = new Map<string, Record<string, number>>();
  for (const { file, key, value } of read.getRowObjectsJson()) {
    const of = told.get(textIn(file)) ?? {};
    of[textIn(key)] = Number(value);
    told.set(textIn(file), of);
  }
  return [...told.values()].flatMap(({ from, interval, to }) =>
    from === undefined || interval === undefined || to === undefined ? [] : [{ from, interval, to }],
  );
}

function rangeOf(
  rows: GatheredRows,
  told: readonly Told[],
  tell: Tell,
): Pick<FileHistory, "answer" | "from" | "to"> {
  const [first] = told;
  if (first === undefined) {
    if (!Number.isFinite(rows.interval))
      tell("it holds fewer than two rows of a group.", "Export more of the past.");
    return rows.result(rows.interval);
  }
  const intervals = [...new Set(told.map(({ interval }) => interval))];
  if (intervals.length > 1)
    tell(`its parts have points ${intervals.join(" s and ")} s apart.`, "Delete it, and pull it again.");
  return {
    ...rows.result(first.interval),
    from: Math.min(...told.map(({ from }) => from)),
    to: Math.max(...told.map(({ to }) => to)),
  };
}
