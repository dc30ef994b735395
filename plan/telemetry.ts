import type { LogMetricDeclaration, ProbeDeclaration } from "../model/platform-declaration";
import { inSeconds, minutes } from "../model/quantity";
import { house, setting } from "../model/source";
import { commonOf, type PlanContext } from "./context";
import { awsCliImage, bucketName, estateNames, nodeImage, postgresImage } from "./estate-names";
import { logFilter } from "./message/links";
import { bucketMetrics, bucketScript } from "./probes/bucket";
import { postgresScript } from "./probes/postgres";
import { railwayMetrics, railwayScript } from "./probes/railway";
import { supabaseMetrics, supabaseScript } from "./probes/supabase";
import { countedMetric } from "./query";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

/**
 * Plans a metric that is counted from logs or page views. It carries no tags, since its name already belongs to one
 * service in one environment.
 */
export function planLogMetric(
  context: PlanContext,
  declaration: LogMetricDeclaration,
): GuardrailOf<"log-metric"> {
  const { distributionOf, from = "logs", metric } = declaration;
  return {
    ...commonOf(context, {
      kind: "log-metric",
      declared: declaration,
      trail: SourceTrail.of(context, declaration),
    }),
    from,
    metric: countedMetric(context, metric),
    filter: logFilter(context, declaration),
    compute: distributionOf === null ? { kind: "count" } : { kind: "distribution", path: distributionOf },
    groupBy: [],
  };
}

type Probe = GuardrailOf<"probe">;
type Measuring = Pick<
  Probe,
  "image" | "interpreter" | "script" | "environment" | "secrets" | "metrics" | "serviceAccount"
>;

const deadline = house(
  minutes(2),
  "A probe that hangs gives up before its next run.",
  "How long may a measurement take?",
);

/** Plans a job in the operations cluster that measures what no integration does. */
export function planProbe(context: PlanContext, declaration: ProbeDeclaration): Probe {
  const trail = SourceTrail.of(context, declaration);
  const every = inSeconds(trail.take("every", declaration.every));
  const limit = inSeconds(trail.take("deadline", deadline));
  const { datadogSecret, datadogSite, namespace } = estateNames(context);
  return {
    ...commonOf(context, { kind: "probe", declared: declaration, trail }),
    namespace,
    schedule: cronEvery(every),
    timezone: "Etc/UTC",
    reads: declaration.reads,
    ...measuring(context, declaration, every),
    postImage: nodeImage,
    metricTags: [`env:${context.environment.name}`, `service:${context.service.name}`],
    datadogSecret,
    datadogSite,
    deadline: limit,
  };
}

/** Cron for an interval that divides the hour or the day. */
function cronEvery(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes === 1) return "* * * * *";
  return minutes < 60 ? `*/${minutes} * * * *` : `0 */${Math.round(minutes / 60)} * * *`;
}

function measuring(context: PlanContext, declaration: ProbeDeclaration, every: number): Measuring {
  switch (declaration.reads) {
    case "postgres":
      return readingPostgres(context, declaration);
    case "bucket":
      return readingBucket(context, declaration);
    case "railway":
      return readingRailway(context, every);
    case "supabase":
      return readingSupabase(context);
  }
}

function readingPostgres({ service }: PlanContext, declaration: ProbeDeclaration): Measuring {
  return {
    image: postgresImage(17),
    interpreter: "sh",
    script: postgresScript(declaration),
    environment: {},
    secrets: [{ variable: "DATABASE_URL", secret: `${service.name}-database`, key: "DATABASE_URL" }],
    metrics: declaration.queries.map(({ metric }) => metric),
    serviceAccount: null,
  };
}

function readingBucket(context: PlanContext, { database }: ProbeDeclaration): Measuring {
  return {
    image: awsCliImage,
    interpreter: "sh",
    script: bucketScript(),
    environment: { BUCKET: bucketName(context), DATABASE: database ?? context.service.name },
    secrets: [],
    metrics: Object.values(bucketMetrics),
    serviceAccount: estateNames(context).serviceAccount,
  };
}

function readingRailway({ service: { name } }: PlanContext, every: number): Measuring {
  return {
    image: nodeImage,
    interpreter: "node",
    script: railwayScript(),
    environment: {
      ENVIRONMENT_ID: setting(`${name}.railwayEnvironment`),
      SERVICE_ID: setting(`${name}.railwayService`),
      WINDOW_SECONDS: String(every),
    },
    secrets: [{ variable: "PROJECT_TOKEN", secret: `${name}-railway`, key: "token" }],
    metrics: Object.values(railwayMetrics),
    serviceAccount: null,
  };
}

function readingSupabase({ service: { name } }: PlanContext): Measuring {
  return {
    image: nodeImage,
    interpreter: "node",
    script: supabaseScript(),
    environment: { PROJECT_REF: setting(`${name}.supabaseProject`) },
    secrets: [{ variable: "ACCESS_TOKEN", secret: `${name}-supabase`, key: "token" }],
    metrics: Object.values(supabaseMetrics),
    serviceAccount: null,
  };
}
