import { Command, InvalidArgumentError, Option } from "commander";

import { ModelError } from "../../model/problem";
import { commentTexts, isNews, type Whereabouts } from "../comment/body";
import { asking, gitHub, type GitHubAccess } from "../comment/github";
import { isMarkerName } from "../comment/marker";
import { readOutcome, type Outcome } from "../comment/outcome";
import { pullOfRun } from "../comment/run";
import { keepComment, type Deed, type PullRequest } from "../comment/sticky";
import { exitCodes, Stop } from "../exit";

interface Repository {
  readonly owner: string;
  readonly repo: string;
}

interface CommentOptions {
  /** File of the preview. */
  readonly read: string;
  /** File of what a failed run printed. */
  readonly failed?: string;
  /** Where the pull request is. */
  readonly repository?: Repository;
  /** Its number; missing only with `run`. */
  readonly pull?: number;
  /** When the preview was true, in seconds since 1970. */
  readonly validAt?: number;
  /** The run that left the files. */
  readonly run?: number;
  /** What the run says of itself. */
  readonly about?: string;
  /** Which comment of the pull request. */
  readonly name: string;
}

/** What is said of each deed. */
const said: Readonly<Record<Deed, string>> = {
  created: "The comment is written.",
  updated: "The comment is brought up to date.",
  unchanged: "The comment says so already.",
  silent: "Nothing changes, and nothing was said before: no comment.",
  older: "The comment tells of a later time: it stays.",
};

/** `belfry comment`: keeps one comment of a pull request up to date with its preview. */
export function commentCommand(): Command {
  return new Command("comment")
    .description(
      "Tell a preview in one comment of a pull request on GitHub, and keep it up to date. GITHUB_TOKEN says who writes.",
    )
    .requiredOption("--read <file>", "what `belfry preview --format json` printed")
    .option("--failed <file>", "what a preview that failed printed to stderr, told where --read is empty")
    .addOption(
      new Option("--repository <owner/name>", "where the pull request is")
        .env("GITHUB_REPOSITORY")
        .argParser(parseRepository),
    )
    .option("--pull <number>", "the pull request", parseNumber)
    .option("--valid-at <time>", "when the preview was true; an earlier one never replaces it", parseTime)
    .addOption(
      new Option(
        "--run <id>",
        "the workflow run that left the files, in place of --pull and --valid-at: GitHub is asked for both",
      )
        .argParser(parseNumber)
        .conflicts(["pull", "validAt"]),
    )
    .option("--about <file>", "with --run, what the run says of itself: schemaVersion, pull and head as JSON")
    .option("--name <name>", "tells several comments of a pull request apart", parseName, "preview")
    .action(async (options: CommentOptions) => {
      const { failed, read, repository } = options;
      const access = accessOf(process.env);
      if (repository === undefined)
        throw new Stop(
          exitCodes.usage,
          "error: --repository <owner/name> is missing, and GITHUB_REPOSITORY is not set",
        );
      const client = await gitHub(access);
      const { outcome, refused } = readOutcome(read, failed);
      const deed = await asking(`${repository.owner}/${repository.repo}`, access, async () => {
        const target = await targetOf(client, repository, options);
        return target === null ? null : tell(client, outcome, { ...target, name: options.name });
      });
      console.log(
        deed === null ? "The commit is the head of no open pull request any more: no comment." : said[deed],
      );
      if (refused.length > 0) throw new ModelError(read, refused);
    });
}

type Client = Awaited<ReturnType<typeof gitHub>>;

interface Target {
  readonly pull: PullRequest;
  readonly validAt: number | null;
  readonly where: Whereabouts;
}

async function targetOf(
  client: Client,
  repository: Repository,
  options: CommentOptions,
): Promise<Target | null> {
  const { about, pull, run, validAt = null } = options;
  if (run !== undefined) {
    const found = await pullOfRun(client, { ...repository, run, about });
    if (found.pull === null) return null;
    return { pull: found.pull, validAt: found.startedAt, where: { run: found.page, commit: found.commit } };
  }
  if (pull === undefined) throw new Stop(exitCodes.usage, "error: --pull <number> or --run <id> is missing");
  return { pull: { ...repository, pull }, validAt, where: { run: runPage(process.env), commit: null } };
}

const tell = (
  client: Client,
  outcome: Outcome,
  { name, pull, validAt, where }: Target & { readonly name: string },
) =>
  keepComment(client, pull, {
    marker: { name, validAt },
    texts: commentTexts(outcome, where),
    news: isNews(outcome),
  });

/** https://docs.github.com/actions/reference/workflows-and-actions/variables */
function accessOf({
  GITHUB_API_URL: api = "https://api.github.com",
  GITHUB_TOKEN: token = "",
}: NodeJS.ProcessEnv): GitHubAccess {
  if (token === "")
    throw new Stop(exitCodes.usage, "error: GITHUB_TOKEN is not set; it says who writes the comment");
  return { api, token };
}

/** The page of the run that this command is part of; null outside of GitHub Actions. */
function runPage({
  GITHUB_REPOSITORY: repository,
  GITHUB_RUN_ID: run,
  GITHUB_SERVER_URL: server,
}: NodeJS.ProcessEnv): string | null {
  return repository && run && server ? `${server}/${repository}/actions/runs/${run}` : null;
}

function parseRepository(text: string): Repository {
  const [, owner, repo] = /^([A-Za-z0-9_-]+)\/([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (owner !== undefined && repo !== undefined) return { owner, repo };
  throw new InvalidArgumentError("It is no repository; write one such as owner/name.");
}

function parseNumber(text: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is no number of GitHub's; write one such as 12.");
}

function parseTime(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time / 1000;
  throw new InvalidArgumentError("It is no time; write one such as 2026-11-21T09:30:00Z.");
}

function parseName(text: string): string {
  if (isMarkerName(text)) return text;
  throw new InvalidArgumentError("It is no name; write letters, digits, - and _.");
}
