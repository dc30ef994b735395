#!/bin/bash
# Restores a dump into a scratch PostgreSQL inside this container, checks that no data was left behind, and counts the
# rows of the tables that must hold some.
# Reads DATABASE, METRIC, TABLES (one a line, `table` or `schema.table`), $WORK/database.dump and $WORK/began; writes
# $WORK/measured and, in seconds, how long recovery took to $WORK/took.
set -euo pipefail

: "${DATABASE:?}" "${METRIC:?}" "${TABLES:?}" "${WORK:?}"
dump="$WORK/database.dump"
data="$WORK/data"
export PGHOST="$WORK/socket" PGUSER=postgres

fail() {
  printf 'belfry: restore of %s failed: %s\n' "$DATABASE" "$1" >&2
  exit 1
}

# psql replaces variables, quoted as identifiers, only in what it reads, not in --command.
query() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "${@:2}" scratch <<<"$1;"
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

# These concern data, never what only a hosted database has: a row or an index of the original is missing here.
broken='COPY failed|violates .* constraint|could not create unique index'
! grep -E "$broken" "$WORK/restore.log" >&2 || fail "its data breaks a rule of its own"

# Of a schema that people name all tables must be back; others, such as a provider's own, may need its extensions.
schemas=$(sed -n -e '/./!d' -e 's/^\([^.]*\)\..*/\1/p' -e 't' -e 's/.*/public/p' <<<"$TABLES" | sort -u)
pg_restore --list "$dump" |
  sed -n 's/^[0-9]*; [0-9]* [0-9]* TABLE DATA \([^ ]*\) \(.*\) [^ ]*$/\1.\2/p' | sort >"$WORK/dumped"
query "SELECT schemaname || '.' || tablename FROM pg_tables" | sort >"$WORK/restored"
while IFS= read -r name; do
  grep -qxF "${name%%.*}" <<<"$schemas" || continue
  grep -qxF "$name" "$WORK/restored" || fail "$name is in the dump and was not restored"
done <"$WORK/dumped"

while IFS= read -r name; do
  [[ -n $name ]] || continue
  schema=public
  [[ $name == *.* ]] && schema=${name%%.*}
  rows=$(query 'SELECT count(*) FROM :"schema".:"table"' --set=schema="$schema" --set=table="${name#*.}") ||
    fail "$name cannot be counted"
  ((rows > 0)) || fail "$name holds no rows"
  printf '%s: %s rows\n' "$name" "$rows"
done <<<"$TABLES"

now=$(date -u +%s)
took=$((now - $(<"$WORK/began")))
printf '%s\n' "$took" >"$WORK/took"
printf '%s %s\n' "$METRIC" "$now" >"$WORK/measured"
printf 'restored %s in %s seconds\n' "$DATABASE" "$took"
