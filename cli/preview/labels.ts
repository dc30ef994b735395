import { InvalidArgumentError, Option } from "commander";

/** How a label of a pull request begins that lets something pass. */
export const waiverPrefix = "belfry/waive:";

/** Characters of a label's name. https://docs.github.com/issues/using-labels-and-milestones-to-track-work/managing-labels */
export const longestLabel = 50;

/** `--labels`, what may pass by the labels of a pull request. */
export const labelsOption = (): Option =>
  new Option(
    "--labels <json>",
    `labels of a pull request as a JSON list; ${waiverPrefix}<word> among them is --waive <word>`,
  )
    .argParser(waiversOfLabels)
    .default([], "");

/** The words that labels waive: of `["bug", "belfry/waive:loosened"]`, `loosened`. */
function waiversOfLabels(text: string): readonly string[] {
  return namesOf(text)
    .filter((name) => name.startsWith(waiverPrefix))
    .map((name) => name.slice(waiverPrefix.length).trim());
}

function namesOf(text: string): readonly string[] {
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names) && names.every((name) => typeof name === "string")) return names;
  } catch {
    // Told below, like any other text that is no list.
  }
  throw new InvalidArgumentError('It is no JSON list of names, such as ["belfry/waive:loosened"].');
}
