import { resolve } from "node:path";

import { monitor } from "../../model/declaration";
import type { Environment } from "../../model/environment";
import type { Problem } from "../../model/problem";
import { hours, milliseconds, minutes, percent } from "../../model/quantity";
import type { Service } from "../../model/service";
import { required } from "../../model/setting";
import { fact, house, setting } from "../../model/source";
import { measured } from "../../model/telemetry";
import { buildPlan, type PlanInputs } from "../../plan/build";
import type { FactBook } from "../../plan/check/facts";
import type { PlanContext } from "../../plan/context";
import type { Guardrail, GuardrailKind, GuardrailOf, Plan } from "../../plan/types";
import { loadPlan, type LoadedPlan } from "../../stacks/load-plan";
import { localTemplate, readStackFile } from "../../stacks/stack-file";

const guidance = { impact: "Buyers see errors.", causes: ["a bad release"], firstSteps: ["Roll back."] };

/** What a made-up alert says to whoever is told. */
export const shopGuidance = guidance;

/** A source for numbers that no runbook states. */
export const chosen = <T>(value: T) => house(value, "A safe start.", "Is it right?");

/** Production, with nothing changed and every service of {@link inputsOf} selected. */
export function environmentOf(changes: Partial<Environment> = {}): Environment {
  return {
    name: "prod",
    pages: true,
    pager: "datadog",
    probeSlowdown: 1,
    backups: "full",
    scale: 1,
    relax: 1,
    expires: null,
    clonedFrom: null,
    protected: true,
    asOf: "2026-11-21",
    services: ["shop"],
    settings: { "shop.domain": "shop.example", "estate.runbooks": "https://runbooks.example" },
    overrides: {},
    waivers: [],
    ...changes,
  };
}

/** Staging: nobody is paged, checks are rarer, backups are few. */
export const stagingOf = (changes: Partial<Environment> = {}): Environment =>
  environmentOf({
    name: "staging",
    pages: false,
    protected: false,
    probeSlowdown: 15,
    backups: "daily",
    ...changes,
  });

/** An error rate of 2 % warns and of 5 % alerts. */
export const errorRate = monitor({
  name: "errors",
  title: "error rate",
  signal: "errorRate",
  warning: fact("VH-010", percent(2)),
  critical: fact("VH-010", percent(5)),
  ...guidance,
});

/** A P95 above 800 ms alerts; APM keeps it in seconds. */
export const latency = monitor({
  name: "latency",
  title: "response time",
  signal: "latencyP95",
  critical: fact("VH-011", milliseconds(800)),
  ...guidance,
});

/** A made-up service that every check accepts. */
export function serviceOf(changes: Partial<Service> = {}): Service {
  return {
    name: "shop",
    title: "Shop",
    stack: "a made-up platform",
    team: "shop",
    runbook: "shop.md",
    settings: [
      required("shop.domain", "Public host of the shop", "shop.example"),
      required("shop.onCallUsers", "Who is on call", "user-a,user-b"),
      required("shop.slackChannel", "Slack channel for alerts", "shop-alerts"),
    ],
    severities: {
      critical: { label: "P1", respondWithin: fact("VH-035", minutes(5)), route: "page" },
      high: { label: "P2", respondWithin: fact("VH-036", minutes(15)), route: "page" },
      medium: { label: "P3", respondWithin: fact("VH-037", hours(1)), route: "team" },
      low: { label: "P4", respondWithin: fact("VH-038", hours(4)), route: "team" },
    },
    routes: {
      page: {
        purpose: "Wakes",
        handles: [
          { kind: "on-call", name: "shop" },
          { kind: "slack", name: setting("shop.slackChannel") },
        ],
      },
      team: { purpose: "Tells", handles: [{ kind: "slack", name: setting("shop.slackChannel") }] },
    },
    telemetry: {
      errorRate: measured({
        via: "apm",
        metrics: ["errors", "hits"],
        docs: "https://docs.example",
        expression: "100 * sum:errors{scope}.as_count() / sum:hits{scope}.as_count()",
        unit: "percent",
      }),
      latencyP95: measured({
        via: "apm",
        metrics: ["requests"],
        docs: "https://docs.example",
        expression: "p95:requests{scope}",
        unit: "seconds",
      }),
    },
    guardrails: [errorRate, latency],
    duties: [],
    notes: [],
    undeployed: [],
    decisions: [],
    ...changes,
  };
}

/** What the made-up services share: nothing but the runbooks' address. */
export function estateOf(changes: Partial<Service> = {}): Service {
  return serviceOf({
    name: "estate",
    runbook: "estate.md",
    title: "Estate",
    team: "platform",
    settings: [
      required("estate.runbooks", "Address of the runbooks", "https://runbooks.example"),
      required("estate.awsAccount", "AWS account", "000000000000"),
      required("estate.awsRegion", "AWS region", "eu-central-1"),
      required("estate.operationsNamespace", "Namespace", "belfry"),
      required("estate.datadogSite", "Datadog site", "datadoghq.com"),
    ],
    telemetry: {},
    guardrails: [],
    ...changes,
  });
}

/** What a plan of the one service is made of. */
export function inputsOf(service = serviceOf(), environment = environmentOf()): PlanInputs {
  return { environment, estate: estateOf(), services: [service] };
}

/** What a translation of one declaration looks at. */
export function contextOf(environment = environmentOf(), service = serviceOf()): PlanContext {
  return { environment, service };
}

/** The plan of one service. */
export const planOf = (service = serviceOf(), environment = environmentOf()): Plan =>
  buildPlan(inputsOf(service, environment));

/** The facts that the made-up service cites. */
export const shopFacts: FactBook = {
  facts: {
    "VH-010": { kind: "alert", warning: 2, critical: 5, unit: "percent" },
    "VH-011": { kind: "alert", critical: 800, unit: "milliseconds" },
    "VH-035": { kind: "severity", target: 5, unit: "minutes" },
    "VH-036": { kind: "severity", target: 15, unit: "minutes" },
    "VH-037": { kind: "severity", target: 1, unit: "hours" },
    "VH-038": { kind: "severity", target: 4, unit: "hours" },
  },
  factsOf: { shop: { "VH-010": { kind: "alert" }, "VH-011": { kind: "alert" } } },
};

/** The guardrail of a plan that has this id and kind, or an error. */
export function guardrailOf<const K extends GuardrailKind>(plan: Plan, kind: K, id: string): GuardrailOf<K> {
  const found = plan.guardrails.find((each) => each.id === id);
  if (found?.kind !== kind) throw new Error(`The plan has no ${kind} ${id}.`);
  return found as GuardrailOf<K>;
}

/** All guardrails of a plan that have a kind. */
export function allOf<const K extends GuardrailKind>(plan: Plan, kind: K): readonly GuardrailOf<K>[] {
  return plan.guardrails.filter((each: Guardrail): each is GuardrailOf<K> => each.kind === kind);
}

/** The stacks whose files are committed. */
export const committedStacks = ["prod", "staging", "local"] as const;

/** What a committed stack's file asks for, as `belfry render` reads it. */
export function loadCommitted(stack: (typeof committedStacks)[number]): LoadedPlan {
  const root = resolve(__dirname, "../..");
  return loadPlan(readStackFile(root, stack, stack === "local" ? localTemplate : undefined));
}

/** Codes of problems, in their order. */
export const codesOf = (problems: readonly Problem[]): readonly string[] => problems.map(({ code }) => code);
