import type { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";

/** What the API calls itself in each answer. */
export const serverName = "belfry-sandbox";

/** A request as the routes see it. */
export interface ApiRequest {
  /** HTTP method. */
  readonly method: string;
  /** Address without host: path and search. */
  readonly url: URL;
  /** Parts of the path that its route left open, in order. */
  readonly params: readonly string[];
  /** The body as JSON; undefined without one. */
  readonly body: unknown;
}

/** An answer as JSON. */
export interface ApiAnswer {
  /** HTTP status. */
  readonly status: number;
  /** What is answered; undefined for nothing. */
  readonly body: unknown;
}

/** Answers one kind of request. */
export type Handler = (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;

/** One address of the API. */
export interface Route {
  /** HTTP method. */
  readonly method: "GET" | "POST" | "DELETE";
  /** Its path; `*` stands for one part of it. */
  readonly path: string;
  /** Name under which faults find it, and rate limits are told. */
  readonly name: string;
  /** Answers it. */
  readonly handler: Handler;
}

/** A good answer. */
export const fine = (body: unknown): ApiAnswer => ({ status: 200, body });

/**
 * A refusal in Datadog's shape.
 *
 * Source: https://docs.datadoghq.com/api/latest/#error-codes (APIErrorResponse)
 */
export const refused = (status: number, ...errors: readonly string[]): ApiAnswer => ({
  status,
  body: { errors },
});

/** Largest body that is read, in bytes: that of a query is small. */
const greatestBody = 1_000_000;

/** The body of a request, as JSON; text says why it is none. */
export async function bodyOf(request: IncomingMessage): Promise<{ readonly json: unknown } | string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > greatestBody) return "Payload too large";
    chunks.push(chunk);
  }
  if (size === 0) return { json: undefined };
  try {
    return { json: JSON.parse(chunks.map((chunk) => chunk.toString("utf8")).join("")) as unknown };
  } catch {
    return "Payload is not valid JSON";
  }
}

/** The route that answers a request, with the parts of the path that it leaves open. */
export function routeOf(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: readonly string[] } | undefined {
  const parts = path.split("/");
  for (const route of routes) {
    const expected = route.path.split("/");
    const same =
      route.method === method &&
      expected.length === parts.length &&
      expected.every((part, at) => part === "*" || part === parts[at]);
    if (same)
      return { route, params: parts.filter((_part, at) => expected[at] === "*").map(decodeURIComponent) };
  }
  return undefined;
}
