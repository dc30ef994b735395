import { objective, type Declaration } from "../../model/declaration";
import { milliseconds, percent } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { requestCounts } from "../telemetry/apm";
import { errors, slow } from "./guidance";
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
];
