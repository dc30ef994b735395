import { appendFileSync, existsSync, statSync } from "node:fs";

import { Command } from "commander";

import { ModelError } from "../../model/problem";
import { summaryText } from "../comment/body";
import { readOutcome, type Outcome } from "../comment/outcome";
import { exitCodes, Stop } from "../exit";

/** Bytes of a step's summary. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits */
const largestSummary = 1 << 20;

/** Bytes that a character of a text in memory takes at most in a file. */
const bytesOfCharacter = 3;

interface SummaryOptions {
  /** File of the preview. */
  readonly read: string;
  /** File of what a failed run printed. */
  readonly failed?: string;
}

/** `belfry summary`: a preview as the summary and the outputs of a step of GitHub Actions. */
export function summaryCommand(): Command {
  return new Command("summary")
    .description(
      "Tell a preview in the summary of a GitHub Actions step, and in its outputs held, changed and made. Ends with 1 where there is none.",
    )
    .requiredOption("--read <file>", "what `belfry preview --format json` printed")
    .option("--failed <file>", "what a preview that failed printed to stderr, told where --read is empty")
    .action(({ failed, read }: SummaryOptions) => {
      const { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary } = process.env;
      const { outcome, refused } = readOutcome(read, failed);
      if (outputs) appendFileSync(outputs, outputsOf(outcome));
      if (summary) appendSummary(summary, outcome);
      else process.stdout.write(summaryText(outcome, largestSummary / bytesOfCharacter));
      if (refused.length > 0) throw new ModelError(read, refused);
      if (outcome.kind === "failure") throw new Stop(exitCodes.problems);
    });
}

function appendSummary(file: string, outcome: Outcome): void {
  const room = largestSummary - (existsSync(file) ? statSync(file).size : 0);
  const text = summaryText(outcome, Math.floor(room / bytesOfCharacter));
  // GitHub drops a summary that is too long as a whole, and what other steps of ours wrote with it.
  if (Buffer.byteLength(text) <= room) appendFileSync(file, text);
}

/** Numbers and words of our own only, so that no text of a preview can set another output. */
function outputsOf(outcome: Outcome): string {
  const preview = outcome.kind === "preview" ? outcome.preview : null;
  const outputs = {
    made: preview !== null,
    held: preview?.held ?? "",
    changed: preview?.changes.length ?? "",
  };
  return Object.entries(outputs)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
