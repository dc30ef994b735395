import type { Problem } from "../../../model/problem";
import type { WantedText } from "../wanted";
import { RefusedError, type Answered, type Ask } from "./client";
import type { HistoryStore, Kept } from "./store";
import { missingRanges, windowsOf, type Range } from "./windows";

/** What is pulled, and how. */
export interface PullRequest {
  /** The metrics. */
  readonly texts: readonly WantedText[];
  /** The time that is wanted. */
  readonly range: Range;
  /** Seconds between two points that are asked for. */
  readonly interval: number;
  /** Requests under way at once. */
  readonly together: number;
  /** Asks for a query's points. */
  readonly ask: Ask;
  /** Where it is kept. */
  readonly store: HistoryStore;
  /** Hears after each request how many are done, and of how many. */
  readonly onProgress: (done: number, all: number) => void;
}

/** What a pull did. */
export interface PullResult {
  /** Requests that were answered. */
  readonly requests: number;
  /** Requests that an earlier run had finished. */
  readonly resumed: number;
  /** Queries that were whole before. */
  readonly whole: number;
  /** Queries that are whole now. */
  readonly pulled: number;
  /** Queries that are whole, but of which nothing was measured. */
  readonly silent: readonly string[];
  /** Queries whose points lie further apart than was asked for, however short the range: measured or kept no finer. */
  readonly seldom: readonly { readonly text: string; readonly step: number }[];
  /** What went wrong; what was finished before it is kept. */
  readonly problems: readonly Problem[];
}

/** The shortest range to which a request is cut when the points of an answer are too far apart, in seconds. */
const shortest = 3600;

/** Refusals after which nothing else can succeed either. */
const fatal: ReadonlySet<number | null> = new Set([401, 403]);

/** Pulls the past of metrics: what is missing of each, in requests of a day at most. */
export async function pull(request: PullRequest): Promise<PullResult> {
  return new Pull(request).run();
}

interface Job {
  readonly wanted: WantedText;
  readonly range: Range;
  readonly windows: readonly Range[];
}

class Pull {
  private readonly request: PullRequest;
  private readonly problems: Problem[] = [];
  private readonly silent: string[] = [];
  /** Distance of points to which a query holds whatever range is asked for: it is measured no more often. */
  private readonly ownSteps = new Map<string, number>();
  private requests = 0;
  private resumed = 0;
  private done = 0;
  private all = 0;
  private stopped = false;

  constructor(request: PullRequest) {
    this.request = request;
  }

  async run(): Promise<PullResult> {
    const { range, store, texts, together } = this.request;
    const queries = texts.map((wanted) => ({
      wanted,
      jobs: missingRanges(range, store.covered(wanted)).map((missing) => jobOf(wanted, missing)),
    }));
    const due = queries.filter(({ jobs }) => jobs.length > 0);
    this.all = due.flatMap(({ jobs }) => jobs.flatMap(({ windows }) => windows)).length;
    const left = [...due];
    let pulled = 0;
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next && !this.stopped; next = left.shift()) {
        if (await this.query(next.wanted, next.jobs)) pulled += 1;
      }
    };
    await Promise.all(Array.from({ length: together }, worker));
    const { problems, requests, resumed, silent } = this;
    const seldom = [...this.ownSteps].map(([text, step]) => ({ text, step }));
    return { requests, resumed, whole: texts.length - due.length, pulled, silent, seldom, problems };
  }

  private async query(wanted: WantedText, jobs: readonly Job[]): Promise<boolean> {
    let points = 0;
    for (const job of jobs) {
      const kept: Kept[] = [];
      for (const window of job.windows) {
        const answer = await this.window(wanted, window);
        if (answer === undefined) return false;
        kept.push(answer);
        points += answer.series.reduce((sum, { times }) => sum + times.length, 0);
        this.request.onProgress(++this.done, this.all);
      }
      await this.request.store.finish(wanted, job.range, { interval: this.request.interval, kept });
    }
    this.request.store.forget(wanted);
    if (points === 0) this.silent.push(wanted.text);
    return true;
  }

  private async window(wanted: WantedText, window: Range): Promise<Kept | undefined> {
    const { interval, store } = this.request;
    const earlier = store.finished(wanted, window, interval);
    if (earlier) {
      this.resumed += 1;
      return earlier;
    }
    if (this.stopped) return undefined;
    try {
      const kept = await this.fineEnough(wanted.text, window);
      store.keep(wanted, window, interval, kept);
      return kept;
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.refused(wanted, window, error);
      return undefined;
    }
  }

  /**
   * The points of a range at the interval that is asked for. Where they lie further apart, an hour is looked at: a metric that
   * is measured seldom stays as it is, and an answer that was made coarser for its length is asked for in halves.
   */
  private async fineEnough(text: string, range: Range): Promise<Kept> {
    const { interval } = this.request;
    const answer = await this.answer(text, range);
    const { step } = answer;
    if (step === null || step <= interval || (await this.isOwnStep(text, answer, step)))
      return keptOf(answer);
    const half = Math.floor((range.to - range.from) / 2 / shortest) * shortest;
    if (half < shortest) return keptOf(answer);
    const first = await this.fineEnough(text, { from: range.from, to: range.from + half });
    const second = await this.fineEnough(text, { from: range.from + half, to: range.to });
    return { series: [...first.series, ...second.series] };
  }

  private async isOwnStep(text: string, { series }: Answered, step: number): Promise<boolean> {
    const known = this.ownSteps.get(text);
    if (known !== undefined) return step === known;
    const first = series.reduce((least, { times }) => Math.min(least, times[0] ?? Infinity), Infinity);
    const from = Math.floor(first / shortest) * shortest;
    const { step: near } = await this.answer(text, { from, to: from + shortest });
    if (near !== null && near < step) return false;
    this.ownSteps.set(text, step);
    return true;
  }

  private answer(text: string, range: Range): Promise<Answered> {
    this.requests += 1;
    return this.request.ask(text, range, this.request.interval);
  }

  private refused({ text }: WantedText, { from }: Range, { message, status }: RefusedError): void {
    if (fatal.has(status)) {
      if (this.stopped) return;
      this.stopped = true;
    }
    this.problems.push({
      code: "history/refused",
      path: text,
      value: status === null ? null : `status ${status}`,
      rule: `the API did not answer for ${new Date(from * 1000).toISOString().slice(0, 10)}: ${message.replace(/\.$/, "")}.`,
      remedy: fatal.has(status)
        ? "Check the keys and their rights (timeseries_query), and DD_SITE."
        : "Run it again: what was answered is kept.",
    });
  }
}

const jobOf = (wanted: WantedText, range: Range): Job => ({ wanted, range, windows: windowsOf(range) });

const keptOf = ({ series }: Answered): Kept => ({
  series: series.map(({ tags, times, values }) => ({ tags, times: [...times], values: [...values] })),
});
