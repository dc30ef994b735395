import { objective } from "../../model/declaration";
import type { DowntimeDeclaration } from "../../model/platform-declaration";
import { hours, percent } from "../../model/quantity";
import { occurrences } from "../../model/recurrence";
import { planDowntime } from "../../plan/maintenance";
import {
  chosen,
  contextOf,
  environmentOf,
  errorRate,
  serviceOf,
  shopGuidance,
  stagingOf,
} from "../support/models";

const monthly = "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0";

const windowOf = (changes: Partial<DowntimeDeclaration> = {}): DowntimeDeclaration => ({
  kind: "downtime",
  name: "maintenance",
  title: "maintenance",
  rrule: chosen(monthly),
  duration: chosen(hours(2)),
  timezone: "UTC",
  ...changes,
});

const success = objective({
  name: "success",
  title: "requests without error",
  indicator: {
    kind: "ratio",
    good: "sum:good{scope}.as_count()",
    total: "sum:all{scope}.as_count()",
    telemetry: { status: "uninstrumented", because: "Made up.", ask: "Is it?" },
  },
  target: chosen(percent(99.9)),
  burn: "none",
  ...shopGuidance,
});
const promising = contextOf(environmentOf(), serviceOf({ guardrails: [success, errorRate] }));

describe("planned maintenance", () => {
  it("silences the alerts of that service and environment that say so", () => {
    expect(planDowntime(contextOf(stagingOf()), windowOf())).toMatchObject({
      scope: "env:staging",
      monitorTags: ["env:staging", "service:shop", "maintenance:mutable"],
      duration: 7200,
    });
  });

  it("of what services share silences the alerts of all of them", () => {
    const estate = contextOf(environmentOf(), serviceOf({ name: "estate" }));

    expect(planDowntime(estate, windowOf()).monitorTags).toEqual(["env:prod", "maintenance:mutable"]);
  });

  it.each(["FREQ=WEEKLY;BYDAY=XX;BYHOUR=2;BYMINUTE=0", "FREQ=DAILY;INTERVAL=-1;BYHOUR=2;BYMINUTE=0"])(
    "is planned for a check to refuse where its rule is none: %s",
    (rrule) => {
      expect(planDowntime(promising, windowOf({ rrule: chosen(rrule) }))).toMatchObject({
        rrule,
        correction: null,
      });
    },
  );

  it("spares the objectives, unless its hours count", () => {
    expect(planDowntime(promising, windowOf()).spares).toEqual(["${objective:shop/success}"]);
    expect(planDowntime(promising, windowOf({ objectives: chosen("counted") })).spares).toEqual([]);
  });

  it.each([
    [monthly, "FREQ=MONTHLY;BYDAY=1SU", "2026-01-04T02:00:00Z"],
    ["FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=30", "FREQ=WEEKLY", "2026-01-04T02:30:00Z"],
    ["FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=2;BYMINUTE=0", "FREQ=WEEKLY;BYDAY=SA,SU", "2026-01-03T02:00:00Z"],
    ["FREQ=DAILY;BYHOUR=23;BYMINUTE=15", "FREQ=DAILY", "2026-01-01T23:15:00Z"],
  ])("of %s is corrected by %s from %s on, at the same times", (rrule, corrected, start) => {
    const { correction } = planDowntime(contextOf(), windowOf({ rrule: chosen(rrule) }));

    expect(correction).toEqual({ rrule: corrected, start: Date.parse(start) / 1000 });
    const span = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2028-01-01T00:00:00Z") };
    const clock = `BYHOUR=${start.slice(11, 13)};BYMINUTE=${start.slice(14, 16)}`;
    const weekday = corrected === "FREQ=WEEKLY" ? ";BYDAY=SU" : "";
    const again = occurrences(`${corrected}${weekday};${clock}`, "UTC", span);
    expect(again).toEqual(occurrences(rrule, "UTC", span));
  });

  it.each([
    ["by another clock", monthly, "Europe/Berlin"],
    ["by the year", "FREQ=YEARLY;BYMONTH=3;BYDAY=1SU;BYHOUR=2;BYMINUTE=0", "UTC"],
    ["by the day of the month", "FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=2;BYMINUTE=0", "UTC"],
    ["at several hours", "FREQ=DAILY;BYHOUR=2,14;BYMINUTE=0", "UTC"],
    ["at no hour", "FREQ=DAILY", "UTC"],
  ])("%s cannot be corrected", (_, rrule, timezone) => {
    expect(planDowntime(contextOf(), windowOf({ rrule: chosen(rrule), timezone })).correction).toBeNull();
  });
});
