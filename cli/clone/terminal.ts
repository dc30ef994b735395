import type { Parity } from "../../environments/parity/parity";
import { cloneSentence, deployedSentence, type CloneReport } from "../../environments/clone/report";
import { oneLine } from "../../preview/render/text";
import { colour } from "../colour";
import { parityTerminal } from "../commands/parity";
import { table } from "../table";

const cellLength = 60;

/** A clone for a terminal: what its file has of its own and why, and in what the two environments differ by that. */
export function cloneTerminal(report: CloneReport, parity: Parity): string {
  const { from, rewrites, to } = report;
  const rows = rewrites.map((each) => [
    each.path,
    oneLine(each.from ?? "", cellLength),
    oneLine(each.to ?? "", cellLength),
    each.because,
  ]);
  return [
    colour.bold(cloneSentence(report)),
    "",
    table(["what", from, to, "because"], rows),
    "",
    parityTerminal(parity),
    "",
    `Nothing of ${from} is in the settings or the plan of ${to}.`,
  ].join("\n");
}

/** What came of it. */
export function cloneEnding({ deployed, expires, file, to, written }: CloneReport): string {
  const end =
    expires === null ? `${to} lasts.` : `${to} ends ${expires}; \`belfry sweep\` removes it afterwards.`;
  if (deployed === null)
    return `Nothing is written yet: without --dry-run this makes ${file} and deploys ${to}.`;
  return [`${file} ${written ? "is written" : "is as it was"}.`, deployedSentence(deployed), end].join(" ");
}
