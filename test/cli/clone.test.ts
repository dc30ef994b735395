import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { Command } from "commander";

import { cloneOptions, nameRefused, optionsOf, type CloneWords } from "../../cli/clone/words";
import type { CloneOptions } from "../../environments/clone/request";
import type { CloneReport } from "../../environments/clone/report";

const root = resolve(__dirname, "../..");

/** Runs the command as a user does, who is logged in nowhere. */
function belfry(...words: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join(root, "cli/belfry.js"), ...words], {
    cwd: root,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
  });
  return { code: status, stdout, stderr };
}

/** What words ask of a clone. */
function asked(...words: readonly string[]): CloneOptions {
  const command = new Command("clone").exitOverride().configureOutput({ writeErr: () => undefined });
  for (const option of cloneOptions()) command.addOption(option);
  return optionsOf(command.parse([...words], { from: "user" }).opts<CloneWords>());
}

jest.setTimeout(60_000);

describe("the words of a clone", () => {
  it("ask for what is said, and for a week", () => {
    expect(asked()).toEqual({
      services: null,
      domains: [],
      set: [],
      secrets: [],
      esc: [],
      scale: null,
      relax: null,
      ttl: { seconds: 604_800, text: "7d" },
    });
    expect(
      asked(
        ...[
          "--domain",
          "a.example=b.example",
          "--domain",
          "c.example=d.example",
          "--set",
          "shop.query=a=b c",
        ],
        ...["--secret", "shop.key=KEY", "--esc", "aws/prod=aws/demo", "--services", "b,a, b"],
        ...["--scale", "0.5", "--relax", "1.5x", "--ttl", "36 h"],
      ),
    ).toEqual({
      services: ["a", "b"],
      domains: [
        ["a.example", "b.example"],
        ["c.example", "d.example"],
      ],
      set: [["shop.query", "a=b c"]],
      secrets: [["shop.key", "KEY"]],
      esc: [["aws/prod", "aws/demo"]],
      scale: 0.5,
      relax: 1.5,
      ttl: { seconds: 129_600, text: "36h" },
    });
    expect(asked("--ttl", "none").ttl).toBeNull();
  });

  it.each([
    ["--services", "", "such as vendhub,watchtower"],
    ["--services", "a,,b", "such as vendhub,watchtower"],
    ["--domain", "a.example", "Write it as name=value"],
    ["--domain", "https://a.example=b.example", "Write two hosts"],
    ["--domain", "a.example=A.example", "Write two hosts"],
    ["--set", "=a", "Write it as name=value"],
    ["--set", "domain=a", "Write a setting's key"],
    ["--set", "shop.domain=a\nb", "on one line"],
    ["--secret", "shop.key=s3cr3t-value", "never the secret"],
    ["--esc", "aws/prod=", "Write two environments' names"],
    ["--scale", "0", "a number from 0.01 to 100"],
    ["--scale", "half", "a number from 0.01 to 100"],
    ["--relax", "0.9x", "a number from 1 to 100"],
    ["--ttl", "3", "such as 3d"],
    ["--ttl", "30 s", "such as 3d"],
    ["--ttl", "90 %", "such as 3d"],
    ["--ttl", "367d", "such as 3d"],
  ])("refuse %s %s", (option, word, message) => {
    expect(() => asked(option, word)).toThrow(message);
  });

  it("refuse what is said twice", () => {
    expect(() => asked("--set", "a.b=1", "--set", "a.b=2")).toThrow("a.b is said twice");
  });
});

describe("the name of a clone", () => {
  it.each([
    ["prod", "prod", "prod cannot be a clone of itself"],
    ["staging", "prod", "production is never a clone"],
    ["prod", "local", "local is the environment of npm start"],
    ["prod", "Demo", "Demo is no environment's name"],
    ["prod", "prod.vendhub", "is no environment's name"],
    ["prod", "demo-", "demo- is no environment's name"],
    ["prod", "a".repeat(31), "at most 30"],
  ])("of %s is not %s", (from, to, why) => {
    expect(nameRefused(from, to)).toContain(why);
  });

  it.each(["a".repeat(30), "p", "constructor", "prod-eu", "live", "pro--d"])("may be %s", (name) => {
    expect(nameRefused("prod", name)).toBeNull();
  });
});

describe("belfry clone --dry-run", () => {
  const dry = ["clone", "prod", "pr-17", "--dry-run", "--sandbox", "--services", "vocavision"] as const;

  it("tells every rewrite, with what the sandbox makes up, and writes nothing", () => {
    const run = belfry(
      ...dry,
      "--domain",
      "vocavision.com=demo.example",
      "--ttl",
      "none",
      "--format",
      "json",
    );
    const report = JSON.parse(run.stdout) as CloneReport;
    const of = (path: string) => report.rewrites.find((each) => each.path === `belfry:${path}`);

    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(report).toMatchObject({
      from: "prod",
      to: "pr-17",
      expires: null,
      written: false,
      deployed: null,
    });
    expect(of("settings.vocavision.apiDomain")).toMatchObject({
      from: "api.vocavision.com",
      to: "api.demo.example",
      rule: "domain",
    });
    expect(of("settings.vocavision.slackChannel")).toMatchObject({
      from: "incidents",
      to: "incidents-test-pr-17",
      rule: "made-up",
    });
    expect(of("pages")).toMatchObject({ from: "true", to: "false", rule: "never-pages" });
    expect(report.parity.summary).toMatch(/: all of it explained\.$/);
    expect(existsSync(join(root, "Pulumi.pr-17.yaml"))).toBe(false);
  });

  it("is a page for a pull request too", () => {
    const { stdout } = belfry(...dry, "--format", "markdown");

    expect(stdout).toMatch(/^# `pr-17`, cloned from `prod`\n/);
    expect(stdout).toContain("| `belfry:environment` | `prod` | `pr-17` | name | ");
    expect(stdout).toMatch(/\nNothing is written: `Pulumi\.pr-17\.yaml` would be\.\n$/);
  });

  it("tells of a file in its place that is no YAML", () => {
    writeFileSync(join(root, "Pulumi.pr-17-broken.yaml"), "config: [\n");
    const { code, stderr } = belfry("clone", "prod", "pr-17-broken", "--dry-run", "--sandbox");
    rmSync(join(root, "Pulumi.pr-17-broken.yaml"));

    expect(stderr).toMatch(/^Pulumi\.pr-17-broken\.yaml has 1 problem:\n.*\[stack\/yaml\]\n$/);
    expect(code).toBe(1);
  });

  it("refuses an environment that no clone made, and one that there is not", () => {
    expect(belfry("clone", "prod", "staging", "--dry-run", "--sandbox")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("Pulumi.staging.yaml: this environment was not made by a clone"),
    });
    expect(belfry("clone", "qa", "demo", "--dry-run", "--sandbox").stderr).toContain(
      "there is no Pulumi.qa.yaml",
    );
    expect(belfry("clone", "prod", "local").code).toBe(2);
  });
});

describe("belfry leaks --state", () => {
  const wrapped = (more: object): string =>
    JSON.stringify({
      deployment: {
        resources: [
          {
            urn: "urn:pulumi:a::b::c::d",
            type: "c",
            inputs: {
              key: [{ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ...more }],
            },
          },
        ],
      },
    });

  it.each([
    ["{}", "leaks/state"],
    ["[]", "leaks/state"],
    ["null", "leaks/state"],
    ['{"deployment": 5}', "leaks/state"],
    ['{"deployment": {"resources": [null]}}', "leaks/state"],
    [wrapped({ ciphertext: "v1:abc" }), "leaks/encrypted"],
  ])("tells of a file in which nothing could be found: %s", (text, why) => {
    expect(searched(text)).toMatchObject({ code: 1, stderr: expect.stringContaining(`[${why}]`) });
  });

  it("searches what is decrypted", () => {
    expect(searched(wrapped({ plaintext: '"a-word-of-its-own"' }))).toMatchObject({ code: 0, stderr: "" });
  });
});

/** What the command says of a state. */
function searched(text: string): ReturnType<typeof belfry> {
  const folder = mkdtempSync(join(tmpdir(), "belfry-state-"));
  writeFileSync(join(folder, "state.json"), text);
  const run = belfry("leaks", "staging", "--of", "prod", "--state", join(folder, "state.json"));
  rmSync(folder, { recursive: true });
  return run;
}

describe("an environment with a setting that only its stack can read", () => {
  const file = join(root, "Pulumi.qa-secret.yaml");
  beforeAll(() => {
    const settings = "belfry:settings: { vendhub.slackChannel: { secure: v1:abc } }";
    writeFileSync(
      file,
      `config:\n  belfry:environment: qa-secret\n  belfry:services: [vendhub]\n  ${settings}\n`,
    );
  });
  afterAll(() => {
    rmSync(file);
  });

  it.each([
    [["check", "--stack", "qa-secret"], 0],
    [["environment", "qa-secret"], 0],
    [["leaks", "qa-secret", "--of", "prod"], 0],
  ])("is sound for %j", (words, code) => {
    expect(belfry(...words)).toMatchObject({ code, stderr: "" });
  });

  it("lacks others before it can be deployed, and not that one", () => {
    const { code, stdout } = belfry("check", "--stack", "qa-secret", "--deployable", "--format", "json");

    expect(code).toBe(1);
    expect(stdout).toContain("belfry:settings.vendhub.domain");
    expect(stdout).not.toContain("belfry:settings.vendhub.slackChannel");
  });
});
