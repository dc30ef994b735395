import { objective, type Declaration } from "../../model/declaration";
import { count, milliseconds, percent } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { requestCounts } from "../telemetry/apm";
import { checkCounts, checkRuns } from "../telemetry/synthetics";
import { connections, errors, highCpu, highMemory, outage, slow } from "./guidance";
import { server } from "./telemetry";

/** Objectives. */
export const promises: readonly Declaration[] = [
  objective({
    name: "uptime",
    title: "uptime",
    indicator: { kind: "ratio", ...checkCounts, telemetry: checkRuns },
    target: fact("VH-069", percent(99.9)),
    burn: "page",
    ...outage,
  }),
  objective({
    name: "errors",
    title: "requests without error",
    indicator: { kind: "ratio", ...requestCounts("web.request"), telemetry: server.errorRate },
    target: fact("VH-071", percent(99.9), "An error rate under 0.1 % is 99.9 % without error."),
    burn: "page",
    ...errors,
  }),
  objective({
    name: "latency",
    title: "P95 response time under 500 ms",
    indicator: { kind: "time-slice", signal: "latencyP95", level: fact("VH-070", milliseconds(500)) },
    target: house(
      percent(99),
      "The runbook gives the level but not how often it must hold.",
      "How much of the time must P95 stay under 500 ms?",
    ),
    burn: "ticket",
    ...slow,
  }),
  objective({
    name: "cpu-headroom",
    title: "CPU under 50 %",
    indicator: { kind: "time-slice", signal: "cpuUsage", level: fact("VH-072", percent(50)) },
    target: house(
      percent(95),
      "A target for normal days, not a promise.",
      "How much of the time must CPU stay under 50 %?",
    ),
    burn: "ticket",
    ...highCpu,
  }),
  objective({
    name: "memory-headroom",
    title: "memory under 60 %",
    indicator: { kind: "time-slice", signal: "memoryUsage", level: fact("VH-073", percent(60)) },
    target: house(
      percent(95),
      "A target for normal days, not a promise.",
      "How much of the time must memory stay under 60 %?",
    ),
    burn: "ticket",
    ...highMemory,
  }),
  objective({
    name: "connection-headroom",
    title: "fewer than 20 database connections",
    indicator: { kind: "time-slice", signal: "databaseConnections", level: fact("VH-074", count(20)) },
    target: house(
      percent(95),
      "A target for normal days, not a promise.",
      "How much of the time must connections stay under 20?",
    ),
    burn: "ticket",
    ...connections,
  }),
];
