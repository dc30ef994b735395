import type { Bag } from "../../wire/values";
import { eachBag, findingIf, oneOf } from "../kit";
import { get, isGiven, isMissing, number, record, text } from "../read";
import type { Finding, Rule } from "../rule";
import { quantity } from "./metadata";
import { AUTOSCALER } from "./types";

const SOURCE = "kubernetes pkg/apis/autoscaling/validation/validation.go; api/autoscaling/v2/types.go";
const types = [AUTOSCALER];
const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

/** From at least one replica to at least as many. */
const replicas: Rule = {
  code: "kubernetes/hpa-replicas",
  source: SOURCE,
  types,
  check: (inputs) => {
    const spec = record(inputs, "spec");
    const least = number(spec["minReplicas"]);
    const most = number(spec["maxReplicas"]);
    return [
      ...findingIf(
        least !== undefined && !(least >= 1 && Number.isInteger(least)),
        "spec.minReplicas",
        `is ${least ?? 0}; write a whole number from 1 (0 needs the HPAScaleToZero feature).`,
      ),
      ...findingIf(
        most !== undefined && !(most >= 1 && Number.isInteger(most)),
        "spec.maxReplicas",
        `is ${most ?? 0}; write a whole number from 1.`,
      ),
      ...findingIf(
        most !== undefined && most < (least ?? 1),
        "spec.maxReplicas",
        `is ${most ?? 0}, below minReplicas (${least ?? 1}); raise it.`,
      ),
    ];
  },
};

/** What is scaled has a kind and a name, and can be scaled. */
const target: Rule = {
  code: "kubernetes/hpa-target",
  source: `${SOURCE}; https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ (DaemonSets cannot be scaled)`,
  types,
  check: (inputs) => {
    const reference = record(inputs, "spec", "scaleTargetRef");
    const kind = text(reference["kind"]);
    return [
      ...["kind", "name"].flatMap((name) =>
        findingIf(reference[name] === "", `spec.scaleTargetRef.${name}`, "is empty; write it."),
      ),
      ...findingIf(
        kind === "DaemonSet" || kind === "Job" || kind === "CronJob",
        "spec.scaleTargetRef.kind",
        `is "${kind ?? ""}", which cannot be scaled; name a Deployment or StatefulSet.`,
      ),
    ];
  },
};

const metricType = oneOf({
  code: "kubernetes/hpa-metric-type",
  source: SOURCE,
  types,
  path: "spec.metrics[].type",
  values: ["Resource", "ContainerResource", "Pods", "Object", "External"],
});

/** A metric has the part of its type, and that part a target. */
const metrics: Rule = {
  code: "kubernetes/hpa-metric",
  source: SOURCE,
  types,
  check: (inputs) =>
    eachBag(inputs, "spec.metrics[]").flatMap(({ path, value }): readonly Finding[] => {
      const type = text(value["type"]);
      if (type === undefined) return [];
      const part = type.charAt(0).toLowerCase() + type.slice(1);
      if (typeof value[part] === "symbol") return [];
      if (!isGiven(value[part]))
        return [{ path: `${path}.${part}`, message: `is required for type "${type}"; add it.` }];
      return targetFindings(record(value, part, "target"), `${path}.${part}.target`, type);
    }),
};

const TARGET_FIELDS = {
  Utilization: "averageUtilization",
  AverageValue: "averageValue",
  Value: "value",
} as const;

function targetFindings(goal: Bag, path: string, metric: string): readonly Finding[] {
  const type = text(goal["type"]);
  const field = Object.entries(TARGET_FIELDS).find(([name]) => name === type)?.[1];
  if (field === undefined)
    return findingIf(
      type !== undefined,
      `${path}.type`,
      `is "${type ?? ""}"; use Utilization, AverageValue or Value.`,
    );
  const isResource = metric === "Resource" || metric === "ContainerResource";
  const percent = number(goal["averageUtilization"]);
  const amount = quantity(text(goal[field]));
  return [
    ...findingIf(
      type === "Utilization" && !isResource,
      `${path}.type`,
      "is only for resource metrics; use AverageValue or Value.",
    ),
    ...findingIf(!isGiven(goal[field]), `${path}.${field}`, `is required for type "${type ?? ""}"; add it.`),
    ...findingIf(
      percent !== undefined && percent < 1,
      `${path}.averageUtilization`,
      `is ${percent ?? 0}; write a percentage from 1.`,
    ),
    ...findingIf(
      field !== "averageUtilization" && amount !== undefined && amount <= 0,
      `${path}.${field}`,
      "must be above 0.",
    ),
  ];
}

/** Scaling speed: windows up to an hour, periods up to half an hour, policies that do something. */
const behavior: Rule = {
  code: "kubernetes/hpa-behavior",
  source: `${SOURCE} (MaxStabilizationWindowSeconds 3600, MaxPeriodSeconds 1800)`,
  types,
  check: (inputs) =>
    ["scaleUp", "scaleDown"].flatMap((side) => {
      const rules = get(inputs, "spec", "behavior", side);
      return isGiven(rules) ? sideFindings(record(rules), `spec.behavior.${side}`) : [];
    }),
};

function sideFindings(side: Bag, path: string): readonly Finding[] {
  const window = number(side["stabilizationWindowSeconds"]);
  const select = text(side["selectPolicy"]);
  const policies = side["policies"];
  return [
    ...findingIf(
      window !== undefined && !(window >= 0 && window <= LONGEST_WINDOW),
      `${path}.stabilizationWindowSeconds`,
      `is ${window ?? 0}; write 0 to ${LONGEST_WINDOW}.`,
    ),
    ...findingIf(
      select !== undefined && !["Max", "Min", "Disabled"].includes(select),
      `${path}.selectPolicy`,
      `is "${select ?? ""}"; use Max, Min or Disabled.`,
    ),
    ...findingIf(
      isGiven(policies) && isMissing(policies),
      `${path}.policies`,
      "is an empty list; leave it out or add a policy.",
    ),
    ...eachBag(side, "policies[]").flatMap(({ path: at, value }) => policyFindings(value, `${path}.${at}`)),
  ];
}

function policyFindings(policy: Bag, path: string): readonly Finding[] {
  const type = text(policy["type"]);
  const value = number(policy["value"]);
  const period = number(policy["periodSeconds"]);
  return [
    ...findingIf(
      type !== undefined && type !== "Pods" && type !== "Percent",
      `${path}.type`,
      `is "${type ?? ""}"; use Pods or Percent.`,
    ),
    ...findingIf(
      value !== undefined && value <= 0,
      `${path}.value`,
      `is ${value ?? 0}; write a number above 0.`,
    ),
    ...findingIf(
      period !== undefined && !(period >= 1 && period <= LONGEST_PERIOD),
      `${path}.periodSeconds`,
      `is ${period ?? 0}; write 1 to ${LONGEST_PERIOD}.`,
    ),
  ];
}

/** Rules about autoscalers. */
export const autoscalerRules: readonly Rule[] = [replicas, target, metricType, metrics, behavior];
