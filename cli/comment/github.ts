import type { Octokit } from "@octokit/rest";

import { ModelError, type Problem } from "../../model/problem";
import { oneLine } from "../../preview/render/text";
import { hideSecrets } from "../../preview/secrets";

/** How GitHub is reached. */
export interface GitHubAccess {
  /** Address of the API, such as `https://api.github.com`. */
  readonly api: string;
  /** Who asks; never shown. */
  readonly token: string;
  /** Milliseconds of one second of waiting, 1000 but in tests. */
  readonly second?: number;
}

/** Attempts after the first, of a request that failed for GitHub's reasons. */
const retries = 3;

/** Seconds that we wait at most where GitHub asks to; a job that sleeps longer is worse than one that says so. */
const longestWait = 300;

/** Milliseconds until a request that nobody answers is given up. */
const patience = 30_000;

/** What does not get better by asking again; 429 and the limits among the 403 are waited for by the throttling plugin. */
const final = [400, 401, 403, 404, 410, 422, 429, 451];

/**
 * A client that waits as GitHub asks: `retry-after` and `x-ratelimit-reset` where they are given, growing pauses on 5xx.
 *
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export async function gitHub({ api, second = 1000, token }: GitHubAccess): Promise<Octokit> {
  // Loaded here, since every other command starts faster without.
  const [{ Octokit: Plain }, { retry }, { throttling }] = await Promise.all([
    import("@octokit/rest"),
    import("@octokit/plugin-retry"),
    import("@octokit/plugin-throttling"),
  ]);
  const again = (wait: number, _request: unknown, _client: unknown, done: number): boolean =>
    wait <= longestWait && done < retries;
  const quiet = (): void => undefined;
  return new (Plain.plugin(retry, throttling))({
    auth: token,
    baseUrl: api,
    userAgent: "belfry",
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    request: {
      fetch: (url: string, options: RequestInit) =>
        fetch(url, { ...options, signal: AbortSignal.timeout(patience) }),
    },
    retry: { retries, doNotRetry: final, retryAfterBaseValue: second },
    throttle: {
      id: api,
      retryAfterBaseValue: second,
      onRateLimit: again,
      onSecondaryRateLimit: again,
    },
  });
}

/** What of an error of the client is told: never its request, which carries the token. */
interface Refusal {
  /** HTTP status; null where no answer came at all. */
  readonly status: number | null;
  /** What GitHub says. */
  readonly message: string;
}

/** An error of the client; null for any other. */
export function refusalOf(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const { message } = error;
  // GraphQL answers with 200, and says in the body what it refuses.
  if (error.name === "GraphqlResponseError") return { status: 200, message };
  if (!("status" in error) || typeof error.status !== "number") return null;
  return { status: "response" in error && error.response !== undefined ? error.status : null, message };
}

/** Whether GitHub refused a body for its length: the only reason for which a shorter one may pass. */
export function isTooLong(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal?.status === 422 && /too long/i.test(refusal.message);
}

/**
 * Runs requests, and tells what GitHub refuses as a problem.
 *
 * @throws ModelError with the status, what GitHub says and what to do
 */
export async function asking<T>(
  path: string,
  { token }: GitHubAccess,
  requests: () => Promise<T>,
): Promise<T> {
  try {
    return await requests();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    throw new ModelError("What GitHub answers", [problemOf(path, refusal, token)]);
  }
}

function problemOf(path: string, { message, status }: Refusal, token: string): Problem {
  const said = oneLine(hideSecrets(message).replaceAll(token, "[hidden]"), 200);
  const limited = status === 429 || /rate limit/i.test(message);
  return {
    code: limited ? "github/limited" : status === null ? "github/unreachable" : "github/refused",
    path,
    value: null,
    rule: status === null ? `GitHub does not answer: ${said}.` : `GitHub answers with ${status}: ${said}.`,
    remedy: limited ? "Run it again later." : remedyOf(status),
  };
}

function remedyOf(status: number | null): string {
  switch (status) {
    case 401:
      return "GITHUB_TOKEN is no token that GitHub knows, or no longer.";
    case 403:
      return "The token needs `pull-requests: write`, and with --run `actions: read` too.";
    case 404:
      return "Look at --repository, --pull and --run, and whether the token may see them.";
    default:
      return status === null || status >= 500
        ? "Run it again; https://www.githubstatus.com tells whether GitHub has trouble."
        : "Read https://docs.github.com/rest/issues/comments on what it says.";
  }
}
