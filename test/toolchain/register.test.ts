import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");

let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "belfry-register-"));
  mkdirSync(join(copy, "toolchain"));
  cpSync(join(root, "toolchain/register.cjs"), join(copy, "toolchain/register.cjs"));
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});

afterEach(() => {
  rmSync(copy, { recursive: true, force: true });
});

const entries = () => readdirSync(join(copy, ".belfry/cache/stripped"));

function run(source: string): string {
  writeFileSync(join(copy, "main.ts"), source);
  return execFileSync(process.execPath, ["-r", "./toolchain/register.cjs", "./main.ts"], {
    cwd: copy,
    encoding: "utf8",
  });
}

describe("TypeScript that runs without a build", () => {
  it("keeps what it stripped, and takes it from there the next time", () => {
    expect(run(`const n: number = 1; console.log(n);`)).toBe("1\n");
    const [entry = ""] = entries();
    writeFileSync(join(copy, ".belfry/cache/stripped", entry), "console.log('kept')");

    expect(run(`const n: number = 1; console.log(n);`)).toBe("kept\n");
  });

  it("strips a changed file anew", () => {
    run(`const n: number = 1; console.log(n);`);

    expect(run(`const n: number = 2; console.log(n);`)).toBe("2\n");
    expect(entries()).toHaveLength(2);
  });

  it("leaves nothing behind in the cache but whole entries", () => {
    run(`export {};`);

    expect(entries()).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.js$/)]);
  });

  it("runs where it can keep nothing", () => {
    writeFileSync(join(copy, ".belfry"), "a file where the folder would be");

    expect(run(`const n: number = 1; console.log(n);`)).toBe("1\n");
  });

  it("keeps each line where it was, so an error points at the TypeScript", () => {
    const source = `interface A {\n  n: number;\n}\nconst a: A = { n: 1 };\nconsole.log(\n  new Error(String(a.n)).stack,\n);`;

    expect(run(source)).toContain(`main.ts:6:3`);
    expect(run(source)).toContain(`main.ts:6:3`);
  });
});
