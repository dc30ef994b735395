import { wordsOf } from "../../preview/change";
import { many } from "../../preview/sentence";
import { code, markdownTable, page } from "../../report/catalogue/markdown";
import { paritySentence, type Parity } from "../parity/parity";
import type { Clone, Rewrite } from "./request";

/** Version of the document: what reads it can tell whether it understands it. */
export const cloneVersion = 1;

/** What came of deploying a clone. */
export interface DeployedClone {
  /** Resources at providers. */
  readonly resources: number;
  /** What this run did to them, such as `98 created`; empty where all was there. */
  readonly changes: string;
}

/** A clone as it is told. */
export interface CloneReport {
  /** Version of this document. */
  readonly schemaVersion: typeof cloneVersion;
  /** Environment that is cloned. */
  readonly from: string;
  /** The clone. */
  readonly to: string;
  /** Its file. */
  readonly file: string;
  /** Whether this run wrote it; a dry run and a second run do not. */
  readonly written: boolean;
  /** When it ends; null for one that lasts. */
  readonly expires: string | null;
  /** Every difference of its file from the origin's. */
  readonly rewrites: readonly Rewrite[];
  /** Paths of what stays as it is. */
  readonly inherited: readonly string[];
  /** In what the two environments differ, and why. */
  readonly parity: Pick<Parity, "causes"> & { readonly summary: string };
  /** What is deployed of it; null for a dry run. */
  readonly deployed: DeployedClone | null;
}

/** What a report is made of. */
export interface CloneFindings extends Pick<
  CloneReport,
  "from" | "to" | "file" | "written" | "expires" | "deployed"
> {
  /** The file and its rewrites. */
  readonly made: Pick<Clone, "rewrites" | "inherited">;
  /** The two environments side by side. */
  readonly parity: Parity;
}

/** A clone as data. */
export const cloneReport = ({ made, parity, ...told }: CloneFindings): CloneReport => ({
  schemaVersion: cloneVersion,
  ...told,
  rewrites: made.rewrites,
  inherited: made.inherited,
  parity: { summary: paritySentence(parity), causes: parity.causes },
});

/** What becomes of the file, in a sentence. */
export function cloneSentence({
  from,
  inherited,
  rewrites,
  to,
}: Pick<CloneReport, "from" | "inherited" | "rewrites" | "to">): string {
  const kept = inherited.length === 1 ? "1 key stays" : `${inherited.length} keys stay`;
  return `${to} from ${from}: ${many(rewrites.length, "rewrite")}; ${kept} as in ${from}.`;
}

/** A clone as a page for a pull request or a wiki. */
export function cloneMarkdown(report: CloneReport): string {
  const { deployed, expires, file, from, parity, rewrites, to } = report;
  return page([
    `# ${code(to)}, cloned from ${code(from)}`,
    `**${cloneSentence(report)}** ${expires === null ? "It lasts." : `It ends ${expires}.`}`,
    markdownTable(
      ["what", from, to, "rule", "because"],
      rewrites.map((each) => [
        code(each.path),
        valueCell(each.from),
        valueCell(each.to),
        each.rule,
        each.because,
      ]),
    ),
    "## Side by side",
    parity.summary,
    markdownTable(
      ["what differs", from, to, "guardrails", "what it means"],
      parity.causes.map((each) => [
        code(each.cause),
        code(each.before),
        code(each.after),
        String(each.guardrails),
        each.classes.map(wordsOf).join(", "),
      ]),
    ),
    deployed === null ? `Nothing is written: ${code(file)} would be.` : deployedSentence(deployed),
  ]);
}

/** What is deployed, in a sentence. */
export const deployedSentence = ({ changes, resources }: DeployedClone): string =>
  `${many(resources, "resource")} ${resources === 1 ? "is" : "are"} deployed; this run: ${changes === "" ? "no changes" : changes}.`;

const valueCell = (value: string | null): string => (value === null ? "" : code(value));
