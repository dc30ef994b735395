import { monitor, type Declaration } from "../../model/declaration";
import { count, hours, minutes, percent, seconds } from "../../model/quantity";
import { documented, fact, house } from "../../model/source";
import { disk, errors, memory, outage, rollout, security, slow } from "./guidance";
import { answered } from "./telemetry";

/** A severity that tells the team and wakes nobody. */
export const informs = (because: string, ask: string) => house("medium" as const, because, ask);

const podsGo = house(
  "resolve" as const,
  "Pods go with each rollout and each step down of the autoscaler; that one answers is watched from outside.",
  "Should a pod that is no longer measured alert?",
);

/** Alerts on what is asked of the dashboard. */
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

/** Alerts on the pods that answer. */
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

/** Alerts on levels. */
export const alerts: readonly Declaration[] = [...requests, ...resources];
