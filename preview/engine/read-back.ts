import type { Fields } from "../../model/record";
import type { Guardrail, GuardrailOf } from "../../plan/types";
import { touches, valueAt } from "../deployed/property-change";
import { isUnknown } from "../deployed/secret";

/** A provider's words for what a guardrail says, and how they are read back. */
interface ReadBack<G> {
  /** Type of the resource that says it. */
  readonly type: string;
  /** The guardrail with what the resource's inputs say in place of its own. */
  readonly read: (guardrail: G, inputs: Fields) => G;
  /** Paths of what it reads in the resource's inputs. */
  readonly paths: readonly string[];
  /** Paths that only repeat what another of them says; none when left out. */
  readonly repeats?: Readonly<Record<string, string>>;
}

type Alert = GuardrailOf<"monitor" | "burn-rate">;

/** Type token of a monitor. */
export const monitorType = "datadog:index/monitor:Monitor";

const numberOf = (value: unknown): number | null => {
  const number = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  return isUnknown(value) || value === "" || Number.isNaN(number) ? null : number;
};

const textOf = (value: unknown): string | null =>
  typeof value === "string" && !isUnknown(value) ? value : null;

const truthOf = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

const textsOf = (value: unknown): string[] | null =>
  Array.isArray(value) && value.every((each) => typeof each === "string") ? value : null;

const thresholdsOf = ({ monitorThresholds }: Fields): Fields => (monitorThresholds ?? {}) as Fields;

/** What every Datadog monitor says of whom it tells, and how often. */
function alerting<G extends Alert>(guardrail: G, inputs: Fields): G {
  const renotify = numberOf(inputs["renotifyInterval"]);
  return {
    ...guardrail,
    name: textOf(inputs["name"]) ?? guardrail.name,
    message: textOf(inputs["message"]) ?? guardrail.message,
    query: textOf(inputs["query"]) ?? guardrail.query,
    priority: numberOf(inputs["priority"]) ?? guardrail.priority,
    tags: textsOf(inputs["tags"]) ?? guardrail.tags,
    renotifyEvery: renotify === null || renotify === 0 ? null : renotify * 60,
  };
}

const alertPaths = ["name", "message", "query", "priority", "tags", "renotifyInterval", "monitorThresholds"];

const silences: Readonly<Record<string, GuardrailOf<"monitor">["silence"]>> = {
  show_and_notify_no_data: "alert",
  show_no_data: "show",
  resolve: "resolve",
  default: "zero",
};

const monitor: ReadBack<GuardrailOf<"monitor">> = {
  type: monitorType,
  paths: [
    ...alertPaths,
    "onMissingData",
    "requireFullWindow",
    "evaluationDelay",
    "newGroupDelay",
    "draftStatus",
  ],
  read: (guardrail, inputs) => {
    const { critical, criticalRecovery, warning, warningRecovery } = thresholdsOf(inputs);
    return {
      ...alerting(guardrail, inputs),
      critical: numberOf(critical) ?? guardrail.critical,
      warning: numberOf(warning),
      criticalRecovery: numberOf(criticalRecovery),
      warningRecovery: numberOf(warningRecovery),
      silence: silences[textOf(inputs["onMissingData"]) ?? ""] ?? guardrail.silence,
      requireFullWindow: truthOf(inputs["requireFullWindow"]) ?? guardrail.requireFullWindow,
      evaluationDelay: numberOf(inputs["evaluationDelay"]) ?? guardrail.evaluationDelay,
      newGroupDelay: numberOf(inputs["newGroupDelay"]),
      draft: (textOf(inputs["draftStatus"]) ?? "published") === "draft",
    };
  },
};

const burnRate: ReadBack<GuardrailOf<"burn-rate">> = {
  type: monitorType,
  paths: alertPaths,
  read: (guardrail, inputs) => ({
    ...alerting(guardrail, inputs),
    query: textOf(inputs["query"]) ?? guardrail.query,
    factor: numberOf(thresholdsOf(inputs)["critical"]) ?? guardrail.factor,
  }),
};

const autoscaling: ReadBack<GuardrailOf<"autoscaling">> = {
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  paths: ["spec.minReplicas", "spec.maxReplicas"],
  read: (guardrail, { spec }) => {
    const { maxReplicas, minReplicas } = (spec ?? {}) as Fields;
    return {
      ...guardrail,
      minimum: numberOf(minReplicas) ?? guardrail.minimum,
      maximum: numberOf(maxReplicas) ?? guardrail.maximum,
    };
  },
};

/** A length as Datadog writes it, in seconds: `2h`, `30d`. */
function lengthOf(value: unknown): number | null {
  const [, count, unit = ""] = /^(\d+)([mhdw])$/.exec(textOf(value) ?? "") ?? [];
  const seconds = { m: 60, h: 3600, d: 86_400, w: 604_800 }[unit];
  return count === undefined || seconds === undefined ? null : Number(count) * seconds;
}

const bagAt = (inputs: Fields, path: string): Fields => (valueAt(inputs, path) ?? {}) as Fields;

const dashboard: ReadBack<GuardrailOf<"dashboard">> = {
  type: "datadog:index/dashboard:Dashboard",
  paths: ["title", "description"],
  read: (guardrail, inputs) => ({
    ...guardrail,
    name: textOf(inputs["title"]) ?? guardrail.name,
    description: textOf(inputs["description"]) ?? guardrail.description,
  }),
};

const comparators = [">", ">=", "<", "<="] as const;
const slices = [60, 300] as const;

const objective: ReadBack<GuardrailOf<"objective">> = {
  type: "datadog:index/serviceLevelObjective:ServiceLevelObjective",
  paths: [
    "name",
    "targetThreshold",
    "timeframe",
    "thresholds[0].target",
    "thresholds[0].timeframe",
    "query.numerator",
    "query.denominator",
    "sliSpecification.timeSlice.comparator",
    "sliSpecification.timeSlice.threshold",
    "sliSpecification.timeSlice.queryIntervalSeconds",
  ],
  repeats: { targetThreshold: "thresholds[0].target", timeframe: "thresholds[0].timeframe" },
  read: (guardrail, inputs) => {
    const { target, timeframe } = bagAt(inputs, "thresholds[0]");
    return {
      ...guardrail,
      name: textOf(inputs["name"]) ?? guardrail.name,
      target: numberOf(target) ?? guardrail.target,
      period: lengthOf(timeframe) ?? guardrail.period,
      indicator: indicatorOf(guardrail.indicator, inputs),
    };
  },
};

function indicatorOf(
  indicator: GuardrailOf<"objective">["indicator"],
  inputs: Fields,
): GuardrailOf<"objective">["indicator"] {
  if (indicator.kind === "ratio") {
    const { denominator, numerator } = bagAt(inputs, "query");
    return {
      ...indicator,
      good: textOf(numerator) ?? indicator.good,
      total: textOf(denominator) ?? indicator.total,
    };
  }
  if (indicator.kind !== "time-slice") return indicator;
  const { comparator, queryIntervalSeconds, threshold } = bagAt(inputs, "sliSpecification.timeSlice");
  const side = comparators.find((each) => each === comparator);
  const slice = slices.find((each) => each === numberOf(queryIntervalSeconds));
  return {
    ...indicator,
    comparator: side ?? indicator.comparator,
    level: numberOf(threshold) ?? indicator.level,
    slice: slice ?? indicator.slice,
  };
}

const downtime: ReadBack<GuardrailOf<"downtime">> = {
  type: "datadog:index/downtimeSchedule:DowntimeSchedule",
  paths: [
    "scope",
    "message",
    "monitorIdentifier.monitorTags",
    "recurringSchedule.timezone",
    "recurringSchedule.recurrences[0].rrule",
    "recurringSchedule.recurrences[0].duration",
  ],
  read: (guardrail, inputs) => {
    const { duration, rrule } = bagAt(inputs, "recurringSchedule.recurrences[0]");
    return {
      ...guardrail,
      scope: textOf(inputs["scope"]) ?? guardrail.scope,
      message: textOf(inputs["message"]) ?? guardrail.message,
      monitorTags: textsOf(valueAt(inputs, "monitorIdentifier.monitorTags")) ?? guardrail.monitorTags,
      rrule: textOf(rrule) ?? guardrail.rrule,
      duration: lengthOf(duration) ?? guardrail.duration,
      timezone: textOf(valueAt(inputs, "recurringSchedule.timezone")) ?? guardrail.timezone,
    };
  },
};

const synthetic: ReadBack<GuardrailOf<"synthetic">> = {
  type: "datadog:index/syntheticsTest:SyntheticsTest",
  paths: [
    "name",
    "message",
    "tags",
    "locations",
    "optionsList.tickEvery",
    "optionsList.minLocationFailed",
    "optionsList.minFailureDuration",
    "optionsList.monitorName",
    "optionsList.monitorPriority",
    "optionsList.monitorOptions.renotifyInterval",
  ],
  read: (guardrail, inputs) => {
    const options = bagAt(inputs, "optionsList");
    const renotify = numberOf(valueAt(options, "monitorOptions.renotifyInterval"));
    return {
      ...guardrail,
      name: textOf(inputs["name"]) ?? guardrail.name,
      message: textOf(inputs["message"]) ?? guardrail.message,
      tags: textsOf(inputs["tags"]) ?? guardrail.tags,
      locations: textsOf(inputs["locations"]) ?? guardrail.locations,
      every: numberOf(options["tickEvery"]) ?? guardrail.every,
      failingLocations: numberOf(options["minLocationFailed"]) ?? guardrail.failingLocations,
      failingFor: numberOf(options["minFailureDuration"]) ?? guardrail.failingFor,
      priority: numberOf(options["monitorPriority"]) ?? guardrail.priority,
      renotifyEvery: renotify === null || renotify === 0 ? null : renotify * 60,
    };
  },
};

/** The words that can be read back, by kind of guardrail; every other property is told in the provider's own words. */
function readBackOf(guardrail: Guardrail): ReadBack<Guardrail> | null {
  switch (guardrail.kind) {
    case "monitor":
      return monitor as unknown as ReadBack<Guardrail>;
    case "burn-rate":
      return burnRate as unknown as ReadBack<Guardrail>;
    case "autoscaling":
      return autoscaling as unknown as ReadBack<Guardrail>;
    case "dashboard":
      return dashboard as unknown as ReadBack<Guardrail>;
    case "objective":
      return objective as unknown as ReadBack<Guardrail>;
    case "downtime":
      return downtime as unknown as ReadBack<Guardrail>;
    case "synthetic":
      return synthetic as unknown as ReadBack<Guardrail>;
    default:
      return null;
  }
}

/** The guardrail as a resource's inputs have it; the guardrail as it is where its words are not read back. */
export function asDeployed(guardrail: Guardrail, type: string, inputs: Fields): Guardrail {
  const back = readBackOf(guardrail);
  return back?.type === type ? back.read(guardrail, inputs) : guardrail;
}

/** Whether a value of a resource is read back into its guardrail's words. */
export function isReadBack(guardrail: Guardrail, type: string, path: string): boolean {
  const back = readBackOf(guardrail);
  return back?.type === type && back.paths.some((each) => touches(each, path));
}

/** The path that says what another path only repeats; the same path where it repeats nothing. */
export function saidAt(guardrail: Guardrail, path: string): string {
  return readBackOf(guardrail)?.repeats?.[path] ?? path;
}
