import type { Dimension, QuantityOf } from "./quantity";

/**
 * How measurements become the one value that is compared:
 * `gauge` averages them; `ratio` divides two counts over the window; `count` adds them; `rate` adds them over exactly
 * the unit's period; `percentile` averages a percentile; `latest` takes the newest; `change` compares with the past.
 */
export type Reading = "gauge" | "ratio" | "count" | "rate" | "percentile" | "latest" | "change";

/** Which side of a level is bad. */
export type Direction = "above" | "below";

/** What is measured, whatever measures it. */
export interface Signal<D extends Dimension = Dimension> {
  /** Noun phrase for titles and messages. */
  readonly title: string;
  /** What its numbers are; a threshold in another dimension does not compile. */
  readonly dimension: D;
  /** Which side is bad. */
  readonly bad: Direction;
  /** How measurements become one value. */
  readonly reading: Reading;
  /** The greatest level that can ever be reached, in percent of the whole; null where there is none. */
  readonly most: number | null;
  /**
   * Whether planned maintenance may silence its alerts. What is lost or stolen in those hours stays lost, so backups,
   * payments and security are heard at all times.
   */
  readonly mutable: boolean;
  /**
   * What `belfry:relax` and `belfry:scale` may make of its levels: `relaxed` moves them off, `scaled` goes with the number
   * of replicas, `none` keeps them, as of what is heard at all times.
   */
  readonly lenience: "relaxed" | "scaled" | "none";
}

const signal = <const D extends Dimension>(
  dimension: D,
  bad: Direction,
  reading: Reading,
  title: string,
): Signal<D> => ({
  title,
  dimension,
  bad,
  reading,
  most: dimension === "share" ? 100 : null,
  mutable: true,
  lenience: "relaxed",
});

/** A share that compares two amounts, of which either may be the greater. */
const comparison = (bad: Direction, reading: Reading, title: string): Signal<"share"> => ({
  ...signal("share", bad, reading, title),
  most: null,
});

/** A signal whose alerts no planned maintenance silences. */
const alwaysHeard = <D extends Dimension>(heard: Signal<D>): Signal<D> => ({
  ...heard,
  mutable: false,
  lenience: "none",
});

/** A count of replicas: what is declared goes with the size of the environment. */
const counted = (title: string, bad: Direction): Signal<"count"> => ({
  ...signal("count", bad, "gauge", title),
  lenience: "scaled",
});

/** A signal that its platform cuts off: a level beyond that would never be reached, and no environment can tell where it is. */
const limited = <D extends Dimension>(cut: Signal<D>): Signal<D> => ({ ...cut, lenience: "none" });

/** A count of replicas that is the same in an environment of any size. */
const spare = (title: string, bad: Direction): Signal<"count"> => ({
  ...signal("count", bad, "gauge", title),
  lenience: "none",
});

/** The closed list of signals. */
export const signals = {
  errorRate: signal("share", "above", "ratio", "share of requests that fail"),
  serverErrorRate: signal("share", "above", "ratio", "share of requests answered with a 5xx status"),
  latencyP95: signal("time", "above", "percentile", "P95 response time"),
  latencyP99: signal("time", "above", "percentile", "P99 response time"),
  latencyMean: signal("time", "above", "gauge", "average response time"),
  latencyChange: comparison("above", "change", "rise of the response time against the day before"),
  pageLoad: signal("time", "above", "gauge", "page load time"),
  largestContentfulPaint: signal("time", "above", "percentile", "largest contentful paint"),
  timeToFirstByte: signal("time", "above", "gauge", "time to first byte"),
  functionDuration: limited(signal("time", "above", "latest", "longest run of a serverless function")),
  functionMemory: limited(signal("data", "above", "latest", "largest memory of a serverless function")),
  // In percent of what the workload may use, not of one core, wherever a service measures it.
  cpuUsage: signal("share", "above", "gauge", "CPU usage"),
  memoryUsage: signal("share", "above", "gauge", "memory usage"),
  diskUsage: signal("share", "above", "gauge", "disk usage"),
  storageUsage: signal("share", "above", "gauge", "storage usage"),
  rateLimitUsage: signal("share", "above", "rate", "use of the API's rate limit"),
  rateLimitedRequests: signal("rate", "above", "rate", "requests refused by the rate limit"),
  replicas: counted("running replicas", "below"),
  replicasAtMaximum: spare("replicas left before the ceiling", "below"),
  replicasUnavailable: spare("replicas that a rollout is still missing", "above"),
  restarts: signal("count", "above", "count", "crashes and restarts"),
  outOfMemory: signal("count", "above", "count", "out-of-memory errors and crashes"),
  databaseConnectionFailures: signal("rate", "above", "rate", "database connection failures"),
  databaseConnectionErrors: signal("count", "above", "count", "database connection errors in the logs"),
  databasePoolExhausted: signal("count", "above", "count", "exhausted-connection-pool errors in the logs"),
  databaseErrors: signal("count", "above", "count", "database errors"),
  databaseConnections: signal("count", "above", "gauge", "database connections"),
  databaseConnectionUsage: signal("share", "above", "gauge", "share of database connections in use"),
  databaseCpu: signal("share", "above", "gauge", "database CPU"),
  databaseMemory: signal("share", "above", "gauge", "database memory"),
  databaseDown: signal("count", "above", "count", "failed readiness checks"),
  databaseReachable: signal("count", "below", "latest", "database reachable (1 is yes)"),
  databaseQueryP95: signal("time", "above", "percentile", "P95 database query time"),
  databaseQueryMean: signal("time", "above", "gauge", "average database query time"),
  slowQueries: signal("rate", "above", "rate", "slow queries"),
  slowQueryCount: signal("count", "above", "count", "slow queries"),
  slowestStatement: signal("time", "above", "latest", "mean time of the slowest statement"),
  longestQuery: signal("time", "above", "latest", "age of the longest running query"),
  idleConnectionAge: signal("time", "above", "latest", "age of the oldest idle connection"),
  cacheLatency: signal("time", "above", "gauge", "cache latency"),
  cacheHitRate: signal("share", "below", "gauge", "cache hit rate"),
  cacheDown: signal("count", "above", "count", "failed cache checks"),
  deployFailures: signal("count", "above", "count", "failed deployments"),
  failedLogins: alwaysHeard(signal("count", "above", "count", "failed logins")),
  authenticationFailures: signal("count", "above", "count", "authentication failures"),
  unauthorizedCalls: alwaysHeard(signal("count", "above", "count", "unauthorised API calls")),
  securityEvents: alwaysHeard(signal("count", "above", "count", "high-severity security events")),
  paymentFailures: alwaysHeard(signal("count", "above", "count", "failed payments")),
  realtimeErrors: signal("count", "above", "count", "realtime connection errors"),
  backupAge: alwaysHeard(signal("time", "above", "latest", "age of the last good dump of our own")),
  backupAgeAtProvider: alwaysHeard(
    signal("time", "above", "latest", "age of the provider's newest recovery point"),
  ),
  backupPointInTime: alwaysHeard(
    signal("count", "below", "latest", "point-in-time recovery (1 is on, 0 is off)"),
  ),
  backupSizeRatio: alwaysHeard(
    comparison("below", "latest", "size of the last backup against the one before"),
  ),
  restoreDuration: alwaysHeard(signal("time", "above", "latest", "duration of the last good restore")),
  restoreTestAge: alwaysHeard(signal("time", "above", "latest", "age of the last good restore test")),
  remindersRun: alwaysHeard(signal("count", "below", "latest", "runs of the reminders (1 is one)")),
  retentionFailures: signal("count", "above", "count", "failed retention clean-ups"),
  uptime: signal("share", "below", "ratio", "share of health checks that succeed"),
} as const satisfies Record<string, Signal>;

/** Name of a signal, such as `latencyP95`; an unknown one does not compile. */
export type SignalName = keyof typeof signals;

/** The quantities in which a signal's levels may be written. */
export type LevelOf<S extends SignalName> = QuantityOf<(typeof signals)[S]["dimension"]>;
