import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { lookAt, type AccountLook } from "../../../environments/drift/look";
import { monitorType } from "../../../preview/engine/read-back";
import { RefusedError, type Account } from "../../../preview/history/pull/client";
import { startDatadogApi } from "../../../sandbox/api/server";
import type { ObjectRecord } from "../../../sandbox/store/record";
import { ObjectStore } from "../../../sandbox/store/store";

const manner = {
  onWait: () => undefined,
  politeness: { attempts: 1, patience: 2000, firstPause: 1, longestPause: 1 },
};

const questions: Readonly<Record<string, (look: AccountLook) => Promise<unknown>>> = {
  monitors: (look) => look.monitors("prod"),
  objectives: (look) => look.objectives("prod"),
  tests: (look) => look.tests(),
  downtimes: (look) => look.downtimes(),
  muting: (look) => look.muting("1"),
};

describe("an account", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "belfry-look-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const record = (more: Partial<ObjectRecord>): ObjectRecord => ({
    package: "datadog",
    type: monitorType,
    id: "1",
    createdAt: "2026-11-20T10:00:00Z",
    updatedAt: "2026-11-20T10:00:00Z",
    inputs: {},
    computed: {},
    ...more,
  });

  async function looking<T>(
    objects: readonly ObjectRecord[],
    ask: (look: AccountLook) => Promise<T>,
  ): Promise<T> {
    const store = new ObjectStore(folder);
    for (const each of objects) await store.insert(each);
    const { keys, stop, url } = await startDatadogApi({ directory: folder, keys: "new" });
    try {
      return await ask(await lookAt({ url, ...keys }, manner));
    } finally {
      await stop();
    }
  }

  const tags = ["env:prod", "managed-by:belfry"];

  it("is read whatever a hand wrote as text and what as number, in the names of a resource's inputs", async () => {
    const inputs = {
      name: "CPU",
      type: "metric alert",
      query: "avg(last_5m):avg:a{*} > 85",
      tags,
      priority: 2,
      monitorThresholds: { critical: 85, warning: "80.0" },
      renotifyInterval: "60",
      evaluationDelay: "900",
    };
    const [found] = await looking([record({ inputs })], (look) => look.monitors("prod"));
    expect(found?.inputs).toMatchObject({
      monitorThresholds: { critical: "85", warning: "80" },
      priority: "2",
      renotifyInterval: 60,
      evaluationDelay: 900,
    });
  });

  it("is read where it tells a time that is none", async () => {
    const [found] = await looking(
      [record({ createdAt: "soon", inputs: { name: "x", type: "metric alert", query: "q", tags } })],
      (look) => look.monitors("prod"),
    );
    expect(found?.created).toBeNull();
  });

  it("is asked without a file being written", async () => {
    await looking([], (look) => look.monitors("prod"));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("an answer that is none", () => {
  let server: Server;
  afterEach(async () => {
    await new Promise((done) => server.close(done));
  });

  const answering = (status: number, type: string, body: string): Promise<Account> =>
    new Promise((done) => {
      server = createServer((_, response) => {
        response.writeHead(status, { "Content-Type": type, Connection: "close" });
        response.end(body);
      });
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address() as AddressInfo;
        done({ url: `http://127.0.0.1:${port}`, apiKey: "a", applicationKey: "b" });
      });
    });

  const json = "application/json";
  it.each([
    [200, "text/html", "<html>Log in</html>"],
    [200, json, "{"],
    [200, json, ""],
    [200, json, '"x"'],
    [200, json, "[1, null]"],
    [200, json, '{"data": 7, "tests": 7}'],
    [401, json, '{"errors": ["Unauthorized"]}'],
    [403, json, '{"errors": ["Forbidden"]}'],
    [418, "text/plain", "no"],
    [500, "text/html", "<html>"],
  ])("is refused, and never thrown as a fault of ours: %s %s %s", async (status, type, body) => {
    const look = await lookAt(await answering(status, type, body), manner);
    for (const [name, ask] of Object.entries(questions)) {
      const ended = await ask(look).catch((error: unknown) => error);
      expect([name, ended instanceof RefusedError || Array.isArray(ended)]).toEqual([name, true]);
      if (status !== 200) expect([name, ended]).toEqual([name, expect.any(RefusedError)]);
    }
  });
});
