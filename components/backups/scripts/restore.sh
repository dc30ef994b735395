#!/bin/bash
# Restores a dump into a scratch PostgreSQL inside this container and counts the rows of the tables that must hold some.
# Reads DATABASE, METRIC, TABLES (one a line, `table` or `schema.table`) and $WORK/database.dump; writes $WORK/measured.
set -euo pipefail

: "${DATABASE:?}" "${METRIC:?}" "${TABLES:?}" "${WORK:?}"
dump="$WORK/database.dump"
data="$WORK/data"
export PGHOST="$WORK/socket" PGUSER=postgres

fail() {
  printf 'belfry: restore of %s failed: %s\n' "$DATABASE" "$1" >&2
  exit 1
}

server_stop() {
  pg_ctl --pgdata="$data" --mode=immediate --silent stop || true
}

mkdir -p "$PGHOST"
pg_restore --version
initdb --pgdata="$data" --username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >/dev/null ||
  fail "initdb ended with $?"

# Nothing outside this container can connect, and nothing here outlives it: no network, no waiting for the disk.
pg_ctl --pgdata="$data" --log="$WORK/server.log" --wait --timeout=120 --silent \
  --options="-c listen_addresses='' -c unix_socket_directories='$PGHOST' -c fsync=off -c full_page_writes=off" \
  start || { cat "$WORK/server.log" >&2; fail "the scratch server did not start"; }
trap server_stop EXIT

createdb --template=template0 scratch || fail "createdb ended with $?"

# A hosted database holds extensions, roles and policies that a plain PostgreSQL lacks: pg_restore goes on past those
# and says so in its last line. Anything else it fails on, such as a damaged file, fails the test.
if ! pg_restore --dbname=scratch --no-owner --no-privileges "$dump" 2>"$WORK/restore.log"; then
  cat "$WORK/restore.log" >&2
  grep -q 'errors ignored on restore' "$WORK/restore.log" || fail "pg_restore could not read the dump"
fi

while IFS= read -r name; do
  [[ -n $name ]] || continue
  schema=public
  [[ $name == *.* ]] && schema=${name%%.*}
  # psql replaces variables, quoted as identifiers, only in what it reads, not in --command.
  rows=$(psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --set=schema="$schema" \
    --set=table="${name#*.}" scratch <<<'SELECT count(*) FROM :"schema".:"table";') || fail "$name cannot be counted"
  ((rows > 0)) || fail "$name holds no rows"
  printf '%s: %s rows\n' "$name" "$rows"
done <<<"$TABLES"

printf '%s %s\n' "$METRIC" "$(date -u +%s)" >"$WORK/measured"
printf 'restored %s\n' "$DATABASE"
