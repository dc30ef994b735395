import type { MetricTerm } from "../../preview/simulator/query/syntax";
import type { Measured } from "./metrics";
import { platformMetrics } from "./metrics";
import { dataMetrics } from "./metrics-data";

/** A metric of the table, and where a query means it. */
export interface FoundMetric {
  /** Its line of the table. */
  readonly measured: Measured;
  /** Service that the query means. */
  readonly service: string;
  /** Environment that the query means; production where it names none. */
  readonly environment: string;
  /** The parts of its name for which `*` stands. */
  readonly wild: readonly string[];
  /** Further tags of the filter, which tell one series of the metric from another. */
  readonly narrowed: readonly string[];
}

const table = [...platformMetrics, ...dataMetrics];

/** Tags that say which service and where, rather than what. */
const placing =
  /^(env|environment|service|supabase_project_ref|project_name|kube_\w+|horizontalpodautoscaler|mountpoint):/;

const serviceNames = ["victorysync", "vendhub", "vocavision", "operations", "watchtower"] as const;

/** What the table says of a metric; undefined where no service of the sandbox measures it. */
export function findMetric(term: Pick<MetricTerm, "metric" | "filter" | "space">): FoundMetric | undefined {
  const tags = term.filter.split(",").filter((tag) => tag !== "" && tag !== "*");
  const value = (name: string): string | undefined =>
    tags.find((tag) => tag.startsWith(`${name}:`))?.slice(name.length + 1);
  const { environment, metric } = withoutEnvironment(term.metric);
  const narrowed = tags.filter((tag) => !placing.test(tag));
  const named = value("service") ?? metric.split(".").find(isService);
  for (const measured of table) {
    const wild = wildParts(measured.metric, metric);
    if (!wild || (measured.space !== undefined && measured.space !== term.space)) continue;
    const service = named ?? measured.service;
    if (service === undefined || !isService(service) || (measured.only ?? service) !== service) continue;
    if (fits(measured.tags ?? [], narrowed))
      return { measured, service, environment: value("env") ?? environment, wild, narrowed };
  }
  return undefined;
}

/** Outside of production the metrics that Belfry makes of logs and spans have the environment in their name. */
function withoutEnvironment(metric: string): { readonly environment: string; readonly metric: string } {
  const [first = "", second = "", third = "", ...rest] = metric.split(".");
  return first === "belfry" && isService(third)
    ? { environment: second, metric: [first, third, ...rest].join(".") }
    : { environment: "prod", metric };
}

const isService = (name: string): boolean => serviceNames.some((each) => each === name);

/** Every outcome that a filter names is one that the line of the table is about, and the other way. */
const fits = (outcomes: readonly string[], narrowed: readonly string[]): boolean => {
  const asked = narrowed.filter((tag) => /^!?(status|mode|http\.status_\w+):/.test(tag));
  return asked.length === outcomes.length && outcomes.every((tag) => asked.includes(tag));
};

function wildParts(pattern: string, metric: string): readonly string[] | undefined {
  const [expected, parts] = [pattern.split("."), metric.split(".")];
  if (expected.length !== parts.length) return undefined;
  const same = expected.every((part, at) => part === "*" || part === parts[at]);
  return same ? parts.filter((_part, at) => expected[at] === "*") : undefined;
}

/** A name of the table with its wild parts filled in. */
export function filledIn(pattern: string, wild: readonly string[]): string {
  const left = [...wild];
  return pattern
    .split(".")
    .map((part) => (part === "*" ? (left.shift() ?? "*") : part))
    .join(".");
}
