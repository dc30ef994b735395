#!/bin/bash
# Dumps one database in PostgreSQL's custom format and proves that the file is a whole archive with data in it.
# Reads DATABASE_URL, DATABASE, MAJOR_VERSION, MINIMUM_BYTES; writes $WORK/database.dump.
set -euo pipefail

: "${DATABASE_URL:?}" "${DATABASE:?}" "${MAJOR_VERSION:?}" "${MINIMUM_BYTES:?}" "${WORK:?}"
dump="$WORK/database.dump"
export PGCONNECT_TIMEOUT=30

fail() {
  printf 'belfry: dump of %s failed: %s\n' "$DATABASE" "$1" >&2
  exit 1
}

client=$(pg_dump --version)
printf 'client: %s\n' "$client"
[[ $client =~ \(PostgreSQL\)\ ([0-9]+) ]] || fail "pg_dump does not tell its version"
[[ ${BASH_REMATCH[1]} == "$MAJOR_VERSION" ]] ||
  fail "pg_dump is version ${BASH_REMATCH[1]}, the plan says $MAJOR_VERSION"

pg_dump --format=custom --no-password --file="$dump" --dbname="$DATABASE_URL" || fail "pg_dump ended with $?"

bytes=$(wc -c <"$dump")
bytes=$((bytes))
((bytes >= MINIMUM_BYTES)) || fail "$bytes bytes, at least $MINIMUM_BYTES are expected"

contents=$(pg_restore --list "$dump") || fail "pg_restore cannot list it"
grep -E '^; +(Dumped|dbname)' <<<"$contents" || true
grep -q ' TABLE DATA ' <<<"$contents" || fail "it holds no table's data"

# The list stands at the start of the file; only reading every block shows that its end is there too.
pg_restore --file=/dev/null "$dump" || fail "pg_restore cannot read it to the end"

printf 'dumped %s: %s bytes\n' "$DATABASE" "$bytes"
