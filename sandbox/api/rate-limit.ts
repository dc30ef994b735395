/** Requests that one name may make in one period. */
export interface RateLimit {
  /** How many. */
  readonly limit: number;
  /** Length of the period in seconds. */
  readonly period: number;
}

/** What is left of a limit, and the headers that say so. */
export interface Allowance {
  /** Whether the request is within the limit. */
  readonly allowed: boolean;
  /**
   * The headers that say so.
   *
   * Source: https://docs.datadoghq.com/api/latest/rate-limits/
   */
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts requests by name in fixed periods, as Datadog's API does. */
export class RateLimiter {
  private readonly limit: RateLimit;
  private readonly now: () => number;
  private readonly used = new Map<string, { readonly period: number; readonly count: number }>();

  /** @param now - the time in milliseconds since 1970 */
  constructor(limit: RateLimit, now: () => number = Date.now) {
    this.limit = limit;
    this.now = now;
  }

  /** Counts one request. */
  take(name: string): Allowance {
    const { limit, period: length } = this.limit;
    const time = this.now() / 1000;
    const period = Math.floor(time / length);
    const before = this.used.get(name);
    const count = (before?.period === period ? before.count : 0) + 1;
    this.used.set(name, { period, count });
    const reset = Math.ceil((period + 1) * length - time);
    return {
      allowed: count <= limit,
      headers: {
        "X-RateLimit-Limit": String(limit),
        "X-RateLimit-Period": String(length),
        "X-RateLimit-Remaining": String(Math.max(0, limit - count)),
        "X-RateLimit-Reset": String(reset),
        "X-RateLimit-Name": name,
      },
    };
  }
}
