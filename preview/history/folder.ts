import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

import type { Problem } from "../../model/problem";
import type { History, QueryHistory } from "../simulator/history";
import { readCsv, type CsvHistory } from "./csv";
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

/**
 * A folder of files that a user gives, one file a query: `vendhub/cpu.csv`, by the guardrail's id, holds the whole query;
 * `<hash>.csv` holds the query, or the part of one, of which it is the hash (`queryHash`).
 */
export class HistoryFolder {
  private readonly root: string;
  private readonly files: ReadonlySet<string>;
  private readonly read = new Map<string, Promise<CsvHistory>>();

  constructor(root: string) {
    this.root = root;
    this.files = new Set(existsSync(root) ? csvFiles(root) : []);
  }

  /** Files that no guardrail asked for, so that a mistyped name is seen. */
  get unused(): readonly string[] {
    return [...this.files].filter((file) => !this.read.has(file)).sort();
  }

  /**
   * The past of a guardrail.
   *
   * @param id - under which its file is looked for; null where a file of that name would hold another query
   */
  async historyOf(id: string | null, { hashed, whole }: Wanted): Promise<FoundHistory> {
    const own = id !== null && whole !== null ? [{ file: `${id}.csv`, wanted: whole }] : [];
    const shared = hashed.map((wanted) => ({ file: `${queryHash(wanted.text)}.csv`, wanted }));
    const problems: Problem[] = [];
    const queries = new Map<string, QueryHistory>();
    let [from, to] = [Infinity, -Infinity];
    for (const { file, wanted } of [...own, ...shared]) {
      if (!this.files.has(file) || queries.has(wanted.text)) continue;
      const csv = await this.fileOf(file);
      problems.push(...csv.problems, ...tagProblems(this.shown(file), csv, wanted));
      queries.set(wanted.text, csv.answer);
      [from, to] = [Math.min(from, csv.from), Math.max(to, csv.to)];
    }
    const missing = [...own, ...shared].map(({ file }) => file).filter((file) => !this.files.has(file));
    return { history: queries.size === 0 ? null : { queries, from, to }, missing, problems };
  }

  private fileOf(file: string): Promise<CsvHistory> {
    const reading = this.read.get(file) ?? readCsv(join(this.root, file), this.shown(file));
    this.read.set(file, reading);
    return reading;
  }

  private readonly shown = (file: string): string => join(this.root, file);
}

const csvFiles = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".csv"));

function tagProblems(path: string, { problems, tags }: CsvHistory, { by }: WantedText): readonly Problem[] {
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
