import {
  MaintenanceWindow,
  toCorrectionArgs,
  toDowntimeArgs,
} from "../../../components/downtimes/maintenance-window";
import { downtimeOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

describe("MaintenanceWindow", () => {
  it("registers a recurring downtime without a start, which speaks up when it ends", async () => {
    const engine = await PulumiRecorder.install();

    new MaintenanceWindow("shop/maintenance", { guardrail: downtimeOf(), objectives: new Map() });

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

  it("corrects each objective that it spares and something measures", async () => {
    const engine = await PulumiRecorder.install();
    const correction = { rrule: "FREQ=MONTHLY;BYDAY=1SU", start: 1_767_492_000 };
    const spares = ["uptime", "latency", "unmeasured"].map((name) => `\${objective:shop/${name}}`);
    const guardrail = downtimeOf({ spares, correction, timezone: "UTC", duration: 7200 });
    const slo = (objectiveId: string | undefined) => ({ objectiveId, timeframe: "30d" });
    const objectives = new Map([
      ["shop/uptime", slo("slo-1")],
      ["shop/latency", slo("slo-2")],
      ["shop/unmeasured", slo(undefined)],
    ]);

    new MaintenanceWindow("shop/maintenance", { guardrail, objectives });

    expect((await engine.names()).filter((each) => each.includes("sloCorrection"))).toEqual([
      "datadog:index/sloCorrection:SloCorrection shop/maintenance-correction-uptime",
      "datadog:index/sloCorrection:SloCorrection shop/maintenance-correction-latency",
    ]);
    expect(await engine.inputsOf("shop/maintenance-correction-uptime")).toEqual({
      category: "Scheduled Maintenance",
      description:
        "Shop: maintenance. (managed-by:belfry belfry:shop/maintenance env:prod service:shop team:shop belfry-part:uptime)",
      sloId: "slo-1",
      start: 1_767_492_000,
      duration: 7200,
      rrule: "FREQ=MONTHLY;BYDAY=1SU",
      timezone: "UTC",
    });
  });

  it("corrects nothing where no correction can say when it comes", () => {
    expect(toCorrectionArgs(downtimeOf(), { part: "uptime", sloId: "slo-1" })).toBeUndefined();
  });
});
