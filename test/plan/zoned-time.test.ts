import { instantOf, withOffset } from "../../plan/zoned-time";

describe("a local time", () => {
  it.each([
    ["2026-01-05T09:00:00", "America/New_York", "2026-01-05T09:00:00-05:00"],
    ["2026-07-06T09:00:00", "America/New_York", "2026-07-06T09:00:00-04:00"],
    ["2026-07-06T09:00:00", "Asia/Kolkata", "2026-07-06T09:00:00+05:30"],
    ["2026-07-06T09:00:00", "America/St_Johns", "2026-07-06T09:00:00-02:30"],
    ["2026-01-05T09:00:00", "UTC", "2026-01-05T09:00:00+00:00"],
    ["2026-01-05T09:00:00+05:45", "UTC", "2026-01-05T09:00:00+05:45"],
    ["2026-01-05T09:00:00Z", "America/New_York", "2026-01-05T09:00:00Z"],
  ])("%s in %s is %s", (time, timezone, written) => {
    expect(withOffset(time, timezone)).toBe(written);
    expect(instantOf(time, timezone)).toBe(Date.parse(written));
  });

  it("is told with its seconds, as Datadog takes it", () => {
    expect(withOffset("2026-07-06T09:00", "America/New_York")).toBe("2026-07-06T09:00:00-04:00");
  });

  it.each([
    ["5", "UTC"],
    ["2026-01-05", "UTC"],
    ["Jan 5 2026 09:00", "UTC"],
    ["2026-02-30T09:00:00", "UTC"],
    ["2026-01-05T24:00:00", "UTC"],
    ["2026-01-05T09:00:00+25:00", "UTC"],
    ["${setting:shop.handover}", "UTC"],
    ["2026-01-05T09:00:00", "Mars/Olympus"],
  ])("%s in %s is no instant yet", (time, timezone) => {
    expect(instantOf(time, timezone)).toBeUndefined();
    expect(withOffset(time, timezone)).toBe(time);
  });
});
