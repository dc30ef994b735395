import { shown } from "../../schema/check";
import { each, eachText } from "../kit";
import { number, text } from "../read";
import type { ReferenceRule } from "../rule";
import { monitorError } from "./errors";
import { burnRateOf } from "./burn-rate";
import { objectiveMonitorReferences } from "./objective-monitors";
import { correctedObjective } from "./slo-correction";
import { DOWNTIME, ESCALATION_POLICY, MONITOR, OBJECTIVE, ON_CALL_SCHEDULE, ROUTING_RULES } from "./types";

const PUT = ["create", "update"] as const;
/** An alert on an objective names one that exists, and a burn rate that it can reach. */
const alertOnObjective: ReferenceRule = {
  code: "datadog/slo-alert-objective",
  source:
    "https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/ (maximum factor 1/(1-target))",
  types: [MONITOR],
  moments: PUT,
  check: async ({ inputs }, world) => {
    const query = text(inputs["query"]) ?? "";
    const id = /\b(?:burn_rate|error_budget)\("([^"]+)"\)/.exec(query)?.[1];
    if (id === undefined) return [];
    const objective = await world.find(OBJECTIVE, id);
    if (objective === undefined)
      return [monitorError(`The value provided for parameter 'query' is invalid: SLO ${id} not found`)];
    const burn = burnRateOf(query);
    if (burn === undefined) return [];
    const target = each(objective.inputs, "thresholds[]")
      .map(({ value }) => value as Record<string, unknown>)
      .filter(({ timeframe }) => timeframe === burn.period)
      .map((threshold) => threshold["target"])[0];
    if (typeof target !== "number") return [monitorError(`SLO ${id} has no target for ${burn.period}`)];
    // Rounded: 1/(1-0.999) is 999.9999999999991 in floating point.
    const highest = Math.round((100 / (100 - target)) * 1e6) / 1e6;
    if (burn.factor < highest) return [];
    return [
      monitorError(
        `burn rate threshold ${burn.factor} must be below ${highest}, the highest that a target of ${target} can reach`,
      ),
    ];
  },
};

/** A composite combines monitors that exist. */
const composite: ReferenceRule = {
  code: "datadog/composite-monitors",
  source: "https://docs.datadoghq.com/monitors/types/composite/",
  types: [MONITOR],
  moments: PUT,
  check: async ({ inputs }, world) => {
    if (inputs["type"] !== "composite") return [];
    const ids = [...(text(inputs["query"]) ?? "").matchAll(/\d+/g)].map(([id]) => id);
    const found = await Promise.all(ids.map((id) => world.find(MONITOR, id)));
    return ids
      .filter((_id, index) => found[index] === undefined)
      .map((id) => monitorError(`Composite monitor refers to unknown monitor ${id}`));
  },
};

/** Datadog keeps monitors that objectives or composites stand on, unless told to force. */
const monitorInUse: ReferenceRule = {
  code: "datadog/monitor-in-use",
  source: "https://docs.datadoghq.com/api/latest/monitors/ (delete: 409, force)",
  types: [MONITOR],
  moments: ["delete"],
  check: async ({ id, inputs }, world) => {
    if (inputs["forceDelete"] === true || id === undefined) return [];
    const objectives = await world.list(OBJECTIVE);
    const users = objectives.filter((slo) =>
      each(slo.inputs, "monitorIds[]").some(({ value }) => shown(value) === id),
    );
    return users.map(
      (slo) =>
        `error deleting monitor: 409 Conflict: {"errors":["monitor [${id},…] is referenced in slos: ${slo.id}"]}`,
    );
  },
};

/** A downtime for one monitor names one that exists. */
const downtimeMonitor: ReferenceRule = {
  code: "datadog/downtime-monitor",
  source: "https://docs.datadoghq.com/api/latest/downtimes/",
  types: [DOWNTIME],
  moments: PUT,
  check: async ({ inputs }, world) => {
    const id = each(inputs, "monitorIdentifier.monitorId").map(({ value }) => number(value))[0];
    if (id === undefined || (await world.find(MONITOR, String(id))) !== undefined) return [];
    return [`error creating DowntimeSchedule: 404 Not Found: {"errors":["Monitor ${id} not found"]}`];
  },
};

/** Pages go to policies and schedules that exist. */
const onCallTargets: ReferenceRule = {
  code: "datadog/on-call-targets",
  source: "https://docs.datadoghq.com/api/latest/on-call/ (404 for unknown ids)",
  types: [ESCALATION_POLICY, ROUTING_RULES],
  moments: PUT,
  check: async ({ type, inputs }, world) => {
    const [kind, paths] =
      type === ESCALATION_POLICY
        ? ([ON_CALL_SCHEDULE, ["steps[].targets[].schedule"]] as const)
        : ([
            ESCALATION_POLICY,
            ["rules[].escalationPolicy", "rules[].actions[].escalationPolicy.policyId"],
          ] as const);
    const ids = paths.flatMap((path) => eachText(inputs, path));
    const found = await Promise.all(ids.map(({ value }) => world.find(kind, value)));
    return ids
      .filter((_id, index) => found[index] === undefined)
      .map(({ path, value }) => `error: 404 Not Found: {"errors":["${path}: ${value} not found"]}`);
  },
};

/** What Datadog refuses because of other objects. */
export const datadogReferences: readonly ReferenceRule[] = [
  alertOnObjective,
  composite,
  ...objectiveMonitorReferences,
  correctedObjective,
  monitorInUse,
  downtimeMonitor,
  onCallTargets,
];
