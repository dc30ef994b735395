import { isMap, isScalar, parseDocument, type Document, type Pair, type YAMLMap } from "yaml";

import { nearest } from "../model/nearest";
import type { Problem } from "../model/problem";

/** A stack's file. */
export interface StackText {
  /** Its name, for problems. */
  readonly file: string;
  /** What it holds. */
  readonly text: string;
}

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
 * is, comments too.
 */
export function promote(request: PromoteRequest): Promotion {
  const { because, from, guardrail, to } = request;
  const source = overridesOf(parseDocument(from.text));
  const document = parseDocument(to.text);
  const unreadable = document.getIn(path, true);
  if (unreadable !== undefined && !isMap(unreadable)) return refused(to, [notAMap(to)]);
  const values = source?.get(guardrail, true);
  const pairs = isMap(values) ? values.items.filter((each) => isMeant(each, request.field)) : [];
  if (pairs.length === 0) return refused(to, [nothingThere(request, source)]);
  const problems: Problem[] = [];
  for (const pair of pairs) {
    const entry = entryOf(pair, because);
    if (entry.because === undefined) problems.push(noReason(from, guardrail, keyOf(pair)));
    document.setIn([...path, guardrail, keyOf(pair)], document.createNode(entry));
  }
  if (problems.length > 0) return refused(to, problems);
  return { text: document.toString({ lineWidth: 0 }), problems };
}

const refused = ({ text }: StackText, problems: readonly Problem[]): Promotion => ({ text, problems });

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key);

const isMeant = (pair: Pair, field: string | null): boolean => field === null || keyOf(pair) === field;

function overridesOf(document: Document): YAMLMap | null {
  const found = document.getIn(path, true);
  return isMap(found) ? found : null;
}

/** A changed value with its reason. */
interface Entry {
  readonly value: unknown;
  readonly because?: string;
  readonly until?: unknown;
}

/** A value may stand alone, or in a record with its reason and its last day. */
function entryOf({ value }: Pair, because: string | null): Entry {
  const reason = because === null ? {} : { because };
  if (!isMap(value)) return { value: isScalar(value) ? value.value : value, ...reason };
  return { ...(value.toJSON() as Entry), ...reason };
}

function nothingThere({ field, from, guardrail }: PromoteRequest, source: YAMLMap | null): Problem {
  const known = (source?.items ?? []).map(keyOf);
  const near = nearest(guardrail, known);
  return {
    code: "promote/nothing",
    path: `${from.file} belfry:overrides.${guardrail}${field === null ? "" : `.${field}`}`,
    value: null,
    rule: "no value of this guardrail is changed there, so there is none to carry.",
    remedy:
      known.length === 0
        ? "Tune a value there first, under belfry:overrides."
        : near === undefined || near === guardrail
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

function notAMap({ file }: StackText): Problem {
  return {
    code: "promote/form",
    path: `${file} belfry:overrides`,
    value: null,
    rule: "it is written as one text, into which no line can be added.",
    remedy: "Write it as YAML: one line a guardrail, and one a field below it.",
  };
}
