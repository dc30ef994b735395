import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { previewSchema } from "../../preview/schema";
import { copyCheckout } from "../cli/support/checkout-folder";
import { GitHubDouble } from "../support/github-api";
import { action, commentWorkflow, previewWorkflow, scriptWith, type Step } from "./workflow-files";

// Each run starts several processes of belfry.
jest.setTimeout(180_000);

let copy: string;
let temp: string;

const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.example", ...args], {
    cwd: copy,
    encoding: "utf8",
  });

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a step's script as the runner does: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
function runStep({ run }: Step & { readonly run: string }, environment: Readonly<Record<string, string>>) {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
    cwd: copy,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: temp,
      RUNNER_TEMP: temp,
      GITHUB_OUTPUT: join(temp, "outputs"),
      GITHUB_STEP_SUMMARY: join(temp, "summary.md"),
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const read = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (read.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (read.stderr += text));
  return new Promise<Ended>((done, failed) => {
    child.on("error", failed).on("close", (code) => {
      done({ code, ...read });
    });
  });
}

const step = scriptWith(action.runs.steps, "belfry preview");

/** The action with inputs, the others as they are when nobody gives them. */
function runAction(inputs: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const environment = Object.entries(step.env ?? {}).map(([variable, expression]) => {
    const name = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(expression)?.[1] ?? "";
    return [variable, inputs[name] ?? action.inputs[name]?.default ?? ""];
  });
  return runStep(step, Object.fromEntries(environment) as Record<string, string>);
}

const written = (name: string): string => readFileSync(join(temp, name), "utf8");
const outputs = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    written("outputs")
      .trim()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

beforeAll(() => {
  copy = copyCheckout();
  temp = join(copy, "temp");
  writeFileSync(join(copy, ".gitignore"), "node_modules\ntemp\n.belfry/\n");
  const render = (): void => {
    execFileSync(process.execPath, [join(copy, "cli/belfry.js"), "render"], { cwd: copy, stdio: "ignore" });
  };
  render();
  git("init", "--quiet", "--initial-branch", "main");
  git("add", ".");
  git("commit", "--quiet", "--message", "Before");
  const file = join(copy, "Pulumi.prod.yaml");
  const looser = "config:\n  belfry:overrides: { vendhub/cpu: { critical: { value: 90, because: trial } } }";
  writeFileSync(file, readFileSync(file, "utf8").replace("config:", looser));
  render();
  git("commit", "--quiet", "--all", "--message", "Looser");
});
beforeEach(() => {
  mkdirSync(temp);
});
afterEach(() => {
  rmSync(temp, { recursive: true, force: true });
});
afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

describe("the action", () => {
  it("compares with the first parent, tells it everywhere, and fails for what needs a second look", async () => {
    const { code, stdout } = await runAction();

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^::error file=Pulumi\.prod\.yaml,line=\d+,title=prod%3A CPU usage::vendhub\/cpu: loosened/m,
    );
    expect(written("summary.md")).toMatch(/^\*\*prod: 1 alert loosened: 1 needs a second look\.\*\*/);
    const { html = "", json = "", ...counts } = outputs();
    expect(counts).toEqual({ made: "true", held: "1", changed: "3" });
    expect(previewSchema.parse(JSON.parse(readFileSync(json, "utf8"))).base).toBe(
      git("rev-parse", "HEAD^").trim(),
    );
    expect(readFileSync(html, "utf8")).toMatch(/^<!doctype html>/i);
  });

  it.each([
    [{ labels: '["belfry/waive:loosened"]' }, 0],
    [{ waive: "route vendhub/cpu" }, 0],
    [{ gates: "none" }, 0],
    [{ gates: "removed" }, 0],
    [{ gates: "removed loosened", stacks: "staging prod" }, 1],
    [{ base: "HEAD" }, 0],
  ])("with %j ends with %d", async (inputs, code) => {
    expect(await runAction(inputs)).toMatchObject({ code });
    expect(outputs()["made"]).toBe("true");
  });

  it.each([
    [{ base: "nope" }, 1, "it names neither a commit of this repository nor a plan's .json file"],
    [{ waive: "losened" }, 2, "Did you mean loosened?"],
    [{ gates: "losened" }, 2, "Gates are removed, added"],
    [{ stacks: "$(touch pwned) `touch pwned` *" }, 2, "It is no stack's name"],
    [{ base: '"; touch pwned #' }, 1, "names neither"],
    [{ labels: '["belfry/waive:\'; touch pwned"]' }, 2, "it is neither a gate"],
  ])(
    "with %j keeps why there is no preview, ends with %d and runs no word of it",
    async (inputs, code, why) => {
      expect(await runAction(inputs)).toMatchObject({ code });
      expect(outputs()).toMatchObject({ made: "false", held: "", changed: "" });
      expect(written("summary.md")).toContain("**The preview could not be made.**");
      expect(written("summary.md").replaceAll(/\s+/g, " ")).toContain(why);
      expect(readdirSync(copy)).not.toContain("pwned");
      expect(existsSync(outputs()["html"] ?? "")).toBe(false);
    },
  );
});

describe("the workflows together", () => {
  const head = "a".repeat(40);
  const about = scriptWith(
    Object.values(previewWorkflow.jobs).flatMap((job) => job.steps),
    "about.json",
  );
  const comment = scriptWith(
    Object.values(commentWorkflow.jobs).flatMap((job) => job.steps),
    "belfry comment",
  );

  it.each([
    ["a preview", {}, "**prod: 1 alert loosened: 1 needs a second look.**"],
    ["a failure", { base: "nope" }, "**The preview could not be made.**"],
  ])("bring %s of a fork to its pull request", async (_what, inputs, text) => {
    const github = await new GitHubDouble().start();
    github.tokens.set("bot-token", { login: "github-actions[bot]", writes: true });
    const fork = { headSha: head, headBranch: "topic", headOwner: "ann", headRepository: 2 };
    github.pulls.push({ number: 7, ...fork, state: "open" });
    github.runs.push({ id: 99, event: "pull_request", ...fork, startedAt: "2026-11-21T12:00:00Z" });
    const folder = join(temp, "belfry-preview");

    expect((await runStep(about, { FOLDER: folder, HEAD: head, PULL: "7" })).code).toBe(0);
    expect((await runAction({ ...inputs, output: folder })).code).toBe(1);
    const ended = await runStep(comment, {
      FOLDER: folder,
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_TOKEN: "bot-token",
      RUN: "99",
    });
    await github.stop();

    expect(ended).toMatchObject({ code: 0, stdout: "The comment is written.\n" });
    expect(github.comments.get(7)).toHaveLength(1);
    expect(github.comments.get(7)?.[0]?.body.split("\n")[1]).toBe(text);
  });
});
