import { isDeepStrictEqual } from "node:util";

import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";
import { isRecord, type Fields } from "../../model/record";
import { configValue } from "../../stacks/config-value";
import { configIn, type StackText } from "../../stacks/stack-file";
import { withValue } from "./with-value";

/** What is carried from one environment to another. */
export interface PromoteRequest {
  /** File of the environment in which the value was tuned. */
  readonly from: StackText;
  /** File of the one that gets it. */
  readonly to: StackText;
  /** Id of the guardrail. */
  readonly guardrail: string;
  /** The only field to carry; null for every one that is changed there. */
  readonly field: string | null;
  /** Why it holds there too; null for the reason that the first file gives. */
  readonly because: string | null;
}

/** The file that gets the values, and what stood in its way. */
export interface Promotion {
  /** The whole file as it should be; as it was where there are problems, or where it says all of it already. */
  readonly text: string;
  /** Everything that keeps the values from being carried. */
  readonly problems: readonly Problem[];
}

const path = ["config", "belfry:overrides"];

/**
 * Carries the changed values of a guardrail from one stack's file into another's, and leaves the rest of that file as it
 * is, to the last character. What the other file says already is not written again.
 */
export function promote(request: PromoteRequest): Promotion {
  const { because, from, guardrail, to } = request;
  const source = recordOf(configValue("overrides", overridesIn(from)));
  const target = overridesIn(to);
  if (typeof target === "string") return refused(to, [oneText(to)]);
  const there = recordOf(recordOf(target)[guardrail]);
  const fields = Object.entries(recordOf(source[guardrail])).filter(([name]) => isMeant(name, request));
  if (fields.length === 0) return refused(to, [nothingThere(request, source)]);
  const problems: Problem[] = [];
  let { text } = to;
  for (const [field, value] of fields) {
    const entry = entryOf(value, because);
    if (entry.because === undefined) problems.push(noReason(from, guardrail, field));
    if (isDeepStrictEqual(there[field], entry)) continue;
    const edited = withValue(text, [...path, guardrail, field], entry);
    if (edited === null) problems.push(notAlone(to, guardrail, field));
    else text = edited;
  }
  return problems.length > 0 ? refused(to, problems) : { text, problems };
}

const refused = ({ text }: StackText, problems: readonly Problem[]): Promotion => ({ text, problems });

const isMeant = (name: string, { field }: PromoteRequest): boolean => field === null || name === field;

const recordOf = (value: unknown): Fields => (isRecord(value) ? value : {});

const overridesIn = (file: StackText): unknown => configIn(file)["belfry:overrides"];

/** A changed value with its reason. */
interface Entry {
  readonly value?: unknown;
  readonly because?: unknown;
  readonly until?: unknown;
}

/** A value may stand alone, or in a record with its reason and its last day. */
function entryOf(value: unknown, because: string | null): Entry {
  return { ...(isRecord(value) ? value : { value }), ...(because === null ? {} : { because }) };
}

function nothingThere({ field, from, guardrail }: PromoteRequest, source: Fields): Problem {
  const fields = Object.keys(recordOf(source[guardrail]));
  const [word, known] =
    field !== null && fields.length > 0 ? [field, fields] : [guardrail, Object.keys(source)];
  const near = nearest(word, known);
  return {
    code: "promote/nothing",
    path: `${from.file} belfry:overrides.${guardrail}${field === null ? "" : `.${field}`}`,
    value: null,
    rule: `no value of this ${known === fields ? "name" : "guardrail"} is changed there, so there is none to carry.`,
    remedy:
      known.length === 0
        ? "Tune a value there first, under belfry:overrides: what belfry:relax and belfry:scale make of a value is the environment's own."
        : near === undefined || near === word
          ? `Changed there are ${known.join(", ")}.`
          : `Did you mean ${near}?`,
  };
}

function noReason({ file }: StackText, guardrail: string, field: string): Problem {
  return {
    code: "promote/reason",
    path: `${file} belfry:overrides.${guardrail}.${field}`,
    value: null,
    rule: "a value that leaves what the runbook says needs its reason, and none is written there.",
    remedy: "Say it with --because, or write it there.",
  };
}

function oneText({ file }: StackText): Problem {
  return {
    code: "promote/form",
    path: `${file} belfry:overrides`,
    value: null,
    rule: "it is written as one text, into which no line can be added.",
    remedy: "Write it as YAML: one line a guardrail, and one a field below it.",
  };
}

function notAlone({ file }: StackText, guardrail: string, field: string): Problem {
  return {
    code: "promote/form",
    path: `${file} belfry:overrides.${guardrail}.${field}`,
    value: null,
    rule: "it refers to another place, or another place to it, so a line that is changed here would change more than this value.",
    remedy: "Write both places out, without & and *.",
  };
}
