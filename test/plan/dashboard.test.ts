import { measured, uninstrumented } from "../../model/telemetry";
import { planServiceDashboard } from "../../plan/dashboard";
import { objectiveOf } from "../support/guardrails";
import { contextOf, stagingOf } from "../support/models";

const quiet = objectiveOf({
  id: "shop/quiet",
  title: "quiet",
  indicator: { kind: "monitor", monitor: "${monitor:shop/errors}" },
});
const { docs, metrics, source, status, via } = measured({
  via: "apm",
  metrics: ["errors"],
  docs: "https://docs.example",
  expression: "",
  unit: "count",
});
const deployed = { ...quiet, telemetry: { status, via, metrics: [...metrics], docs, source } };
const waiting = { ...quiet, telemetry: uninstrumented("Made up.", "Is it?") };

const widgets = (...objectives: Parameters<typeof planServiceDashboard>[1]) =>
  planServiceDashboard(contextOf(stagingOf()), objectives).widgets.slice(1);

describe("the dashboard of a service", () => {
  it("shows an objective by its id, and those on the time of an alert by what finds them later", () => {
    expect(widgets(deployed, objectiveOf(), { ...deployed, id: "shop/calm" })).toEqual([
      { kind: "objective", guardrail: "shop/uptime", title: "uptime" },
      {
        kind: "objectives",
        title: "Objectives on the time without an alert",
        query: "env:staging AND service:shop AND indicator:monitor",
      },
    ]);
  });

  it("lists none that waits for its telemetry: its monitor has a note", () => {
    expect(widgets(waiting, objectiveOf())).toEqual([
      { kind: "objective", guardrail: "shop/uptime", title: "uptime" },
    ]);
  });
});
