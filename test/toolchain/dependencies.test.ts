import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { call, TemporaryCheckout, type Outcome } from "./temporary-checkout";

const locked = (zod: string): object => ({
  lockfileVersion: 3,
  packages: {
    "": { dependencies: { zod } },
    "node_modules/zod": { version: zod, integrity: `sha512-${zod}` },
    "node_modules/watcher-other": { version: "1.0.0", optional: true, os: ["plan9"], cpu: ["mips"] },
  },
});
const installedRecord = (zod: string): object => ({
  packages: { "node_modules/zod": { version: zod, integrity: `sha512-${zod}` } },
});

/** An npm that installs as the real one does, as far as set-up looks: its record appears last. */
const npm = `
  const fs = require("node:fs");
  fs.appendFileSync("npm-calls", process.argv.slice(2).join(" ") + "\\n");
  const { packages } = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
  delete packages[""];
  delete packages["node_modules/watcher-other"];
  fs.mkdirSync("node_modules", { recursive: true });
  fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));`;

describe("ensureDependencies", () => {
  let checkout: TemporaryCheckout;
  beforeEach(() => {
    checkout = new TemporaryCheckout();
    checkout.write("package-lock.json", locked("4.0.0"));
    checkout.executable(join(checkout.bin, "npm"), npm);
  });
  afterEach(() => {
    checkout.remove();
  });

  const ensure = (options: object = {}): Promise<Outcome<string>> =>
    call<string>("dependencies.mjs", "ensureDependencies", { ...checkout.options, ...options });
  const npmCalls = (): number => {
    const file = join(checkout.root, "npm-calls");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;
  };

  it("installs on the first start, without install scripts, and says so", async () => {
    const { result, lines } = await ensure();

    expect(result).toBe("installed");
    expect(readFileSync(join(checkout.root, "npm-calls"), "utf8")).toContain("ci --ignore-scripts");
    expect(lines[0]).toBe("Installing dependencies with npm ci (first start)…");
  });

  it("does nothing on the second start", async () => {
    await ensure();

    expect(await ensure()).toEqual({ result: "present", lines: [] });
    expect(npmCalls()).toBe(1);
  });

  it("keeps a node_modules that someone installed by hand and that matches", async () => {
    checkout.write("node_modules/.package-lock.json", installedRecord("4.0.0"));

    expect((await ensure()).result).toBe("present");
    expect(npmCalls()).toBe(0);
  });

  it.each([
    {
      what: "the lockfile has changed",
      change: (at: TemporaryCheckout) => {
        at.write("package-lock.json", locked("4.1.0"));
      },
    },
    {
      what: "another version was installed by hand",
      change: (at: TemporaryCheckout) => {
        at.write("node_modules/.package-lock.json", installedRecord("3.9.9"));
      },
    },
    {
      what: "node_modules is gone",
      change: (at: TemporaryCheckout) => {
        rmSync(join(at.root, "node_modules"), { recursive: true });
      },
    },
    {
      what: "an install broke off",
      change: (at: TemporaryCheckout) => {
        rmSync(join(at.root, "node_modules", ".package-lock.json"));
      },
    },
  ])("installs again if $what", async ({ change }) => {
    await ensure();
    change(checkout);

    expect((await ensure()).result).toBe("installed");
    expect((await ensure()).result).toBe("present");
  });

  it("installs once if two starts come at the same time", async () => {
    const both = await Promise.all([ensure(), ensure()]);

    expect(both.map(({ result }) => result).sort()).toEqual(["installed", "present"]);
    expect(npmCalls()).toBe(1);
  });

  it("shows what npm wrote, and a hint", async () => {
    checkout.executable(
      join(checkout.bin, "npm"),
      `console.error("npm error code ENOTFOUND"); process.exit(1);`,
    );

    const { error, kind } = await ensure();

    expect(kind).toBe("SetUpError");
    expect(error).toMatchInlineSnapshot(`
     "npm ci failed (exit code 1).

     npm error code ENOTFOUND

     The package registry was not reached: check the network, the proxy settings and \`npm config get registry\`."
    `);
  });

  it("says so if there is no npm", async () => {
    rmSync(join(checkout.bin, "npm"));

    expect((await ensure()).error).toContain("npm was not found on PATH");
  });

  it("refuses a Node.js outside the range of package.json, before npm does", async () => {
    const { error } = await ensure({ nodeVersion: "22.12.0" });

    expect(error).toContain("Belfry runs on Node.js ^20.19.0 || ^22.13.0 || >=24.0.0; this is 22.12.0");
    expect(npmCalls()).toBe(0);
  });
});
