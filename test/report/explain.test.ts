import { explain, findGuardrail } from "../../report/explain";
import { describe as describeExplanation } from "../../cli/commands/explain";
import { comesNext } from "../../report/recurring";
import { factBook } from "../../stacks/load-plan";
import { loadCommitted } from "../support/models";

const prod = loadCommitted("prod");
const { plan } = prod;
const origins = prod.origins;

const explained = (id: string) => {
  const guardrail = findGuardrail(id, plan);
  if (!guardrail) throw new Error(`no guardrail ${id}`);
  return explain(guardrail, { plan, origins, facts: factBook.facts });
};

describe("an explanation", () => {
  it("has every value of every guardrail, and the line on which it is written", () => {
    for (const { id, sources } of plan.guardrails) {
      const layers = explained(id).values.flatMap(({ layers: each }) => each);
      expect([id, layers.length]).toEqual([id, sources.length]);
      const unwritten = layers.filter(({ origin, source }) => source.kind !== "setting" && origin === null);
      expect([id, unwritten]).toEqual([id, []]);
    }
  });

  it("has the facts behind a value as the runbook states them", () => {
    const critical = explained("vendhub/cpu").values.find(({ field }) => field === "critical");

    expect(critical?.layers[0]).toMatchObject({
      layer: "service",
      stated: "85 %",
      facts: [{ id: "VH-008", kind: "alert", warning: 70, critical: 85, unit: "percent" }],
      origin: { file: expect.stringMatching(/services\/vendhub\/alerts\.ts$/) },
    });
  });

  it("has what refers to it, and not what only has its severity", () => {
    const related = explained("vendhub/cpu").related.map(({ because, id }) => `${id} ${because}`);

    expect(related).toEqual([
      "estate/overview refers to it",
      "vendhub/railway-probe is referred to by it",
      "vendhub/dashboard refers to it",
    ]);
  });
});

describe("what comes again", () => {
  it("is told with its next times from the plan's day on", () => {
    expect(explained("vendhub/monthly-maintenance").recurring).toMatchObject([
      {
        what: "monthly maintenance",
        timezone: "UTC",
        next: ["2026-12-06 02:00", "2027-01-03 02:00", "2027-02-07 02:00"].map((utc) => ({
          local: utc,
          utc,
        })),
      },
    ]);
    expect(explained("vendhub/cpu").recurring).toEqual([]);
  });

  it.each([
    ["FREQ=WEEKLY;BYDAY=XX;BYHOUR=2;BYMINUTE=0", "UTC"],
    ["FREQ=DAILY;INTERVAL=-1;BYHOUR=2;BYMINUTE=0", "UTC"],
    ["FREQ=DAILY;BYHOUR=2;BYMINUTE=0", "Mars/Olympus"],
  ])("never comes where a check refuses it: %s %s", (rrule, timezone) => {
    expect(comesNext({ what: "maintenance", rrule, timezone, before: 0 }, "2026-11-21").next).toEqual([]);
  });

  it("is told by its own clock and in UTC", () => {
    const next = comesNext(
      { what: "window", rrule: "FREQ=DAILY;BYHOUR=2;BYMINUTE=0", timezone: "Asia/Kolkata", before: 0 },
      "2026-11-21",
    );

    expect(next.next[0]).toEqual({ local: "2026-11-21 02:00", utc: "2026-11-20 20:30" });
    const shown = describeExplanation({
      ...explained("vendhub/cpu"),
      recurring: [next],
      resources: null,
      changes: {},
    });
    expect(shown).toContain("window: 2026-11-21 02:00 Asia/Kolkata (2026-11-20 20:30 UTC), 2026-11-22 02:00");
  });
});

describe("a guardrail is found", () => {
  it.each([
    ["by its id", "vendhub/cpu", "vendhub/cpu"],
    ["by its tag", "belfry:vendhub/cpu", "vendhub/cpu"],
    ["by its name in the console", "VendHub: CPU usage", "vendhub/cpu"],
    ["by a resource's name", "vendhub/cpu-monitor", "vendhub/cpu"],
    [
      "by a URN",
      "urn:pulumi:prod::belfry::belfry:services:Service$belfry:monitors:ThresholdMonitor$datadog:index/monitor:Monitor::vendhub/cpu-monitor",
      "vendhub/cpu",
    ],
    [
      "by the longest id that a resource's name starts with",
      "vendhub/memory-scale-out-monitor",
      "vendhub/memory-scale-out",
    ],
    ["not by a part of its id", "vendhub/cp", undefined],
    ["not by a service", "vendhub", undefined],
  ])("%s", (_, word, id) => {
    expect(findGuardrail(word, plan)?.id).toBe(id);
  });
});
