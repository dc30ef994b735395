import { objective, type Declaration, type Guidance } from "../../model/declaration";
import { milliseconds, percent, seconds, type Quantity } from "../../model/quantity";
import type { SignalName } from "../../model/signal";
import { fact, house, type Sourced } from "../../model/source";
import { failedShare, trafficCounts } from "../telemetry/netlify";
import { databaseLoad, errors, slow } from "./guidance";
import { prefix } from "./telemetry";

interface Promised {
  readonly name: string;
  readonly title: string;
  readonly signal: SignalName;
  readonly level: Sourced<Quantity>;
  readonly guidance: Guidance;
}

/** The runbook never says how much of the time. */
const mostly = (title: string) =>
  house(
    percent(95),
    "The runbook gives the level but not how often it must hold; a day and a half a month is room for bad days.",
    `How much of the time must this hold: ${title}?`,
  );

/** A level that should hold most of the time. */
const held = ({ guidance, level, name, signal, title }: Promised): Declaration =>
  objective({
    name,
    title,
    indicator: { kind: "time-slice", signal, level },
    target: mostly(title),
    burn: "ticket",
    ...guidance,
  });

/** Objectives. */
export const promises: readonly Declaration[] = [
  objective({
    name: "errors",
    title: "requests without error",
    indicator: { kind: "ratio", ...trafficCounts({ prefix }), telemetry: failedShare({ prefix }) },
    target: fact("WT-008", percent(99), "An error rate under 1 % is 99 % without error."),
    burn: "page",
    ...errors,
  }),
  held({
    name: "api-response-time",
    title: "average response time under 500 ms",
    signal: "latencyMean",
    level: fact("WT-007", milliseconds(500), "An average, as the alert on response times is."),
    guidance: slow,
  }),
  held({
    name: "page-load-time",
    title: "page load under 2 s",
    signal: "pageLoad",
    level: fact("WT-026", seconds(2)),
    guidance: slow,
  }),
  held({
    name: "first-byte",
    title: "first byte within 200 ms",
    signal: "timeToFirstByte",
    level: fact("WT-027", milliseconds(200)),
    guidance: slow,
  }),
  held({
    name: "paint",
    title: "largest contentful paint under 2.5 s",
    signal: "largestContentfulPaint",
    level: fact("WT-028", seconds(2.5), "P75, as Core Web Vitals are judged."),
    guidance: slow,
  }),
  held({
    name: "database-response-time",
    title: "average query time under 100 ms",
    signal: "databaseQueryMean",
    level: fact("WT-029", milliseconds(100)),
    guidance: databaseLoad,
  }),
  held({
    name: "pool-headroom",
    title: "connection pool under 80 %",
    signal: "databaseConnectionUsage",
    level: fact("WT-030", percent(80)),
    guidance: databaseLoad,
  }),
  objective({
    name: "slow-queries-an-hour",
    title: "fewer than 10 slow queries an hour",
    facts: ["WT-031"],
    // No slice of five minutes adds up an hour; the alert looks at the last hour in every minute.
    indicator: { kind: "monitor", monitor: "slow-queries" },
    target: mostly("fewer than 10 slow queries an hour"),
    burn: "ticket",
    ...databaseLoad,
  }),
  held({
    name: "cpu-headroom",
    title: "database CPU under 70 %",
    signal: "databaseCpu",
    level: fact("WT-032", percent(70)),
    guidance: databaseLoad,
  }),
];
