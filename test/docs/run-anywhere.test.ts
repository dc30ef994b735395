import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { operatorCommand } from "../../cli/commands/operator";
import { operatorObjects } from "../../operator/objects";
import { secretRefs } from "../../operator/stack-rules";
import { requestOf } from "../operator/request";

const root = join(__dirname, "..", "..");
const page = readFileSync(join(root, "docs", "run-anywhere.md"), "utf8");
const [, operatorPart = ""] = /\n## In a cluster(.*?)\n### What was tried/s.exec(page) ?? [];

describe("what docs/run-anywhere.md says of the operator", () => {
  it("names options that there are", () => {
    const known = operatorCommand().options.map(({ long }) => long);
    // Other commands have options of their own.
    const own = operatorPart.replaceAll(/`(?:npx belfry (?!operator)|kubectl)[^`]*`/g, "");
    const named = new Set(own.match(/(?<![\w-])--[a-z][a-z-]+/g));

    expect(named.size).toBeGreaterThan(10);
    expect([...named].filter((each) => !known.includes(each))).toEqual([]);
  });

  it("names the Secrets that a cluster must have", () => {
    const secrets = operatorObjects(requestOf()).flatMap((each) =>
      each.kind === "Stack"
        ? secretRefs(each).map(({ ref: { secret } }) => `${secret.name}/${secret.key}`)
        : [],
    );

    expect([...new Set(secrets)].filter((each) => !operatorPart.includes(`\`${each}\``))).toEqual([]);
  });
});

describe("the settings for Pulumi Deployments", () => {
  const text = readFileSync(join(root, "docs", "examples", "deployment-settings.json"), "utf8");
  const { operationContext } = JSON.parse(text) as {
    readonly operationContext: { readonly preRunCommands: readonly string[] };
  };

  it.each(["estate", "vendhub"])("hand the shard %s the environment's file", (shard) => {
    const folder = mkdtempSync(join(tmpdir(), "belfry-settings-"));
    writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: {}\n");
    for (const command of operationContext.preRunCommands)
      execFileSync("sh", ["-c", command], {
        cwd: folder,
        env: { PATH: process.env["PATH"] ?? "", PULUMI_CI_STACK: `prod.${shard}` },
      });
    const files = readdirSync(folder);
    rmSync(folder, { recursive: true });

    expect(files.sort()).toEqual([`Pulumi.prod.${shard}.yaml`, "Pulumi.prod.yaml"]);
  });
});
