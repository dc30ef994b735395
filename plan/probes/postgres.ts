import type { ProbeDeclaration } from "../../model/platform-declaration";

/**
 * Asks PostgreSQL for one number a metric. A statement that takes longer than twenty seconds is given up, so that the
 * probe never adds to the trouble that it measures.
 */
export function postgresScript({ queries }: ProbeDeclaration): string {
  return [
    "set -eu",
    "export PGOPTIONS='-c statement_timeout=20s' PGCONNECT_TIMEOUT=10",
    "measure() {",
    `  value=$(psql "$DATABASE_URL" --no-psqlrc --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$2")`,
    `  printf '%s %s\\n' "$1" "\${value:-0}"`,
    "}",
    ...queries.map(({ metric, sql }) => `measure ${metric} '${sql.replaceAll("'", `'\\''`)}'`),
    "",
  ].join("\n");
}
