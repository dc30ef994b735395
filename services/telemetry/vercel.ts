import { measured, type TelemetryOf } from "../../model/telemetry";

const docs = "https://docs.datadoghq.com/integrations/vercel/";

/** A project on Vercel. Each part may be a setting. */
export interface VercelPlace {
  readonly project: string;
  /** Vercel's own word: `production` or `preview`. */
  readonly environment: string;
}

const scopeOf = ({ environment, project }: VercelPlace): string =>
  `{project_name:${project},environment:${environment}}`;

/**
 * What Datadog's Vercel integration makes of the drained logs: https://docs.datadoghq.com/integrations/vercel/. All of
 * it comes from the line that ends each function's run, so the lambda source must be drained without sampling. The
 * metrics carry the project and Vercel's environment, not `env` and `service`.
 */
export function vercel(place: VercelPlace): TelemetryOf<"errorRate" | "functionMemory"> {
  const scope = scopeOf(place);
  return {
    errorRate: measured({
      via: "vercel",
      metrics: ["vercel.functions.errors", "vercel.functions.invocations"],
      docs,
      expression: `100 * sum:vercel.functions.errors${scope}.as_count() / sum:vercel.functions.invocations${scope}.as_count()`,
      unit: "percent",
    }),
    functionMemory: measured({
      via: "vercel",
      metrics: ["vercel.functions.max_memory_used"],
      docs,
      expression: `max:vercel.functions.max_memory_used${scope}`,
      unit: "mebibytes",
    }),
  };
}

/** Expressions that count a project's good and all function runs, for an objective. */
export function invocationCounts(place: VercelPlace): { readonly good: string; readonly total: string } {
  const scope = scopeOf(place);
  const total = `sum:vercel.functions.invocations${scope}.as_count()`;
  return { good: `${total} - sum:vercel.functions.errors${scope}.as_count()`, total };
}

/**
 * Search for the end of a function's run in the drained logs, and the path of its billed duration: the duration itself,
 * rounded up to whole milliseconds (the pipeline keeps `@lambda.duration` in nanoseconds, which nobody reads at night).
 */
export const functionRuns = {
  filter: "@source:lambda @lambda.billed_duration:*",
  duration: "@lambda.billed_duration",
} as const;
