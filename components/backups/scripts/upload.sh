#!/bin/bash
# Copies a proven dump to the bucket, checks what arrived and only then writes the success marker.
# Reads DATABASE, BUCKET, KEY_ALIAS_ARN and $WORK/database.dump.
set -euo pipefail

: "${DATABASE:?}" "${BUCKET:?}" "${KEY_ALIAS_ARN:?}" "${WORK:?}"
dump="$WORK/database.dump"
marker="$DATABASE/latest.json"

fail() {
  printf 'belfry: upload of %s failed: %s\n' "$DATABASE" "$1" >&2
  exit 1
}

# The marker is JSON with one field a line, so that an image without a JSON reader can read it back.
field() {
  sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" <<<"$2"
}

put() {
  aws s3 cp "$1" "s3://$BUCKET/$2" --only-show-errors --checksum-algorithm SHA256 \
    --sse aws:kms --sse-kms-key-id "$KEY_ALIAS_ARN" || fail "aws s3 cp to $2 ended with $?"
}

[[ -s $dump ]] || fail "there is no dump"
aws --version

# Without pages, since the page reader of the CLI drops KeyCount.
known=$(aws s3api list-objects-v2 --bucket "$BUCKET" --prefix "$marker" --max-keys 1 --no-paginate \
  --query KeyCount --output text) || fail "cannot list the bucket"
previous=""
if [[ $known == 1 ]]; then
  previous=$(aws s3 cp "s3://$BUCKET/$marker" - --only-show-errors) || fail "cannot read the last marker"
fi
previous_key=$(field key "$previous")
previous_bytes=$(field bytes "$previous")

stamp=$(date -u +%Y%m%dT%H%M%SZ)
key="$DATABASE/$stamp.dump"
bytes=$(wc -c <"$dump")
bytes=$((bytes))
sum=$(sha256sum "$dump")
sum=${sum%% *}

put "$dump" "$key"
arrived=$(aws s3api head-object --bucket "$BUCKET" --key "$key" --query ContentLength --output text) ||
  fail "cannot look at $key"
[[ $arrived == "$bytes" ]] || fail "$key has $arrived bytes in the bucket and $bytes here"

cat >"$WORK/latest.json" <<JSON
{
  "stamp": "$stamp",
  "key": "$key",
  "bytes": $bytes,
  "sha256": "$sum",
  "previousBytes": ${previous_bytes:-null}
}
JSON
put "$WORK/latest.json" "$marker"

# Only superseded dumps age out of the bucket, so the last good one stays even when later dumps fail for months.
if [[ -n $previous_key && $previous_key != "$key" ]]; then
  aws s3api put-object-tagging --bucket "$BUCKET" --key "$previous_key" \
    --tagging 'TagSet=[{Key=superseded,Value=true}]' ||
    printf 'belfry: %s could not be marked as superseded and will stay\n' "$previous_key" >&2
fi

printf 'uploaded %s: %s bytes, sha256 %s\n' "$key" "$bytes" "$sum"
