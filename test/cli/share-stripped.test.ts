import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { shareStripped } from "../../cli/share-stripped";

const project = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "belfry-stripped-"));

/** A checkout with nothing in it but a file to strip. */
function checkoutAt(name: string): string {
  const root = join(folder, name);
  mkdirSync(join(root, "toolchain"), { recursive: true });
  cpSync(join(project, "toolchain", "register.cjs"), join(root, "toolchain", "register.cjs"));
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  writeFileSync(join(root, "file.ts"), `console.log(${JSON.stringify(name)} as string);`);
  return root;
}

const run = (root: string): string =>
  execFileSync(process.execPath, ["-r", join(root, "toolchain", "register.cjs"), join(root, "file.ts")], {
    encoding: "utf8",
  });

const keptIn = (root: string): readonly string[] => readdirSync(join(root, ".belfry", "cache", "stripped"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("another copy's stripped files", () => {
  it("are kept once for both, each copy having the text of its own files", () => {
    const [root, copy] = [checkoutAt("root"), checkoutAt("copy")];
    shareStripped(root, copy);

    expect([run(root), run(copy), run(root)]).toEqual(["root\n", "copy\n", "root\n"]);
    expect(keptIn(root)).toHaveLength(2);
  });

  it("stay when the copy goes", () => {
    const [root, copy] = [checkoutAt("stays"), checkoutAt("goes")];
    shareStripped(root, copy);
    run(copy);
    rmSync(copy, { recursive: true });

    expect(keptIn(root)).toHaveLength(1);
  });
});
