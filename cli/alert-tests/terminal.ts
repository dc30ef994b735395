import { sentenceOf, type Report } from "../../preview/alert-tests/report";
import { many } from "../../preview/sentence";
import { colour } from "../colour";
import { table } from "../table";

/** What became of alert tests, as a person reads it: a line for each file, what failed, and numbers of all. */
export function terminal(report: Report): string {
  const { failed, mutation, passed, promtool, seconds, tests } = report;
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
    filesTable(report),
    "",
    ...lines,
    ...rules,
    `${many(passed + failed, "alert test")}: ${passed} passed, ${failed} failed, in ${seconds} s.`,
    ...(doubtful > 0
      ? [`${doubtful} rest on a reading of what Datadog's documentation leaves open: --format json names it.`]
      : []),
    ...mutationLines(mutation),
  ].join("\n");
}

/** A line for each file: its tests, those that failed, and the alerts that it tries. */
function filesTable({ promtool, tests }: Report): string {
  const rows = [
    ...tests.map(({ alerts, failures, file }) => ({ file, alerts, failed: failures.length > 0 })),
    ...promtool.map(({ alert, failure, file }) => ({ file, alerts: [alert], failed: failure !== null })),
  ];
  const files = [...new Set(rows.map(({ file }) => file))];
  return table(
    ["file", "tests", "failed", "alerts"],
    files.map((file) => {
      const own = rows.filter((each) => each.file === file);
      const failed = own.filter((each) => each.failed).length;
      return [
        file,
        String(own.length),
        failed === 0 ? "" : colour.red(String(failed)),
        String(new Set(own.flatMap(({ alerts }) => alerts)).size),
      ];
    }),
  );
}

function mutationLines(mutation: Report["mutation"]): readonly string[] {
  if (!mutation) return [];
  const { survivors, tried } = mutation;
  return [
    `${many(tried, "mutant")}: ${tried - survivors.length} noticed, ${survivors.length} survived.`,
    ...survivors.map(({ change, guardrail }) => `  ${guardrail} ${change}: no test notices.`),
  ];
}
