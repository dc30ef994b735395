import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { shardFileProblems } from "../../../cli/up/shard-files";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-shard-files-"));
  put("Pulumi.prod.yaml", "config:\n  belfry:pages: true\n  belfry:services: [vendhub]\n");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const put = (file: string, text: string): void => {
  writeFileSync(join(folder, file), text);
};

const told = () => shardFileProblems(folder, "prod").map(({ code, path, value }) => [code, path, value]);

describe("files of shards", () => {
  it.each([
    ["another environment's", "Pulumi.qa.vendhub.yaml", "config:\n  belfry:pages: false\n"],
    ["a salt alone", "Pulumi.prod.vendhub.yaml", "encryptionsalt: v1:abc\n"],
    [
      "a copy, as Pulumi writes it",
      "Pulumi.prod.vendhub.yaml",
      'config:\n  belfry:services: ["vendhub"]\n  belfry:pages: "true"\n',
    ],
    [
      "another environment's, whose name begins alike",
      "Pulumi.prod-eu.yaml",
      "config:\n  belfry:pages: false\n",
    ],
  ])("may be %s", (_what, file, text) => {
    put(file, text);

    expect(told()).toEqual([]);
  });

  it("say nothing of their own that would be passed over", () => {
    put(
      "Pulumi.prod.estate.yaml",
      "config:\n  belfry:pages: true\n  belfry:services: [vendhub]\n  belfry:scale: 2\n",
    );
    put("Pulumi.prod.vendhub.yaml", "config:\n  datadog:apiUrl: https://api.example\n");
    put("Pulumi.prod.torn.yaml", "config: *nothing\n");

    expect(told()).toEqual([
      ["stack/shard-file", "Pulumi.prod.estate.yaml", "belfry:scale"],
      ["stack/shard-file", "Pulumi.prod.vendhub.yaml", "datadog:apiUrl, belfry:pages, belfry:services"],
    ]);
  });
});
