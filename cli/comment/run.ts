import type { Octokit } from "@octokit/rest";
import { z } from "zod";

import { ModelError, type Problem } from "../../model/problem";
import { parsed } from "../preview/json";
import { textOf } from "./outcome";
import type { PullRequest } from "./sticky";

/** What a run says of itself, in a file that anybody may have written. */
const aboutSchema = z
  .object({
    schemaVersion: z.literal(1),
    pull: z.int().min(1),
    head: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  })
  .strict();

type About = z.infer<typeof aboutSchema>;

/** Bytes of the longest such file. */
const longestAbout = 1 << 10;

/** The pull request of a run, as GitHub tells it. */
export interface RunPull {
  /** The pull request; null where the run's commit is the head of none any more. */
  readonly pull: PullRequest | null;
  /** Commit of which the run tells. */
  readonly commit: string;
  /** When the run began, or began again, in seconds since 1970. */
  readonly startedAt: number;
  /** Its page. */
  readonly page: string;
}

/** Which run, and what it says of itself. */
export interface RunRequest {
  /** Owner of the repository. */
  readonly owner: string;
  /** Name of the repository. */
  readonly repo: string;
  /** Id of the run. */
  readonly run: number;
  /** File of what it says; undefined where none is given. */
  readonly about: string | undefined;
}

/**
 * Finds the pull request of a run of `pull_request`. GitHub leaves `pull_requests` of a run of a fork empty, so it is looked
 * for by the run's branch and commit. What the run says of itself only chooses among those that GitHub names: two pull
 * requests may share a head.
 *
 * https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run and https://docs.github.com/rest/pulls/pulls#list-pull-requests
 *
 * @throws ModelError when the run is of another kind, or says of itself what GitHub does not
 */
export async function pullOfRun(
  client: Octokit,
  { about: file, owner, repo, run: id }: RunRequest,
): Promise<RunPull> {
  const about = file === undefined ? null : readAbout(file);
  const { data: run } = await client.rest.actions.getWorkflowRun({ owner, repo, run_id: id });
  if (run.event !== "pull_request")
    throw refusal("--run", String(id), `it is a run of ${run.event}, not of pull_request.`);
  if (about !== null && about.head !== run.head_sha)
    throw refusal("--about", about.head, `the run is of another commit, ${run.head_sha}.`);
  const numbers = await openPulls(client, { owner, repo }, run);
  if (about !== null && numbers.length > 0 && !numbers.includes(about.pull))
    throw refusal(
      "--about",
      String(about.pull),
      `the run is of another pull request, ${numbers.join(" or ")}.`,
    );
  const [first] = numbers;
  if (about === null && numbers.length > 1)
    throw refusal(
      "--run",
      String(id),
      `it may be of ${numbers.join(" or ")}, and no --about tells of which.`,
    );
  const number = about === null ? first : numbers.find((each) => each === about.pull);
  return {
    pull: number === undefined ? null : { owner, repo, pull: number },
    commit: run.head_sha,
    startedAt: Date.parse(run.run_started_at ?? run.created_at) / 1000,
    page: run.html_url,
  };
}

/** A run, as far as it tells of its pull request. */
interface RunHead {
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly head_repository: { readonly id: number; readonly owner: { readonly login: string } } | null;
}

/** The open pull requests of which a run's commit is the head, now. */
async function openPulls(
  client: Octokit,
  place: { readonly owner: string; readonly repo: string },
  { head_branch: branch, head_repository: from, head_sha: commit }: RunHead,
): Promise<readonly number[]> {
  // A fork that is gone by now.
  if (branch === null || from === null) return [];
  const pulls = await client.paginate(client.rest.pulls.list, {
    ...place,
    state: "open",
    head: `${from.owner.login}:${branch}`,
    per_page: 100,
  });
  return pulls
    .filter(
      ({ head }) => head.sha === commit && (head.repo as { readonly id: number } | null)?.id === from.id,
    )
    .map(({ number }) => number);
}

function readAbout(file: string): About | null {
  const text = textOf(file, "--about", { most: longestAbout, part: "whole" });
  if (text.trim() === "") return null;
  const { data } = aboutSchema.safeParse(parsed(text, file));
  if (data === undefined) throw refusal("--about", file, "it does not say a pull request and its head.");
  return data;
}

const refusal = (path: string, value: string, rule: string): ModelError => {
  const problem: Problem = {
    code: "comment/foreign-run",
    path,
    value,
    rule,
    remedy: "Nothing was written. Give the run of which the files are; otherwise somebody changed them.",
  };
  return new ModelError("What the run left", [problem]);
};
