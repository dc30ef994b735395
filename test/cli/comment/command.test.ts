import {
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type { Preview } from "../../../preview/schema";
import { GitHubDouble } from "../../support/github-api";
import { backtestedPreview } from "../../support/previews";
import { needed, startCommand, type Ended } from "../../support/started-command";

// Each run is a process of its own, with the real client and its pauses.
jest.setTimeout(120_000);

const belfry = resolve(__dirname, "../../../cli/belfry.js");
const head = "a".repeat(40);
const bot = "github-actions[bot]";

let github: GitHubDouble;
let folder: string;
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "belfry-comment-")));
  github = await new GitHubDouble().start();
  github.tokens.set("bot-token", { login: bot, writes: true });
  const ofFork = { headSha: head, headBranch: "topic", headOwner: "ann", headRepository: 2 };
  github.pulls.push(
    { number: 7, ...ofFork, state: "open" },
    { number: 8, ...ofFork, headBranch: "other", state: "open" },
    { number: 9, ...ofFork, headOwner: "eve", headRepository: 3, state: "open" },
  );
  github.runs.push({ id: 99, event: "pull_request", ...ofFork, startedAt: "2026-11-21T12:00:00Z" });
});
afterEach(async () => {
  await github.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  startCommand([belfry, ...args], {
    cwd: folder,
    env: {
      PATH: needed().PATH,
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_TOKEN: "bot-token",
      ...environment,
    },
  }).done;

const give = (name: string, content: unknown): void => {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
};
const comment = (...args: readonly string[]): Promise<Ended> =>
  run(["comment", "--read", "preview.json", ...args]);
const ofRun = (...args: readonly string[]): Promise<Ended> =>
  comment("--failed", "failure.txt", "--run", "99", "--about", "about.json", ...args);
const bodies = (pull = 7): readonly string[] => (github.comments.get(pull) ?? []).map(({ body }) => body);

const loosened = backtestedPreview();
const quiet: Preview = {
  ...loosened,
  held: 0,
  changes: [],
  problems: [],
  stacks: loosened.stacks.map((each) => ({ ...each, backtest: null })),
};

describe("belfry comment --pull", () => {
  it("writes the preview with its time and its run, and says so", async () => {
    give("preview.json", loosened);
    const ended = await comment("--pull", "7", "--valid-at", "2026-11-21T13:00:00+01:00");

    expect(ended).toEqual({ code: 0, stdout: "The comment is written.\n", stderr: "" });
    expect(bodies()[0]).toMatch(
      /^<!-- belfry-preview name="preview" valid-at="2026-11-21T12:00:00\.000Z" -->\n\*\*prod: /,
    );
    expect(bodies()[0]).toContain(
      "Whoever may set labels lets it pass with `belfry/waive:stopped-paging`, `belfry/waive:coverage-lost`, `belfry/waive:silenced`, `belfry/waive:loosened`, `belfry/waive:page-budget`, `belfry/waive:ledger`.",
    );

    const again = await comment("--pull", "7", "--valid-at", "2026-11-21T13:00:00+01:00");
    expect(again.stdout).toBe("The comment says so already.\n");
    const late = await comment("--pull", "7", "--valid-at", "2026-11-21T11:59:59Z");
    expect(late.stdout).toBe("The comment tells of a later time: it stays.\n");
  });

  it("stays silent where nothing changes, and says where something did", async () => {
    give("preview.json", quiet);
    const silent = await comment("--pull", "7", "--name", "prod");
    expect(silent.stdout).toBe("Nothing changes, and nothing was said before: no comment.\n");
    expect(bodies()).toEqual([]);

    github.say(7, bot, '<!-- belfry-preview name="prod" valid-at="" -->\n**prod: 1 alert loosened.**\n');
    const said = await comment("--pull", "7", "--name", "prod");
    expect(said.stdout).toBe("The comment is brought up to date.\n");
    expect(bodies()).toEqual([
      '<!-- belfry-preview name="prod" valid-at="" -->\n**prod: nothing changes.**\n\n`main` → `working tree`\n',
    ]);
  });

  it("tells why a preview failed, links its run and lets nothing in it act", async () => {
    give(
      "failure.txt",
      "@acme/all <img src=x onerror=alert(1)>\n```\n# heading\u202e\nDB_PASSWORD=hunter2222\n",
    );
    await comment("--failed", "failure.txt", "--pull", "7").then(({ code }) => {
      expect(code).toBe(0);
    });

    expect(bodies()[0]?.split("\n").slice(1)).toEqual([
      "**The preview could not be made.**",
      "",
      "````text",
      "@acme/all <img src=x onerror=alert(1)>",
      "```",
      "# heading",
      "DB_PASSWORD=[hidden]",
      "````",
      "",
    ]);
  });

  it("tells the problems that --format json printed", async () => {
    const problem = {
      code: "override/unknown",
      path: "shop/cpu",
      value: null,
      rule: "It is none.",
      remedy: "Look.",
    };
    give("preview.json", { problems: [problem] });
    await comment("--pull", "7");

    expect(bodies()[0]).toContain("```text\nshop/cpu: It is none. Look. [override/unknown]\n```");
  });

  it("links the run that it is part of", async () => {
    give("preview.json", loosened);
    await run(["comment", "--read", "preview.json", "--pull", "7"], {
      GITHUB_RUN_ID: "5",
      GITHUB_SERVER_URL: "https://github.com",
    });

    expect(bodies()[0]).toContain("[this run](https://github.com/acme/shop/actions/runs/5)");
  });

  it("keeps one comment when two processes run at once", async () => {
    give("preview.json", loosened);
    give("quiet.json", quiet);
    github.say(7, bot, '<!-- belfry-preview name="other" valid-at="" -->\n');
    const both = await Promise.all([
      comment("--pull", "7", "--valid-at", "2026-11-21T12:00:00Z"),
      comment("--pull", "7", "--valid-at", "2026-11-21T12:00:01Z"),
    ]);

    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(bodies()).toHaveLength(2);
    expect(bodies()[1]).toContain('valid-at="2026-11-21T12:00:01.000Z"');
  });

  it.each([
    [["--pull", "0"], 2, "It is no number of GitHub's"],
    [["--pull", "7", "--valid-at", "yesterday"], 2, "It is no time; write one such as 2026-11-21T09:30:00Z."],
    [["--pull", "7", "--name", 'a" -->'], 2, "It is no name"],
    [["--pull", "7", "--repository", "acme"], 2, "It is no repository"],
    [["--pull", "7", "--run", "99"], 2, "cannot be used with option"],
    [[], 2, "--pull <number> or --run <id> is missing"],
    [["--pull", "70"], 1, "GitHub answers with 404: Not Found"],
  ])("with %j ends with %d and no stack trace", async (args, code, message) => {
    give("preview.json", loosened);
    const ended = await comment(...args);

    expect([ended.code, ended.stdout]).toEqual([code, ""]);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(github.writes).toEqual([]);
  });

  it.each([
    ["GITHUB_TOKEN", "GITHUB_TOKEN is not set"],
    ["GITHUB_REPOSITORY", "It is no repository; write one such as owner/name."],
  ])("misses %s", async (name, message) => {
    give("preview.json", loosened);

    expect(await run(["comment", "--read", "preview.json", "--pull", "7"], { [name]: "" })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(message) as unknown,
    });
  });
});

describe("belfry comment --run", () => {
  beforeEach(() => {
    give("preview.json", loosened);
    give("about.json", { schemaVersion: 1, pull: 7, head });
  });

  it("finds the pull request of a fork by GitHub's own words, with the run's time", async () => {
    expect(await ofRun()).toEqual({ code: 0, stdout: "The comment is written.\n", stderr: "" });
    expect(bodies()[0]).toMatch(
      /^<!-- belfry-preview name="preview" valid-at="2026-11-21T12:00:00\.000Z" -->\n/,
    );
    expect(bodies()[0]).toContain(
      "Preview of `aaaaaaaaaaaa` by [this run](https://github.com/acme/shop/actions/runs/99)",
    );
    expect([bodies(8), bodies(9)]).toEqual([[], []]);
  });

  it("needs no word of the run where its head has one pull request", async () => {
    rmSync(join(folder, "about.json"));

    expect((await ofRun()).code).toBe(0);
    expect(bodies()).toHaveLength(1);
  });

  it("chooses by the run's word between two pull requests of one head", async () => {
    github.pulls.push({ ...(github.pulls[0] as (typeof github.pulls)[number]), number: 10 });
    give("about.json", { schemaVersion: 1, pull: 10, head });
    await ofRun();
    expect([bodies(7), bodies(10)]).toEqual([[], [expect.any(String)]]);

    rmSync(join(folder, "about.json"));
    expect(await ofRun()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("it may be of 7 or 10, and no --about tells of which") as unknown,
    });
  });

  it("says that the preview failed where the run left nothing", async () => {
    for (const name of ["preview.json", "about.json"]) rmSync(join(folder, name));

    expect((await ofRun()).code).toBe(0);
    expect(bodies()[0]).toContain(
      "**The preview could not be made.**\n\nPreview of `aaaaaaaaaaaa` by [this run]",
    );
  });

  it("says nothing of a commit that is no head any more", async () => {
    github.pulls.splice(0, 1, {
      ...(github.pulls[0] as (typeof github.pulls)[number]),
      headSha: "b".repeat(40),
    });

    expect(await ofRun()).toMatchObject({
      code: 0,
      stdout: "The commit is the head of no open pull request any more: no comment.\n",
    });
    expect(github.writes).toEqual([]);
  });

  it.each([
    [
      "names another pull request",
      { schemaVersion: 1, pull: 8, head },
      "the run is of another pull request, 7.",
    ],
    [
      "names one of another fork",
      { schemaVersion: 1, pull: 9, head },
      "the run is of another pull request, 7.",
    ],
    [
      "names another commit",
      { schemaVersion: 1, pull: 7, head: "b".repeat(40) },
      `the run is of another commit, ${head}.`,
    ],
    [
      "says more than it should",
      { schemaVersion: 1, pull: 7, head, validAt: "3000-01-01" },
      "it does not say a pull request",
    ],
    ["names a path", { schemaVersion: 1, pull: "7/../8", head }, "it does not say a pull request"],
    ["is no JSON", "{", "it is not JSON"],
    ["is long", " ".repeat(2000), "it has 2000 bytes; at most 1024 are read"],
  ])("writes nothing where the run's word %s", async (_what, about, message) => {
    give("about.json", about);
    const ended = await ofRun();

    expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(message) as unknown });
    expect(github.writes).toEqual([]);
  });

  it("writes nothing for a run of another event", async () => {
    github.runs.splice(0, 1, { ...(github.runs[0] as (typeof github.runs)[number]), event: "push" });

    expect((await ofRun()).stderr).toContain("it is a run of push, not of pull_request.");
    expect(github.writes).toEqual([]);
  });

  it.each<[string, () => void, string]>([
    [
      "breaks its contract",
      () => {
        give("preview.json", { ...loosened, more: 1 });
      },
      "must keep preview.schema.json",
    ],
    [
      "is no JSON",
      () => {
        give("preview.json", "<script>");
      },
      "it is not JSON",
    ],
    [
      "is nested without end",
      () => {
        give("preview.json", "[".repeat(1e6));
      },
      "it is not JSON",
    ],
    [
      "is as long as a disk",
      () => {
        truncateSync(join(folder, "preview.json"), 1 << 30);
      },
      "at most 20971520 are read",
    ],
    [
      "is a link to a secret",
      () => {
        rmSync(join(folder, "preview.json"));
        symlinkSync("/etc/passwd", join(folder, "preview.json"));
      },
      "it is a link",
    ],
  ])("tells no word of a preview that %s, only that it could not be read", async (_what, tamper, message) => {
    tamper();
    const ended = await ofRun();

    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(message);
    expect(bodies()[0]?.split("\n").slice(1, 6)).toEqual([
      "**The preview could not be made.**",
      "",
      "```text",
      "The file of the preview is none that belfry writes.",
      "```",
    ]);
  });

  it("follows no link to what a run printed", async () => {
    rmSync(join(folder, "preview.json"));
    give("secret.txt", "a secret of the machine");
    symlinkSync("secret.txt", join(folder, "failure.txt"));

    expect((await ofRun()).code).toBe(1);
    expect(bodies()[0]).not.toContain("a secret of the machine");
  });

  it("makes a stranger's texts inert, and counts again what is held back", async () => {
    const evil = "</details><img src=x> @acme/all [x](https://evil.example) `| <!-- -->";
    const [change] = loosened.changes as [Preview["changes"][number]];
    give("preview.json", {
      ...loosened,
      held: 0,
      base: evil,
      changes: [{ ...change, held: true, title: evil, before: evil, after: evil, facts: [evil] }],
    });
    await ofRun();
    const outside = (bodies()[0] ?? "").replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "");

    expect(outside).toContain("need a second look");
    expect(outside).not.toMatch(/<img|@acme|evil\.example/);
  });

  it("offers no label where a problem cannot be waived", async () => {
    const problem = {
      stack: "prod",
      code: "plan/x",
      path: "a",
      value: null,
      rule: "r.",
      remedy: "m.",
      waived: false,
    };
    give("preview.json", { ...loosened, problems: [problem] });
    await ofRun();
    expect(bodies()[0]).not.toContain("belfry/waive:");

    give("preview.json", { ...quiet, problems: [{ ...problem, code: "coherence/rpo" }] });
    await ofRun();
    expect(bodies()[0]).toContain("lets it pass with `belfry/waive:coherence/rpo`.");
  });

  it("tells the counts alone of a preview with more changes than anybody reads", async () => {
    const changes = Array.from({ length: 9000 }, () => loosened.changes[0]);
    give("preview.json", {
      ...quiet,
      changes: changes.map((each) => ({ ...each, backtest: null, fields: [] })),
    });

    expect((await ofRun()).code).toBe(0);
    expect(bodies()[0]).toContain(
      "**9000 changes and 0 problems, of which 9000 need a second look.** They are too long to show here.",
    );
  });
});

describe("belfry summary", () => {
  const summary = () =>
    run(["summary", "--read", "preview.json", "--failed", "failure.txt"], {
      GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      GITHUB_OUTPUT: join(folder, "outputs"),
    });
  const written = (name: string): string => readFileSync(join(folder, name), "utf8");

  it("appends the preview, and sets the outputs", async () => {
    give("preview.json", loosened);
    give("summary.md", "# Before\n");

    expect(await summary()).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(written("summary.md")).toMatch(/^# Before\n\*\*prod: /);
    expect(written("outputs")).toBe(`made=true\nheld=5\nchanged=${loosened.changes.length}\n`);
  });

  it("says why there is no preview, and ends with 1", async () => {
    give("failure.txt", "--base nope: it names no commit.\nmade=true\n");

    expect(await summary()).toEqual({ code: 1, stdout: "", stderr: "" });
    expect(written("summary.md")).toContain("```text\n--base nope: it names no commit.\n");
    expect(written("outputs")).toBe("made=false\nheld=\nchanged=\n");
  });

  it("keeps within the mebibyte that a summary may have, with what is there already", async () => {
    give("preview.json", loosened);
    give("summary.md", "x".repeat((1 << 20) - 3000));
    await summary();

    const length = Buffer.byteLength(written("summary.md"));
    expect(length).toBeGreaterThan((1 << 20) - 3000);
    expect(length).toBeLessThanOrEqual(1 << 20);

    give("summary.md", "x".repeat((1 << 20) - 10));
    await summary();
    expect(written("summary.md")).toHaveLength((1 << 20) - 10);
  });

  it("prints where there is no GitHub", async () => {
    give("preview.json", loosened);

    expect((await run(["summary", "--read", "preview.json"])).stdout).toMatch(/^\*\*prod: /);
  });
});
