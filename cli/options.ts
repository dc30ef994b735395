import { Argument, InvalidArgumentError, Option } from "commander";

import { shardOf } from "../stacks/shard";

/** `--stack`, the environment that a command looks at. */
export const stackOption = (): Option =>
  namedStackOption("-s, --stack <name>", "environment, as in Pulumi.<name>.yaml").default("prod");

/** An option that names a stack. */
export const namedStackOption = (flags: string, describe: string): Option =>
  new Option(flags, describe).argParser(parseStack);

/** `--stack`, the environments that a command looks at; each may be named once more. */
export const stacksOption = (): Option =>
  new Option(
    "-s, --stack <name>",
    "environment, as in Pulumi.<name>.yaml; may be repeated (default: prod)",
  ).argParser((text, earlier: readonly string[] | undefined) => [
    ...new Set([...(earlier ?? []), parseStack(text)]),
  ]);

/** A stack that a command is about, named without an option. */
export const stackArgument = (name: string, describe: string): Argument =>
  new Argument(`<${name}>`, describe).argParser(parseStack);

/** A stack's name, as Pulumi takes it; a dot would make another file of it. */
function parseStack(text: string): string {
  if (/^[A-Za-z0-9_-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError("It is no stack's name; write one such as prod.");
}

/** `--parallel`, how much is done side by side. */
export const parallelOption = (what: string): Option =>
  new Option("--parallel <count>", `${what} (default: what cores and memory allow)`).argParser((text) => {
    if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
    throw new InvalidArgumentError("Write a whole number from 1 to 999.");
  });

/** A stack that a command is about, or one shard of an environment, such as prod.vendhub. */
export function parsePart(text: string): string {
  const { environment, shard } = shardOf(text);
  if (shard !== null) parseStack(shard);
  parseStack(environment);
  return text;
}

/** `--format`, for people or for machines. */
export const formatOption = (): Option =>
  new Option("--format <format>", "table for people, json for machines")
    .choices(["table", "json"])
    .default("table");

/** `--sandbox`, where an environment's stacks live although the user has a backend. */
export const sandboxOption = (): Option =>
  new Option("--sandbox", "in the sandbox of this checkout, whatever backend you are logged in to");

/** `--as-of`, the day for which a plan is made. */
export const asOfOption = (): Option =>
  new Option("--as-of <date>", "day for which the plan is made (default: the project's asOf)").argParser(
    parseDate,
  );

function parseDate(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 2026-02-31 is read as the third of March.
  if (!Number.isNaN(time) && new Date(time).toJSON().startsWith(text)) return text;
  throw new InvalidArgumentError("It is no date; write YYYY-MM-DD.");
}
