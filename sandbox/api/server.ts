import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

import { FaultBoard, type Fault } from "../faults/faults";
import { bodyOf, refused, routeOf, serverName, type ApiAnswer, type Route } from "./exchange";
import { isKnown, keysOf, newKeys, type ApiKeys } from "./keys";
import { RateLimiter, type RateLimit } from "./rate-limit";
import { routes } from "./routes";

/** How the API is started. */
export interface ApiOptions {
  /** The sandbox's folder: its keys, its objects and its faults. */
  readonly directory: string;
  /**
   * Port on 127.0.0.1.
   *
   * @defaultValue any free port
   */
  readonly port?: number;
  /**
   * Which keys it takes: those that the sandbox gave out, which stay the same, or new ones, of which nothing is kept.
   *
   * @defaultValue those that the sandbox gave out
   */
  readonly keys?: "kept" | "new";
  /**
   * Requests that are allowed to each address.
   *
   * @defaultValue 5,000 in ten seconds: far more than Datadog's, so that a demonstration need not wait
   */
  readonly rateLimit?: RateLimit;
}

/** The API while it serves. */
export interface DatadogApi {
  /** Its address. */
  readonly url: string;
  /** The keys that it takes. */
  readonly keys: ApiKeys;
  /** Ends it. */
  readonly stop: () => Promise<void>;
}

const generous: RateLimit = { limit: 5000, period: 10 };
const slowness = 2000;

/** Serves Datadog's HTTP API, as far as the sandbox has it, for the official client. */
export async function startDatadogApi({
  directory,
  keys: wanted = "kept",
  port = 0,
  rateLimit = generous,
}: ApiOptions): Promise<DatadogApi> {
  const keys = wanted === "new" ? newKeys() : keysOf(directory);
  const api = new Api(
    routes(directory),
    keys,
    new FaultBoard(directory, "datadog"),
    new RateLimiter(rateLimit),
  );
  const server = createServer((request, response) => {
    // A client that is gone in the middle of its request is no reason to end; anything else it should hear.
    api.answer(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) response.destroy();
      else
        send(
          response,
          refused(500, `The sandbox failed: ${error instanceof Error ? error.message : String(error)}`),
        );
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", () => {
      resolve();
    });
  });
  const { port: bound } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${bound}`, keys, stop: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

class Api {
  private readonly routes: readonly Route[];
  private readonly keys: ApiKeys;
  private readonly faults: FaultBoard;
  private readonly limiter: RateLimiter;

  constructor(known: readonly Route[], keys: ApiKeys, faults: FaultBoard, limiter: RateLimiter) {
    this.routes = known;
    this.keys = keys;
    this.faults = faults;
    this.limiter = limiter;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url: address = "/" } = request;
    const url = new URL(address, "http://sandbox");
    const found = routeOf(this.routes, method, url.pathname);
    if (!found) {
      send(response, refused(404, `The sandbox serves no ${method} ${url.pathname}`));
      return;
    }
    const { params, route } = found;
    if (!isKnown(request.headers, this.keys, route.name !== "validate")) {
      send(response, refused(403, "Forbidden"));
      return;
    }
    const { allowed, headers } = this.limiter.take(route.name);
    const fault = this.faults.next({ package: "datadog", type: `api:${route.name}`, operation: "read" });
    if (fault?.kind === "slow" || fault?.kind === "timeout") await wait(fault.milliseconds ?? slowness);
    if (fault && isLost(fault)) {
      request.socket.destroy();
      return;
    }
    const refusal = refusalOf(fault, allowed);
    if (refusal) {
      send(response, refusal, headers);
      return;
    }
    const body = await bodyOf(request);
    const answer =
      typeof body === "string"
        ? refused(400, body)
        : await route.handler({ method, url, params, body: body.json });
    send(response, answer, headers);
  }
}

/** Whether no answer comes. */
const isLost = ({ kind }: Fault): boolean => kind === "timeout" || kind === "lose-answer" || kind === "crash";

function refusalOf(fault: Fault | undefined, allowed: boolean): ApiAnswer | undefined {
  if (!allowed || fault?.kind === "429") return refused(429, "Rate limit exceeded. Please try again later.");
  if (fault?.kind === "500") return refused(500, "Internal error");
  return fault?.kind === "gone" ? refused(404, "Not found") : undefined;
}

function send(
  response: ServerResponse,
  { body, status }: ApiAnswer,
  headers: Readonly<Record<string, string>> = {},
): void {
  // Whoever asks for the past must be able to see that it is made up.
  response.writeHead(status, { "Content-Type": "application/json", Server: serverName, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
