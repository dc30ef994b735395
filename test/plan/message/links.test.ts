import type { LogMetricDeclaration } from "../../../model/platform-declaration";
import { appOf, inAddress, linksOf } from "../../../plan/message/links";
import { contextOf, environmentOf, serviceOf } from "../../support/models";

const counting = (changes: Partial<LogMetricDeclaration> = {}): LogMetricDeclaration => ({
  kind: "log-metric",
  name: "timeouts",
  title: "timeouts",
  metric: "belfry.shop.timeouts",
  filter: '("timed out" OR @code:504)',
  distributionOf: null,
  ...changes,
});

const parts = { runbook: "https://runbooks.example/shop.md#x", source: null, groupBy: [], before: 300 };

/** The search behind the link to the logs, as Datadog reads it. */
function searchOf(
  guardrails: readonly LogMetricDeclaration[],
  changes: Partial<typeof parts> | object = {},
): string {
  const links = linksOf(contextOf(environmentOf(), serviceOf({ guardrails })), { ...parts, ...changes });
  return decodeURIComponent(/logs\?query=([^&]*)&/.exec(links)?.[1] ?? "");
}

describe("the host of Datadog's app", () => {
  it.each([
    ["datadoghq.com", "app.datadoghq.com"],
    ["datadoghq.eu", "app.datadoghq.eu"],
    ["ddog-gov.com", "app.ddog-gov.com"],
    ["us3.datadoghq.com", "us3.datadoghq.com"],
    ["us5.datadoghq.com", "us5.datadoghq.com"],
    ["ap1.datadoghq.com", "ap1.datadoghq.com"],
    ["ap2.datadoghq.com", "ap2.datadoghq.com"],
  ])("of %s is %s", (site, app) => {
    expect(appOf(site)).toBe(app);
  });
});

describe("the links of an alert", () => {
  it("are dashboard, the logs around the alert, and the runbook", () => {
    expect(linksOf(contextOf(), parts)).toBe(
      "[Dashboard](https://${setting:estate.datadogSite|app}/dashboard/${dashboard:shop/dashboard}) · " +
        "[Logs](https://${setting:estate.datadogSite|app}/logs?query=env%3Aprod%20service%3Ashop" +
        '&from_ts={{eval "last_triggered_at_epoch-900*1000"}}&to_ts={{eval "last_triggered_at_epoch+600*1000"}}&live=false) · ' +
        "[Runbook](https://runbooks.example/shop.md#x)",
    );
  });

  it("lead to the lines that are counted, where some are", () => {
    expect(searchOf([counting()], { source: "timeouts" })).toBe(
      'env:prod service:shop ("timed out" OR @code:504)',
    );
  });

  it("lead to where the service's lines are, where its drain sets no tags", () => {
    const drained = counting({ scope: "source:vercel @projectName:${setting:shop.project}" });

    expect(searchOf([counting(), drained])).toBe("source:vercel @projectName:${setting:shop.project|uri}");
  });

  it("lead to no logs of page views, which are none", () => {
    const views = counting({ from: "rum-views", scope: "@type:view" });

    expect(searchOf([views], { source: "timeouts" })).toBe("env:prod service:shop");
  });

  it("narrow to the group that alerts, where log lines carry its tag", () => {
    expect(searchOf([], { groupBy: ["pod_name", "queue"] })).toBe(
      "env:prod service:shop pod_name:{{pod_name.name}}",
    );
  });
});

describe("text in an address", () => {
  it.each([
    ["a b:(c) *'!", "a%20b%3A%28c%29%20%2a%27%21"],
    ["a:${setting:shop.x} b", "a%3A${setting:shop.x|uri}%20b"],
    ["a:{{host.name}} b", "a%3A{{host.name}}%20b"],
  ])("%j is %j", (text, expected) => {
    expect(inAddress(text)).toBe(expected);
  });
});
