import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findWorkplace } from "../../../cli/engine/workplace";

describe("where Pulumi reads a shard's state", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "belfry-workplace-"));
    writeFileSync(join(root, "Pulumi.yaml"), "name: belfry\nbackend:\n  url: file:///somewhere\n");
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it.each([
    ["own", false],
    ["sandbox", true],
  ] as const)("is a folder that is there, also in a fresh checkout: %s", (kind, sandbox) => {
    const place = findWorkplace(root, { stack: "prod.vendhub", sandbox });
    expect([place.kind, place.runOf("prod.vendhub").root]).toEqual([kind, root]);
    const folder = join(place.places.projects, kind);
    mkdirSync(folder, { recursive: true });
    expect(place.runOf("prod.vendhub").root).toBe(folder);
  });
});
