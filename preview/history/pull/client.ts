import { createRequire } from "node:module";

import type * as Datadog from "@datadog/datadog-api-client";

import type { GroupSeries } from "../../simulator/history";
import { PoliteFetch, usualPoliteness, type Politeness } from "./polite-fetch";
import type { Range } from "./windows";

/** Where Datadog's API is, and what opens it. */
export interface Account {
  /** Its address, such as `https://api.datadoghq.eu`. */
  readonly url: string;
  /** API key; never told to anybody else. */
  readonly apiKey: string;
  /** Application key; never told to anybody else. */
  readonly applicationKey: string;
}

/** What a query was in a range of time. */
export interface Answered {
  /** The greatest length in seconds of which every distance between two points is a multiple; null with fewer than two. */
  readonly step: number | null;
  /** The series of each group. */
  readonly series: readonly GroupSeries[];
}

/** What the API refused, in its words. */
export class RefusedError extends Error {
  /** HTTP status; null where no answer came. */
  readonly status: number | null;

  constructor(status: number | null, message: string) {
    super(message);
    this.name = "RefusedError";
    this.status = status;
  }
}

/** Asks for a query's points. */
export type Ask = (query: string, range: Range, interval: number) => Promise<Answered>;

/** How an account is asked. */
export interface Manner {
  /** Hears of waits that a person would notice. */
  readonly onWait: (milliseconds: number, why: string) => void;
  /**
   * How a request is repeated.
   *
   * @defaultValue six attempts
   */
  readonly politeness?: Politeness;
}

/** The official client, set up for an account. */
export interface Connection {
  /** Both versions of the client's APIs, each loaded when it is first used. */
  readonly datadog: Pick<typeof Datadog, "v1" | "v2">;
  /** What each of its APIs is made with. */
  readonly configuration: ReturnType<typeof Datadog.client.createConfiguration>;
  /** What an error of it says, without keys. */
  readonly refusalOf: (error: unknown) => RefusedError;
  /** A text without keys. */
  readonly hidden: (text: string) => string;
}

/** Sets the official client up for an account: politely, and without words of its own. */
export async function connect({ apiKey, applicationKey, url }: Account, manner: Manner): Promise<Connection> {
  const client = await import("@datadog/datadog-api-client/dist/packages/datadog-api-client-common/index.js");
  const log = await import("@datadog/datadog-api-client/dist/logger.js");
  // Each failure is told by us, once.
  (log.logger as { readonly setLevel: (level: string) => void }).setLevel("silent");
  const polite = new PoliteFetch(manner.politeness ?? usualPoliteness, manner.onWait);
  const configuration = client.createConfiguration({
    authMethods: { apiKeyAuth: apiKey, appKeyAuth: applicationKey },
    baseServer: new client.BaseServerConfiguration(url, {}),
    fetch: polite.fetch,
  });
  const hidden = (text: string): string =>
    [apiKey, applicationKey].reduce((safe, key) => safe.replaceAll(key, "[key]"), text);
  return { datadog: versions, configuration, hidden, refusalOf: (error) => refusal(error, hidden) };
}

/** All seven thousand files of the client take seconds to load; those of version 1 are an eighth. */
const versions: Connection["datadog"] = {
  get v1() {
    return version("v1") as typeof Datadog.v1;
  },
  get v2() {
    return version("v2") as typeof Datadog.v2;
  },
};

const version = (name: string): unknown =>
  createRequire(__filename)(`@datadog/datadog-api-client/dist/packages/datadog-api-client-${name}`);

/** The official client, asking an account for points. */
export async function clientOf(account: Account, manner: Manner): Promise<Ask> {
  const { configuration, datadog, hidden, refusalOf } = await connect(account, manner);
  const metrics = new datadog.v2.MetricsApi(configuration);
  return async (query, { from, to }, interval) => {
    try {
      const answer = await metrics.queryTimeseriesData({
        body: {
          data: {
            type: "timeseries_request",
            attributes: {
              formulas: [{ formula: "a" }],
              queries: [{ dataSource: "metrics", name: "a", query }],
              from: from * 1000,
              to: to * 1000,
              interval: interval * 1000,
            },
          },
        },
      });
      if (answer.errors !== undefined) throw new RefusedError(200, hidden(answer.errors));
      return answeredBy(answer.data?.attributes ?? {});
    } catch (error) {
      throw error instanceof RefusedError ? error : refusalOf(error);
    }
  };
}

function answeredBy({
  series = [],
  times = [],
  values = [],
}: {
  readonly series?: readonly { readonly groupTags?: readonly string[] }[];
  readonly times?: readonly number[];
  readonly values?: readonly (readonly (number | null)[])[];
}): Answered {
  let step: number | null = null;
  for (let at = 1; at < times.length; at++)
    step = commonMeasure(((times[at] ?? 0) - (times[at - 1] ?? 0)) / 1000, step ?? 0);
  return {
    step,
    series: series.map(({ groupTags }, at) => seriesOf(groupTags ?? [], times, values[at] ?? [])),
  };
}

const commonMeasure = (one: number, other: number): number =>
  other === 0 ? one : commonMeasure(other, one % other);

function seriesOf(
  groupTags: readonly string[],
  times: readonly number[],
  values: readonly (number | null)[],
): GroupSeries {
  const kept = times.flatMap((time, at) => {
    const value = values[at];
    return typeof value === "number" && Number.isFinite(value) ? [{ time: time / 1000, value }] : [];
  });
  const tags = groupTags.map(
    (tag) => [tag.slice(0, tag.indexOf(":")), tag.slice(tag.indexOf(":") + 1)] as const,
  );
  return {
    tags: Object.fromEntries(tags),
    times: Float64Array.from(kept, ({ time }) => time),
    values: Float64Array.from(kept, ({ value }) => value),
  };
}

function refusal(error: unknown, hidden: (text: string) => string): RefusedError {
  const { body, code } = error as { readonly code?: unknown; readonly body?: unknown };
  if (typeof code === "number") {
    const { errors: told } = (typeof body === "string" ? undeclared(body) : (body ?? {})) as {
      readonly errors?: unknown;
    };
    const errors = Array.isArray(told) ? told.map(String).join("; ") : "";
    return new RefusedError(code, hidden(errors || `it answered ${code}`));
  }
  return new RefusedError(null, hidden(error instanceof Error ? error.message : String(error)));
}

/** Of a status that its page does not list, the client gives the answer as a text in a text. */
function undeclared(text: string): unknown {
  try {
    return JSON.parse(/Body: "(.*)"$/s.exec(text)?.[1] ?? "{}") as unknown;
  } catch {
    return {};
  }
}
