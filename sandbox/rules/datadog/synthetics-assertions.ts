import { each, eachBag, findingIf, oneOf } from "../kit";
import { isMissing, text } from "../read";
import type { Finding, Rule } from "../rule";
import { API, SCHEMA } from "./synthetics";
import { SYNTHETICS } from "./types";

const types = [SYNTHETICS];
const MAX_ASSERTIONS = 20;

const OPERATORS = [
  "contains",
  "doesNotContain",
  "is",
  "isNot",
  "lessThan",
  "lessThanOrEqual",
  "moreThan",
  "moreThanOrEqual",
  "matches",
  "doesNotMatch",
  "validates",
  "isInMoreThan",
  "isInLessThan",
  "doesNotExist",
  "isUndefined",
  "validatesJSONPath",
  "validatesJSONSchema",
  "validatesXPath",
  "md5",
];

const operator = oneOf({
  code: "datadog/synthetics-operator",
  source: `${SCHEMA} (assertion.operator)`,
  types,
  path: "assertions[].operator",
  values: OPERATORS,
});

/** Certificate assertions count whole days, written as text. */
const certificate: Rule = {
  code: "datadog/synthetics-certificate",
  source: `${API} (SyntheticsAssertion: certificate, isInMoreThan/isInLessThan, days); datadog-api-client-typescript`,
  types,
  check: (inputs) =>
    eachBag(inputs, "assertions[]").flatMap(({ path, value }): readonly Finding[] => {
      const verb = text(value["operator"]);
      const isExpiry = verb === "isInMoreThan" || verb === "isInLessThan";
      const days = text(value["target"]);
      return [
        ...findingIf(
          value["type"] === "certificate" && verb !== undefined && !isExpiry,
          `${path}.operator`,
          `is "${verb ?? ""}"; use isInMoreThan or isInLessThan with days.`,
        ),
        ...findingIf(
          isExpiry && value["type"] !== "certificate",
          `${path}.type`,
          `does not know "${verb ?? ""}"; use type "certificate".`,
        ),
        ...findingIf(
          isExpiry && days !== undefined && !/^\d+$/.test(days),
          `${path}.target`,
          `is "${days ?? ""}"; write whole days as text, such as "30".`,
        ),
      ];
    }),
};

/** A test asserts something, but not more than the product takes. */
const assertionCount: Rule = {
  code: "datadog/synthetics-assertions",
  source: "https://docs.datadoghq.com/synthetics/api_tests/ (20 assertions a test)",
  types,
  check: (inputs) => {
    const count = each(inputs, "assertions[]").length;
    const isHttp = inputs["type"] === "api" && (inputs["subtype"] ?? "http") === "http";
    return [
      ...findingIf(
        count > MAX_ASSERTIONS,
        "assertions",
        `has ${count} entries; keep at most ${MAX_ASSERTIONS}.`,
      ),
      ...findingIf(
        isHttp && isMissing(inputs["assertions"]),
        "assertions",
        "is empty; say what a good answer is.",
      ),
    ];
  },
};

/** Rules about what a synthetic test asserts. */
export const syntheticsAssertionRules: readonly Rule[] = [operator, certificate, assertionCount];
