import { z } from "zod";

import type { Problem } from "../../model/problem";
import { foundAt } from "../../model/record";
import { id } from "../../plan/schema-common";
import type { Simulation } from "../simulator/result";
import { incidentsOf } from "./incidents";

const time = z
  .string()
  .refine(
    (text) => /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text)),
    "a time is ISO 8601 with its zone, such as 2026-11-01T09:00:00Z",
  )
  .transform((text) => Date.parse(text) / 1000);

const units = { s: 1, m: 60, h: 3600 } as const;

const delay = z
  .string()
  .regex(/^\d+[smh]$/, "a time to detection is a whole number with s, m or h, such as 10m")
  .transform((text) => Number(text.slice(0, -1)) * units[text.slice(-1) as keyof typeof units]);

/** An incident that happened, and which guardrails must tell of it. */
const entry = z
  .object({
    name: z.string().min(1).describe("what it is called, once in the file"),
    start: time,
    end: time,
    guardrails: z
      .array(
        z
          .object({
            id,
            within: delay.describe("how long after its start the guardrail may take to alert"),
          })
          .strict(),
      )
      .min(1),
  })
  .strict()
  // A time that could not be read is told by itself.
  .refine(({ end, start }) => !(start >= end), {
    path: ["end"],
    message: "an incident ends after its start",
  });

/** The file `incidents.yaml`. */
export const ledgerSchema = z
  .object({ incidents: z.array(entry) })
  .strict()
  .superRefine(({ incidents }, context) => {
    incidents.forEach(({ name }, index) => {
      if (incidents.findIndex((each) => each.name === name) === index) return;
      context.addIssue({ code: "custom", path: ["incidents", index, "name"], message: "a name stands once" });
    });
  });

/** What happened and must be told. */
export type Ledger = z.infer<typeof ledgerSchema>;

/** What one guardrail makes of one incident. */
export interface Detection {
  /** Whether it alerts in time, late, not at all, or whether that cannot be known. */
  readonly verdict: "caught" | "late" | "missed" | "unknown";
  /** Seconds from the incident's start until it is in alert; null unless it is. */
  readonly after: number | null;
  /** Why it is not known; null where it is. */
  readonly why: string | null;
}

/** What a guardrail makes of an incident that it must tell of. */
export interface LedgerResult {
  /** The incident. */
  readonly incident: string;
  /** The guardrail. */
  readonly id: string;
  /** Seconds that it may take. */
  readonly within: number;
  /** Before the change; null without one to compare with. */
  readonly before: Detection | null;
  /** After the change, or as it is. */
  readonly after: Detection;
}

/** An incident as the ledger has it. */
type Entry = Ledger["incidents"][number];

/** Reads a ledger; null with everything that is wrong with it. */
export function readLedger(
  value: unknown,
  file: string,
): { readonly ledger: Ledger | null; readonly problems: readonly Problem[] } {
  const read = ledgerSchema.safeParse(value);
  if (read.success) return { ledger: read.data, problems: [] };
  return { ledger: null, problems: read.error.issues.map((issue) => issueProblem(issue, file, value)) };
}

function issueProblem({ message, path }: z.core.$ZodIssue, file: string, value: unknown): Problem {
  const found = foundAt(value, path);
  return {
    code: "ledger/form",
    path: [file, path.map(String).join(".")].filter((part) => part !== "").join(" "),
    value: typeof found === "string" || typeof found === "number" ? String(found) : null,
    rule: `${message.charAt(0).toLowerCase()}${message.slice(1)}.`,
    remedy: "Write incidents with name, start, end and guardrails, each with id and within.",
  };
}

/**
 * Whether and when a guardrail told of an incident: the first time in alert that overlaps it.
 *
 * @param simulation - what it would have done; why that is not known; null for a guardrail that is not there
 */
export function detectionOf(
  simulation: Simulation | string | null,
  { end, start }: Pick<Entry, "start" | "end">,
  within: number,
): Detection {
  const unknown = (why: string): Detection => ({ verdict: "unknown", after: null, why });
  if (simulation === null) return { verdict: "missed", after: null, why: null };
  if (typeof simulation === "string") return unknown(simulation);
  if (simulation.verdict === "unsupported")
    return unknown(simulation.reasons.map(({ text }) => text).join(" "));
  const { every, evaluations, first } = simulation.clock;
  const covered = first + every * evaluations;
  if (start < first || Math.min(end, start + within) > covered)
    return unknown("The history does not cover it.");
  const told = incidentsOf(simulation).find((each) => each.start < end && each.end > start);
  if (!told) return { verdict: "missed", after: null, why: null };
  const after = Math.max(0, told.start - start);
  return { verdict: after <= within ? "caught" : "late", after, why: null };
}

/** Whether a change no longer catches what was caught, catches it only too late, or misses what came late. */
export function isLost({ after, before }: LedgerResult): boolean {
  if (before === null) return after.verdict === "late" || after.verdict === "missed";
  if (before.verdict === "late") return after.verdict === "missed";
  return before.verdict === "caught" && after.verdict !== "caught";
}

/** The incidents that are not told as they must be: all of them, or those that the change no longer tells. */
export function ledgerProblems(file: string, results: readonly LedgerResult[]): readonly Problem[] {
  return results.filter(isLost).map(({ after, before, id: guardrail, incident, within }) => ({
    code: "ledger/not-caught",
    path: `${file} ${incident}`,
    value: guardrail,
    rule: `it must alert within ${within} s${before?.verdict === "caught" ? ", as it did before" : ""}; ${saidOf(after)}.`,
    remedy: "Set a level or window that catches it, or change the ledger with those who were there.",
  }));
}

/** What became of an incident, in words. */
export function saidOf({ after, verdict, why }: Detection): string {
  switch (verdict) {
    case "caught":
      return `it alerts after ${after ?? 0} s`;
    case "late":
      return `it alerts only after ${after ?? 0} s`;
    case "missed":
      return "it does not alert";
    case "unknown":
      return `that cannot be known: ${(why ?? "").replace(/\.$/, "")}`;
  }
}
