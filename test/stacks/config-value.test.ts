import { configValue } from "../../stacks/config-value";

describe("a value of the configuration", () => {
  it.each([
    ["asOf", "2026-12-01 00:00:00 +0000 UTC", "2026-12-01"],
    [
      "overrides",
      '{"a/b":{"critical":{"value":9,"until":"2027-01-31 00:00:00 +0000 UTC"}}}',
      { "a/b": { critical: { value: 9, until: "2027-01-31" } } },
    ],
    ["waivers", '[{"until":"2027-01-31 00:00:00 +0000 UTC"}]', [{ until: "2027-01-31" }]],
    [
      "waivers",
      '[{"because":"since 2027-01-31 00:00:00 +0000 UTC"}]',
      [{ because: "since 2027-01-31 00:00:00 +0000 UTC" }],
    ],
  ])(
    "of %s has the day that is written without quotes, though Pulumi reads an instant",
    (key, value, expected) => {
      expect(configValue(key, value)).toEqual(expected);
    },
  );
});
