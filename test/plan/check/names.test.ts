import { describeProblem } from "../../../model/problem";
import { checkNames, checkServiceNames } from "../../../plan/check/names";
import { monitorOf } from "../../support/guardrails";
import { backupOf, sentryRuleOf } from "../../support/infrastructure-guardrails";
import { codesOf, serviceOf } from "../../support/models";

describe("the names of services", () => {
  it.each([
    [{ name: "shop", team: "shop", runbook: "shop.md" }, []],
    [{ name: "shop-2", team: "web-shop", runbook: "shop-2.md" }, []],
    [{ name: "Shop" }, ["service/name"]],
    [{ name: "2shop" }, ["service/name"]],
    [{ name: "shop-" }, ["service/name"]],
    [{ name: "läden" }, ["service/name"]],
    [{ name: "a".repeat(64) }, ["service/name"]],
    [{ team: "Web Shop" }, ["service/team"]],
    [{ runbook: "shop" }, ["service/runbook"]],
    [{ runbook: "../shop.md" }, ["service/runbook"]],
    [{ runbook: "https://wiki.example/shop.md" }, ["service/runbook"]],
    [{ runbook: "calendar.md" }, ["service/runbook"]],
  ])("%j: %j", (changes, codes) => {
    expect(codesOf(checkServiceNames([serviceOf(changes)]))).toEqual(codes);
  });

  it("are told with what to write", () => {
    const wrong = serviceOf({ name: "estate", team: "Web Shop", runbook: "estate.md" });

    expect(
      checkServiceNames([serviceOf({ name: "estate", runbook: "estate.md" }), wrong]).map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "estate.team (Web Shop): it is a tag and a label: lower-case letters, digits and hyphens, a letter first and no hyphen last, at most 63. Write such a word; the title says it to people. [service/team]",
       "estate.name (estate): another service, or what services share, has this name. Give it a name of its own. [service/duplicate]",
       "estate.runbook (estate.md): the catalogue has another page of this name. Write estate.md. [service/runbook]",
     ]
    `);
    expect(checkServiceNames([serviceOf({ runbook: "shop" })]).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "shop.runbook (shop): it is the service's page in the catalogue: lower-case letters, digits and hyphens, and .md. Write shop.md. [service/runbook]",
     ]
    `);
  });
});

describe("the names of a guardrail", () => {
  const id = (length: number): string => `shop/${"a".repeat(length - 5)}`;

  it("fit what provider takes them", () => {
    const sound = [
      { ...monitorOf(), id: id(63) },
      { ...sentryRuleOf(), name: "a".repeat(64) },
      { ...backupOf(), bucket: "a".repeat(63) },
      { ...backupOf(), bucket: `${"a".repeat(51)}\${setting:estate.awsAccount}` },
    ];
    const long = [
      { ...monitorOf(), id: id(64) },
      { ...sentryRuleOf(), name: "a".repeat(65) },
      { ...backupOf(), bucket: "a".repeat(64) },
      { ...backupOf(), bucket: `${"a".repeat(52)}\${setting:estate.awsAccount}` },
    ];

    expect(sound.flatMap(checkNames)).toEqual([]);
    expect(long.map((each) => codesOf(checkNames(each)))).toEqual(long.map(() => ["name/length"]));
  });

  it("are told with what to write", () => {
    expect(
      [monitorOf({ title: "two\nlines" }), { ...sentryRuleOf(), name: "long ".repeat(13) }]
        .flatMap(checkNames)
        .map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "shop/errors.title ("two\\nlines"): a title is one line. Write it without line breaks. [name/line]",
       "shop/issues.title (long long long long long long long long long long long long long ): it has 65 characters, and 64 are taken. Shorten the rule's title. [name/length]",
     ]
    `);
  });
});
