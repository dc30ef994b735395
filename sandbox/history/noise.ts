/** A seed for a text: FNV-1a, 32 bits. */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A number from 0 to 1 that a seed has at a place, with no pattern between places: the end of MurmurHash3. */
export function chance(seed: number, place: number): number {
  let hash = seed ^ Math.imul(place | 0, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/** A number around 0, rarely beyond 2: three chances added. */
export const scatter = (seed: number, place: number): number =>
  (chance(seed, place) + chance(seed + 1, place) + chance(seed + 2, place) - 1.5) * 2;

/** A number from -1 to 1 that wanders: chances a period apart, joined by smooth curves. */
export function wander(seed: number, time: number, period: number): number {
  const place = Math.floor(time / period);
  const way = time / period - place;
  const before = chance(seed, place);
  return (before + (chance(seed, place + 1) - before) * way * way * (3 - 2 * way)) * 2 - 1;
}

/** A whole number of things that happen about `mean` times: its mean and spread are those of rare events. */
export function countAbout(mean: number, seed: number, place: number): number {
  if (mean <= 0) return 0;
  if (mean > 12) return Math.max(0, Math.round(mean + Math.sqrt(mean) * scatter(seed, place)));
  // Knuth's inversion: the chances of 0, 1, 2… are taken off one draw.
  let left = chance(seed, place);
  let share = Math.exp(-mean);
  let count = 0;
  while (left > share && count < 60) {
    left -= share;
    count += 1;
    share *= mean / count;
  }
  return count;
}
