import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

let opened: Promise<DuckDBInstance> | undefined;

/**
 * Does work on the one database in memory, through which Parquet is read and written; it is loaded with the first file only.
 * Each work has a connection of its own, since a second query would end the first one's answer.
 */
export async function withDatabase<Result>(
  work: (connection: DuckDBConnection) => Promise<Result>,
): Promise<Result> {
  opened ??= open();
  const connection = await (await opened).connect();
  try {
    return await work(connection);
  } finally {
    connection.closeSync();
  }
}

async function open(): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  // Files of one query are small: a second thread would only take memory.
  return DuckDBInstance.create(":memory:", { threads: "1" });
}

/** A text in SQL. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name in SQL. */
export const named = (name: string): string => `"${name.replaceAll('"', '""')}"`;
