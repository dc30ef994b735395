import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { call, TemporaryCheckout, type Outcome } from "./temporary-checkout";

/** A Go that "compiles" a program which answers with this exit code, and writes down each build. */
const goProgram = (exitCode: number): string => `
  const { appendFileSync, writeFileSync } = require("node:fs");
  const args = process.argv.slice(2);
  if (args[0] === "version") console.log("go version go1.26.9 linux/amd64");
  if (args[0] === "list") console.log("fmt\\nos");
  if (args[0] === "build") {
    const output = args[args.indexOf("-o") + 1];
    appendFileSync(process.env.BUILDS, args.at(-1) + "\\n");
    writeFileSync(output, "#!${process.execPath}\\nprocess.exitCode = ${exitCode};\\n", { mode: 0o755 });
  }`;

describe("ensureGoTool", () => {
  let checkout: TemporaryCheckout;
  beforeEach(() => {
    checkout = new TemporaryCheckout();
    const project = join(__dirname, "..", "..", "toolchain", "promtool");
    cpSync(project, join(checkout.root, "toolchain", "promtool"), { recursive: true });
  });
  afterEach(() => {
    checkout.remove();
  });

  const go = (exitCode = 0): void => {
    checkout.executable(join(checkout.bin, "go"), goProgram(exitCode));
  };
  const ensure = (): Promise<Outcome<string>> => {
    const env = { ...checkout.env, XDG_CACHE_HOME: join(checkout.root, "cache"), BUILDS: builds() };
    return call<string>("go-tools.mjs", "ensureGoTool", "promtool", {
      ...checkout.options,
      env,
    });
  };
  const builds = (): string => join(checkout.root, "builds");
  const built = (): readonly string[] =>
    existsSync(builds()) ? readFileSync(builds(), "utf8").trim().split("\n") : [];

  it("builds once, into the user's cache, and leaves nothing else there", async () => {
    go();

    const first = await ensure();
    const second = await ensure();

    expect(first.lines).toEqual([
      "Building promtool from its Go module (3 to 7 minutes the first time, once per machine)…",
      "Built promtool in 0:00.",
    ]);
    expect(second).toEqual({ result: first.result, lines: [] });
    expect(built()).toEqual(["github.com/prometheus/prometheus/cmd/promtool"]);
    expect(first.result).toMatch(/\/cache\/belfry\/promtool-[0-9a-f]{12}\/promtool$/);
    expect(readdirSync(dirname(first.result ?? ""))).toEqual(["promtool"]);
  });

  it("builds again what does not run", async () => {
    go();
    const { result = "" } = await ensure();
    writeFileSync(result, "half a program");

    expect((await ensure()).result).toBe(result);
    expect(built()).toHaveLength(2);
  });

  it("builds other pins beside the earlier ones", async () => {
    go();
    const { result } = await ensure();
    const pins = join(checkout.root, "toolchain", "promtool", "go.mod");
    writeFileSync(pins, readFileSync(pins, "utf8").replace("v0.305.0", "v0.306.0"));

    expect((await ensure()).result).not.toBe(result);
  });

  it("says what to install where there is no Go", async () => {
    const { error, kind } = await ensure();

    expect(kind).toBe("SetUpError");
    expect(error).toContain("promtool is needed and could not be built: there is no go on PATH");
    expect(error).toContain("Install Go 1.25.11 or newer");
  });

  it("refuses what was built and does not run", async () => {
    go(3);

    expect((await ensure()).error).toContain("what was built does not run: exit code 3");
  });
});
