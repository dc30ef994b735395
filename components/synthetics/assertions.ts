import type * as datadog from "@pulumi/datadog";

import type { GuardrailOf } from "../../plan/types";

type Synthetic = GuardrailOf<"synthetic">;
type Assertion = datadog.types.input.SyntheticsTestAssertion;

/** A pattern that any value matches, and no missing one. */
const present = ".+";

/**
 * Translates what a check must find.
 *
 * Which operator goes with which type: https://docs.datadoghq.com/synthetics/api_tests/http_tests/#define-assertions
 */
export function toAssertions({ assertions, check }: Synthetic): Assertion[] {
  return assertions.map((assertion): Assertion => {
    switch (assertion.on) {
      case "status":
        return assertion.operator === "is"
          ? { type: "statusCode", operator: "is", target: String(assertion.value) }
          : // A status code is compared for equality or with a pattern; there is no "less than".
            { type: "statusCode", operator: "matches", target: statusBelow(assertion.value) };
      case "response-time":
        return { type: "responseTime", operator: "lessThan", target: String(assertion.milliseconds) };
      case "json":
        return { type: "body", operator: "validatesJSONPath", targetjsonpath: toJsonPath(assertion) };
      case "header":
        return { type: "header", property: assertion.name, operator: "matches", target: present };
      case "record":
        return {
          type: "recordSome",
          property: check.kind === "dns" ? check.record : "A",
          operator: "matches",
          target: present,
        };
    }
  });
}

/** Pattern of the three-digit numbers from 100 that are below `limit`, which the plan's checks hold to 101 to 599. */
export function statusBelow(limit: number): string {
  const hundreds = Math.floor(limit / 100);
  const tens = Math.floor((limit % 100) / 10);
  const ones = limit % 10;
  const alternatives = [
    hundreds > 1 && `[1-${hundreds - 1}][0-9][0-9]`,
    tens > 0 && `${hundreds}[0-${tens - 1}][0-9]`,
    ones > 0 && `${hundreds}${tens}[0-${ones - 1}]`,
  ].filter((alternative) => alternative !== false);
  return `^(${alternatives.join("|")})$`;
}

function toJsonPath({ equals, path }: { readonly path: string; readonly equals: string | null }) {
  return equals === null
    ? { jsonpath: path, operator: "matches", targetvalue: present }
    : { jsonpath: path, operator: "is", targetvalue: equals };
}
