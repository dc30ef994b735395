import type { Problem } from "../../model/problem";
import type { QueryHistory } from "../simulator/history";
import { GrowingSeries } from "./growing-series";

/** What one file, or one query's files, hold. */
export interface FileHistory {
  /** The series of each group. */
  readonly answer: QueryHistory;
  /** Names of the tags by which it is grouped. */
  readonly tags: readonly string[];
  /** Start of the time that it tells of, in seconds since 1970, with or without a value. */
  readonly from: number;
  /** End of that time. */
  readonly to: number;
  /** What is wrong with it: the first ones each, and how many more there are. */
  readonly problems: readonly Problem[];
}

/** The rows of a file, by group. */
export class GatheredRows {
  private readonly groups = new Map<string, GrowingSeries>();

  /** Shortest time between two rows of a group in seconds; Infinity where no group has two. */
  get interval(): number {
    return this.least(({ interval }) => interval);
  }

  /** The group of a key that {@link group} has met. */
  known(key: string): GrowingSeries | undefined {
    return this.groups.get(key);
  }

  /** The group with these values of its tags. */
  group(names: readonly string[], values: readonly string[]): GrowingSeries {
    // As plain rows have it: a value that holds a comma holds it in quotes.
    const key = values.map((value) => `,${/[",]/.test(value) ? JSON.stringify(value) : value}`).join("");
    const known = this.groups.get(key);
    if (known) return known;
    const fresh = new GrowingSeries(Object.fromEntries(names.map((name, at) => [name, values[at] ?? ""])));
    this.groups.set(key, fresh);
    return fresh;
  }

  /**
   * What was gathered.
   *
   * @param interval - seconds that one point stands for
   */
  result(interval: number): Pick<FileHistory, "answer" | "from" | "to"> {
    return {
      answer: { interval, series: [...this.groups.values()].map((each) => each.series()) },
      from: this.least(({ start }) => start),
      to: -this.least(({ end }) => -end) + interval,
    };
  }

  private least(of: (group: GrowingSeries) => number): number {
    let least = Infinity;
    for (const group of this.groups.values()) least = Math.min(least, of(group));
    return least;
  }
}
