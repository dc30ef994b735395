/** Metrics that the bucket probe posts. */
export const bucketMetrics = {
  age: "belfry.backup.age",
  size: "belfry.backup.size",
  sizeRatio: "belfry.backup.size_ratio",
  restoreAge: "belfry.restore_test.age",
  restoreDuration: "belfry.restore_test.duration",
} as const;

/**
 * Reads the markers that a dump and a restore test write only after they succeeded: how old they are, in hours, how
 * large the last dump is beside the one before, and how many seconds the last good restore took. A marker that is missing counts as ten years old, so that a backup that
 * never worked alerts too. Any other answer of AWS fails the probe: expired credentials must not look like an old backup.
 */
export function bucketScript(): string {
  return `set -eu
age() {
  if ! modified=$(aws s3api head-object --bucket "$BUCKET" --key "$DATABASE/$1" --query LastModified --output text 2>&1); then
    case "$modified" in *404*|*"Not Found"*) printf '%s 87600\\n' "$2"; return ;; esac
    printf '%s\\n' "$modified" >&2
    exit 1
  fi
  printf '%s %s\\n' "$2" "$(awk -v now="$(date +%s)" -v then="$(date -d "$modified" +%s)" 'BEGIN { printf "%.3f", (now - then) / 3600 }')"
}
number() { printf '%s' "$2" | tr -d '\\n' | sed -n "s/.*\\"$1\\": *\\([0-9][0-9]*\\).*/\\1/p"; }
age latest.json ${bucketMetrics.age}
age restored.json ${bucketMetrics.restoreAge}
text() { aws s3 cp "s3://$BUCKET/$DATABASE/$1" - 2>/dev/null || true; }
marker=$(text latest.json)
bytes=$(number bytes "$marker")
previous=$(number previousBytes "$marker")
printf '${bucketMetrics.size} %s\\n' "\${bytes:-0}"
if [ "\${previous:-0}" -gt 0 ]; then
  awk -v now="\${bytes:-0}" -v before="$previous" 'BEGIN { printf "${bucketMetrics.sizeRatio} %.1f\\n", 100 * now / before }'
elif [ "\${bytes:-0}" -gt 0 ]; then
  printf '${bucketMetrics.sizeRatio} 100\\n'
else
  printf '${bucketMetrics.sizeRatio} 0\\n'
fi
took=$(number seconds "$(text restored.json)")
[ -z "$took" ] || printf '${bucketMetrics.restoreDuration} %s\\n' "$took"
`;
}
