import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";

import { z } from "zod";

import { describeProblem, ModelError, type Problem } from "../../model/problem";
import { mapStrings } from "../../plan/settings";
import type { Preview } from "../../preview/schema";
import { hideSecrets } from "../../preview/secrets";
import { parsed } from "../preview/json";
import { asPreview } from "../preview/read-preview";

/** What became of a preview. */
export type Outcome =
  | {
      readonly kind: "preview";
      /** What changes. */
      readonly preview: Preview;
    }
  | {
      readonly kind: "failure";
      /** Why there is none, in lines; empty where nobody said. */
      readonly text: string;
    };

/** An outcome whose files anybody may have written. */
export interface Read {
  /** What is told of it. */
  readonly outcome: Outcome;
  /** What is wrong with the files themselves; empty where they are what Belfry writes. */
  readonly refused: readonly Problem[];
}

/** Bytes of the largest preview that is read: a hundred times that of the five shipped services, all of it changed. */
const largestPreview = 20 << 20;

/** Bytes at the end of what a failed run printed that are read: there stands what went wrong. */
const lastWords = 16 << 10;

/** What `--format json` prints where the plans have mistakes. */
const mistakes = z
  .object({
    problems: z
      .array(
        z
          .object({
            code: z.string(),
            path: z.string(),
            value: z.string().nullable(),
            rule: z.string(),
            remedy: z.string(),
          })
          .strict(),
      )
      .min(1),
  })
  .strict();

/**
 * What a run left: its preview, its problems, or what it printed before it failed. The files may be of a stranger, so only
 * plain files of a sensible size are opened, and a preview is held to its contract.
 */
export function readOutcome(read: string, failed: string | undefined): Read {
  const refused: Problem[] = [];
  try {
    const text = textOf(read, "--read", { most: largestPreview, part: "whole" });
    if (text.trim() !== "") {
      const data = parsed(text, read);
      const { data: told } = mistakes.safeParse(data);
      const outcome: Outcome =
        told === undefined
          ? { kind: "preview", preview: mapStrings(asPreview(data, read), hideSecrets) }
          : failure(told.problems.map(describeProblem).join("\n"));
      return { outcome, refused };
    }
    const words = failed === undefined ? "" : textOf(failed, "--failed", { most: lastWords, part: "end" });
    return { outcome: failure(words), refused };
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    return {
      outcome: failure("The file of the preview is none that belfry writes."),
      refused: error.problems,
    };
  }
}

const failure = (text: string): Outcome => ({ kind: "failure", text: hideSecrets(text) });

interface Part {
  /** Bytes that are read. */
  readonly most: number;
  /** What is read of a longer file: nothing, as it is refused, or its end. */
  readonly part: "whole" | "end";
}

/**
 * A plain file's text; empty where there is none.
 *
 * @throws ModelError when it is a link, which could lead to a file that is nobody's business, no file, or too long
 */
export function textOf(file: string, option: string, { most, part }: Part): string {
  const opened = open(resolve(process.cwd(), file));
  if (opened === "none") return "";
  if (opened === "link") throw new ModelError(file, [unfit(option, file, "it is a link.")]);
  try {
    const stats = fstatSync(opened);
    if (!stats.isFile()) throw new ModelError(file, [unfit(option, file, "it is no plain file.")]);
    if (stats.size > most && part === "whole")
      throw new ModelError(file, [
        unfit(option, file, `it has ${stats.size} bytes; at most ${most} are read.`),
      ]);
    const buffer = Buffer.alloc(Math.min(stats.size, most));
    const length = readSync(opened, buffer, 0, buffer.length, stats.size - buffer.length);
    return buffer.toString("utf8", 0, length);
  } finally {
    closeSync(opened);
  }
}

/** A pipe would be waited for, so none is. */
function open(path: string): number | "none" | "link" {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return "none";
    if (code === "ELOOP" || code === "EMLINK") return "link";
    throw error;
  }
}

const unfit = (option: string, file: string, rule: string): Problem => ({
  code: "comment/unfit-file",
  path: option,
  value: file,
  rule,
  remedy: "Give the file that `npx belfry preview --format json` wrote.",
});
