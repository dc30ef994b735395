import type { z } from "zod";

import { nearest } from "../../model/nearest";
import { foundAt } from "../../model/record";
import { askCompiler, refusalOf, type Refusal } from "./refusal";

/** What is wrong at a place within a service. */
export interface Mistake extends Refusal {
  /** Fields and places in lists, from the service down to the value. */
  readonly path: readonly PropertyKey[];
}

/** One thing that zod found wrong with a service, in the words of what must be written. */
export function mistakesOf(service: unknown, issue: z.core.$ZodIssue): readonly Mistake[] {
  const { path } = issue;
  const found = foundAt(service, path);
  switch (issue.code) {
    case "custom":
      return [{ path, ...(refusalOf(issue.params, found) ?? misshapen(issue.message)) }];
    case "invalid_value":
      return [{ path, ...unknownWord(found, issue.values) }];
    case "invalid_union":
      return [{ path, ...unknownWord(found, optionsOf(issue)) }];
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        ...misshapen("no such field is known; it would be ignored."),
      }));
    case "invalid_type":
      return [{ path, ...misshapen(found === undefined ? missing : `it must be ${named(issue.expected)}.`) }];
    default:
      return [{ path, ...misshapen(`${issue.message}.`) }];
  }
}

const missing = "it is missing.";

const misshapen = (rule: string): Refusal => ({
  code: "declaration/form",
  rule,
  remedy: `Mend it as the type in model/ says. ${askCompiler}`,
});

/** The words among which a value had to be, where that is what is wrong with it. */
function optionsOf(issue: z.core.$ZodIssue): readonly unknown[] {
  if (issue.code === "invalid_value") return issue.values;
  return "options" in issue && Array.isArray(issue.options) ? issue.options : [];
}

function unknownWord(found: unknown, words: readonly unknown[]): Refusal {
  const known = words.map(String);
  const near = typeof found === "string" ? nearest(found, known) : undefined;
  return {
    code: "declaration/word",
    rule: found === undefined ? missing : "no such word is known here.",
    remedy: `${near === undefined ? `Known are ${known.join(", ")}.` : `Did you mean ${near}?`} ${askCompiler}`,
  };
}

const kinds: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  number: "a number",
  object: "a record of fields",
  record: "a record of fields",
  string: "a text",
};

const named = (expected: string): string => kinds[expected] ?? expected;
