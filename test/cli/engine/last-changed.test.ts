import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { lastChange } from "../../../cli/engine/last-changed";

let folder: string;

const git = (...words: string[]): void => {
  execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@b.test", ...words], {
    cwd: folder,
    stdio: "ignore",
  });
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-blame-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the last change of a line", () => {
  it("is its commit's, and none for a line that is not committed", () => {
    git("init", "-q");
    writeFileSync(join(folder, "a.ts"), "one\ntwo\n");
    git("add", ".");
    git("commit", "-qm", "Write two lines", "--date", "2026-01-02T00:00:00Z");
    writeFileSync(join(folder, "a.ts"), "one\ntwo\nthree\n");

    expect(lastChange(folder, { file: "a.ts", line: 2 })).toEqual({
      commit: expect.stringMatching(/^[0-9a-f]{8}$/),
      day: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      subject: "Write two lines",
    });
    expect(lastChange(folder, { file: "a.ts", line: 3 })).toBeNull();
    expect(lastChange(folder, { file: "a.ts", line: 9 })).toBeNull();
  });

  it("is none outside a repository", () => {
    writeFileSync(join(folder, "a.ts"), "one\n");

    expect(lastChange(folder, { file: "a.ts", line: 1 })).toBeNull();
  });
});
