import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { stringify } from "yaml";

import type { Question } from "./question";

const plain = { lineWidth: 0, aliasDuplicateObjects: false };

/** The rule file of a question, as promtool reads it. */
export const rulesText = ({ rules }: Question): string =>
  stringify({ groups: [{ name: "oracle", rules }] }, plain);

/** The test file of a question, with Belfry's answers as what promtool is to expect. */
export function testText({ answers, every, interval, series }: Question, rulesFile: string): string {
  const tests = [
    {
      interval: `${interval}s`,
      input_series: series,
      alert_rule_test: answers.map(({ alert, at, firing }) => ({
        eval_time: `${at}s`,
        alertname: alert,
        exp_alerts: firing.map(({ annotations, labels }) => ({
          exp_labels: labels,
          exp_annotations: annotations,
        })),
      })),
    },
  ];
  return stringify({ rule_files: [rulesFile], evaluation_interval: `${every}s`, tests }, plain);
}

/** What promtool says against each question's answers: null where it agrees. */
export function objections(promtool: string, questions: readonly Question[]): readonly (string | null)[] {
  const folder = mkdtempSync(join(tmpdir(), "belfry-oracle-"));
  try {
    const files = questions.map((question, index) => {
      writeFileSync(join(folder, `rules-${index}.yml`), rulesText(question));
      const file = `test-${index}.yml`;
      writeFileSync(join(folder, file), testText(question, `rules-${index}.yml`));
      return file;
    });
    const { error, signal, stderr } = spawnSync(
      promtool,
      ["test", "rules", "--junit=verdict.xml", ...files],
      {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 1 << 28,
      },
    );
    if (error ?? signal)
      throw new Error(`promtool did not run: ${error?.message ?? String(signal)}\n${stderr}`);
    return verdicts(readFileSync(join(folder, "verdict.xml"), "utf8"), files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a report in JUnit's form says against each file; null where all of it passed. A file that is missing is an error. */
export function verdicts(report: string, files: readonly string[]): readonly (string | null)[] {
  const suites = new Map(
    [
      ...report.matchAll(
        /<testsuite name="([^"]*)" tests="(\d+)" failures="(\d+)" errors="(\d+)"[^>]*?(?:\/>|>(.*?)<\/testsuite>)/gs,
      ),
    ].map(([, name = "", tests, failures, errors, inside = ""]) => [
      name,
      { tests, failures, errors, inside },
    ]),
  );
  return files.map((file) => {
    const suite = suites.get(file);
    if (!suite || suite.tests === "0") return `promtool says nothing of ${file}`;
    if (suite.failures === "0" && suite.errors === "0") return null;
    return unescaped(
      [...suite.inside.matchAll(/<(?:failure|error)[^>]*>(.*?)<\/(?:failure|error)>/gs)]
        .map(([, text = ""]) => text)
        .join("\n"),
    );
  });
}

const entities: Readonly<Record<string, string>> = {
  "#xA": "\n",
  "#x9": "\t",
  "#34": '"',
  "#39": "'",
  lt: "<",
  gt: ">",
  amp: "&",
};

const unescaped = (text: string): string =>
  text.replaceAll(/&(#xA|#x9|#34|#39|lt|gt|amp);/g, (_all, name: string) => entities[name] ?? "");
