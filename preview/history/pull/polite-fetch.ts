import { setTimeout as wait } from "node:timers/promises";

/** How a request is repeated. */
export interface Politeness {
  /** Attempts in all. */
  readonly attempts: number;
  /** Longest wait for one answer in milliseconds. */
  readonly patience: number;
  /** First wait before a repeat in milliseconds; each further one is twice as long, and a random share of it is waited. */
  readonly firstPause: number;
  /** Longest time in milliseconds that a limit may make us wait. */
  readonly longestPause: number;
}

/** Six attempts: with their pauses they outlast half a minute of trouble. */
export const usualPoliteness: Politeness = {
  attempts: 6,
  patience: 60_000,
  firstPause: 1000,
  longestPause: 3_700_000,
};

/** A `fetch` that keeps limits and repeats what may succeed later, for all requests that are under way together. */
export class PoliteFetch {
  private readonly politeness: Politeness;
  private readonly onWait: (milliseconds: number, why: string) => void;
  /** Nobody asks before this time, in milliseconds since 1970: a limit is shared by all requests. */
  private notBefore = 0;

  /** @param onWait - hears of waits that a person would notice */
  constructor(politeness: Politeness, onWait: (milliseconds: number, why: string) => void) {
    this.politeness = politeness;
    this.onWait = onWait;
  }

  /** Asks, and repeats; the last answer is given whatever it is, and the last failure thrown. */
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const { attempts, patience } = this.politeness;
    for (let attempt = 1; ; attempt++) {
      await this.turn();
      try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(patience) });
        const pause = this.pauseAfter(response, attempt);
        if (pause === null || attempt >= attempts) return response;
        await response.body?.cancel();
        await this.rest(pause, response.status === 429 ? "the rate limit" : `status ${response.status}`);
      } catch (error) {
        if (attempt >= attempts) throw new Error(reasonOf(error, patience), { cause: error });
        await this.rest(this.backOff(attempt), reasonOf(error, patience));
      }
    }
  };

  private async turn(): Promise<void> {
    for (let left = this.notBefore - Date.now(); left > 0; left = this.notBefore - Date.now())
      await wait(left);
  }

  private async rest(milliseconds: number, why: string): Promise<void> {
    if (milliseconds >= 5000) this.onWait(milliseconds, why);
    await wait(milliseconds);
  }

  /** Milliseconds before a repeat; null for an answer that no repeat would better. */
  private pauseAfter({ headers, status }: Response, attempt: number): number | null {
    const reset = seconds(headers, "retry-after") ?? seconds(headers, "x-ratelimit-reset");
    // A limit that is used up makes everybody wait, also those whose answer came.
    if (reset !== null && (status === 429 || headers.get("x-ratelimit-remaining") === "0"))
      this.notBefore = Math.max(this.notBefore, Date.now() + this.bounded(reset * 1000));
    if (status === 429) return this.backOff(reset === null ? attempt : 1);
    return status >= 500 || status === 408 ? this.backOff(attempt) : null;
  }

  private backOff(attempt: number): number {
    return this.bounded(this.politeness.firstPause * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
  }

  private readonly bounded = (milliseconds: number): number =>
    Math.min(milliseconds, this.politeness.longestPause);
}

function seconds(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function reasonOf(error: unknown, patience: number): string {
  const { cause, name } = error as { readonly name?: unknown; readonly cause?: { readonly code?: unknown } };
  if (name === "TimeoutError") return `no answer within ${patience / 1000} s`;
  return typeof cause?.code === "string" ? `no connection (${cause.code})` : "no connection";
}
