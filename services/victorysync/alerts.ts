import { monitor, objective, type Declaration } from "../../model/declaration";
import { count, hours, milliseconds, minutes, percent, perMinute, seconds } from "../../model/quantity";
import { documented, fact, house } from "../../model/source";
import { nightlyFreshness } from "../patterns/backups";
import { requestCounts } from "../telemetry/apm";
import {
  database,
  disk,
  errors,
  memory,
  outage,
  ownBackup,
  realtime,
  rollout,
  security,
  slow,
} from "./guidance";
import { answered, server } from "./telemetry";

const informs = (because: string, ask: string) => house("medium" as const, because, ask);

const podsGo = house(
  "resolve" as const,
  "Pods go with each rollout and each step down of the autoscaler; that one answers is watched from outside.",
  "Should a pod that is no longer measured alert?",
);

const requests: readonly Declaration[] = [
  monitor({
    name: "error-rate",
    title: "5xx share",
    signal: "serverErrorRate",
    warning: fact("VS-034", percent(1)),
    critical: fact("VS-024", percent(5)),
    ...errors,
  }),
  monitor({
    name: "post-deploy-errors",
    title: "5xx share over half an hour",
    signal: "serverErrorRate",
    critical: fact(
      "VS-034",
      percent(1),
      "A release that keeps failing at the page's own level is a bad one.",
    ),
    over: fact("VS-077", minutes(30), "The time for which a release is watched."),
    severity: informs("The release can be undone by day.", "Should errors after a release page?"),
    ...errors,
  }),
  monitor({
    name: "response-time",
    title: "response time",
    signal: "latencyP95",
    warning: fact("VS-045", seconds(1), "The runbook names no statistic here; P95 is that of its alert."),
    critical: fact("VS-025", seconds(2)),
    ...slow,
  }),
  monitor({
    name: "post-deploy-latency",
    title: "response time over half an hour",
    signal: "latencyP95",
    critical: fact("VS-045", seconds(1), "The level at which the runbook calls an answer slow."),
    over: fact("VS-077", minutes(30), "The time for which a release is watched."),
    severity: informs("The release can be undone by day.", "Should slowness after a release page?"),
    ...slow,
  }),
  monitor({
    name: "latency-stability",
    title: "response time against the day before",
    signal: "latencyChange",
    facts: ["VS-032"],
    critical: house(
      percent(100),
      "Twice as slow as at the same hour of the day before is no longer stable.",
      "By how much may response times rise and still be stable?",
    ),
    over: fact("VS-032", hours(1), "The hourly look."),
    severity: house(
      "low",
      "A rise informs; the levels of the response-time alert page.",
      "Should unstable response times be told at all?",
    ),
    ...slow,
  }),
  monitor({
    name: "page-load",
    title: "page load",
    signal: "pageLoad",
    critical: fact("VS-044", seconds(3)),
    over: house(
      minutes(15),
      "An average needs some visitors; a quarter of an hour has them.",
      "Over which window should page loads be averaged?",
    ),
    silence: house("resolve", "No visitors, nothing slow.", "Should missing page views alert?"),
    severity: informs("Slow pages still work.", "Should slow pages page?"),
    ...slow,
  }),
  monitor({
    name: "health-hour",
    title: "health over an hour",
    signal: "uptime",
    facts: ["VS-003"],
    critical: house(
      percent(95),
      "Three failed minutes of sixty come and go below the outage alert, yet are no good hour.",
      "How many failed checks an hour are normal?",
    ),
    over: fact("VS-030", hours(1), "The hourly look, done for you."),
    severity: informs("The health check itself pages for an outage.", "Should a flapping service page?"),
    ...outage,
    impact: "The dashboard fails now and then.",
  }),
  monitor({
    name: "unauthorized-calls",
    title: "calls answered 401",
    signal: "unauthorizedCalls",
    facts: ["VS-020"],
    critical: house(
      count(100),
      "Expired sessions leave a few; a hundred in five minutes are a script.",
      "How many unauthorised calls are normal?",
    ),
    severity: informs("Refused calls did no harm; the runbook looks daily.", "Should refused calls page?"),
    ...security,
  }),
  monitor({
    name: "forbidden-calls",
    title: "calls answered 403",
    signal: "unauthorizedCalls",
    telemetry: answered(403),
    facts: ["VS-020"],
    critical: house(
      count(100),
      "A user who opens a wrong page leaves a few; a hundred in five minutes are a script.",
      "How many forbidden calls are normal?",
    ),
    severity: informs("Refused calls did no harm; the runbook looks daily.", "Should refused calls page?"),
    ...security,
  }),
];

const resources: readonly Declaration[] = [
  monitor({
    name: "memory",
    title: "memory usage",
    signal: "memoryUsage",
    warning: fact("VS-016", percent(80)),
    critical: fact("VS-027", percent(85)),
    silence: podsGo,
    ...memory,
  }),
  monitor({
    name: "disk",
    title: "disk usage",
    signal: "diskUsage",
    critical: fact("VS-028", percent(90)),
    silence: podsGo,
    ...disk,
  }),
  monitor({
    name: "replicas-at-maximum",
    title: "replicas at the ceiling",
    signal: "replicasAtMaximum",
    facts: ["VS-043"],
    critical: house(
      count(1),
      "With no replica left under the ceiling, further load finds none.",
      "How many replicas should stay in reserve?",
    ),
    severity: informs("Four replicas may still be enough.", "Should the ceiling page?"),
    ...slow,
  }),
  monitor({
    name: "rollout-stuck",
    title: "rollout stuck",
    signal: "replicasUnavailable",
    facts: ["VS-076"],
    critical: house(count(1), "A finished rollout misses none.", "How many replicas may a rollout miss?"),
    inclusive: true,
    sustainedFor: documented(
      minutes(10),
      "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds",
      "After ten minutes without progress Kubernetes itself calls a rollout failed.",
    ),
    severity: informs("The old pods still answer.", "Should a stuck rollout page?"),
    ...rollout,
  }),
];

const storage: readonly Declaration[] = [
  monitor({
    name: "db-connection-failures",
    title: "database connection failures a minute",
    signal: "databaseConnectionFailures",
    critical: fact("VS-026", perMinute(10)),
    ...database,
  }),
  monitor({
    name: "db-connection-errors",
    title: "database connection errors",
    signal: "databaseConnectionErrors",
    facts: ["VS-053"],
    critical: house(
      count(5),
      "The runbook names the messages but no number; five in five minutes is no longer chance.",
      "How many refused connections are normal?",
    ),
    inclusive: true,
    severity: informs("Ten a minute page.", "Should single connection errors page?"),
    ...database,
  }),
  monitor({
    name: "db-reachable",
    title: "database answers",
    signal: "databaseReachable",
    facts: ["VS-055"],
    critical: house(
      count(1),
      "The probe posts 1 when SELECT 1 succeeds and nothing otherwise, so silence is the alert.",
      "May the operations cluster connect to the database?",
    ),
    over: house(minutes(5), "Five runs of the probe.", "How long may the database be silent?"),
    ...database,
  }),
  monitor({
    name: "db-connections",
    title: "database connections in use",
    signal: "databaseConnectionUsage",
    facts: ["VS-015", "VS-056", "VS-057"],
    warning: house(
      percent(80),
      "A fifth is left, time to find who holds them.",
      "At which share of connections should someone look?",
    ),
    critical: house(
      percent(90),
      "A tenth is left; a burst takes it.",
      "At which share of connections should someone act?",
    ),
    ...database,
  }),
  monitor({
    name: "slow-statements",
    title: "slowest statement",
    signal: "slowestStatement",
    facts: ["VS-046"],
    critical: house(
      milliseconds(1000),
      "The log's level is not stated; a second is what two other runbooks call slow.",
      "From which duration on is a statement slow?",
    ),
    severity: house(
      "low",
      "The runbook reads the slow-query log weekly.",
      "Should a slow statement be told sooner?",
    ),
    ...slow,
  }),
  monitor({
    name: "realtime-errors",
    title: "realtime errors in browsers",
    signal: "realtimeErrors",
    facts: ["VS-059"],
    critical: house(
      count(10),
      "One browser that reconnects leaves a few; ten in five minutes are several users.",
      "How many realtime errors are normal?",
    ),
    severity: informs("A reload still shows new data.", "Should realtime errors page?"),
    ...realtime,
  }),
  monitor({
    name: "supabase-backup",
    title: "age of Supabase's own backup",
    signal: "backupAge",
    facts: ["VS-017", "VS-091"],
    critical: nightlyFreshness,
    severity: informs("The nightly dump is the second copy.", "Should Supabase's missing backup page?"),
    ...ownBackup,
  }),
  monitor({
    name: "restore-test-nightly",
    title: "no restore test last night",
    signal: "restoreTestAge",
    facts: ["VS-019"],
    critical: house(
      hours(26),
      "A night and two hours: a late test passes, a missed one does not.",
      "After how long without a restore test should someone look?",
    ),
    severity: house(
      "low",
      "The promise is a test a week; one missed night only informs.",
      "Should one missed restore test be told?",
    ),
    impact: "None; last night's backup is not yet proved.",
    causes: ["the restore fails", "a table came back empty", "last night's dump is missing"],
    firstSteps: [
      "Read the log of the restore test in the operations cluster.",
      "Start it again by hand once the cause is gone.",
    ],
  }),
];

const objectives: readonly Declaration[] = [
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

/** Levels and objectives of VictorySync. */
export const alerts: readonly Declaration[] = [...requests, ...resources, ...storage, ...objectives];
