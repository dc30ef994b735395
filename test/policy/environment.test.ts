import { environmentOf, stackConfig, stackFactsOf } from "../../policy/environment";
import { unknown, type Bag } from "../../policy/value";

const urn = "urn:pulumi:acme-prod::belfry::pulumi:pulumi:Stack::belfry-acme-prod";

describe("a stack", () => {
  it.each([
    [{}, { environment: "acme-prod", pages: false, shard: null }],
    [
      { "belfry:environment": "", "belfry:pages": "false" },
      { environment: "acme-prod", pages: false, shard: null },
    ],
    [
      { "belfry:environment": "prod", "belfry:pages": "true" },
      { environment: "prod", pages: true, shard: null },
    ],
  ])("of configuration %j is %j", (config, facts) => {
    expect(stackFactsOf(urn, config)).toEqual(facts);
    const shard = "urn:pulumi:acme-prod.shop::belfry::pulumi:pulumi:Stack::belfry-acme-prod.shop";
    expect(stackFactsOf(shard, config)).toEqual({ ...facts, shard: "shop" });
  });

  it("has its configuration in the engine's variable", () => {
    expect(stackConfig({ PULUMI_CONFIG: '{"belfry:pages":"true"}' })).toEqual({ "belfry:pages": "true" });
    expect(stackConfig({})).toEqual({});
  });
});

describe("a resource's environment", () => {
  it.each<[string, Bag, ReturnType<typeof environmentOf>]>([
    ["datadog:index/monitor:Monitor", { tags: ["service:shop", "env:staging"] }, "staging"],
    ["aws:s3/bucket:Bucket", { tags: { env: "staging" } }, "staging"],
    ["kubernetes:core/v1:ConfigMap", { metadata: { labels: { env: "staging" } } }, "staging"],
    ["sentry:index/sentryIssueAlert:SentryIssueAlert", { environment: "staging" }, "staging"],
    ["sentry:index/sentryIssueAlert:SentryIssueAlert", { environment: "production" }, undefined],
    ["aws:lambda/function:Function", { environment: "staging" }, undefined],
    ["datadog:index/monitor:Monitor", { tags: ["service:shop"] }, undefined],
    ["datadog:index/monitor:Monitor", { tags: [unknown, "env:staging"] }, "staging"],
    ["datadog:index/monitor:Monitor", { tags: ["service:shop", unknown] }, unknown],
    ["aws:s3/bucket:Bucket", { tags: unknown }, unknown],
  ])("of %s with %p", (type, props, environment) => {
    expect(environmentOf(type, props)).toBe(environment);
  });
});
