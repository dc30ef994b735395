/**
 * A length in a picture: a tenth of its unit is finer than any screen, and shorter than what division leaves. Numbers of a
 * preview that somebody else wrote may be too great to be divided at all; what has no place is drawn at the start.
 */
export const digits = (value: number): number => (Number.isFinite(value) ? Math.round(value * 10) / 10 : 0);

/** The last second that a date can be of, either way (https://tc39.es/ecma262/#sec-time-values-and-time-range). */
const lastSecond = 8.64e12;

/** A time that is a date. */
export const datable = (seconds: number): number => Math.max(-lastSecond, Math.min(seconds, lastSecond));
