import { asking, gitHub } from "../../../cli/comment/github";
import { marked, markerOf } from "../../../cli/comment/marker";
import { keepComment, type Deed, type Message } from "../../../cli/comment/sticky";
import { GitHubDouble, longestBody } from "../../support/github-api";

// The client leaves a second between two writes, three before what notifies people; all its pauses are shorter here.
jest.mock("bottleneck/light.js", () => {
  interface Pauses {
    readonly minTime?: number;
  }
  interface Plain {
    new (): object;
    readonly Events: unknown;
    readonly Group: new (pauses: Pauses) => object;
  }
  const Bottleneck = jest.requireActual<Plain>("bottleneck/light.js");
  class Group extends Bottleneck.Group {
    constructor(pauses: Pauses) {
      super({ ...pauses, minTime: (pauses.minTime ?? 0) / 200 });
    }
  }
  return Object.assign(class extends Bottleneck {}, { Group, Events: Bottleneck.Events });
});

const bot = "github-actions[bot]";
const second = 5;
const noon = Date.UTC(2026, 10, 21, 12) / 1000;

let github: GitHubDouble;
beforeEach(async () => {
  github = await new GitHubDouble().start();
  github.tokens.set("bot-token", { login: bot, writes: true });
  github.tokens.set("reader", { login: bot, writes: false });
  github.pulls.push({
    number: 7,
    headSha: "a".repeat(40),
    headBranch: "topic",
    headOwner: "acme",
    headRepository: 1,
    state: "open",
  });
});
afterEach(async () => {
  await github.stop();
});

interface Said extends Partial<Omit<Message, "marker">> {
  readonly name?: string;
  readonly at?: number | null;
  readonly token?: string;
}

async function tell({ at = null, name = "preview", token = "bot-token", ...message }: Said): Promise<Deed> {
  const access = { api: github.url, token, second };
  const client = await gitHub(access);
  return asking("acme/shop", access, () =>
    keepComment(
      client,
      { owner: "acme", repo: "shop", pull: 7 },
      { marker: { name, validAt: at }, texts: ["hello\n"], news: true, ...message },
    ),
  );
}

const comments = () => github.comments.get(7) ?? [];
const texts = (): readonly string[] => comments().map(({ body }) => body.replace(/^<!--.*-->\n/, ""));
const ours = (text: string, at: number | null = null, name = "preview"): string =>
  marked({ name, validAt: at }, text);

describe("the comment", () => {
  it("is written once, and brought up to date where it stands", async () => {
    expect(await tell({ texts: ["one\n"] })).toBe("created");
    expect(await tell({ texts: ["two\n"] })).toBe("updated");
    expect(texts()).toEqual(["two\n"]);
    expect(comments()[0]).toMatchObject({ login: bot });
  });

  it("is not written again where it says so already", async () => {
    github.say(7, bot, ours("one", noon).replaceAll("\n", "\r\n"));

    expect(await tell({ texts: ["one\n"], at: noon })).toBe("unchanged");
    expect(github.writes).toEqual([]);
  });

  it("is found behind 250 others, and none of those is touched", async () => {
    for (let number = 0; number < 250; number++) github.say(7, "ann", `comment ${number}`);
    github.say(7, bot, ours("one"));

    expect(await tell({ texts: ["two\n"] })).toBe("updated");
    expect(texts().at(-1)).toBe("two\n");
    expect(comments()).toHaveLength(251);
    expect(github.requests.filter((each) => each.includes("page=3"))).toHaveLength(1);
  });

  it.each([
    ["somebody else who copied our marker", "ann", ours("mine", null, "prod")],
    ["an app that is not us", "other[bot]", ours("mine", null, "prod")],
    ["a person with the name of our app", "github-actions", ours("mine", null, "prod")],
    ["us, about another environment", bot, ours("mine", null, "prod-eu")],
    ["us, about another environment whose name ours ends", bot, ours("mine", null, "eu-prod")],
    ["us, where the marker is quoted further down", bot, `> quoted\n${ours("mine", null, "prod")}`],
  ])("leaves a comment of %s alone", async (_who, login, body) => {
    github.say(7, login, body);

    expect(await tell({ name: "prod", texts: ["one\n"] })).toBe("created");
    expect(comments()).toHaveLength(2);
    expect(comments()[0]).toMatchObject({ login, body });
  });

  it("stays away where nothing changes and nothing was said", async () => {
    expect(await tell({ news: false })).toBe("silent");
    expect(comments()).toEqual([]);
  });

  it("says that nothing changes any more where something was said", async () => {
    github.say(7, bot, ours("prod: 1 alert loosened.\n"));

    expect(await tell({ texts: ["prod: nothing changes.\n"], news: false })).toBe("updated");
    expect(texts()).toEqual(["prod: nothing changes.\n"]);
  });

  it("of a later run stays when an older one comes late", async () => {
    github.say(7, bot, ours("new", noon + 0.5));

    expect(await tell({ texts: ["old"], at: noon })).toBe("older");
    expect(github.writes).toEqual([]);
    expect(await tell({ texts: ["newer"], at: noon + 1 })).toBe("updated");
    expect(markerOf(comments()[0]?.body ?? "")).toEqual({ name: "preview", validAt: noon + 1 });
  });

  it("says the same at a later time, so that a run in between comes late too", async () => {
    github.say(7, bot, ours("one", noon));

    expect(await tell({ texts: ["one"], at: noon + 20 })).toBe("updated");
    expect(await tell({ texts: ["two"], at: noon + 10 })).toBe("older");
    expect(texts()).toEqual(["one"]);
  });

  it("without a time replaces any", async () => {
    github.say(7, bot, ours("one", noon));

    expect(await tell({ texts: ["two"] })).toBe("updated");
  });
});

describe("several comments of ours", () => {
  it.each([
    ["later", noon + 1],
    ["earlier", noon - 1],
  ])("become one when two runs write at once, the second of a %s time", async (_word, other) => {
    // Nobody hears that there is no comment before both have asked.
    let asked = 0;
    let open: () => void = () => undefined;
    const both = new Promise<void>((done) => (open = done));
    github.meanwhile = async (request) => {
      if (!request.startsWith("GET /repos/acme/shop/issues/7/comments") || asked >= 2) return;
      asked += 1;
      if (asked === 2) open();
      await both;
    };
    const deeds = await Promise.all([
      tell({ texts: ["one"], at: noon }),
      tell({ texts: ["two"], at: other }),
    ]);

    expect(deeds).toEqual(["created", "created"]);
    expect(texts()).toEqual([other > noon ? "two" : "one"]);
  });

  it("become one when an answer got lost and the request was made again", async () => {
    github.faults.push({
      on: "POST /repos/acme/shop/issues/7",
      status: 502,
      message: "Bad Gateway",
      done: true,
    });

    expect(await tell({ texts: ["one"] })).toBe("created");
    expect(github.writes.filter((each) => each.startsWith("POST"))).toHaveLength(2);
    expect(texts()).toEqual(["one"]);
  });

  it("become one where an older run comes late, with the newest text", async () => {
    const first = github.say(7, bot, ours("one", noon));
    github.say(7, bot, ours("two", noon + 2));
    github.say(7, bot, ours("other name", noon, "prod"));

    expect(await tell({ texts: ["between"], at: noon + 1 })).toBe("older");
    expect(texts()).toEqual(["two", "other name"]);
    expect(comments()[0]?.id).toBe(first.id);
  });

  it("become one though another run removed one of them meanwhile", async () => {
    github.say(7, bot, ours("one", noon));
    const second = github.say(7, bot, ours("two", noon));
    github.meanwhile = (request) => {
      if (request.startsWith("GET "))
        github.comments.set(
          7,
          comments().filter(({ id }) => id !== second.id),
        );
      return Promise.resolve();
    };

    expect(await tell({ texts: ["three"], at: noon })).toBe("updated");
    expect(texts()).toEqual(["three"]);
  });
});

describe("a text that GitHub refuses", () => {
  it("for its length gives way to the next shorter one", async () => {
    const long = "x".repeat(longestBody);

    expect(await tell({ texts: [long, `${long}y`, "short"] })).toBe("created");
    expect(texts()).toEqual(["short"]);
    expect(await tell({ texts: [long, "shorter"] })).toBe("updated");
    expect(texts()).toEqual(["shorter"]);
  });

  it("for its bytes does too", async () => {
    github.measure = "bytes";

    await tell({ texts: ["→".repeat(30_000), "→".repeat(20_000)] });
    expect(texts()).toEqual(["→".repeat(20_000)]);
  });

  it("for another reason is not tried again in shorter forms", async () => {
    github.faults.push({ on: "POST /repos", status: 422, message: "was flagged as spam" });

    await expect(tell({ texts: ["one", "two"] })).rejects.toThrow(
      "GitHub answers with 422: was flagged as spam",
    );
    expect(github.writes).toHaveLength(1);
  });
});

describe("GitHub's refusals", () => {
  const secondary =
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";

  it.each([
    ["a secondary limit", { status: 403, message: secondary, headers: { "retry-after": "60" } }],
    ["a secondary limit with 429", { status: 429, message: secondary, headers: { "retry-after": "60" } }],
    [
      "the hourly limit",
      {
        status: 403,
        message: "API rate limit exceeded for installation ID 1.",
        headers: {
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 60),
        },
      },
    ],
    ["its own trouble", { status: 500, message: "Server Error" }],
    ["trouble on the way", { status: 503, message: "Service Unavailable" }],
  ])("for %s are waited for as long as it asks", async (_why, fault) => {
    github.faults.push({ on: "GET /repos/acme/shop/issues", ...fault });
    github.faults.push({ on: "POST /repos/acme/shop/issues", ...fault });
    const began = Date.now();

    expect(await tell({ texts: ["one"] })).toBe("created");
    expect(texts()).toEqual(["one"]);
    expect(Date.now() - began).toBeGreaterThanOrEqual((fault.status < 500 ? 2 * 60 : 2) * second - 20);
  });

  it.each([
    [
      "asks to wait for an hour",
      { status: 403, message: secondary, headers: { "retry-after": "3600" } },
      1,
      1,
    ],
    ["keeps asking to wait", { status: 429, message: secondary, headers: { "retry-after": "1" } }, 9, 4],
  ])("end the command where it %s", async (_why, fault, times, asked) => {
    for (let count = 0; count < times; count++) github.faults.push({ on: "GET /repos", ...fault });

    await expect(tell({})).rejects.toMatchObject({
      problems: [{ code: "github/limited", remedy: "Run it again later." }],
    });
    expect(github.requests.filter((each) => each.startsWith("GET /repos"))).toHaveLength(asked);
  });

  it.each([
    [
      "an unknown token",
      { token: "nobody" },
      "401: Bad credentials",
      "GITHUB_TOKEN is no token that GitHub knows",
    ],
    [
      "a token that may only read",
      { token: "reader" },
      "403: Resource not accessible by integration",
      "needs `pull-requests: write`",
    ],
  ])("of %s say what to do", async (_what, said, answer, remedy) => {
    await expect(tell(said)).rejects.toThrow(answer);
    await expect(tell(said)).rejects.toThrow(remedy);
  });

  it("of an unknown pull request say where to look", async () => {
    github.pulls.length = 0;

    await expect(tell({})).rejects.toThrow("404: Not Found");
  });

  it("carry no token, even where GitHub repeats it", async () => {
    const token = "ordinary-looking-word";
    github.tokens.set(token, { login: bot, writes: true });
    github.faults.push({ on: "GET /repos", status: 404, message: `no ${token}, nor ghp_${"a".repeat(36)}` });

    await expect(tell({ token })).rejects.toThrow("404: no [hidden], nor [hidden]");
  });

  it("are told too where nobody answers at all", async () => {
    const access = { api: "http://127.0.0.1:9", token: "bot-token", second: 0 };
    const client = await gitHub(access);

    await expect(
      asking("acme/shop", access, () => client.rest.repos.get({ owner: "acme", repo: "shop" })),
    ).rejects.toMatchObject({ problems: [{ code: "github/unreachable" }] });
  });
});
