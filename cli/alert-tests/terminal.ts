import { sentenceOf, type Report } from "../../preview/alert-tests/report";
import { many } from "../../preview/sentence";
import { colour } from "../colour";

/** What became of alert tests, as a person reads it: what failed, and a line of numbers. */
export function terminal({ failed, mutation, passed, promtool, tests }: Report): string {
  const lines = tests
    .filter(({ failures }) => failures.length > 0)
    .flatMap(({ failures, file, guardrail, name }) => [
      `${colour.red("FAIL")} ${colour.bold(name)} (${guardrail})`,
      ...failures.map((failure) => `  ${file}:${failure.line} ${sentenceOf(failure)}`),
      "",
    ]);
  const rules = promtool.flatMap(({ alert, failure, file, line, name }) =>
    failure === null
      ? []
      : [`${colour.red("FAIL")} ${colour.bold(name)} (${alert})`, `  ${file}:${line} ${failure}`, ""],
  );
  const doubtful = tests.filter(({ doubts }) => doubts.length > 0).length;
  return [
    ...lines,
    ...rules,
    `${many(passed + failed, "alert test")}: ${passed} passed, ${failed} failed.`,
    ...(doubtful > 0
      ? [`${doubtful} rest on a reading of what Datadog's documentation leaves open: --format json names it.`]
      : []),
    ...mutationLines(mutation),
  ].join("\n");
}

function mutationLines(mutation: Report["mutation"]): readonly string[] {
  if (!mutation) return [];
  const { survivors, tried } = mutation;
  return [
    `${many(tried, "mutant")}: ${tried - survivors.length} noticed, ${survivors.length} survived.`,
    ...survivors.map(({ change, guardrail }) => `  ${guardrail} ${change}: no test notices.`),
  ];
}
