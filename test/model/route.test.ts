import { mention, wakes, wakingMentions, type Handle } from "../../model/route";
import { priorityOf, severities } from "../../model/severity";

describe("a handle", () => {
  it.each<[Handle["kind"], string, boolean]>([
    ["on-call", "@oncall-shop", true],
    ["pagerduty", "@pagerduty-shop", true],
    ["slack", "@slack-shop", false],
    ["email", "@shop", false],
  ])("of kind %s is written %s; wakes a person: %s", (kind, text, awake) => {
    const handle: Handle = { kind, name: "shop" };

    expect(mention(handle)).toBe(text);
    expect(wakes(handle)).toBe(awake);
  });

  it("keeps a setting in its name", () => {
    expect(mention({ kind: "slack", name: "${setting:shop.slackChannel}" })).toBe(
      "@slack-${setting:shop.slackChannel}",
    );
  });
});

describe("a text", () => {
  it.each([
    ["{{#is_alert}} @oncall-shop @slack-shop {{/is_alert}}", ["@oncall-shop"]],
    ["Call @pagerduty. Or @pagerduty-shop, @opsgenie-shop (@victorops-shop).", 4],
    ["@pagerduty-${setting:shop.service}", ["@pagerduty-"]],
    ["nightdesk@pagerduty.com, @pagerduty.example, @slack-oncall-shop, @oncall, @pagerdutyish", []],
  ])("%s names who is woken", (text, expected) => {
    const found = wakingMentions(text);

    expect(typeof expected === "number" ? found.length : found).toEqual(expected);
  });

  it.each<Handle["kind"]>(["on-call", "pagerduty", "slack", "email"])(
    "with a handle of kind %s agrees with what the handle does",
    (kind) => {
      const handle: Handle = { kind, name: "shop" };

      expect(wakingMentions(mention(handle))).toEqual(wakes(handle) ? [mention(handle)] : []);
    },
  );
});

describe("a severity", () => {
  it("has Datadog's priority, worst first, and leaves 5 to staging", () => {
    expect(severities.map((severity) => [severity, priorityOf(severity)])).toEqual([
      ["critical", 1],
      ["high", 2],
      ["medium", 3],
      ["low", 4],
    ]);
  });
});
