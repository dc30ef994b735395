import { monitor, type Declaration } from "../../model/declaration";
import { count, milliseconds, minutes, percent, seconds } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { connections, errors, highCpu, highMemory, outage, slow } from "./guidance";

const firstAction = "The runbook says it of this alert; read as the time of the first action.";

/** What the Railway probe posts are gauges, whose silence is not zero. */
const toldByOthers = house(
  "resolve" as const,
  "The alerts on CPU, memory and replicas read the same probe and tell when it falls silent.",
  "Is there another source of Railway's deployments and crashes?",
);

/** Alerts on levels. */
export const alerts: readonly Declaration[] = [
  monitor({
    name: "cpu",
    title: "CPU usage",
    signal: "cpuUsage",
    warning: fact(
      ["VH-008", "VH-060"],
      percent(70),
      "The table's warning is where Railway should scale out too, so it informs and does not page.",
    ),
    critical: fact("VH-008", percent(85)),
    respondWithin: fact("VH-075", minutes(5), firstAction),
    facts: ["VH-021"],
    ...highCpu,
  }),
  monitor({
    name: "memory",
    title: "memory usage",
    signal: "memoryUsage",
    warning: fact("VH-009", percent(75)),
    critical: fact("VH-009", percent(90)),
    respondWithin: fact("VH-076", minutes(5), firstAction),
    facts: ["VH-023"],
    ...highMemory,
  }),
  monitor({
    name: "memory-scale-out",
    title: "memory calls for another replica",
    signal: "memoryUsage",
    critical: fact("VH-061", percent(80)),
    severity: house(
      "low",
      "Railway has no autoscaler: a person adds the replica.",
      "Who scales VendHub out?",
    ),
    ...highMemory,
  }),
  monitor({
    name: "error-rate",
    title: "error rate",
    signal: "errorRate",
    warning: fact("VH-010", percent(1)),
    critical: fact("VH-010", percent(5)),
    respondWithin: fact("VH-077", minutes(10), firstAction),
    ...errors,
  }),
  monitor({
    name: "response-time",
    title: "response time",
    signal: "latencyP95",
    warning: fact("VH-011", seconds(1), "P95, as the runbook's own target of 500 ms names it."),
    critical: fact(["VH-011", "VH-030"], seconds(5)),
    ...slow,
  }),
  monitor({
    name: "db-connections",
    title: "database connections",
    signal: "databaseConnections",
    warning: fact("VH-012", count(20)),
    critical: fact("VH-012", count(30)),
    ...connections,
  }),
  monitor({
    name: "db-connection-errors",
    title: "database connection errors",
    signal: "databaseConnectionErrors",
    facts: ["VH-026"],
    critical: house(
      count(5),
      "The runbook names the messages but no number; five in five minutes is no longer chance.",
      "How many refused connections are normal?",
    ),
    inclusive: true,
    ...connections,
  }),
  monitor({
    name: "database-down",
    title: "database down",
    signal: "databaseDown",
    critical: house(
      count(3),
      "Any failure counts; three failed readiness checks in five minutes rule out one location's network.",
      "How many failed readiness checks mean that the database is down?",
    ),
    inclusive: true,
    severity: fact("VH-078", "critical", "Fail over or restore within 15 minutes."),
    ...outage,
  }),
  monitor({
    name: "slow-statements",
    title: "slowest statement",
    signal: "slowestStatement",
    critical: fact("VH-067", milliseconds(1000)),
    severity: house(
      "medium",
      "A slow statement is work for the day, not for the night.",
      "Should a slow statement page?",
    ),
    ...slow,
  }),
  monitor({
    name: "deploy-failed",
    title: "deployment failed",
    signal: "deployFailures",
    critical: fact("VH-033", count(1)),
    inclusive: true,
    over: house(minutes(10), "Two runs of the probe.", "How soon must a failed deployment be told?"),
    silence: toldByOthers,
    severity: house(
      "medium",
      "The old version still answers, so it wakes nobody.",
      "Should a failed deployment page?",
    ),
    respondWithin: fact("VH-080", minutes(20), firstAction),
    impact: "None yet: the old version stays live.",
    causes: ["the build fails", "a variable is missing", "the new version does not start"],
    firstSteps: ["Read the deployment's log on Railway.", "Mend or roll back, then deploy again."],
  }),
  monitor({
    name: "crashes",
    title: "crashes",
    signal: "outOfMemory",
    facts: ["VH-024"],
    critical: house(count(1), "The runbook calls any crash a symptom.", "How many crashes are normal?"),
    inclusive: true,
    over: house(minutes(10), "Two runs of the probe.", "How soon must a crash be told?"),
    silence: toldByOthers,
    ...highMemory,
  }),
  monitor({
    name: "replicas-below-minimum",
    title: "fewer replicas than the floor",
    signal: "replicas",
    critical: fact("VH-058", count(2)),
    severity: house(
      "medium",
      "One replica still answers; the margin is gone.",
      "Should a missing replica page?",
    ),
    ...highCpu,
  }),
  monitor({
    name: "replicas-at-maximum",
    title: "replicas at the ceiling",
    signal: "replicas",
    facts: ["VH-055"],
    direction: "above",
    inclusive: true,
    critical: fact("VH-059", count(5)),
    severity: house(
      "medium",
      "At the ceiling further load finds no further replica.",
      "Should the ceiling page?",
    ),
    ...highCpu,
  }),
];
