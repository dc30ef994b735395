import fc from "fast-check";

import { identityOf } from "../../recovery/identity";

const datadog = "datadog:index/monitor:Monitor";
const bucket = "aws:s3/bucket:Bucket";
const job = "kubernetes:batch/v1:CronJob";
const rule = "sentry:index/sentryRule:SentryRule";

const tags = (...more: readonly string[]) => ["managed-by:belfry", "belfry:shop/errors", "env:prod", ...more];

const labels = { "managed-by": "belfry", belfry: "shop.dump", env: "prod" };

describe("the identity of an object", () => {
  it.each([
    [datadog, { tags: tags(), name: "Shop: errors" }, "prod"],
    [bucket, { tags: labels, bucket: "dumps" }, "prod"],
    [job, { metadata: { name: "dump", labels } }, "prod"],
    [datadog, { tags: tags().filter((tag) => !tag.startsWith("env:")) }, null],
    [rule, { name: "Shop: fatal" }, null],
    [datadog, { tags: ["belfry:shop/errors"], name: "by hand" }, null],
    [datadog, { tags: ["managed-by:terraform", "belfry:x", "env:prod"], name: "by hand" }, null],
    [datadog, { tags: [], name: "untagged" }, null],
    [datadog, {}, null],
  ])("%s %j says its environment: %s", (type, inputs, environment) => {
    expect(identityOf(type, inputs).environment).toBe(environment);
  });

  it("is its tags, whatever else changed", () => {
    const one = identityOf(datadog, { tags: tags(), name: "Shop: errors", query: "a" });
    const other = identityOf(datadog, { tags: tags("team:shop").reverse(), name: "Renamed", query: "b" });

    expect(other).toEqual(one);
  });

  it.each([
    ["another guardrail", datadog, { tags: ["managed-by:belfry", "belfry:shop/latency", "env:prod"] }],
    ["another environment", datadog, { tags: ["managed-by:belfry", "belfry:shop/errors", "env:staging"] }],
    ["another part", datadog, { tags: tags("belfry-part:fast") }],
    ["another type", bucket, { tags: tags() }],
  ])("differs for %s", (_, type, inputs) => {
    expect(identityOf(type, inputs).key).not.toBe(identityOf(datadog, { tags: tags() }).key);
  });

  it("differs for two objects of one guardrail in Kubernetes by their names", () => {
    const named = (name: string) => identityOf(job, { metadata: { name, labels } }).key;

    expect(named("dump")).not.toBe(named("restore"));
    expect(named("dump")).toBe(named("dump"));
  });

  it.each([
    ["name", { name: "a", title: "b" }],
    ["bucket", { bucket: "a", acl: "private" }],
    ["title", { title: "a", widgets: [] }],
    ["role", { roleName: "a", policy: "{}" }],
  ])("without tags is its %s", (_, inputs) => {
    expect(identityOf(rule, inputs)).toEqual({ key: `${rule}|a`, environment: null, guardrail: null });
  });

  it("without tags is what its text says, part and all", () => {
    const correction = "datadog:index/sloCorrection:SloCorrection";
    const said = (words: string) =>
      identityOf(correction, { description: `Maintenance. (managed-by:belfry ${words})` });

    expect(said("belfry:shop/window env:prod belfry-part:uptime")).toEqual({
      key: `${correction}|prod|shop/window|uptime`,
      environment: "prod",
      guardrail: "shop/window",
    });
    expect(said("belfry:shop/window env:prod").key).toBe(`${correction}|prod|shop/window`);
  });

  it("without tags and name is all that it was given, in any order", () => {
    const digest = (inputs: Readonly<Record<string, unknown>>) => identityOf("aws:kms/key:Key", inputs).key;

    expect(digest({ a: 1, b: { c: [1, 2], d: null } })).toBe(digest({ b: { d: null, c: [1, 2] }, a: 1 }));
    expect(digest({ a: 1, __defaults: ["a"], b: undefined })).toBe(digest({ a: 1 }));
    expect(digest({ a: [1, 2] })).not.toBe(digest({ a: [2, 1] }));
    expect(digest({ a: "1" })).not.toBe(digest({ a: 1 }));
    expect(digest({})).not.toBe(digest({ a: {} }));
  });

  it("does not depend on the order of keys, whatever the data", () => {
    const key = fc
      .stringMatching(/^[a-z]{1,6}$/)
      .filter((each) => !["name", "bucket", "title", "topic", "tags"].includes(each));
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue(), { noNullPrototype: true }), (inputs) => {
        const reversed = Object.fromEntries(Object.entries(inputs).reverse());
        expect(identityOf("x", reversed)).toEqual(identityOf("x", inputs));
      }),
    );
  });

  it("never throws, whatever a provider holds", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("tags", "metadata", "name", "x"), fc.jsonValue()),
        (inputs) => {
          expect(identityOf("x", inputs).key).toMatch(/^x\|/);
        },
      ),
    );
  });
});
