import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Problem } from "../../model/problem";
import type { History, QueryHistory } from "../simulator/history";
import { readCsv } from "./csv";
import type { FileHistory } from "./gathered";
import { readOpenMetrics } from "./openmetrics";
import { originOf, type Origin } from "./origin";
import { partsIn, readParquet } from "./parquet";
import { queryHash, type Wanted, type WantedText } from "./wanted";

/** The past of one guardrail, as far as the folder holds it. */
export interface FoundHistory {
  /** What the files hold; null where no file is of this guardrail. */
  readonly history: History | null;
  /** Names of files that would serve: any of them that is missing. */
  readonly missing: readonly string[];
  /** What is wrong with the files that were read. */
  readonly problems: readonly Problem[];
}

/** The endings of files that are read; the parts of a query that was pulled lie in a folder of its hash. */
const endings = [".csv", ".parquet", ".openmetrics"] as const;

/**
 * A folder of files, one a query: `vendhub/cpu.csv`, by the guardrail's id, holds the whole query; `<hash>.csv` holds the
 * query, or the part of one, of which it is the hash (`queryHash`). In place of `.csv` it is `.parquet` or `.openmetrics`, or a
 * folder `<hash>` with the parts that were pulled.
 */
export class HistoryFolder {
  private readonly root: string;
  /** The files by their names without ending. */
  private readonly files: ReadonlyMap<string, readonly string[]>;
  private readonly read = new Map<string, Promise<FileHistory>>();

  constructor(root: string) {
    this.root = root;
    this.files = existsSync(root) ? filesIn(root) : new Map<string, readonly string[]>();
  }

  /** Where it was pulled from; null for a folder that somebody filled by hand. */
  get origin(): Origin | null {
    return originOf(this.root);
  }

  /** Files that no guardrail asked for, so that a mistyped name is seen. */
  get unused(): readonly string[] {
    return [...this.files].flatMap(([stem, files]) => (this.read.has(stem) ? [] : files)).sort();
  }

  /**
   * The past of a guardrail.
   *
   * @param id - under which its file is looked for; null where a file of that name would hold another query
   */
  async historyOf(id: string | null, { hashed, whole }: Wanted): Promise<FoundHistory> {
    const own = id !== null && whole !== null ? [{ stem: id, wanted: whole }] : [];
    const shared = hashed.map((wanted) => ({ stem: queryHash(wanted.text), wanted }));
    const problems: Problem[] = [];
    const queries = new Map<string, QueryHistory>();
    let [from, to] = [Infinity, -Infinity];
    for (const { stem, wanted } of [...own, ...shared]) {
      const files = this.files.get(stem);
      if (files === undefined || queries.has(wanted.text)) continue;
      const found = await this.fileOf(stem, files);
      problems.push(...found.problems, ...tagProblems(this.shown(files[0]), found, wanted));
      queries.set(wanted.text, found.answer);
      [from, to] = [Math.min(from, found.from), Math.max(to, found.to)];
    }
    const missing = [...own, ...shared].flatMap(({ stem }) => (this.files.has(stem) ? [] : `${stem}.csv`));
    return { history: queries.size === 0 ? null : { queries, from, to }, missing, problems };
  }

  private fileOf(stem: string, files: readonly string[]): Promise<FileHistory> {
    const reading = this.read.get(stem) ?? this.readAll(files);
    this.read.set(stem, reading);
    return reading;
  }

  private async readAll([file = "", ...others]: readonly string[]): Promise<FileHistory> {
    const [path, name] = [join(this.root, file), this.shown(file)];
    const found = file.endsWith(".csv")
      ? await readCsv(path, name)
      : file.endsWith(".openmetrics")
        ? await readOpenMetrics(path, name)
        : await readParquet(file.endsWith("/") ? partsIn(path) : [path], name);
    return { ...found, problems: [...found.problems, ...others.map((other) => this.twice(name, other))] };
  }

  private readonly twice = (name: string, other: string): Problem => ({
    code: "history/twice",
    path: this.shown(other),
    value: null,
    rule: `${name} holds the same query.`,
    remedy: "Keep one of them.",
  });

  private readonly shown = (file = ""): string => join(this.root, file);
}

function filesIn(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
    const file = name.replaceAll("\\", "/");
    // What a pull has not finished yet lies in a folder with a dot.
    const ending = file.startsWith(".") ? undefined : endings.find((each) => file.endsWith(each));
    if (ending === undefined) continue;
    const part = /^([0-9a-f]{64}\/)\d+-\d+\.parquet$/.exec(file)?.[1];
    const [stem, kept] =
      part === undefined ? [file.slice(0, -ending.length), file] : [part.slice(0, -1), part];
    const known = found.get(stem) ?? [];
    if (!known.includes(kept)) found.set(stem, [...known, kept]);
  }
  return found;
}

function tagProblems(path: string, { problems, tags }: FileHistory, { by }: WantedText): readonly Problem[] {
  if (problems.length > 0 || [...tags].sort().join() === [...by].sort().join()) return [];
  const header = ["timestamp", "value", ...by].join(",");
  return [
    {
      code: "history/groups",
      path: `${path}:1`,
      value: ["timestamp", "value", ...tags].join(","),
      rule:
        by.length === 0
          ? "its query has no groups."
          : `its query is grouped by ${by.join(", ")}, in one column each.`,
      remedy: `Write the first line as ${header}.`,
    },
  ];
}
