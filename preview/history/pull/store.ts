import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import type { GroupSeries } from "../../simulator/history";
import { partsIn } from "../parquet";
import { queryHash, type WantedText } from "../wanted";
import { writeParquet } from "../write-parquet";
import type { Range } from "./windows";

/** One request's answer, as it lies on disk until its query is whole. */
export interface Kept {
  /** Each group's tags, times and values. */
  readonly series: readonly {
    readonly tags: Readonly<Record<string, string>>;
    readonly times: readonly number[];
    readonly values: readonly number[];
  }[];
}

/**
 * Keeps what was pulled: finished requests one by one, so that a run that was ended goes on where it was, and finished queries
 * as parts of Parquet. Every file appears whole.
 */
export class HistoryStore {
  private readonly root: string;

  /** @param root - the folder of the past */
  constructor(root: string) {
    this.root = root;
  }

  /** What of a query is there already. */
  covered({ text }: WantedText): readonly Range[] {
    const folder = join(this.root, queryHash(text));
    return existsSync(folder) ? partsIn(folder).map(rangeOf) : [];
  }

  /** A finished request of an earlier run; undefined without one. */
  finished(wanted: WantedText, range: Range, interval: number): Kept | undefined {
    const file = this.draft(wanted, range, interval);
    try {
      return JSON.parse(readFileSync(file, "utf8")) as Kept;
    } catch {
      return undefined;
    }
  }

  /** Keeps a finished request. */
  keep(wanted: WantedText, range: Range, asked: number, kept: Kept): void {
    const file = this.draft(wanted, range, asked);
    mkdirSync(join(this.root, ".pulled", queryHash(wanted.text)), { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(kept));
    renameSync(`${file}.tmp`, file);
  }

  /** Makes one part of the requests of a range, which are all there; then they are not needed any more. */
  async finish(
    wanted: WantedText,
    { from, to }: Range,
    { interval, kept }: { readonly interval: number; readonly kept: readonly Kept[] },
  ): Promise<void> {
    const folder = join(this.root, queryHash(wanted.text));
    await writeParquet(join(folder, `${from}-${to}.parquet`), {
      tags: wanted.by,
      series: joined(kept),
      about: { query: wanted.text, interval: String(interval), from: String(from), to: String(to) },
    });
  }

  /** Forgets the requests of a query whose parts are written. */
  forget({ text }: WantedText): void {
    rmSync(join(this.root, ".pulled", queryHash(text)), { recursive: true, force: true });
    const drafts = join(this.root, ".pulled");
    if (existsSync(drafts) && readdirSync(drafts).length === 0) rmSync(drafts, { recursive: true });
  }

  private draft({ text }: WantedText, { from, to }: Range, interval: number): string {
    return join(this.root, ".pulled", queryHash(text), `${from}-${to}-${interval}.json`);
  }
}

function rangeOf(part: string): Range {
  const [from = "", to = ""] = basename(part, ".parquet").split("-");
  return { from: Number(from), to: Number(to) };
}

/** The series of all requests, each group's in one piece. */
function joined(kept: readonly Kept[]): readonly GroupSeries[] {
  const groups = new Map<string, Kept["series"][number][]>();
  for (const series of kept.flatMap((each) => each.series)) {
    const key = JSON.stringify(Object.entries(series.tags).sort());
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return [...groups.values()].map((pieces) => ({
    tags: pieces[0]?.tags ?? {},
    times: Float64Array.from(pieces.flatMap(({ times }) => times)),
    values: Float64Array.from(pieces.flatMap(({ values }) => values)),
  }));
}
