#!/bin/bash
# Writes the marker of a good restore test: its age in the bucket is the age of the last good test, and it tells how
# many seconds recovery took. Reads DATABASE, BUCKET and $WORK/took; runs only after the restore succeeded.
set -euo pipefail

: "${DATABASE:?}" "${BUCKET:?}" "${WORK:?}"

printf '{\n  "stamp": "%s",\n  "seconds": %s\n}\n' "$(date -u +%Y%m%dT%H%M%SZ)" "$(<"$WORK/took")" >"$WORK/restored.json"
# The bucket encrypts with its own key by default.
aws s3 cp "$WORK/restored.json" "s3://$BUCKET/$DATABASE/restored.json" --only-show-errors --checksum-algorithm SHA256
printf 'recorded the restore of %s\n' "$DATABASE"
