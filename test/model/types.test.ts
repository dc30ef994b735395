import { monitor, objective, type CertificateDeclaration } from "../../model/declaration";
import { count, days, hours, milliseconds, minutes, perMinute, percent } from "../../model/quantity";
import type { Service } from "../../model/service";
import { fact, house, type FactId, type Sourced } from "../../model/source";
import { measured, type Telemetry } from "../../model/telemetry";
import { serviceOf, shopGuidance } from "../support/models";

/*
 * What must not compile. `tsc` (npm run check) fails where a line below `@ts-expect-error` is no error; at run time the
 * functions are only made, never called.
 */
const named = { name: "x", title: "x", ...shopGuidance } as const;

const mistakes: Readonly<Record<string, () => unknown>> = {
  "a latency threshold in percent": () =>
    // @ts-expect-error -- percent measures a share, not a time
    monitor({ ...named, signal: "latencyP95", critical: fact("VH-011", percent(5)) }),

  "a share in milliseconds": () =>
    // @ts-expect-error -- milliseconds measure a time
    monitor({ ...named, signal: "cpuUsage", critical: fact("VH-008", milliseconds(85)) }),

  "a rate as a bare count": () =>
    // @ts-expect-error -- so many of what time?
    monitor({ ...named, signal: "slowQueries", critical: fact("VH-067", count(10)) }),

  "a warning in another dimension than its signal": () =>
    monitor({
      ...named,
      signal: "errorRate",
      critical: fact("VH-010", percent(5)),
      // @ts-expect-error -- the critical level is right, the warning is not
      warning: fact("VH-010", perMinute(1)),
    }),

  "a bare number as a level": () =>
    // @ts-expect-error -- a level carries its unit
    monitor({ ...named, signal: "cpuUsage", critical: fact("VH-008", 85) }),

  "a level without a source": () =>
    // @ts-expect-error -- who says so?
    monitor({ ...named, signal: "cpuUsage", critical: percent(85) }),

  "an unknown signal": () =>
    // @ts-expect-error -- the list of signals is closed
    monitor({ ...named, signal: "cpuUsages", critical: fact("VH-008", percent(85)) }),

  "a monitor without a critical level": () =>
    // @ts-expect-error -- it would never alert
    monitor({ ...named, signal: "cpuUsage", warning: fact("VH-008", percent(70)) }),

  "a window in percent": () =>
    monitor({
      ...named,
      signal: "cpuUsage",
      critical: fact("VH-008", percent(85)),
      // @ts-expect-error -- a window is a time
      over: fact("VH-008", percent(5)),
    }),

  "a monitor that says nothing of what to do": () =>
    // @ts-expect-error -- impact, causes and first steps are missing
    monitor({ name: "x", title: "x", signal: "cpuUsage", critical: fact("VH-008", percent(85)) }),

  "an unknown severity": () =>
    monitor({
      ...named,
      signal: "cpuUsage",
      critical: fact("VH-008", percent(85)),
      // @ts-expect-error -- critical, high, medium or low
      severity: house("urgent", "So it feels.", "Is it?"),
    }),

  "an objective whose target is a time": () =>
    objective({
      ...named,
      indicator: { kind: "time-slice", signal: "uptime", level: fact("VH-069", percent(99)) },
      // @ts-expect-error -- a target is a share
      target: fact("VH-069", hours(99)),
      burn: "none",
    }),

  "a certificate's alert in anything but days": (): Pick<CertificateDeclaration, "critical"> => ({
    // @ts-expect-error -- Datadog counts days left
    critical: fact("VS-001", hours(7)),
  }),

  "a fact of a runbook that is not ours": (): FactId =>
    // @ts-expect-error -- no such prefix
    "XX-001",

  "a house default without a question to the owner": () =>
    // @ts-expect-error -- nobody could confirm it
    house(minutes(5), "Five minutes ride out a spike."),

  "a source of an unknown kind": (): Sourced<number> => ({
    value: 5,
    // @ts-expect-error -- facts, documentation, house, setting or override
    source: { kind: "guess" },
  }),

  "telemetry of an unknown signal": (): Service["telemetry"] => ({
    // @ts-expect-error -- the list of signals is closed
    cpuUsages: measured({ via: "x", metrics: [], docs: "x", expression: "x", unit: "percent" }),
  }),

  "a measurement in an unknown unit": (): Telemetry =>
    // @ts-expect-error -- the list of units is closed
    measured({ via: "x", metrics: [], docs: "x", expression: "x", unit: "percentage" }),

  "a service without one of the severities": (): Service => {
    const { severities, ...service } = serviceOf();
    const { critical, high, medium } = severities;
    // @ts-expect-error -- an alert of low severity would tell nobody
    return { ...service, severities: { critical, high, medium } };
  },

  "a changed level": () => {
    const level = percent(85);
    // @ts-expect-error -- a quantity is read-only
    level.value = 90;
  },
};

describe("what does not compile", () => {
  it.each(Object.keys(mistakes))("%s", (name) => {
    expect(mistakes[name]).toBeInstanceOf(Function);
  });
});

describe("what compiles", () => {
  it("is a level in any unit of the signal's dimension", () => {
    const inMilliseconds = monitor({
      ...named,
      signal: "latencyP95",
      critical: fact("VH-011", milliseconds(5)),
    });
    const inDays = monitor({ ...named, signal: "backupAge", critical: fact("VH-011", days(5)) });

    expect([inMilliseconds.critical.value, inDays.critical.value]).toEqual([milliseconds(5), days(5)]);
  });
});
