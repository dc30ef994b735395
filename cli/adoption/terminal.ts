import type { Adoptable, Adoption, NamedMonitor } from "../../adoption/adoption";
import { describeProblem } from "../../model/problem";
import { wordsOf } from "../../preview/change";
import { nothing, oneLine } from "../../preview/render/text";
import { many } from "../../preview/sentence";
import { colour } from "../colour";
import { table } from "../table";

const cellLength = 60;

/** What a person reads of an adoption. */
export interface Told {
  /** What becomes of the monitors. */
  readonly adoption: Adoption;
  /** Whose they are: the sandbox, or an account's host. */
  readonly place: string;
  /** What was read, such as ` with team:shop`; empty for all. */
  readonly filter: string;
  /** What should be known of the state; none when it was read. */
  readonly notes: readonly string[];
  /** Files that were written. */
  readonly written: readonly string[];
  /** How to go on, a line each. */
  readonly next: readonly string[];
}

/** An adoption for a terminal. */
export function terminal({ adoption, filter, next, notes, place, written }: Told): string {
  const { adopt, declined, environment, managed, propose, twins } = adoption;
  const all = adopt.length + declined.length + managed.length + propose.length + twins.length;
  const counts = [
    `${adopt.length} already declared`,
    `${propose.length} that a proposed file would declare`,
    `${declined.length} that stay as they are`,
    ...(twins.length > 0 ? [many(twins.length, "double")] : []),
    ...(managed.length > 0 ? [`${managed.length} in the stack already`] : []),
  ];
  if (all === 0)
    return `${environment}: ${place} has no monitor${filter}. Look with a wider --tag or --query.`;
  return [
    colour.bold(`${environment}: ${many(all, "monitor")} of ${place}${filter}: ${counts.join(", ")}.`),
    ...notes,
    ...section("Declared already; deploying would then change", adoptTable(adopt)),
    ...section("Declared by what is proposed; deploying would then change", adoptTable(propose)),
    ...fileLines(adoption),
    ...section("Doubles of a guardrail, to delete by hand", doubleTable(adoption)),
    ...section("Stay as they are", declinedTable(adoption)),
    ...(written.length === 0 ? [] : ["", `Written: ${written.join(", ")}.`]),
    ...(next.length === 0 ? [] : ["", ...next]),
  ].join("\n");
}

const section = (title: string, body: string): readonly string[] =>
  body === "" ? [] : ["", colour.bold(title), body];

const titleOf = ({ id, name }: NamedMonitor): string => `${id} ${oneLine(name, 36)}`;

function adoptTable(adopt: readonly Adoptable[]): string {
  if (adopt.length === 0) return "";
  return table(
    ["monitor", "guardrail", "field", "now", "then", "what it means"],
    adopt.flatMap((each) => {
      const telling = each.changes.filter(({ classes }) => classes[0] !== "text-only");
      const words = each.changes.filter(({ classes }) => classes[0] === "text-only");
      const rows = telling.map(({ after, because, before, classes, field }) => [
        field,
        oneLine(before ?? nothing, cellLength),
        oneLine(after ?? nothing, cellLength),
        oneLine(`${classes.map(wordsOf).join(", ")}: ${because}`, cellLength),
      ]);
      const last =
        words.length > 0
          ? [["words", "", words.map(({ field }) => field).join(", "), ""]]
          : rows.length === 0
            ? [["nothing", "", "", ""]]
            : [];
      return [...rows, ...last].map((row, index) => [
        index === 0 ? titleOf(each) : "",
        index === 0 ? each.guardrail : "",
        ...row,
      ]);
    }),
  );
}

function fileLines({ environment, files, problems, propose }: Adoption): readonly string[] {
  if (files.length === 0) return [];
  const settings = Object.entries(Object.assign({}, ...files.map((each) => each.settings)) as object);
  const asked = propose.filter(({ questions }) => questions.length > 0);
  return [
    ...files.flatMap(({ file, isNew }) => [
      "",
      `Proposed: ${file}${isNew ? ", a new service; add it to services/all.ts." : "; add what it exports to the service's guardrails."}`,
    ]),
    ...(settings.length === 0
      ? []
      : [
          `Its settings, under belfry:settings of Pulumi.${environment}.yaml:`,
          ...settings.map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`),
        ]),
    ...(asked.length === 0
      ? []
      : [
          "To ask the owner, since neither a runbook nor the monitor says it:",
          ...asked.map(({ guardrail, questions }) => `  ${guardrail}: ${questions.join(" ")}`),
        ]),
    ...(problems.length === 0
      ? []
      : [
          "What `belfry check` would say of it:",
          ...problems.map((each) => `  ${oneLine(describeProblem(each))}`),
        ]),
  ];
}

function doubleTable({ twins }: Adoption): string {
  if (twins.length === 0) return "";
  return table(
    ["monitor", "guardrail", "which is"],
    twins.map((each) => [titleOf(each), each.guardrail, each.of]),
  );
}

function declinedTable({ declined }: Adoption): string {
  if (declined.length === 0) return "";
  return table(
    ["monitor", "because", "what helps"],
    declined.map((each) => [titleOf(each), oneLine(each.because), oneLine(each.remedy)]),
  );
}
