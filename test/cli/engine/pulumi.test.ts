import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { runPulumi } from "../../../cli/engine/pulumi";

let folder: string;
const { isTTY } = process.stdin;
const { PATH: path } = process.env;

/** Stands for Pulumi: notes each SIGINT that it is sent, and ends a moment later. */
const listener = `#!/bin/sh
trap 'echo interrupted >> noted' INT
echo waiting
n=0; while [ $n -lt 10 ]; do sleep 0.05; n=$((n+1)); done
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-pulumi-"));
  writeFileSync(join(folder, "pulumi"), listener, { mode: 0o755 });
  writeFileSync(join(folder, "noted"), "");
  process.env["PATH"] = [folder, path].join(delimiter);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  process.stdin.isTTY = isTTY;
  process.env["PATH"] = path;
});

describe("Ctrl-C while Pulumi runs", () => {
  it.each([
    ["is left to a terminal, which sends it to Pulumi itself", true, ""],
    ["is passed on where no terminal does it", false, "interrupted\n"],
  ])("%s", async (_, terminal, noted) => {
    process.stdin.isTTY = terminal;
    await runPulumi(["preview"], {
      root: folder,
      environment: {},
      onLine: () => process.emit("SIGINT", "SIGINT"),
    });

    expect(readFileSync(join(folder, "noted"), "utf8")).toBe(noted);
  });
});
