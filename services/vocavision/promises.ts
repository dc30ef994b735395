import { objective, type Declaration } from "../../model/declaration";
import { milliseconds, percent, seconds } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { checkCounts, checkRuns } from "../telemetry/synthetics";
import { invocationCounts } from "../telemetry/vercel";
import { errors, outage, slow, slowPage, statements } from "./guidance";
import { place, telemetry } from "./telemetry";

const mostly = (level: string) =>
  house(
    percent(99),
    "The runbook gives the level but not how often it must hold.",
    `How much of the time must ${level} hold?`,
  );

/** Objectives. The alerts that the runbook words itself wake people; budgets open tickets. */
export const promises: readonly Declaration[] = [
  objective({
    name: "availability",
    title: "uptime",
    indicator: { kind: "ratio", ...checkCounts, telemetry: checkRuns },
    target: fact("VV-062", percent(99.9)),
    burn: "ticket",
    ...outage,
  }),
  objective({
    name: "errors",
    title: "requests without error",
    indicator: {
      kind: "ratio",
      ...invocationCounts(place),
      telemetry: telemetry.errorRate ?? checkRuns,
    },
    target: fact(["VV-022", "VV-064"], percent(99.9), "An error rate under 0.1 % is 99.9 % without error."),
    burn: "ticket",
    ...errors,
  }),
  objective({
    name: "p95-latency",
    title: "P95 response time under 200 ms",
    indicator: {
      kind: "time-slice",
      signal: "latencyP95",
      level: fact("VV-066", milliseconds(200)),
    },
    target: mostly("P95 under 200 ms"),
    burn: "ticket",
    ...slow,
  }),
  objective({
    name: "mean-latency",
    title: "average response time under 200 ms",
    indicator: {
      kind: "time-slice",
      signal: "latencyMean",
      level: fact(
        "VV-023",
        milliseconds(200),
        'The morning line says "average" and "p95" at once; the objective on P95 holds the other word.',
      ),
    },
    target: mostly("an average under 200 ms"),
    burn: "ticket",
    ...slow,
  }),
  objective({
    name: "p99-latency",
    title: "P99 response time under 500 ms",
    indicator: { kind: "time-slice", signal: "latencyP99", level: fact("VV-068", milliseconds(500)) },
    target: mostly("P99 under 500 ms"),
    burn: "ticket",
    ...slow,
  }),
  objective({
    name: "database-response-time",
    title: "P95 database query time under 50 ms",
    indicator: { kind: "time-slice", signal: "databaseQueryP95", level: fact("VV-070", milliseconds(50)) },
    target: mostly("P95 of database queries under 50 ms"),
    burn: "ticket",
    ...statements,
  }),
  objective({
    name: "paint",
    title: "largest contentful paint under 2.5 s",
    indicator: {
      kind: "time-slice",
      signal: "largestContentfulPaint",
      level: fact("VV-072", seconds(2.5), "P75, as Core Web Vitals are judged."),
    },
    target: house(
      percent(95),
      "A target for normal days: five minutes of a quiet night hold few page views.",
      "How much of the time must the largest contentful paint stay under 2.5 s?",
    ),
    burn: "ticket",
    ...slowPage,
  }),
];
