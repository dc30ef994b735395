import { statusBelow, toAssertions } from "../../../components/synthetics/assertions";
import type { GuardrailOf } from "../../../plan/types";
import { syntheticOf } from "../../support/guardrails";

type Planned = GuardrailOf<"synthetic">["assertions"][number];

describe("toAssertions", () => {
  it.each<{ planned: Planned; datadog: Record<string, unknown> }>([
    {
      planned: { on: "status", operator: "is", value: 204 },
      datadog: { type: "statusCode", operator: "is", target: "204" },
    },
    {
      planned: { on: "status", operator: "below", value: 400 },
      datadog: { type: "statusCode", operator: "matches", target: "^([1-3][0-9][0-9])$" },
    },
    {
      planned: { on: "response-time", operator: "below", milliseconds: 500 },
      datadog: { type: "responseTime", operator: "lessThan", target: "500" },
    },
    {
      planned: { on: "json", path: "$.status", equals: "ok" },
      datadog: {
        type: "body",
        operator: "validatesJSONPath",
        targetjsonpath: { jsonpath: "$.status", operator: "is", targetvalue: "ok" },
      },
    },
    {
      planned: { on: "json", path: "$.status", equals: null },
      datadog: {
        type: "body",
        operator: "validatesJSONPath",
        targetjsonpath: { jsonpath: "$.status", operator: "matches", targetvalue: ".+" },
      },
    },
    {
      planned: { on: "header", name: "strict-transport-security" },
      datadog: {
        type: "header",
        property: "strict-transport-security",
        operator: "matches",
        target: ".+",
      },
    },
  ])("translates $planned", ({ datadog, planned }) => {
    expect(toAssertions(syntheticOf({ assertions: [planned] }))).toEqual([datadog]);
  });
});

describe("statusBelow", () => {
  it("matches exactly the status codes below its limit, for every limit", () => {
    const statuses = Array.from({ length: 500 }, (_, index) => index + 100);

    const wrong = statuses.slice(1).filter((limit) => {
      const pattern = new RegExp(statusBelow(limit));
      return statuses.some((status) => pattern.test(String(status)) !== status < limit);
    });

    expect(wrong).toEqual([]);
  });
});
