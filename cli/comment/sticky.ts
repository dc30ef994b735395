import type { Octokit } from "@octokit/rest";

import { isTooLong, refusalOf } from "./github";
import { marked, markerOf, type Marker } from "./marker";

/** A pull request. */
export interface PullRequest {
  /** Owner of its repository. */
  readonly owner: string;
  /** Name of its repository. */
  readonly repo: string;
  /** Its number. */
  readonly pull: number;
}

/** What is to stand in the comment. */
export interface Message {
  /** Its marker. */
  readonly marker: Marker;
  /** Its text in forms that become shorter; the first that GitHub takes is written. */
  readonly texts: Iterable<string>;
  /** Whether it is worth a comment where there is none yet. */
  readonly news: boolean;
}

/** What was done. */
export type Deed = "created" | "updated" | "unchanged" | "silent" | "older";

interface Own {
  readonly id: number;
  readonly body: string;
  readonly validAt: number;
}

/**
 * Keeps one comment of a pull request up to date: the oldest of ours by marker and author. A comment that tells of a later
 * time stays. What two runs at once, or an answer that got lost, left twice becomes one again.
 */
export async function keepComment(client: Octokit, pull: PullRequest, message: Message): Promise<Deed> {
  const me = await whoAmI(client);
  const own = await ownComments(client, pull, me, message.marker.name);
  const [kept] = own;
  if (kept === undefined) {
    if (!message.news) return "silent";
    await writeFirst(message, async (body) => {
      await client.rest.issues.createComment({ ...place(pull), issue_number: pull.pull, body });
    });
    await settle(client, pull, await ownComments(client, pull, me, message.marker.name));
    return "created";
  }
  await settle(client, pull, own);
  if (isOlder(message.marker, own)) return "older";
  return update(client, pull, newestAsKept(own), message);
}

async function update(client: Octokit, pull: PullRequest, kept: Own, message: Message): Promise<Deed> {
  return writeFirst(message, async (body) => {
    if (sameText(kept.body, body)) return "unchanged";
    await client.rest.issues.updateComment({ ...place(pull), comment_id: kept.id, body });
    return "updated";
  });
}

/** Tries each form of the text until one is not too long. */
async function writeFirst<T>({ marker, texts }: Message, write: (body: string) => Promise<T>): Promise<T> {
  let refused: unknown = new RangeError("A message has a text.");
  for (const text of texts) {
    try {
      return await write(marked(marker, text));
    } catch (error) {
      if (!isTooLong(error)) throw error;
      refused = error;
    }
  }
  throw refused;
}

/** Leaves the oldest of several comments, with the newest text, and removes the others: all are ours. */
async function settle(client: Octokit, pull: PullRequest, own: readonly Own[]): Promise<void> {
  const [kept, ...others] = own;
  if (kept === undefined || others.length === 0) return;
  const { body } = newestAsKept(own);
  if (!sameText(kept.body, body))
    await client.rest.issues.updateComment({ ...place(pull), comment_id: kept.id, body });
  for (const { id } of others) {
    try {
      await client.rest.issues.deleteComment({ ...place(pull), comment_id: id });
    } catch (error) {
      // Another run may have removed it by now.
      if (refusalOf(error)?.status !== 404) throw error;
    }
  }
}

/** The oldest comment as it stands once all are one. */
function newestAsKept(own: readonly Own[]): Own {
  const [kept, ...others] = own;
  if (kept === undefined) throw new RangeError("There is no comment.");
  const newest = others.reduce((best, each) => (each.validAt >= best.validAt ? each : best), kept);
  return { ...newest, id: kept.id };
}

/**
 * Who writes with this token. `GET /user` is refused to the token of a workflow; this query gives the same name that stands
 * at its comments, such as `github-actions[bot]`, for apps and people alike.
 *
 * https://docs.github.com/graphql/reference/queries#viewer
 */
async function whoAmI(client: Octokit): Promise<string> {
  const { viewer } = await client.graphql<{ readonly viewer: { readonly login: string } }>(
    "query { viewer { login } }",
  );
  return viewer.login;
}

/** Our comments of that name, oldest first, from all pages. */
async function ownComments(
  client: Octokit,
  pull: PullRequest,
  me: string,
  name: string,
): Promise<readonly Own[]> {
  const all = await client.paginate(client.rest.issues.listComments, {
    ...place(pull),
    issue_number: pull.pull,
    per_page: 100,
  });
  return all
    .flatMap(({ body = "", id, user }): readonly Own[] => {
      const marker = user?.login === me ? markerOf(body) : null;
      return marker?.name === name ? [{ id, body, validAt: timeOf(marker) }] : [];
    })
    .sort((one, other) => one.id - other.id);
}

/** A message without a time may replace any, and be replaced by any. */
const isOlder = ({ validAt }: Marker, own: readonly Own[]): boolean =>
  validAt !== null && own.some((each) => each.validAt > validAt);

const timeOf = ({ validAt }: Marker): number => validAt ?? -Infinity;

const place = ({ owner, repo }: PullRequest): { readonly owner: string; readonly repo: string } => ({
  owner,
  repo,
});

/** GitHub gives line ends back as the editor wrote them, and keeps no blanks at the end. */
const sameText = (one: string, other: string): boolean => plainText(one) === plainText(other);

const plainText = (text: string): string => text.replaceAll("\r\n", "\n").trimEnd();
