import { required } from "../../model/setting";
import { formMissed } from "../../stacks/setting-forms";

const missed = (example: string, value: string) => formMissed(required("shop.key", "A key", example), value);

const uuid = "11111111-1111-4111-8111-111111111111";
// Datadog gives its users version 1 ids.
const datadogId = "8a2c9b6e-0c11-11ee-b1a7-da7ad0900002";

describe("a setting's value has the form of its example", () => {
  it.each([
    [
      "vendhub.example",
      "shop.vendhub.com",
      "https://shop.vendhub.com",
      "shop.vendhub.com/",
      "localhost",
      "a b.com",
    ],
    ["https://shop.example/login", "https://a.test/x?y=1", "http://a.test/x", "a.test", "https://"],
    ["wss://shop.example/socket", "wss://a.test/socket", "https://a.test/socket"],
    ["000000000000", "012345678901", "12345678901", "1234567890123", "12345678901a"],
    ["6000", "12", "12.5", "-1", "many"],
    [uuid, datadogId, "8a2c9b6e", `${uuid},${uuid}`, `${uuid} `],
    [`${uuid},${datadogId}`, datadogId, "someone@example.com", `${uuid},`, ""],
    ["2026-01-05T09:00:00", "2027-02-28T23:59:59", "2027-02-30T09:00:00", "monday", "2027-01-05"],
    ["shop-alerts", "Ops_Alerts-2", "#shop-alerts", "@slack-shop", "shop alerts", "{{value}}"],
    ["@level:(error OR fatal)", 'source:x ("a" OR "b")', "a\nb", "  "],
  ])("%s: %s is right", (example, right, ...wrong) => {
    expect(missed(example, right)).toBeUndefined();
    for (const value of wrong) expect([value, missed(example, value)]).toEqual([value, expect.any(String)]);
  });
});
