/** Text that was read, or what is wrong with it, in a sentence. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

const refused = (why: string): { readonly ok: false; readonly why: string } => ({ ok: false, why });

/** More points than a test needs; one number too long must not fill the memory. */
export const mostPoints = 1_000_000;

const number = String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?`;
const item = new RegExp(`^([+-]?${number})(?:([+-]${number})(?=x))?(?:x(\\d+))?$`, "i");

/**
 * Reads a series in promtool's notation: one value for each interval, NaN where nothing was measured.
 *
 * `80` is one point, `80x3` is that one and three more, `1+2x3` is 1 3 5 7, `_` is a missing point and `_x3` three of
 * them. `stale` is a missing point too: Datadog knows no staleness.
 *
 * Notation: https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series
 */
export function readSeries(text: string): Read<Float64Array> {
  const points: number[] = [];
  const items = text.split(/\s+/).filter(Boolean);
  for (const written of items) {
    const expanded = expand(written);
    if (!expanded.ok) return expanded;
    const { count, step, value } = expanded.value;
    if (points.length + count > mostPoints) return refused(`it has more than ${mostPoints} points.`);
    // Added up as promtool does, so that both have the same last digits.
    for (let [at, sum] = [0, value]; at < count; at++, sum += step) points.push(sum);
  }
  return points.length === 0
    ? refused("it holds no points.")
    : { ok: true, value: Float64Array.from(points) };
}

interface Expansion {
  readonly value: number;
  readonly step: number;
  readonly count: number;
}

function expand(written: string): Read<Expansion> {
  const missing = /^_(?:x(\d+))?$/.exec(written);
  if (missing) return { ok: true, value: { value: NaN, step: 0, count: Number(missing[1] ?? 1) } };
  if (written === "stale") return { ok: true, value: { value: NaN, step: 0, count: 1 } };
  if (written.startsWith("{{")) return refused(`${written} starts a histogram, which no monitor reads.`);
  const [, first, step, times] = item.exec(written) ?? [];
  if (first === undefined) {
    // promtool's commonest slips: how often is left out.
    const often = item.exec(`${written.replace(/x$/, "")}x9`) !== null && !item.test(written);
    return refused(
      often
        ? `${written} does not say how often: ${written.replace(/x$/, "")}x9 is ten points.`
        : `${written} is no value.`,
    );
  }
  // `80x3` repeats three times what already stands there.
  const count = times === undefined ? 1 : Number(times) + 1;
  return { ok: true, value: { value: Number(first), step: Number(step ?? 0), count } };
}

const units = { y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1 } as const;

/**
 * Reads a time as Prometheus writes it, such as `1h30m`, in seconds.
 *
 * Form: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#configuration-file (`duration`)
 */
export function readTime(text: string): Read<number> {
  if (text === "0") return { ok: true, value: 0 };
  const parts = /^(?=.)(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (!parts) return refused(`${text} is no time.`);
  const lengths = Object.values(units);
  return {
    ok: true,
    value: parts.slice(1).reduce((sum, each, at) => sum + Number(each || 0) * (lengths[at] ?? 0), 0),
  };
}

/** A time as {@link readTime} reads it. */
export function writeTime(seconds: number): string {
  let rest = seconds;
  const parts = (["d", "h", "m", "s"] as const).map((unit) => {
    const count = Math.floor(rest / units[unit]);
    rest -= count * units[unit];
    return count > 0 ? `${count}${unit}` : "";
  });
  return parts.join("") || "0";
}
