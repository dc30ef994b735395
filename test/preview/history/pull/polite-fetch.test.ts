import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { PoliteFetch, type Politeness } from "../../../../preview/history/pull/polite-fetch";

let server: Server;
let url: string;
/** What is answered, in order; the last one again and again. */
let answers: ((response: ServerResponse) => void)[];
let times: number[];

beforeAll(async () => {
  server = createServer((_request, response) => {
    times.push(Date.now());
    const [next] = answers;
    if (answers.length > 1) answers.shift();
    next?.(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  times = [];
});

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers).end();
  };
const silence = (): void => undefined;
const lost = (response: ServerResponse): void => {
  response.destroy();
};

const quick: Politeness = { attempts: 4, patience: 300, firstPause: 2, longestPause: 60_000 };
const ask = (politeness = quick, onWait: (milliseconds: number, why: string) => void = () => undefined) =>
  new PoliteFetch(politeness, onWait).fetch(url, {});

describe("a polite fetch", () => {
  it.each([
    ["429", [status(429), status(200)], 200, 2],
    ["5xx", [status(500), status(503), status(200)], 200, 3],
    ["no answer", [silence, status(200)], 200, 2],
    ["a broken connection", [lost, lost, status(200)], 200, 3],
    ["what no repeat betters", [status(403)], 403, 1],
    ["what stays bad", [status(500)], 500, 4],
  ])("asks again after %s, and no more often than it may", async (_name, all, code, attempts) => {
    answers = [...all];
    const response = await ask();
    expect([response.status, times.length]).toEqual([code, attempts]);
  });

  it("gives up with a reason where nobody answers", async () => {
    answers = [silence];
    await expect(ask({ ...quick, attempts: 2, patience: 50 })).rejects.toThrow("no answer within 0.05 s");
    answers = [lost];
    await expect(ask({ ...quick, attempts: 2 })).rejects.toThrow(/^no connection/);
  });

  it.each([
    ["Retry-After", status(429, { "Retry-After": "1" })],
    ["X-RateLimit-Reset", status(429, { "X-RateLimit-Reset": "1" })],
  ])("waits as long as %s says", async (_name, refusal) => {
    answers = [refusal, status(200)];
    await ask();
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("lets all wait once a limit is used up, and never longer than it may", async () => {
    answers = [status(200, { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "9999" }), status(200)];
    const polite = new PoliteFetch({ ...quick, longestPause: 400 }, () => undefined);
    await polite.fetch(url, {});
    await Promise.all([polite.fetch(url, {}), polite.fetch(url, {})]);
    const [first = 0, second = 0, third = 0] = times;
    expect(Math.min(second, third) - first).toBeGreaterThanOrEqual(390);
    expect(Math.max(second, third) - first).toBeLessThan(5000);
  });
});
