import { MaintenanceWindow, toDowntimeArgs } from "../../../components/downtimes/maintenance-window";
import { downtimeOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

describe("MaintenanceWindow", () => {
  it("registers a recurring downtime without a start, which speaks up when it ends", async () => {
    const engine = await PulumiRecorder.install();

    new MaintenanceWindow("shop/maintenance", { guardrail: downtimeOf() });

    expect(await engine.registrations()).toEqual([
      { type: "belfry:downtimes:MaintenanceWindow", name: "shop/maintenance", under: "", inputs: {} },
      {
        type: "datadog:index/downtimeSchedule:DowntimeSchedule",
        name: "shop/maintenance-downtime",
        under: "belfry:downtimes:MaintenanceWindow",
        inputs: {
          scope: "env:prod",
          monitorIdentifier: { monitorTags: ["env:prod", "service:shop", "maintenance:mutable"] },
          recurringSchedule: {
            timezone: "America/New_York",
            recurrences: [{ rrule: "FREQ=WEEKLY;BYDAY=SU;BYHOUR=3;BYMINUTE=0", duration: "90m" }],
          },
          displayTimezone: "America/New_York",
          message: "Shop: maintenance. (belfry:shop/maintenance env:prod)",
          muteFirstRecoveryNotification: false,
          notifyEndStates: ["alert", "no data", "warn"],
          notifyEndTypes: ["canceled", "expired"],
        },
      },
    ]);
  });

  it.each([
    { duration: 5400, written: "90m" },
    { duration: 7200, written: "2h" },
    { duration: 172_800, written: "2d" },
  ])("writes $duration s as $written", ({ duration, written }) => {
    expect(toDowntimeArgs(downtimeOf({ duration }))).toMatchObject({
      recurringSchedule: { recurrences: [{ duration: written }] },
    });
  });
});
