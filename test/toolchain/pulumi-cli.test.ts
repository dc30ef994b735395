import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { blocked, bringing, goProgram, official } from "./fake-installs";
import { call, startCall, TemporaryCheckout, type Outcome } from "./temporary-checkout";

interface Cli {
  readonly path: string;
  readonly version: string;
  readonly how: string;
  readonly binFolder: string;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("ensurePulumiCli", () => {
  let checkout: TemporaryCheckout;
  beforeEach(() => {
    checkout = new TemporaryCheckout();
    checkout.npmPackage(blocked);
  });
  afterEach(() => {
    checkout.remove();
  });

  const ensure = (): Promise<Outcome<Cli>> =>
    call<Cli>("pulumi-cli.mjs", "ensurePulumiCli", checkout.options);
  const builds = (): string[] => readFileSync(join(checkout.home, "builds"), "utf8").trim().split("\n");
  const go = (version = "1.26.1"): void => {
    checkout.executable(join(checkout.bin, "go"), goProgram(version));
  };
  const cached = (): Cli => ({
    path: join(checkout.cacheFolder, "pulumi"),
    version: "3.259.0",
    how: "cache",
    binFolder: checkout.cacheFolder,
  });

  describe("on PATH", () => {
    it("takes a compatible CLI, and installs nothing", async () => {
      checkout.pulumi(checkout.bin, "3.250.1");
      checkout.languageHost(checkout.bin);

      const { result, lines } = await ensure();

      const path = join(checkout.bin, "pulumi");
      expect(result).toEqual({ path, version: "3.250.1", how: "path", binFolder: checkout.bin });
      expect(lines).toEqual([]);
      expect(existsSync(checkout.home)).toBe(false);
    });

    it("finds the language host beside the file that a link on PATH points to", async () => {
      const cellar = join(checkout.root, "cellar");
      checkout.pulumi(cellar, "3.260.0");
      checkout.languageHost(cellar);
      symlinkSync(join(cellar, "pulumi"), join(checkout.bin, "pulumi"));

      expect((await ensure()).result).toMatchObject({ how: "path", version: "3.260.0" });
    });

    it("never runs the npm package's own wrapper, which would start a download", async () => {
      const wrapper = join(checkout.root, "node_modules", "pulumi", "run.js");
      checkout.executable(wrapper, "console.log('v3.259.0')");
      symlinkSync(wrapper, join(checkout.bin, "pulumi"));
      checkout.languageHost(checkout.bin);

      expect((await ensure()).error).toContain("pulumi on PATH: there is none");
    });

    it.each([
      {
        what: "an older CLI",
        version: "3.247.0",
        host: true,
        problem: "is 3.247.0; Belfry needs >=3.248.0 <4.0.0",
      },
      { what: "the next major version", version: "4.0.0", host: true, problem: "is 4.0.0; Belfry needs" },
      {
        what: "a CLI without a language host",
        version: "3.259.0",
        host: false,
        problem: "has no pulumi-language-nodejs",
      },
    ])("passes over $what", async ({ version, host, problem }) => {
      checkout.pulumi(checkout.bin, version);
      if (host) checkout.languageHost(checkout.bin);

      expect((await ensure()).error).toContain(`pulumi on PATH: ${join(checkout.bin, "pulumi")} ${problem}`);
    });
  });

  describe("in the cache", () => {
    it("takes what the npm package or the Automation API put there", async () => {
      checkout.pulumi(checkout.cacheFolder, "3.259.0");
      checkout.languageHost(checkout.cacheFolder);

      expect(await ensure()).toEqual({ result: cached(), lines: [] });
    });

    it.each([
      {
        what: "a CLI that is not executable",
        spoil: (folder: string) => {
          chmodSync(join(folder, "pulumi"), 0o644);
        },
        because: "no executable",
      },
      {
        what: "a CLI that crashes",
        spoil: (folder: string) => {
          writeFileSync(
            join(folder, "pulumi"),
            `#!${process.execPath}\nprocess.kill(process.pid, "SIGSEGV"); setTimeout(() => {}, 1000);`,
          );
        },
        because: "ended by SIGSEGV",
      },
      {
        what: "half a CLI",
        spoil: (folder: string) => {
          writeFileSync(join(folder, "pulumi"), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02]));
        },
        because: "`pulumi version`",
      },
      {
        what: "another version's CLI",
        spoil: (folder: string) => {
          writeFileSync(join(folder, "pulumi"), `#!${process.execPath}\nconsole.log("v3.100.0")`);
        },
        because: "this is 3.100.0, not 3.259.0",
      },
      {
        what: "a language host that does not run",
        spoil: (folder: string) => {
          writeFileSync(join(folder, "pulumi-language-nodejs"), `#!${process.execPath}\nprocess.exit(3)`);
        },
        because: "it does not run (exit code 3)",
      },
    ])("repairs $what", async ({ spoil, because }) => {
      checkout.pulumi(checkout.cacheFolder, "3.259.0");
      checkout.languageHost(checkout.cacheFolder);
      spoil(checkout.cacheFolder);
      checkout.npmPackage(official);

      const { result, lines } = await ensure();

      expect(result).toEqual({ ...cached(), how: "download" });
      expect(lines[0]).toContain(because);
      expect((await ensure()).result).toEqual(cached());
    });
  });

  describe("by download", () => {
    it("puts all binaries in the cache that the npm package reads, and leaves nothing else", async () => {
      checkout.npmPackage(official);

      expect((await ensure()).result).toEqual({ ...cached(), how: "download" });
      expect(readdirSync(checkout.cacheFolder)).toEqual([
        "pulumi",
        "pulumi-language-nodejs",
        "pulumi-language-python",
      ]);
      expect(readdirSync(join(checkout.home, "versions"))).toEqual(["3.259.0"]);
    });

    it("keeps a good CLI when the download that was to bring its language host is broken", async () => {
      checkout.pulumi(checkout.cacheFolder, "3.259.0");
      checkout.npmPackage(bringing({ pulumi: "v0.0.0", "pulumi-language-nodejs": "nonsense" }));
      go();

      expect((await ensure()).result).toEqual({ ...cached(), how: "go" });
      expect(builds()).toEqual(["pulumi-language-nodejs"]);
    });
  });

  describe("from Go modules", () => {
    it("builds both binaries into the cache", async () => {
      go();

      const { result, lines } = await ensure();

      expect(result).toEqual({ ...cached(), how: "go" });
      expect(builds()).toEqual(["pulumi-language-nodejs", "pulumi"]);
      expect(lines.map((line) => line.replace(/\d+:\d+/, "<time>"))).toMatchInlineSnapshot(`
       [
         "Downloading the Pulumi CLI 3.259.0 (once per machine)…",
         "The download failed: fetch failed: getaddrinfo ENOTFOUND",
         "Building the Pulumi CLI from Go modules instead (4 to 7 minutes the first time, once per machine)…",
         "Built pulumi-language-nodejs in <time>.",
         "Built pulumi in <time>.",
       ]
      `);
    });

    it("is done once by two starts at the same time", async () => {
      go();

      const both = await Promise.all([ensure(), ensure()]);

      expect(both.map(({ result }) => result?.how).sort()).toEqual(["cache", "go"]);
      expect(builds()).toEqual(["pulumi-language-nodejs", "pulumi"]);
    });

    it("is not held up by the lock and the files of a start that was killed", async () => {
      go();
      const gone = 2 ** 22 + 1;
      checkout.write("home/versions/.belfry-3.259.0.lock", `${gone} ${hostname()}`);
      mkdirSync(join(checkout.home, "versions", `.belfry-staging-${gone}`));

      expect((await ensure()).result?.how).toBe("go");
      expect(readdirSync(join(checkout.home, "versions"))).toEqual(["3.259.0"]);
    });
  });

  it("leaves no lock, no half-filled folder and no compiler behind when it is told to end", async () => {
    const started = join(checkout.root, "go-pid");
    checkout.executable(
      join(checkout.bin, "go"),
      `require("node:fs").writeFileSync(${JSON.stringify(started)}, String(process.pid)); setInterval(() => {}, 1000);`,
    );
    const start = startCall("pulumi-cli.mjs", "ensurePulumiCli", checkout.options);
    await until(() => existsSync(started) && readFileSync(started, "utf8") !== "");
    const ended = once(start, "exit");

    start.kill("SIGTERM");

    expect(await ended).toEqual([143, null]);
    expect(readdirSync(join(checkout.home, "versions"))).toEqual([]);
    await until(() => !isAlive(Number(readFileSync(started, "utf8"))));
  });

  it("says what it tried, why each failed and what to do by hand", async () => {
    checkout.pulumi(checkout.bin, "3.100.0");
    go("1.22.0");

    const { error, kind } = await ensure();

    expect(kind).toBe("SetUpError");
    expect(error?.replaceAll(checkout.root, "<root>")).toMatchInlineSnapshot(`
     "Belfry needs the Pulumi CLI, and none of the three ways to get it worked:

       1. pulumi on PATH: <root>/path/pulumi is 3.100.0; Belfry needs >=3.248.0 <4.0.0
       2. download of 3.259.0 by the pulumi npm package: fetch failed: getaddrinfo ENOTFOUND
       3. build of 3.259.0 from Go modules: go on PATH is 1.22.0; Go 1.25.11 or newer is needed

     Do one of these, then run the same command again:
       - install it with the official installer: curl -fsSL https://get.pulumi.com | sh -s -- --version 3.259.0
         and put the folder it names on PATH
       - put any pulumi >=3.248.0 <4.0.0 on PATH, with pulumi-language-nodejs beside it
       - install Go 1.25.11 or newer (https://go.dev/dl): the CLI is then built from source"
    `);
  });

  it("says so if the Pulumi home cannot be written", async () => {
    checkout.write("home", "a file where a folder should be");

    expect((await ensure()).error).toContain(`cannot write below ${join(checkout.home, "versions")}`);
  });
});

describe("the pinned versions", () => {
  it("name one CLI in package.json and in the Go module", () => {
    const root = join(__dirname, "..", "..");
    const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const module = readFileSync(join(root, "toolchain", "cli", "go.mod"), "utf8");

    expect(/pulumi\/pkg\/v3 v(\S+)/.exec(module)?.[1]).toBe(dependencies["pulumi"]);
  });
});
