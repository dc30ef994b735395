import type { StackRun } from "../engine/deploy";
import { colour } from "../colour";
import { table } from "../table";

/** What became of a stack, or would. */
export interface StackOutcome {
  /** Name of the stack. */
  readonly stack: string;
  /** How it ended. */
  readonly outcome: "deployed" | "would change" | "unchanged" | "failed" | "not begun" | "would be made";
  /** Resources that were made. */
  readonly created: number;
  /** Resources that were changed in place. */
  readonly updated: number;
  /** Resources that another took the place of. */
  readonly replaced: number;
  /** Resources that were removed. */
  readonly deleted: number;
  /** Resources that stayed as they were. */
  readonly unchanged: number;
  /** How long it took. */
  readonly seconds: number;
  /** What went wrong; empty where nothing did. */
  readonly errors: readonly string[];
}

/** The part of a run that a summary counts. */
export type Counted = Pick<StackRun, "stack" | "changes" | "seconds" | "errors">;

/**
 * What became of each stack, in the order in which they were asked for.
 *
 * @param command - `preview` says what would become of them
 */
export function outcomesOf(
  stacks: readonly string[],
  runs: readonly Counted[],
  command: "preview" | "up" = "up",
): readonly StackOutcome[] {
  const [some, none] = words[command];
  return stacks.map((stack) => {
    const run = runs.find((each) => each.stack === stack);
    const { changes = {}, errors = [], seconds = 0 } = run ?? {};
    const { create = 0, delete: deleted = 0, replace = 0, same = 0, update = 0 } = changes;
    const changed = create + deleted + replace + update;
    const outcome =
      run === undefined ? none : errors.length > 0 ? "failed" : changed > 0 ? some : "unchanged";
    return {
      stack,
      outcome,
      created: create,
      updated: update,
      replaced: replace,
      deleted,
      unchanged: same,
      seconds,
      errors,
    };
  });
}

/** What is said of a stack with changes, and of one that was not looked at. */
const words = { preview: ["would change", "would be made"], up: ["deployed", "not begun"] } as const;

const counts = ["created", "updated", "replaced", "deleted", "unchanged"] as const;

/** One table of all stacks; below it, under each name, what went wrong. */
export function summaryTable(outcomes: readonly StackOutcome[], seconds: number): string {
  const cell = (count: number): string => (count === 0 ? "" : String(count));
  const rows = outcomes.map((each) => [
    each.stack,
    ...counts.map((name) => cell(each[name])),
    each.seconds === 0 ? "" : each.seconds.toFixed(1),
    each.outcome,
  ]);
  const total = [
    "total",
    ...counts.map((name) => cell(outcomes.reduce((sum, each) => sum + each[name], 0))),
    seconds.toFixed(1),
    verdict(outcomes),
  ];
  return [
    table(["stack", ...counts, "seconds", "outcome"], [...rows, ...(rows.length > 1 ? [total] : [])]),
    ...outcomes.flatMap(failureLines),
  ].join("\n");
}

function verdict(outcomes: readonly StackOutcome[]): string {
  const without = outcomes.filter(({ outcome }) => outcome === "failed" || outcome === "not begun").length;
  return without === 0 ? "" : `${without} of ${outcomes.length} not deployed`;
}

/** A broken program says the same of each of its resources; the first of them are enough to mend it. */
const mostErrors = 8;

function failureLines({ errors, stack }: StackOutcome): readonly string[] {
  if (errors.length === 0) return [];
  const more = errors.length - mostErrors;
  return [
    "",
    colour.bold(`${stack} failed:`),
    ...errors.slice(0, mostErrors).map((each) => `  ${each.trim().replaceAll("\n", "\n  ")}`),
    ...(more > 0 ? [`  and ${more} more.`] : []),
  ];
}
