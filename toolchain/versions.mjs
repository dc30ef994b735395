// The few lines of semantic versioning that set-up needs: it runs before any package is installed.

/** `[3, 259, 0]` of "v3.259.0", "go1.26" or "^3.259.0-rc.1"; undefined where there is no version. */
export function parseVersion(text) {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : undefined;
}

/** Negative, zero or positive, as for Array.sort. A pre-release counts as its release. */
export function compareVersions(left, right) {
  const [a, b] = [parseVersion(left), parseVersion(right)];
  const differing = a.findIndex((part, index) => part !== b[index]);
  return differing === -1 ? 0 : a[differing] - b[differing];
}

/**
 * Whether a version is in a range as package.json writes it: `^`, `>=`, `>`, `<=`, `<` or an exact version, joined by
 * spaces (all must hold) and by `||` (one must).
 */
export function satisfies(version, range) {
  return range.split("||").some((all) =>
    all
      .trim()
      .split(/\s+/)
      .every((comparator) => holds(version, comparator)),
  );
}

function holds(version, comparator) {
  const [, operator, bound] = /^(\^|>=|>|<=|<|=?)\s*(.+)$/.exec(comparator);
  const full = bound.includes(".") ? bound : `${bound}.0.0`;
  const difference = compareVersions(version, full);
  switch (operator) {
    case "^":
      return difference >= 0 && parseVersion(version)[0] === parseVersion(full)[0];
    case ">=":
      return difference >= 0;
    case ">":
      return difference > 0;
    case "<=":
      return difference <= 0;
    case "<":
      return difference < 0;
    default:
      return difference === 0;
  }
}
