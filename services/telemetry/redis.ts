import { measured, type TelemetryOf } from "../../model/telemetry";

const docs = "https://docs.datadoghq.com/integrations/redisdb/";

/**
 * What the Agent's Redis integration measures: https://docs.datadoghq.com/integrations/redisdb/. Its instance must be
 * tagged with `env` and `service`. The latency is that of INFO from the Agent; hits and misses are rates already, so
 * they are not counted again.
 */
export const redis: TelemetryOf<"cacheLatency" | "cacheHitRate"> = {
  cacheLatency: measured({
    via: "redis",
    metrics: ["redis.info.latency_ms"],
    docs,
    expression: "avg:redis.info.latency_ms{scope}",
    unit: "milliseconds",
  }),
  cacheHitRate: measured({
    via: "redis",
    metrics: ["redis.stats.keyspace_hits", "redis.stats.keyspace_misses"],
    docs,
    expression:
      "100 * avg:redis.stats.keyspace_hits{scope} / (avg:redis.stats.keyspace_hits{scope} + avg:redis.stats.keyspace_misses{scope})",
    unit: "percent",
  }),
};
