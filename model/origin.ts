/** Line of a file, from the checkout's root where the file is within it. */
export interface Origin {
  /** Path of the file, absolute. */
  readonly file: string;
  /** Line, counted from 1. */
  readonly line: number;
}

/** Where each value was written. Kept beside the values, since a plan must not change when a line moves. */
const traces = new WeakMap<object, Error>();

/** Frames that are enough to reach the line which called a function of model/source.ts. */
const enough = 3;

/** Remembers that `value` is written on the line which called the function that calls this one. */
export function writtenHere<T extends object>(value: T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = enough;
  // The trace becomes text only when somebody asks, so remembering it costs next to nothing.
  traces.set(value, new Error());
  Error.stackTraceLimit = limit;
  return value;
}

/** The line on which a value is written; undefined for one that {@link writtenHere} never saw. */
export function originOf(value: object): Origin | undefined {
  const frame = traces.get(value)?.stack?.split("\n").slice(enough)[0];
  const found = frame === undefined ? null : /\(?([^()\s]+):(\d+):\d+\)?$/.exec(frame);
  if (!found) return undefined;
  const [, file = "", line = ""] = found;
  return { file: file.replace(/^file:\/\//, ""), line: Number(line) };
}

/** Lets `to` have the origin of `from`. */
export function sameOrigin<T extends object>(from: object, to: T): T {
  const trace = traces.get(from);
  if (trace) traces.set(to, trace);
  return to;
}
