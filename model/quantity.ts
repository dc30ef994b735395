/** What a number measures, so that only comparable numbers are compared. */
export type Dimension = "share" | "time" | "count" | "rate" | "data" | "cpu";

interface UnitFacts<D extends Dimension> {
  /** What it measures; quantities of two dimensions are never compared. */
  readonly dimension: D;
  /** How many of the dimension's base unit one of these is; kept as a fraction so that 500 ms is exactly 0.5 s. */
  readonly numerator: number;
  /** Divides `numerator`; 1 unless the unit is smaller than the base unit. */
  readonly denominator: number;
  /** How a person writes it after a number. */
  readonly symbol: string;
}

const unit = <const D extends Dimension>(
  dimension: D,
  numerator: number,
  symbol: string,
  denominator = 1,
): UnitFacts<D> => ({ dimension, numerator, denominator, symbol });

/** The closed list of units. The plan names them with these words. */
export const units = {
  percent: unit("share", 1, "%"),
  fraction: unit("share", 100, ""),
  nanoseconds: unit("time", 1, "ns", 1_000_000_000),
  milliseconds: unit("time", 1, "ms", 1000),
  seconds: unit("time", 1, "s"),
  minutes: unit("time", 60, "min"),
  hours: unit("time", 3600, "h"),
  days: unit("time", 86_400, "d"),
  count: unit("count", 1, ""),
  perMinute: unit("rate", 1, "/min", 60),
  perHour: unit("rate", 1, "/h", 3600),
  bytes: unit("data", 1, "B"),
  mebibytes: unit("data", 1_048_576, "MiB"),
  gibibytes: unit("data", 1_073_741_824, "GiB"),
  cores: unit("cpu", 1, "cores"),
  millicores: unit("cpu", 1, "m", 1000),
} as const;

/** Name of a unit, such as `milliseconds`. */
export type Unit = keyof typeof units;

/** The units in which a dimension may be written. */
export type UnitOf<D extends Dimension> = {
  [U in Unit]: (typeof units)[U]["dimension"] extends D ? U : never;
}[Unit];

/** A number that carries its unit in its type: a latency in percent does not compile. */
export interface Quantity<U extends Unit = Unit> {
  /** The number, in `unit`. */
  readonly value: number;
  /** The unit it is in. */
  readonly unit: U;
}

/** A quantity of one dimension, in any of its units. */
export type QuantityOf<D extends Dimension> = Quantity<UnitOf<D>>;

/** A length of time, in any unit of time. */
export type Duration = QuantityOf<"time">;

const quantity =
  <const U extends Unit>(unit: U) =>
  (value: number): Quantity<U> => ({ value, unit });

/** A share of a whole, 0 to 100. */
export const percent = quantity("percent");
/** A share of a whole, 0 to 1, as Sentry counts failures. */
export const fraction = quantity("fraction");
/** Thousand-millionths of a second, in which Datadog keeps RUM timings. */
export const nanoseconds = quantity("nanoseconds");
/** Thousandths of a second. */
export const milliseconds = quantity("milliseconds");
/** Seconds. */
export const seconds = quantity("seconds");
/** Minutes of 60 seconds. */
export const minutes = quantity("minutes");
/** Hours of 60 minutes. */
export const hours = quantity("hours");
/** Days of 24 hours. */
export const days = quantity("days");
/** A number of things. */
export const count = quantity("count");
/** Things a minute. */
export const perMinute = quantity("perMinute");
/** Things an hour. */
export const perHour = quantity("perHour");
/** Bytes. */
export const bytes = quantity("bytes");
/** Units of 1,048,576 bytes, what Kubernetes calls `Mi`. */
export const mebibytes = quantity("mebibytes");
/** Units of 1,073,741,824 bytes, what Kubernetes calls `Gi`. */
export const gibibytes = quantity("gibibytes");
/** Processor cores. */
export const cores = quantity("cores");
/** Thousandths of a processor core. */
export const millicores = quantity("millicores");

/** Rounds away what binary fractions add, so that 0.1 + 0.2 style noise never reaches a query or a page. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/**
 * The same quantity in another unit of its dimension.
 *
 * @throws RangeError between dimensions, which the compiler refuses: the number would mean nothing
 */
export function convert<D extends Dimension, U extends UnitOf<D>>(from: QuantityOf<D>, to: U): Quantity<U> {
  const source = units[from.unit];
  const target = units[to];
  const [given, wanted]: readonly Dimension[] = [source.dimension, target.dimension];
  if (given !== wanted) throw new RangeError(`${written(from)} (${from.unit}) cannot be converted to ${to}.`);
  return {
    value: tidy(
      (from.value * source.numerator * target.denominator) / (source.denominator * target.numerator),
    ),
    unit: to,
  };
}

/** A duration as whole seconds, the plan's unit for time that is not a threshold. */
export function inSeconds(duration: Duration): number {
  return Math.round(convert<"time", "seconds">(duration, "seconds").value);
}

const plain = new Intl.NumberFormat("en-US", { useGrouping: false, maximumSignificantDigits: 12 });

/** A number as Datadog's query and thresholds both write it: plain decimal, a leading zero, never an exponent. */
export function decimal(value: number): string {
  const text = String(tidy(value));
  return text.includes("e") ? plain.format(value) : text;
}

/** A quantity as a person reads it, such as `85 %`, `500 ms` or `2 s`; a fraction reads as percent. */
export function written(quantity: Quantity): string {
  if (quantity.unit === "fraction") {
    return written(convert<"share", "percent">({ value: quantity.value, unit: "fraction" }, "percent"));
  }
  const { symbol } = units[quantity.unit];
  return symbol ? `${decimal(quantity.value)} ${symbol}` : decimal(quantity.value);
}

/** Seconds in the largest unit that stays whole. */
export function naturalDuration(total: number): Duration {
  for (const unit of ["days", "hours", "minutes"] as const) {
    const { numerator } = units[unit];
    if (total >= numerator && total % numerator === 0) return { value: total / numerator, unit };
  }
  return { value: total, unit: "seconds" };
}

/** Seconds as a person reads them, such as `5 min`, `26 h` or `7 d`. */
export function writtenDuration(total: number): string {
  return written(naturalDuration(total));
}

const spellings: ReadonlyMap<string, Unit> = new Map(
  (Object.keys(units) as Unit[]).flatMap((name) => {
    const singular = name.replace(/s$/, "");
    const { symbol } = units[name];
    return [
      [name.toLowerCase(), name] as const,
      [singular.toLowerCase(), name] as const,
      ...(symbol ? [[symbol.toLowerCase(), name] as const] : []),
    ];
  }),
);

/** Reads `"90 %"`, `"500ms"`, `"2 s"` or `"10/min"`; undefined when it is not a number with a known unit. */
export function parseQuantity(text: string): Quantity | undefined {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*([a-z%/]*)\s*$/i.exec(text);
  if (!match?.[1]) return undefined;
  const name = match[2] ? spellings.get(match[2].toLowerCase()) : "count";
  return name && { value: Number(match[1]), unit: name };
}
