import { describeProblem } from "../../model/problem";
import { changeClasses, classesByWeight } from "../change";
import type { Preview, PreviewChange } from "../schema";
import { oneLine, sentenceOfChange } from "./text";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * A preview as SARIF 2.1.0, which code scanning shows: a result for each change and each problem.
 *
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 */
export function sarif(preview: Preview): string {
  const codes = [...new Set(preview.problems.map(({ code }) => code))];
  const rules = [
    ...classesByWeight.map((each) => ({ id: each, shortDescription: { text: changeClasses[each] } })),
    ...codes.map((each) => ({ id: each, shortDescription: { text: "The plan has a problem." } })),
  ];
  const log = {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "belfry preview", rules } },
        results: [...preview.problems.map(problemResult), ...preview.changes.map(changeResult)],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function changeResult(change: PreviewChange) {
  const { classes, held, id, origin, stack, waivedBy } = change;
  return {
    ruleId: classes[0],
    level: held ? "error" : classes[0] === "text-only" ? "none" : waivedBy.length > 0 ? "warning" : "note",
    message: { text: oneLine(`${stack}: ${sentenceOfChange(change)}`) },
    locations: [location(stack, id, origin)],
    partialFingerprints: { "guardrail/v1": `${stack} ${id} ${change.kind}` },
    suppressions: suppressions(!held && waivedBy.length > 0, `waived by ${waivedBy.join(", ")}`),
  };
}

function problemResult({ stack, waived, ...problem }: Preview["problems"][number]) {
  return {
    ruleId: problem.code,
    level: "error",
    message: { text: oneLine(`${stack}: ${describeProblem(problem)}`) },
    locations: [location(stack, problem.path, null)],
    partialFingerprints: { "problem/v1": `${stack} ${problem.code} ${problem.path}` },
    suppressions: suppressions(waived, "waived"),
  };
}

const suppressions = (waived: boolean, justification: string) =>
  waived ? [{ kind: "external", justification }] : [];

/** What is written nowhere that is known still stands in the committed plan. */
function location(stack: string, name: string, origin: PreviewChange["origin"]) {
  return {
    physicalLocation: {
      artifactLocation: { uri: origin?.file ?? `rendered/${stack}.json` },
      region: { startLine: origin?.line ?? 1 },
    },
    logicalLocations: [{ fullyQualifiedName: `${stack}:${name}` }],
  };
}
