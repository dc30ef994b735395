import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { call } from "./temporary-checkout";

interface Captured {
  readonly code: number | null;
  readonly output: string;
  readonly problem?: string;
  readonly missing: boolean;
}

const capture = async (body: string, options: object = {}): Promise<Captured | undefined> =>
  (await call<Captured>("processes.mjs", "capture", process.execPath, ["-e", body], options)).result;

describe("capture", () => {
  it("gives back all that was written", async () => {
    expect(await capture("console.log(1)")).toEqual({ code: 0, missing: false, output: "1\n" });
  });

  it("says why a command did not end well", async () => {
    expect((await capture("process.exit(3)"))?.problem).toBe("exit code 3");
    expect((await capture("process.kill(process.pid, 'SIGKILL')"))?.problem).toBe("ended by SIGKILL");
  });

  it("ends a command that takes too long", async () => {
    expect((await capture("setInterval(() => {}, 1000)", { timeoutMs: 300 }))?.problem).toBe(
      "not done after 0.3 s",
    );
  });

  it("tells a command that is not there from one that fails", async () => {
    const { result } = await call<Captured>("processes.mjs", "capture", "/nowhere/pulumi", []);

    expect(result).toMatchObject({ missing: true, code: null });
  });
});

describe("takeOver", () => {
  const module = pathToFileURL(join(__dirname, "..", "..", "toolchain", "processes.mjs")).href;
  /** A process that is taken over by a Node.js program; standard input is no terminal. */
  const start = (body: string): ReturnType<typeof spawn> =>
    spawn(
      process.execPath,
      [
        "--input-type=module",
        "-e",
        `import { takeOver } from ${JSON.stringify(module)};
         process.exitCode = await takeOver(process.execPath, ["-e", ${JSON.stringify(body)}]);`,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );

  it("passes the exit code on", async () => {
    expect(await once(start("process.exit(7)"), "exit")).toEqual([7, null]);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "passes %s on and waits for the child to end",
    async (signal) => {
      const parent = start(
        `process.on("${signal}", () => setTimeout(() => process.exit(5), 100)); console.log("ready"); setInterval(() => {}, 1000);`,
      );
      if (parent.stdout) await once(parent.stdout, "data");

      parent.kill(signal);

      expect(await once(parent, "exit")).toEqual([5, null]);
    },
  );

  it("ends as a shell does for a child that a signal ended", async () => {
    expect(await once(start("process.kill(process.pid, 'SIGKILL')"), "exit")).toEqual([137, null]);
  });
});
