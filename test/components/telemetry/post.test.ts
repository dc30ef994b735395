import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Received {
  readonly path: string;
  readonly key: string | undefined;
  readonly body: { series: { metric: string; type: number; points: { value: number }[]; tags: string[] }[] };
}

describe("the step that posts measurements", () => {
  let work: string;
  let server: Server;
  let received: Received[];
  let statuses: number[];

  beforeEach(async () => {
    work = mkdtempSync(join(tmpdir(), "belfry-post-"));
    received = [];
    statuses = [];
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => {
        const key = request.headers["dd-api-key"];
        received.push({
          path: `${request.method ?? ""} ${request.url ?? ""}`,
          key: typeof key === "string" ? key : undefined,
          body: JSON.parse(text) as Received["body"],
        });
        response.writeHead(statuses.shift() ?? 202).end('{"errors":["made up"]}');
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  afterEach(() => {
    server.close();
    rmSync(work, { recursive: true, force: true });
  });

  const post = async (measured: string, address?: string, more: Readonly<Record<string, string>> = {}) => {
    writeFileSync(join(work, "measured"), measured);
    const { port } = server.address() as AddressInfo;
    const child = spawn(process.execPath, ["components/telemetry/post.mjs"], {
      env: {
        WORK: work,
        METRICS: '["belfry.a","belfry.b"]',
        TAGS: '["env:prod"]',
        DD_SITE: "datadoghq.eu",
        DD_API_KEY: "made-up-key",
        RETRY_AFTER: "1",
        API: address ?? `http://127.0.0.1:${port}`,
        ...more,
      },
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const [status] = (await once(child, "close")) as [number];
    return { status, stderr };
  };

  it("posts each event by itself, and that the run is through, also where none is due", async () => {
    const events = [{ title: "Shop: review" }, { title: "Shop: window" }];
    const posts = { POSTS: "events", METRICS: '["belfry.reminders.run"]' };
    const through = (): void => {
      const { body, path } = received.at(-1) ?? {};
      expect(path).toBe("POST /api/v2/series");
      expect(body?.series).toMatchObject([
        { metric: "belfry.reminders.run", type: 3, points: [{ value: 1 }], tags: ["env:prod"] },
      ]);
    };
    statuses = [202, 503, 202];

    expect(await post(events.map((each) => JSON.stringify(each)).join("\n"), undefined, posts)).toMatchObject(
      { status: 0 },
    );
    expect(received.slice(0, -1).map(({ body, path }) => [path, body])).toEqual(
      [events[0], events[1], events[1]].map((event) => ["POST /api/v1/events", event]),
    );
    through();

    received = [];
    expect(await post("", undefined, posts)).toMatchObject({ status: 0, stderr: "" });
    expect(received).toHaveLength(1);
    through();

    received = [];
    statuses = [403];
    expect(await post(JSON.stringify(events[0]), undefined, posts)).toMatchObject({ status: 1 });
    expect(received).toHaveLength(1);
  });

  it("posts each line as a gauge with its tags", async () => {
    expect(await post("belfry.a 1.5\nbelfry.b 0\n")).toEqual({ status: 0, stderr: "" });

    expect(received).toEqual([
      {
        path: "POST /api/v2/series",
        key: "made-up-key",
        body: {
          series: [
            {
              metric: "belfry.a",
              type: 3,
              points: [{ timestamp: expect.any(Number), value: 1.5 }],
              tags: ["env:prod"],
            },
            {
              metric: "belfry.b",
              type: 3,
              points: [{ timestamp: expect.any(Number), value: 0 }],
              tags: ["env:prod"],
            },
          ],
        },
      },
    ]);
  });

  it("says what was not measured", async () => {
    expect(await post("belfry.a 1\n")).toEqual({ status: 0, stderr: "belfry: belfry.b was not measured\n" });
  });

  it.each([
    ["nothing was measured", "\n"],
    ['"belfry.c 1" is not a planned metric with a number', "belfry.a 1\nbelfry.c 1\n"],
    ['"belfry.a x" is not a planned metric with a number', "belfry.a x\n"],
    ['"belfry.a" is not a planned metric with a number', "belfry.a\n"],
    ['"belfry.a 1 2" is not a planned metric with a number', "belfry.a 1 2\n"],
  ])("posts nothing and fails when %s", async (message, measured) => {
    expect(await post(measured)).toEqual({ status: 1, stderr: `belfry: ${message}\n` });
    expect(received).toEqual([]);
  });

  it("tries again when Datadog is busy or broken", async () => {
    statuses = [429, 503];

    expect((await post("belfry.a 1\nbelfry.b 1\n")).status).toBe(0);
    expect(received).toHaveLength(3);
  });

  it("fails at once when Datadog refuses", async () => {
    statuses = [403];

    const { status, stderr } = await post("belfry.a 1\nbelfry.b 1\n");

    expect(status).toBe(1);
    expect(stderr).toBe('belfry: Datadog answered 403: {"errors":["made up"]}\n');
    expect(received).toHaveLength(1);
  });

  it("gives up after four tries", async () => {
    statuses = [500, 500, 500, 500, 500];

    expect((await post("belfry.a 1\n")).status).toBe(1);
    expect(received).toHaveLength(4);
  });

  it("never tells the key", async () => {
    const { status, stderr } = await post("belfry.a 1\n", "http://127.0.0.1:1");

    expect(status).toBe(1);
    expect(stderr).not.toContain("made-up-key");
  });
});
