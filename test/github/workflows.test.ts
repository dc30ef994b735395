import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { pulledFolder } from "../../cli/history/folder";
import { program } from "../../cli/main";
import {
  action,
  commentWorkflow,
  deployWorkflow,
  driftWorkflow,
  files,
  historyWorkflow,
  previewWorkflow,
  scriptWith,
  steps,
  sweepWorkflow,
  type Step,
} from "./workflow-files";

const privileged = Object.values(commentWorkflow.jobs).flatMap((job) => job.steps);
const unprivileged = Object.values(previewWorkflow.jobs).flatMap((job) => job.steps);
const usedBy = (all: readonly Step[], name: string) => all.filter(({ uses }) => uses?.startsWith(name));

describe("every workflow and the action", () => {
  it("are the seven that are tested here", () => {
    expect([...files.keys()].sort()).toEqual([
      ".github/workflows/deploy.yml",
      ".github/workflows/drift.yml",
      ".github/workflows/history.yml",
      ".github/workflows/preview-comment.yml",
      ".github/workflows/preview.yml",
      ".github/workflows/sweep.yml",
      "action.yml",
    ]);
  });

  it.each(steps.filter(([, { uses }]) => uses !== undefined))(
    "%s uses only what is pinned: %j",
    (path, step) => {
      if (step.uses === "./") return;
      expect(step.uses).toMatch(
        /^(?:actions\/(?:cache\/restore|cache\/save|checkout|setup-node|upload-artifact|download-artifact)|aws-actions\/configure-aws-credentials|pulumi\/auth-actions)@[0-9a-f]{40}$/,
      );
      expect(files.get(path)).toMatch(new RegExp(`uses: ${step.uses ?? ""} # v\\d+\\.\\d+\\.\\d+\n`));
    },
  );

  it("pin one version of each action", () => {
    const used = new Set(
      steps.flatMap(([, { uses }]) => (uses === undefined || uses === "./" ? [] : [uses])),
    );

    expect(new Set([...used].map((each) => each.split("@")[0])).size).toBe(used.size);
  });

  it.each(steps.filter(([, { run }]) => run !== undefined))(
    "%s puts no expression into a script: %j",
    (_path, { run }) => {
      expect(run).not.toContain("${{");
    },
  );

  it("never run a pull request's code with a token that writes", () => {
    for (const [, text] of files) expect(text).not.toContain("pull_request_target");
    for (const [path, { env = {}, run = "", with: given = {} }] of steps) {
      const own = ["preview-comment.yml", "history.yml", "deploy.yml", "drift.yml", "sweep.yml"];
      if (own.some((name) => path.endsWith(name))) continue;
      expect(JSON.stringify([env, given, run])).not.toMatch(/token|secrets\./i);
    }
  });

  it.each(steps.flatMap(([path, { run }]) => commandsOf(run ?? "").map((words) => [path, words] as const)))(
    "%s calls a command that there is: %j",
    async (_path, words) => {
      await expect(understood(words)).resolves.toBe(words[0]);
    },
  );

  it("call the commands that they should", () => {
    const called = steps.map(([path, { run }]) => [path, commandsOf(run ?? "").map(([name]) => name)]);

    expect(called.filter(([, names]) => names?.length !== 0)).toEqual([
      [".github/workflows/deploy.yml", ["check"]],
      [".github/workflows/deploy.yml", ["preview", "summary"]],
      [".github/workflows/deploy.yml", ["up"]],
      [".github/workflows/drift.yml", ["drift"]],
      [".github/workflows/history.yml", ["history"]],
      [".github/workflows/preview-comment.yml", ["comment"]],
      [".github/workflows/sweep.yml", ["sweep"]],
      ["action.yml", ["preview", "summary", "preview", "preview"]],
    ]);
  });

  it("run Belfry from the checkout only, never a package of that name from a registry", () => {
    const calls = [...files.values()].flatMap((text) =>
      [...text.matchAll(/^(?!\s*#).*npx .*$/gm)].map(([line]) => line),
    );

    expect(calls).toHaveLength(15);
    expect(calls.filter((line) => !/npx --no-install (?:belfry|pulumi) /.test(line))).toEqual([]);
  });

  it("would notice an option that is none", async () => {
    await expect(understood(["preview", "--base", "a", "--bse", "b"])).rejects.toThrow("unknown option");
    await expect(understood(["previw"])).rejects.toThrow("previw");
  });
});

describe("history.yml", () => {
  const all = Object.values(historyWorkflow.jobs).flatMap((job) => job.steps);

  it("uses its keys on the default branch alone, and never without an account", () => {
    expect(Object.keys(historyWorkflow.on).sort()).toEqual(["schedule", "workflow_dispatch"]);
    expect(historyWorkflow.permissions).toEqual({ contents: "read" });
    expect(Object.values(historyWorkflow.jobs).map((job) => job.if)).toEqual(["vars.DD_SITE != ''"]);
    expect(all.filter(({ env = {} }) => JSON.stringify(env).includes("secrets."))).toHaveLength(1);
  });

  it("keeps the folder that a preview reads, under a name that preview.yml finds", () => {
    const [restored, saved] = ["actions/cache/restore", "actions/cache/save"].map(
      (name) => usedBy(all, name)[0],
    );
    const read = usedBy(unprivileged, "actions/cache/restore")[0];

    expect(pulledFolder("prod")).toContain(`/${String(read?.with?.["path"])}/prod`);
    expect(read?.with).toEqual(restored?.with);
    expect({ ...saved?.with, "restore-keys": "belfry-history-" }).toEqual(restored?.with);
    expect(String(saved?.with?.["key"]).startsWith("belfry-history-")).toBe(true);
  });
});

describe("deploy.yml", () => {
  const [job] = Object.values(deployWorkflow.jobs);
  const all = job?.steps ?? [];
  const at = (name: string) =>
    all.findIndex(({ run = "", uses = "" }) => run.includes(name) || uses.startsWith(name));

  it("deploys what is on the default branch, and nothing without an account", () => {
    expect(deployWorkflow.on).toEqual({ push: { branches: ["main"] }, workflow_dispatch: null });
    expect(job?.if).toBe(
      "vars.PULUMI_ORGANIZATION != '' && github.ref_name == github.event.repository.default_branch",
    );
  });

  it("may ask who it is and read, and nothing else", () => {
    expect(deployWorkflow.permissions).toEqual({});
    expect(job?.permissions).toEqual({ contents: "read", "id-token": "write" });
  });

  it("deploys staging before production, each by the rules of its environment, and cuts no run off", () => {
    expect(job?.strategy).toEqual({
      "fail-fast": true,
      "max-parallel": 1,
      matrix: { stack: ["staging", "prod"] },
    });
    expect(job?.environment).toBe("${{ matrix.stack }}");
    expect(job?.concurrency).toEqual({ group: "deploy-${{ matrix.stack }}", "cancel-in-progress": false });
  });

  it("keeps no key of Pulumi Cloud or AWS, and shows the others to one step", () => {
    const text = files.get(".github/workflows/deploy.yml") ?? "";
    const named = [...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);

    expect(named).toEqual(["DD_API_KEY", "DD_APP_KEY", "SENTRY_AUTH_TOKEN"]);
    expect(all.filter(({ env = {} }) => JSON.stringify(env).includes("secrets."))).toEqual([
      scriptWith(all, "belfry up"),
    ]);
    expect(text).not.toMatch(/AWS_(?:ACCESS|SECRET)|aws-access-key-id|aws-secret-access-key/);
  });

  it("takes a token only after what is installed is checked, and runs no install script beside it", () => {
    const order = ["npm ci --ignore-scripts", "belfry check", "pulumi/auth-actions@", "belfry up"].map(at);

    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect(usedBy(all, "actions/setup-node").map((each) => each.with?.["package-manager-cache"])).toEqual([
      false,
    ]);
    expect(usedBy(all, "actions/checkout").map((each) => each.with)).toEqual([
      { "persist-credentials": false },
    ]);
  });

  it.each([0, 1, 3])("ends with the code %d of belfry up, and keeps its table", (code) => {
    const folder = mkdtempSync(join(tmpdir(), "belfry-deploy-"));
    writeFileSync(join(folder, "npx"), `#!/bin/sh\necho "stack $*"\nexit ${code}\n`, { mode: 0o755 });
    const { run } = scriptWith(all, "belfry up");
    const summary = join(folder, "summary.md");
    const env = { PATH: `${folder}:${process.env["PATH"] ?? ""}`, STACK: "prod" };
    const ended = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      env: { ...env, RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: summary },
      encoding: "utf8",
    });
    const told = readFileSync(summary, "utf8");
    rmSync(folder, { recursive: true });

    const line = "stack --no-install belfry up --stack prod --yes\n";
    expect([ended.status, ended.stdout]).toEqual([code, line]);
    expect(told).toBe(`### prod\n\n\`\`\`text\n${line}\`\`\`\n`);
  });
});

describe("drift.yml", () => {
  const [job] = Object.values(driftWorkflow.jobs);

  it("looks on the default branch alone, by schedule or by hand, with a token that is handed out for the hour", () => {
    expect(Object.keys(driftWorkflow.on).sort()).toEqual(["schedule", "workflow_dispatch"]);
    expect(driftWorkflow.permissions).toEqual({});
    expect(job?.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(job?.if).toContain("github.ref_name == github.event.repository.default_branch");
  });

  it("takes the logins that deploying takes, and the keys of an environment of its own", () => {
    const deploys = Object.values(deployWorkflow.jobs).flatMap((each) => each.steps);
    const logins = (all: readonly Step[]) =>
      all.filter(({ name, uses }) => uses !== undefined || name === "Choose the organization");

    expect(logins(job?.steps ?? [])).toEqual(logins(deploys));
    expect(files.get(".github/workflows/drift.yml")).toContain("environment: ${{ matrix.stack }}-drift\n");
  });

  it("keeps what was found, and fails with it", () => {
    const { run } = scriptWith(job?.steps ?? [], "belfry drift");

    expect(run).toContain('>> "$GITHUB_STEP_SUMMARY"');
    expect(run.trim().split("\n").at(-1)).toBe('exit "$code"');
  });
});

describe("sweep.yml", () => {
  const [job] = Object.values(sweepWorkflow.jobs);
  const all = job?.steps ?? [];

  it("runs each night and by hand, on the default branch alone, and never without an account", () => {
    expect(sweepWorkflow.on).toEqual({
      schedule: [{ cron: "43 3 * * *" }],
      workflow_dispatch: {
        inputs: { apply: { description: expect.any(String), type: "boolean", default: false } },
      },
    });
    expect(job?.if).toBe(
      "vars.PULUMI_ORGANIZATION != '' && github.ref_name == github.event.repository.default_branch",
    );
    expect(sweepWorkflow.concurrency).toEqual({ group: "sweep", "cancel-in-progress": false });
  });

  it("may ask who it is and read, with the secrets of an environment of its own in one step", () => {
    expect(sweepWorkflow.permissions).toEqual({});
    expect(job?.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(job).toHaveProperty("environment", "clones");
    expect(all.filter(({ env = {} }) => JSON.stringify(env).includes("secrets."))).toEqual([
      scriptWith(all, "belfry sweep"),
    ]);
    expect(all.flatMap(({ run }) => (run?.includes("npm ") ? [run] : []))).toEqual([
      "npm ci --ignore-scripts",
    ]);
  });

  it.each([
    ["false", "sweep", 0],
    ["", "sweep", 0],
    ["true", "sweep --yes", 0],
    ["true", "sweep --yes", 1],
  ])("with APPLY=%j runs belfry %s, and ends as that does: %i", (apply, words, code) => {
    const folder = mkdtempSync(join(tmpdir(), "belfry-sweep-"));
    try {
      writeFileSync(
        join(folder, "npx"),
        `#!/bin/bash\nshift 2\necho "$*" > "$RUNNER_TEMP/words"\necho "1 clone"\nexit ${code}\n`,
        { mode: 0o755 },
      );
      const summary = join(folder, "summary.md");
      const run = spawnSync(
        "bash",
        ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", scriptWith(all, "belfry sweep").run],
        {
          encoding: "utf8",
          env: {
            PATH: `${folder}:${process.env["PATH"] ?? ""}`,
            RUNNER_TEMP: folder,
            GITHUB_STEP_SUMMARY: summary,
            APPLY: apply,
          },
        },
      );

      expect([run.status, run.stdout, run.stderr]).toEqual([code, "1 clone\n", ""]);
      expect(readFileSync(join(folder, "words"), "utf8")).toBe(`${words}\n`);
      expect(readFileSync(summary, "utf8")).toBe("```text\n1 clone\n```\n");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("preview.yml", () => {
  it("may only read, and runs for every push and label of a pull request", () => {
    expect(previewWorkflow.permissions).toEqual({ contents: "read" });
    expect(previewWorkflow.on).toEqual({
      pull_request: { types: ["opened", "synchronize", "reopened", "labeled", "unlabeled"] },
    });
    expect(previewWorkflow.concurrency?.["cancel-in-progress"]).toBe(true);
    // A job that is skipped counts as passed.
    for (const job of Object.values(previewWorkflow.jobs)) {
      expect(job).not.toHaveProperty("permissions");
      expect(job).not.toHaveProperty("if");
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(15);
    }
  });

  it("checks out the merge with its parents, and leaves no token behind", () => {
    expect(usedBy(unprivileged, "actions/checkout").map((each) => each.with)).toEqual([
      { "fetch-depth": 2, "persist-credentials": false },
    ]);
  });

  it("keeps what a failure left too, in the folder to which all is written", () => {
    const [upload] = usedBy(unprivileged, "actions/upload-artifact");
    const [preview] = usedBy(unprivileged, "./");
    const about = scriptWith(unprivileged, "about.json");

    expect(upload?.if).toBe("${{ !cancelled() }}");
    expect([preview?.with?.["output"], about.env?.["FOLDER"]]).toEqual([
      upload?.with?.["path"],
      upload?.with?.["path"],
    ]);
    expect(unprivileged[0]).toMatchObject({ name: about.name });
    expect(Object.keys(preview?.with ?? {}).filter((input) => !(input in action.inputs))).toEqual([]);
  });
});

describe("preview-comment.yml", () => {
  it("may write comments and read artifacts, and nothing else", () => {
    expect(commentWorkflow.permissions).toEqual({});
    expect(Object.values(commentWorkflow.jobs).map(({ permissions }) => permissions)).toEqual([
      { actions: "read", contents: "read", "pull-requests": "write" },
    ]);
    expect(commentWorkflow.on).toEqual({ workflow_run: { workflows: ["Preview"], types: ["completed"] } });
    expect(files.get(".github/workflows/preview.yml")).toMatch(/^name: Preview$/m);
  });

  it("runs the default branch's code, without its install scripts or a cache of others", () => {
    expect(usedBy(privileged, "actions/checkout").map((each) => each.with)).toEqual([
      { ref: "${{ github.event.repository.default_branch }}", "persist-credentials": false },
    ]);
    expect(usedBy(privileged, "actions/setup-node").map((each) => each.with)).toEqual([
      { "node-version": 22, "package-manager-cache": false },
    ]);
    expect(usedBy(privileged, "./")).toEqual([]);
    expect(privileged.flatMap(({ run }) => (run?.includes("npm ") ? [run] : []))).toEqual([
      "npm ci --ignore-scripts",
    ]);
  });

  it("puts what the run left where no file of it can replace ours, and goes on without", () => {
    const [download] = usedBy(privileged, "actions/download-artifact");
    const [upload] = usedBy(unprivileged, "actions/upload-artifact");

    expect(download?.["continue-on-error"]).toBe(true);
    expect(download?.with?.["path"]).toBe("${{ runner.temp }}/belfry-preview");
    expect(download?.with?.["name"]).toBe(upload?.with?.["name"]);
    expect(scriptWith(privileged, "belfry comment").env?.["FOLDER"]).toBe(download?.with?.["path"]);
  });

  it("comments once at a time for each head, and not for a run that was cancelled", () => {
    const [job] = Object.values(commentWorkflow.jobs);

    expect(job?.concurrency?.["cancel-in-progress"]).toBe(false);
    expect(job?.concurrency?.group).toContain("head_repository.id");
    expect(job?.if).toContain("github.event.workflow_run.event == 'pull_request'");
    expect(job?.if).toContain('["success", "failure", "timed_out"]');
  });
});

describe("action.yml", () => {
  it("reads each of its inputs, and each output is one of its steps", () => {
    const text = JSON.stringify(action.runs.steps);

    expect(Object.keys(action.inputs).filter((name) => !text.includes(`\${{ inputs.${name} }}`))).toEqual([]);
    expect(Object.values(action.outputs).map(({ value }) => value)).toEqual(
      Object.keys(action.outputs).map((name) => `\${{ steps.preview.outputs.${name} }}`),
    );
  });
});

/** The commands of a script as words, with something in place of each variable. */
function commandsOf(script: string): readonly (readonly string[])[] {
  const added = [...script.matchAll(/words\+=\((.*?)\)/g)].map(([, words]) => words ?? "");
  const whole = script.replaceAll("\\\n", " ").replaceAll('"${words[@]}"', added.join(" "));
  return [...whole.matchAll(/npx --no-install belfry ([^\n;|>]*?)(?:\s+\d?>.*)?(?=\n|;|\||>|$)/g)].map(
    ([, words = ""]) => {
      const [name = "", ...rest] = words.match(/"[^"]*"|\S+/g) ?? [];
      return [name, ...rest.map((word, index) => sample(word.replaceAll('"', ""), rest[index - 1] ?? ""))];
    },
  );
}

/** A value that an option takes, for a variable of the script. */
function sample(word: string, option: string): string {
  if (!word.includes("$")) return word;
  const values: Readonly<Record<string, string>> = { "--labels": "[]", "--run": "12", "--gate": "loosened" };
  return values[option] ?? (word.startsWith("$") && !word.includes("/") ? "prod" : "file");
}

/** The command as Belfry understands it; it is not run. */
async function understood(words: readonly string[]): Promise<string> {
  const belfry = program();
  let called = "";
  for (const command of belfry.commands) {
    for (const each of command.commands.length > 0 ? command.commands : [command])
      each.configureOutput({ writeErr: () => undefined }).action(() => {
        called = command.name();
      });
  }
  await belfry.configureOutput({ writeErr: () => undefined }).parseAsync([...words], { from: "user" });
  return called;
}
