#!/bin/bash
# Fetches the last good dump by its marker and checks that it is the file which the marker describes.
# Reads DATABASE, BUCKET; writes $WORK/database.dump, and the time at which recovery began to $WORK/began.
set -euo pipefail

: "${DATABASE:?}" "${BUCKET:?}" "${WORK:?}"
dump="$WORK/database.dump"

fail() {
  printf 'belfry: fetching the last dump of %s failed: %s\n' "$DATABASE" "$1" >&2
  exit 1
}

field() {
  sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" <<<"$marker"
}

date -u +%s >"$WORK/began"
marker=$(aws s3 cp "s3://$BUCKET/$DATABASE/latest.json" - --only-show-errors) || fail "there is no success marker"
key=$(field key)
bytes=$(field bytes)
sum=$(field sha256)
[[ -n $key && -n $bytes && -n $sum ]] || fail "the success marker names no dump"

aws s3 cp "s3://$BUCKET/$key" "$dump" --only-show-errors || fail "aws s3 cp of $key ended with $?"

arrived=$(wc -c <"$dump")
arrived=$((arrived))
[[ $arrived == "$bytes" ]] || fail "$key has $arrived bytes, its marker says $bytes"
actual=$(sha256sum "$dump")
[[ ${actual%% *} == "$sum" ]] || fail "$key is not the file that its marker describes"

printf 'fetched %s: %s bytes\n' "$key" "$bytes"
