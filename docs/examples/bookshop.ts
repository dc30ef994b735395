import { monitor, objective } from "../../model/declaration";
import { hours, minutes, percent, seconds } from "../../model/quantity";
import type { Service } from "../../model/service";
import { required } from "../../model/setting";
import { house, setting } from "../../model/source";
import { apm, requestCounts } from "../../services/telemetry/apm";

const domain = setting("bookshop.domain");
const server = apm("express.request");

const slow = {
  impact: "Readers wait for every page.",
  causes: ["a slow statement", "too few instances"],
  firstSteps: ["Look at the slowest endpoints in APM.", "Scale out if all are slow."],
};

const respond = (time: ReturnType<typeof minutes> | ReturnType<typeof hours>) =>
  house(time, "A small team, awake in office hours.", "How soon must someone act?");

/** A service of your own: what it promises, where that is measured, and who hears when it does not hold. */
export const bookshop: Service = {
  name: "bookshop",
  title: "Bookshop",
  stack: "Express on virtual machines",
  team: "bookshop",
  runbook: "bookshop.md",
  settings: [
    required("bookshop.domain", "Public host of the bookshop", "bookshop.example"),
    required("bookshop.slackChannel", "Slack channel for alerts, without #", "bookshop-alerts"),
  ],
  severities: {
    critical: { label: "now", respondWithin: respond(minutes(15)), route: "team" },
    high: { label: "today", respondWithin: respond(hours(1)), route: "team" },
    medium: { label: "soon", respondWithin: respond(hours(8)), route: "team" },
    low: { label: "some day", respondWithin: respond(hours(24)), route: "team" },
  },
  routes: {
    team: { purpose: "Tells the team", handles: [{ kind: "slack", name: setting("bookshop.slackChannel") }] },
  },
  telemetry: server,
  guardrails: [
    monitor({
      name: "latency-p95",
      title: "P95 response time",
      signal: "latencyP95",
      warning: house(seconds(1), "Where readers begin to notice.", "Which response time is too slow?"),
      critical: house(seconds(2), "Where readers leave.", "Which response time is too slow?"),
      ...slow,
    }),
    objective({
      name: "errors",
      title: "requests without error",
      indicator: { kind: "ratio", ...requestCounts("express.request"), telemetry: server.errorRate },
      target: house(
        percent(99.5),
        "A start; tighten it once a month was quiet.",
        "How many requests may fail?",
      ),
      burn: "page",
      ...slow,
    }),
    {
      kind: "synthetic",
      name: "health",
      title: "health address",
      check: { kind: "http", method: "GET", url: `https://${domain}/health` },
      assertions: [
        {
          on: "status",
          operator: "is",
          value: house(200, "What a healthy answer has.", "Which status does it answer?"),
        },
      ],
      ...slow,
    },
  ],
  duties: [],
  notes: [],
  undeployed: [],
  decisions: [],
};
