import { objective, type Declaration } from "../../model/declaration";
import { milliseconds, percent } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { requestCounts } from "../telemetry/apm";
import { errors, memory, slow } from "./guidance";
import { server } from "./telemetry";

/** Objectives. */
export const promises: readonly Declaration[] = [
  objective({
    name: "errors",
    title: "requests without error",
    indicator: { kind: "ratio", ...requestCounts("express.request"), telemetry: server.errorRate },
    target: fact("VS-011", percent(99.9), "An error rate under 0.1 % is 99.9 % without error."),
    burn: "page",
    ...errors,
  }),
  objective({
    name: "latency",
    title: "P95 response time under 500 ms",
    indicator: { kind: "time-slice", signal: "latencyP95", level: fact("VS-014", milliseconds(500)) },
    target: house(
      percent(99),
      "The runbook gives the level but not how often it must hold.",
      "How much of the time must P95 stay under 500 ms?",
    ),
    burn: "ticket",
    ...slow,
  }),
  objective({
    name: "memory-headroom",
    title: "memory under 80 % in every pod",
    indicator: { kind: "time-slice", signal: "memoryUsage", level: fact("VS-016", percent(80)) },
    target: house(
      percent(95),
      "A look of the morning, not a promise: a day and a half a month is room for bad days.",
      "How much of the time must memory stay under 80 %?",
    ),
    burn: "ticket",
    ...memory,
  }),
];
