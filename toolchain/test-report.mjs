import { existsSync, readFileSync } from "node:fs";

/**
 * @typedef {{ name: string, reason?: string }} Named
 * @typedef {{ passed: number, failed: number, skipped: Named[], failures: Named[] }} Counts
 */

/** A stage that passes or fails as a whole counts as one. */
export function countStage(name, problem) {
  return problem
    ? { passed: 0, failed: 1, skipped: [], failures: [{ name, reason: problem }] }
    : { passed: 1, failed: 0, skipped: [], failures: [] };
}

/**
 * Counts Jest's test cases from its JSON results. A test file that could not run counts as one failure, since its cases
 * are not known; so does a run that failed for a reason that no case shows (no tests found, a crash, a failed set-up).
 *
 * @param {string} name the stage
 * @param {string} resultsFile
 * @param {string | undefined} problem why the run did not end with exit code 0
 * @returns {Counts}
 */
export function countJest(name, resultsFile, problem) {
  if (!existsSync(resultsFile)) return countStage(name, problem ?? "Jest wrote no results");
  const { testResults } = JSON.parse(readFileSync(resultsFile, "utf8"));
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults);
  const named = (...statuses) =>
    cases
      .filter(({ status }) => statuses.includes(status))
      .map(({ fullName, status }) => ({ name: fullName, reason: status }));

  const failures = [...named("failed"), ...testResults.filter(couldNotRun).map(describeFile)];
  if (problem && failures.length === 0) failures.push({ name, reason: problem });
  return {
    passed: named("passed").length,
    failed: failures.length,
    skipped: named("pending", "skipped", "disabled", "todo"),
    failures,
  };
}

const couldNotRun = ({ status, assertionResults }) =>
  status === "failed" && !assertionResults.some((testCase) => testCase.status === "failed");

const describeFile = ({ name }) => ({ name, reason: "the test file could not run" });

const mostListed = 50;

/**
 * What stands at the end of `npm test`: skipped tests, failures, times, and as the last line the sum of all counts.
 *
 * @param {{ name: string, seconds: number, counts: Counts }[]} stages
 */
export function renderReport(stages) {
  const all = (key) =>
    stages.flatMap(({ name, counts }) => counts[key].map((entry) => ({ ...entry, stage: name })));
  const sum = (key) => stages.reduce((total, { counts }) => total + counts[key], 0);
  return [
    ...renderList("Skipped", all("skipped")),
    ...renderList("Failed", all("failures")),
    "Stages",
    ...stages.map(renderStage),
    "",
    `${sum("passed")} passed, ${sum("failed")} failed`,
  ].join("\n");
}

function renderStage({ name, seconds, counts }) {
  const skipped = counts.skipped.length > 0 ? `, ${counts.skipped.length} skipped` : "";
  const result = `${counts.passed} passed, ${counts.failed} failed${skipped}`;
  return `  ${name.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s  ${result}`;
}

function renderList(title, entries) {
  if (entries.length === 0) return [];
  const lines = entries.slice(0, mostListed).map(({ stage, name, reason }) => {
    const where = name === stage ? stage : `${stage}: ${name}`;
    return `  - ${where}${reason && reason !== "failed" ? ` (${reason})` : ""}`;
  });
  const more = entries.length - mostListed;
  return [`${title} (${entries.length})`, ...lines, ...(more > 0 ? [`  … and ${more} more`] : []), ""];
}
