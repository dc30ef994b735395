import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Who a token is, and what it may do. */
export interface TokenOwner {
  /** Name at what it writes, such as `github-actions[bot]`. */
  readonly login: string;
  /** Whether it may write comments; reading is always allowed. */
  readonly writes: boolean;
}

/** A comment as the double keeps it. */
export interface StoredComment {
  readonly id: number;
  readonly login: string;
  body: string;
}

/** A pull request that the double knows. */
export interface StoredPull {
  readonly number: number;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headOwner: string;
  /** Id of the repository of the head; null where the fork is gone. */
  readonly headRepository: number | null;
  readonly state: "open" | "closed";
}

/** A workflow run that the double knows. */
export interface StoredRun {
  readonly id: number;
  readonly event: string;
  readonly headSha: string;
  readonly headBranch: string;
  readonly headOwner: string;
  readonly headRepository: number | null;
  readonly startedAt: string;
}

/** What the double answers instead, once. */
export interface Fault {
  /** `method path`, as far as it must match. */
  readonly on: string;
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Does what was asked, and loses only the answer. */
  readonly done?: true;
}

/** Characters of a body that GitHub's own message names. */
export const longestBody = 65_536;

interface Answer {
  readonly status: number;
  readonly data?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const page = "https://docs.github.com/rest";
const refused = (status: number, message: string, more: object = {}): Answer => ({
  status,
  data: { message, ...more, documentation_url: page, status: String(status) },
});

/**
 * GitHub's REST API on this machine, as far as comments of pull requests need it, with its limits: length of bodies, pages,
 * tokens, and whatever a test tells it to refuse. https://docs.github.com/rest/issues/comments
 */
export class GitHubDouble {
  /** Tokens that it knows. */
  readonly tokens = new Map<string, TokenOwner>();
  /** Comments of each pull request, oldest first. */
  readonly comments = new Map<number, StoredComment[]>();
  readonly pulls: StoredPull[] = [];
  readonly runs: StoredRun[] = [];
  /** Every request, as `method path`. */
  readonly requests: string[] = [];
  /** What is refused next. */
  readonly faults: Fault[] = [];
  /** In what a body's length is measured. */
  measure: "characters" | "bytes" = "characters";
  /** Waits before it answers a request; used to let two runs meet. */
  meanwhile: (request: string) => Promise<void> = () => Promise.resolve();

  #next = 1000;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  /** Its address. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Requests that change something. */
  get writes(): readonly string[] {
    return this.requests.filter((each) => !each.startsWith("GET ") && !each.endsWith("/graphql"));
  }

  async start(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** Somebody's comment. */
  say(pull: number, login: string, body: string): StoredComment {
    const comment = { id: this.#next++, login, body };
    this.comments.set(pull, [...(this.comments.get(pull) ?? []), comment]);
    return comment;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const name = `${request.method ?? ""} ${request.url ?? ""}`;
    this.requests.push(name);
    const found = this.faults.findIndex(({ on }) => name.startsWith(on));
    const [fault] = found < 0 ? [] : this.faults.splice(found, 1);
    const ask = (): Answer => this.#answer(request, name, Buffer.concat(chunks).toString());
    if (fault?.done) ask();
    const { data, headers, status } = fault
      ? { ...refused(fault.status, fault.message), headers: fault.headers }
      : ask();
    await this.meanwhile(name);
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(data === undefined ? undefined : JSON.stringify(data));
  }

  #answer(request: IncomingMessage, name: string, text: string): Answer {
    const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const who = this.tokens.get(token);
    if (who === undefined) return refused(401, "Bad credentials");
    const address = new URL(request.url ?? "", this.url);
    const route = `${request.method ?? ""} ${address.pathname}`;
    if (route === "POST /graphql") return { status: 200, data: { data: { viewer: { login: who.login } } } };
    if (route === "GET /user" && who.login.endsWith("[bot]"))
      return refused(403, "Resource not accessible by integration");
    const [, rest] = /^\w+ \/repos\/acme\/shop(\/.*)$/.exec(route) ?? [];
    if (rest === undefined) return refused(404, "Not Found");
    if (!name.startsWith("GET ") && !who.writes)
      return refused(403, "Resource not accessible by integration");
    return this.#repository(request.method ?? "", rest, { address, who, text });
  }

  #repository(
    method: string,
    path: string,
    { address, text, who }: { readonly address: URL; readonly who: TokenOwner; readonly text: string },
  ): Answer {
    const [, pull] = /^\/issues\/(\d+)\/comments$/.exec(path) ?? [];
    const [, comment] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    const [, run] = /^\/actions\/runs\/(\d+)$/.exec(path) ?? [];
    if (pull !== undefined && !this.pulls.some(({ number }) => number === Number(pull)))
      return refused(404, "Not Found");
    if (pull !== undefined && method === "GET")
      return this.#paged((this.comments.get(Number(pull)) ?? []).map(asComment), address);
    if (pull !== undefined && method === "POST")
      return this.#checked(text, (body) => ({
        status: 201,
        data: asComment(this.say(Number(pull), who.login, body)),
      }));
    if (comment !== undefined) return this.#onComment(method, Number(comment), text);
    if (path === "/pulls" && method === "GET") return this.#paged(this.#listed(address), address);
    if (run !== undefined && method === "GET") {
      const known = this.runs.find(({ id }) => id === Number(run));
      return known === undefined ? refused(404, "Not Found") : { status: 200, data: asRun(known) };
    }
    return refused(404, "Not Found");
  }

  /** A token that may write may change anybody's comment, as GitHub's may. */
  #onComment(method: string, id: number, text: string): Answer {
    for (const [pull, all] of this.comments) {
      const comment = all.find((each) => each.id === id);
      if (comment === undefined) continue;
      if (method === "PATCH")
        return this.#checked(text, (body) => {
          comment.body = body;
          return { status: 200, data: asComment(comment) };
        });
      if (method === "DELETE") {
        this.comments.set(
          pull,
          all.filter((each) => each !== comment),
        );
        return { status: 204 };
      }
    }
    return refused(404, "Not Found");
  }

  #checked(text: string, then: (body: string) => Answer): Answer {
    const { body } = JSON.parse(text) as { readonly body: string };
    const length = this.measure === "bytes" ? Buffer.byteLength(body) : Array.from(body).length;
    if (length <= longestBody) return then(body);
    const message = `Body is too long (maximum is ${longestBody} characters)`;
    return refused(422, "Validation Failed", {
      errors: [{ resource: "IssueComment", code: "unprocessable", field: "data", message }],
    });
  }

  /** Pages of at most 100, with the header that leads to the others. https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
  #paged(all: readonly unknown[], address: URL): Answer {
    const size = Math.min(100, Number(address.searchParams.get("per_page") ?? 30));
    const number = Number(address.searchParams.get("page") ?? 1);
    const last = Math.max(1, Math.ceil(all.length / size));
    const link = (to: number, rel: string): string => {
      const other = new URL(address);
      other.searchParams.set("page", String(to));
      return `<${other.href}>; rel="${rel}"`;
    };
    const links = [
      ...(number > 1 ? [link(number - 1, "prev"), link(1, "first")] : []),
      ...(number < last ? [link(number + 1, "next"), link(last, "last")] : []),
    ];
    return {
      status: 200,
      data: all.slice((number - 1) * size, number * size),
      ...(links.length === 0 ? {} : { headers: { link: links.join(", ") } }),
    };
  }

  #listed({ searchParams }: URL): readonly unknown[] {
    return this.pulls
      .filter(({ state }) => state === (searchParams.get("state") ?? "open"))
      .filter(({ headBranch, headOwner }) => {
        const head = searchParams.get("head");
        return head === null || head === `${headOwner}:${headBranch}`;
      })
      .map(({ headRepository, headSha, number, state }) => ({
        number,
        state,
        head: { sha: headSha, repo: headRepository === null ? null : { id: headRepository } },
      }));
  }
}

const asComment = ({ body, id, login }: StoredComment) => ({
  id,
  body,
  user: { login, type: login.endsWith("[bot]") ? "Bot" : "User" },
});

/** `pull_requests` is empty for runs of forks, and nobody may rely on it. */
const asRun = (run: StoredRun) => ({
  id: run.id,
  event: run.event,
  head_sha: run.headSha,
  head_branch: run.headBranch,
  head_repository:
    run.headRepository === null ? null : { id: run.headRepository, owner: { login: run.headOwner } },
  pull_requests: [],
  created_at: run.startedAt,
  run_started_at: run.startedAt,
  html_url: `https://github.com/acme/shop/actions/runs/${run.id}`,
});
