import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { program } from "../../cli/main";
import { ModelError } from "../../model/problem";
import { objectsIn } from "../../operator/document";
import { digest } from "../operator/request";

let folder: string;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "belfry-operator-"));
  printed = "";
  const keep = (text: unknown): true => {
    printed += String(text);
    return true;
  };
  jest.spyOn(process.stdout, "write").mockImplementation(keep);
  jest.spyOn(console, "log").mockImplementation((text) => void keep(`${String(text)}\n`));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command as a user writes it, with what it needs at least. */
async function operator(...words: readonly string[]): Promise<void> {
  const belfry = program();
  for (const command of belfry.commands) command.configureOutput({ writeErr: () => undefined });
  const needed = ["--repo", "https://github.com/acme/guardrails", "--image", `pulumi/pulumi@${digest}`];
  await belfry.parseAsync(["operator", "prod", ...needed, ...words], { from: "user" });
}

const codesOf = (run: Promise<void>): Promise<readonly string[]> =>
  run.then(
    () => [],
    (error: unknown) => {
      if (error instanceof ModelError) return error.problems.map(({ code }) => code);
      throw error;
    },
  );

const kinds = (text: string): readonly unknown[] =>
  (objectsIn(text) ?? []).map((each) => (each as { readonly kind: unknown }).kind);

describe("belfry operator", () => {
  it.each([
    ["yaml", []],
    ["json", ["--format", "json"]],
  ])("prints six Stacks, and who they are, as %s", async (_form, words) => {
    await operator(...words);

    expect(kinds(printed)).toEqual([
      "ServiceAccount",
      "ClusterRoleBinding",
      ...Array<string>(6).fill("Stack"),
    ]);
  });

  it("prints one Stack of an environment that is one", async () => {
    await operator("--layout", "one");

    expect(kinds(printed).filter((kind) => kind === "Stack")).toHaveLength(1);
  });

  it("follows main unless a commit is named", async () => {
    await operator("--layout", "one");
    await operator("--layout", "one", "--commit", "a".repeat(40));

    expect(printed.match(/^ {2}(?:branch|commit): .*$/gm)).toEqual([
      "  branch: main",
      `  commit: ${"a".repeat(40)}`,
    ]);
  });

  it("writes a file that it finds right, and says which Secrets the namespace needs", async () => {
    await operator("--out", folder, "--secret", "kubernetes:kubeconfig=operations/kubeconfig");
    const file = join(folder, "prod.yaml");

    expect(printed).toContain(`${file}: 6 Stacks in belfry-stacks, of https://github.com/acme/guardrails.\n`);
    expect(printed).toContain("the Secrets belfry-pulumi, belfry-datadog, operations, belfry-sentry.");
    await operator("--check", file);
    expect(printed).toMatch(/: 8 objects of prod, and nothing wrong with them\.\n$/);
  });

  it("writes nothing where something is wrong, and says all of it", async () => {
    const wrong = ["--branch", "main", "--commit", "abc", "--image", "pulumi/pulumi:latest"];

    expect(await codesOf(operator(...wrong, "--out", folder))).toEqual(["operator/source", "operator/image"]);
    expect(existsSync(join(folder, "prod.yaml"))).toBe(false);
  });

  it("refuses a backend of one's own without a passphrase, or a key service in the environment's file", async () => {
    expect(await codesOf(operator("--backend", "s3://state"))).toEqual(["operator/passphrase"]);
  });

  it("finds in a file what was changed by hand, and what the environment has by now", async () => {
    await operator("--out", folder);
    const file = join(folder, "prod.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replaceAll("prod-estate", "prod-base").replace("stack: prod.vendhub", "stack: prod.shop"),
    );

    expect(await codesOf(operator("--check", file))).toEqual([
      "operator/configuration",
      "operator/shards",
      "operator/shards",
    ]);
    writeFileSync(file, text.replace("- name: prod-estate", "- name: prod-base"));
    expect(await codesOf(operator("--check", file))).toEqual(["operator/prerequisite"]);
    writeFileSync(file, text.replace("destroyOnFinalize: false", "destroyOnFinalize: true"));
    expect(await codesOf(operator("--check", file))).toEqual(["operator/protected"]);
    writeFileSync(file, text.replaceAll("  envRefs:", "  backend: s3://state\n  envRefs:"));
    expect(await codesOf(operator("--check", file))).toEqual(["operator/passphrase"]);
    writeFileSync(file, `---\n${text}---\n`);
    expect(await codesOf(operator("--check", file))).toEqual([]);
    writeFileSync(file, "a: *b");
    expect(await codesOf(operator("--check", file))).toEqual(["operator/unreadable"]);
    expect(await codesOf(operator("--check", folder))).toEqual(["operator/unreadable"]);
    writeFileSync(file, "a: [");
    expect(await codesOf(operator("--check", file))).toEqual(["operator/unreadable"]);
    expect(await codesOf(operator("--check", join(folder, "none.yaml")))).toEqual(["operator/unreadable"]);
  });

  it("says that it cannot write where there is a file in the way", async () => {
    writeFileSync(join(folder, "deploy"), "");

    expect(await codesOf(operator("--out", join(folder, "deploy")))).toEqual(["operator/unwritable"]);
  });

  it("never repeats a secret that was written where its place belongs", async () => {
    const told = await operator("--secret", "DD_API_KEY=hunter2").catch((error: unknown) => String(error));
    const refused = await operator("--secret", "DD_API_KEY=hunter2/a/b").catch((error: unknown) =>
      String(error),
    );

    expect(told).toContain("[operator/secret]");
    expect(refused).toContain("Write it as secret/key");
    expect([told, refused].join()).not.toContain("hunter2");
  });

  it("leaves the sandbox's own environment alone", async () => {
    await expect(program().parseAsync(["operator", "local"], { from: "user" })).rejects.toThrow(
      "lives in the sandbox",
    );
  });

  it.each([
    [["--secret", "DD_API_KEY=a/b", "--secret", "DD_API_KEY=c/d"], "DD_API_KEY is named twice"],
    [["--check", "a.yaml", "--out", "deploy"], "cannot be used with option '--out"],
    [["--layout", "two"], "Allowed choices are one, shards"],
    [["--secret", "DD_API_KEY"], "Write it as NAME=secret/key"],
    [["--secret", "DD API=a/b"], "Write it as NAME=secret/key"],
    [["--secret", "DD_API_KEY=a/b/c"], "Write it as secret/key"],
    [["--resync", "90s"], "Write whole minutes"],
    [["--drift", "alert"], "Allowed choices are correct, leave"],
  ])("does not understand %j", async (words, why) => {
    await expect(operator(...words)).rejects.toThrow(why);
  });
});
