import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeWhole } from "../../cli/write-whole";

const folder = mkdtempSync(join(tmpdir(), "belfry-write-"));
const file = join(folder, "Pulumi.demo.yaml");

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("writing a file whole", () => {
  it("leaves its text and nothing beside it", () => {
    writeWhole(file, "one");
    writeWhole(file, "two");

    expect(readdirSync(folder)).toEqual(["Pulumi.demo.yaml"]);
    expect(readFileSync(file, "utf8")).toBe("two");
  });

  it("makes the folder of its drafts, and keeps others from reading what they may not", () => {
    const secret = join(folder, "passphrase");
    writeWhole(secret, "word", { drafts: join(folder, "drafts"), mode: 0o600 });

    expect(readdirSync(join(folder, "drafts"))).toEqual([]);
    expect(statSync(secret).mode & 0o777).toBe(0o600);
  });

  it("leaves a file as it was where it cannot be replaced", () => {
    writeWhole(file, "before");

    expect(() => {
      writeWhole(file, "after", { drafts: join(file, "no-folder") });
    }).toThrow("ENOTDIR");
    expect(readFileSync(file, "utf8")).toBe("before");
  });
});
