import { InvalidArgumentError } from "commander";

import { inSeconds, parseQuantity, units, type Duration } from "../../model/quantity";

/** A time as it is asked for, in seconds: that long ago, or since 1970. */
export type AskedTime = { readonly ago: number } | { readonly at: number };

/** Reads `30d`, `12h`, a day such as 2026-11-01 or a time with its zone. */
export function parseTime(text: string): AskedTime {
  const ago = secondsOf(text);
  if (ago !== undefined) return { ago };
  const iso = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  const at = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(iso) ? Date.parse(iso) / 1000 : NaN;
  if (Number.isFinite(at)) return { at };
  throw new InvalidArgumentError("Write a length such as 30d or 12h, or a day such as 2026-11-01.");
}

/** The moment that is meant, in seconds since 1970. */
export const momentOf = (time: AskedTime, now: number): number => ("at" in time ? time.at : now - time.ago);

/** Reads a length of whole minutes such as `60s` or `5min`, in seconds. */
export function parseInterval(text: string): number {
  const seconds = secondsOf(text) ?? 0;
  if (seconds > 0 && seconds % 60 === 0) return seconds;
  throw new InvalidArgumentError("Write whole minutes, such as 60s or 5min.");
}

function secondsOf(text: string): number | undefined {
  const quantity = parseQuantity(text);
  if (!quantity || units[quantity.unit].dimension !== "time" || quantity.value <= 0) return undefined;
  return inSeconds(quantity as Duration);
}
