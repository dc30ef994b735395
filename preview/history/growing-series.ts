import type { GroupSeries } from "../simulator/history";

const firstSize = 1024;

/** The points of one group while they are read: typed arrays that double, so that a million points stay small. */
export class GrowingSeries {
  /** The group's tags. */
  readonly tags: Readonly<Record<string, string>>;
  private times = new Float64Array(firstSize);
  private values = new Float64Array(firstSize);
  private count = 0;
  /** Time of the last row, with or without a value. */
  private lastTime = -Infinity;
  private firstTime = Infinity;
  /** Shortest time between two rows; Infinity before the second. */
  private shortest = Infinity;

  constructor(tags: Readonly<Record<string, string>>) {
    this.tags = tags;
  }

  /** Adds a row; false when its time does not come after the one before. */
  add(time: number, value: number): boolean {
    if (time <= this.lastTime) return false;
    if (this.firstTime === Infinity) this.firstTime = time;
    this.shortest = Math.min(this.shortest, time - this.lastTime);
    this.lastTime = time;
    if (value !== value) return true;
    if (this.count === this.times.length) {
      this.times = doubled(this.times);
      this.values = doubled(this.values);
    }
    this.times[this.count] = time;
    this.values[this.count] = value;
    this.count += 1;
    return true;
  }

  /** Shortest time between two rows in seconds; Infinity with fewer than two. */
  get interval(): number {
    return this.shortest;
  }

  /** Time of the first row, with or without a value; Infinity before it. */
  get start(): number {
    return this.firstTime;
  }

  /** Time of the last row. */
  get end(): number {
    return this.lastTime;
  }

  /** What was read: views, since a copy of a long series would double what it takes. */
  series(): GroupSeries {
    return {
      tags: this.tags,
      times: this.times.subarray(0, this.count),
      values: this.values.subarray(0, this.count),
    };
  }
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
