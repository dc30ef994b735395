import type { Problem } from "../model/problem";
import { pathOf } from "./form-problems";
import { environmentName, type RawConfig } from "./raw-config";
import type { ConfigSource } from "./resolve-environment";

/** What is wrong with an environment as a whole: keys that are right by themselves, and contradict each other. */
export function environmentProblems(source: ConfigSource, raw: RawConfig): readonly Problem[] {
  return [
    ...unusableStackName(source, raw),
    ...realExamples(source, raw),
    ...clonedFromItself(source, raw),
    ...whatPages(source, raw),
    ...protectedForever(source, raw),
  ];
}

const nameOf = ({ stack }: ConfigSource, { environment }: RawConfig): string => environment || stack;

/** Where no environment is named the stack's name stands for it, in tags, names and buckets. */
function unusableStackName({ stack, where }: ConfigSource, { environment }: RawConfig): Problem[] {
  if (environment || environmentName.test(stack)) return [];
  return [
    {
      code: "config/form",
      path: pathOf(where, ["environment"]),
      value: stack,
      rule: "the stack's name stands for the environment, which is lower-case letters and digits with hyphens between them, at most 30.",
      remedy: "Name an environment.",
    },
  ];
}

/** Production must never run on made-up channels, people and accounts. */
function realExamples({ stack, where }: ConfigSource, raw: RawConfig): Problem[] {
  if (!raw.exampleSettings || (raw.environment || stack) !== "prod") return [];
  return [
    {
      code: "config/examples",
      path: pathOf(where, ["exampleSettings"]),
      value: "true",
      rule: "made-up settings are for a stack in the sandbox; production would call nobody.",
      remedy: "Remove it, and write the real settings under belfry:settings.",
    },
  ];
}

function clonedFromItself(source: ConfigSource, raw: RawConfig): Problem[] {
  if (raw.clonedFrom !== nameOf(source, raw)) return [];
  return [
    {
      code: "config/cloned-from",
      path: pathOf(source.where, ["clonedFrom"]),
      value: raw.clonedFrom,
      rule: "no environment is a clone of itself.",
      remedy: "Name the environment of which it was cloned, or remove the key.",
    },
  ];
}

/** What wakes people keeps the runbooks' numbers, and stays until people decide that it goes. */
function whatPages(
  { where }: ConfigSource,
  { expires, pages, protected: kept, relax }: RawConfig,
): Problem[] {
  if (!pages) return [];
  const problem = (key: string, value: string, rule: string, remedy: string): Problem => ({
    code: "config/pages",
    path: pathOf(where, [key]),
    value,
    rule,
    remedy,
  });
  return [
    ...(relax === 1
      ? []
      : [
          problem(
            "relax",
            String(relax),
            "an environment that wakes people keeps the levels of its runbooks.",
            "Remove it, and change single levels under belfry:overrides, each with because.",
          ),
        ]),
    ...(expires === undefined
      ? []
      : [
          problem(
            "expires",
            expires,
            "an environment that wakes people is never removed by itself.",
            "Remove it, or set belfry:pages to false.",
          ),
        ]),
    ...(kept === false
      ? [
          problem(
            "protected",
            "false",
            "an environment that wakes people is always protected.",
            "Remove it, or set belfry:pages to false.",
          ),
        ]
      : []),
  ];
}

function protectedForever(
  { where }: ConfigSource,
  { expires, pages, protected: kept }: RawConfig,
): Problem[] {
  if (kept !== true || expires === undefined || pages) return [];
  return [
    {
      code: "config/expires",
      path: pathOf(where, ["expires"]),
      value: expires,
      rule: "it is protected too, so nothing would ever remove it.",
      remedy: "Remove belfry:expires or belfry:protected.",
    },
  ];
}
