import type { Declared } from "./declared";
import type { Notice } from "./note";
import type { Duration, Quantity } from "./quantity";
import type { RecoveryPoint, RecoveryTime, RehearsedStep } from "./recovery";
import type { Severity } from "./severity";
import type { Direction } from "./signal";
import type { Sourced } from "./source";

/*
 * What a service declares beside alerts and promises: how it scales, how it is backed up, who is told, and what Belfry
 * deploys to measure it.
 */

/** How a workload grows and shrinks. */
export interface AutoscalingDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "autoscaling";
  /** What grows and shrinks. */
  readonly target:
    /** A Deployment, scaled by the cluster's own autoscaler. */
    | { readonly platform: "kubernetes"; readonly namespace: string; readonly deployment: string }
    /** An ECS service, scaled by Application Auto Scaling. */
    | { readonly platform: "aws"; readonly cluster: string; readonly workload: string };
  /** Replicas below which it never shrinks. */
  readonly minimum: Sourced<Quantity<"count">>;
  /** Replicas above which it never grows. */
  readonly maximum: Sourced<Quantity<"count">>;
  /**
   * CPU utilisation that it steers for.
   *
   * @defaultValue CPU does not scale it
   */
  readonly cpu?: Sourced<Quantity<"percent">>;
  /**
   * Memory utilisation that it steers for.
   *
   * @defaultValue memory does not scale it
   */
  readonly memory?: Sourced<Quantity<"percent">>;
}

/** How many replicas a planned disruption may take at once. */
export interface DisruptionBudgetDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "disruption-budget";
  /** Namespace of the pods. */
  readonly namespace: string;
  /** Labels of the pods; never empty, which would mean every pod of the namespace. */
  readonly selector: Readonly<Record<string, string>>;
  /** Replicas that may be away at once. */
  readonly maxUnavailable: Sourced<Quantity<"count">>;
}

/** The most that one container may have, and what it is given when it asks for nothing. */
export interface CapacityDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "capacity";
  /** Namespace whose containers it bounds. */
  readonly namespace: string;
  /** The most that one container may have. */
  readonly maximum: {
    /** Processor time; a container that wants more is slowed down. */
    readonly cpu: Sourced<Quantity<"cores" | "millicores">>;
    /** Memory; a container that takes more is ended. */
    readonly memory: Sourced<Quantity<"gibibytes" | "mebibytes">>;
  };
  /** What a container that asks for nothing is given. */
  readonly request: {
    /** Processor time that its node keeps free for it. */
    readonly cpu: Sourced<Quantity<"cores" | "millicores">>;
    /** Memory that its node keeps free for it. */
    readonly memory: Sourced<Quantity<"gibibytes" | "mebibytes">>;
  };
}

/** One generation of recovery points. */
export interface TierDeclaration {
  /** How often. */
  readonly name: "daily" | "weekly" | "monthly";
  /** AWS cron, six fields, UTC, such as `0 5 ? * SUN *`. */
  readonly schedule: Sourced<string>;
  /** Age at which a recovery point goes. */
  readonly deleteAfter: Sourced<Duration>;
  /**
   * Age at which it moves to cold storage, ninety days before it goes at the latest.
   *
   * @defaultValue it stays warm
   */
  readonly coldAfter?: Sourced<Duration>;
}

/** A database dump on a schedule and the recovery points kept of it. */
export interface BackupDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "backup";
  /** The database's own name. */
  readonly database: string;
  /** PostgreSQL's major version: pg_dump must be no older. */
  readonly majorVersion: Sourced<number>;
  /** Cron, five fields, UTC, when the dump starts. */
  readonly schedule: Sourced<string>;
  /** How long a dump stays in the bucket by itself. */
  readonly keepDumps: Sourced<Duration>;
  /** Generations of recovery points of the bucket. */
  readonly tiers: readonly TierDeclaration[];
  /**
   * How much may be lost.
   *
   * @defaultValue nothing is promised
   */
  readonly recoveryPoint?: RecoveryPoint;
}

/** A restore of the last dump, proved by counting rows. */
export interface RestoreTestDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "restore-test";
  /** The database's own name. */
  readonly database: string;
  /** PostgreSQL's major version, into which the dump is restored. */
  readonly majorVersion: Sourced<number>;
  /** Cron, five fields, UTC. */
  readonly schedule: Sourced<string>;
  /** Tables that must hold rows after it. */
  readonly tables: Sourced<readonly string[]>;
  /** What people rehearse, since no job can. */
  readonly rehearsed: readonly RehearsedStep[];
  /**
   * How soon the data must be back.
   *
   * @defaultValue nothing is promised
   */
  readonly recoveryTime?: RecoveryTime;
}

/** A time in which alerts stay quiet, every week or every month. */
export interface DowntimeDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "downtime";
  /** Recurrence after RFC 5545, without a start. */
  readonly rrule: Sourced<string>;
  /** How long it lasts. */
  readonly duration: Sourced<Duration>;
  /** IANA name of the zone in which the recurrence is read. */
  readonly timezone: string;
  /**
   * Whether its hours count against the service's objectives.
   *
   * @defaultValue the house rule (model/defaults.ts): they are spared
   */
  readonly objectives?: Sourced<Sparing>;
  /**
   * What people do before the window begins.
   *
   * @defaultValue the house notice (model/defaults.ts)
   */
  readonly notices?: readonly Notice[];
}

/** Whether hours of planned maintenance are left out of objectives, or count like any other. */
export type Sparing = "spared" | "counted";

/** A rule that Sentry evaluates. */
export interface SentryRuleDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "sentry-rule";
  /** How bad it is; decides whom Sentry tells. */
  readonly severity: Sourced<Severity>;
  /** What Sentry looks at: issues as they come, or a metric over a window. */
  readonly rule:
    | {
        /** Tells the rules apart. */
        readonly kind: "issue";
        /** `fatal` events, or issues seen for the first time at or above a level. */
        readonly when: "any-fatal-event" | "new-error";
      }
    | {
        /** Tells the rules apart. */
        readonly kind: "metric";
        /** What Sentry counts in: errors, or traced requests. */
        readonly dataset: "events" | "transactions";
        /** What it counts, in Sentry's own words, such as `p95(transaction.duration)`. */
        readonly aggregate: string;
        /** Sentry search for what is counted; empty counts everything. */
        readonly query: string;
        /**
         * Which side of the levels is bad.
         *
         * @defaultValue above: errors and durations are bad in plenty; Apdex and crash-free rates are bad below
         */
        readonly direction?: Direction;
        /** Level that alerts, in any unit of the aggregate's dimension. */
        readonly critical: Sourced<Quantity>;
        /** Level that only informs; none when left out. */
        readonly warning?: Sourced<Quantity>;
        /** Window that is counted; Sentry takes 1, 5, 10, 15 or 30 minutes, 1, 2, 4 or 24 hours. */
        readonly over: Sourced<Duration>;
      };
}

/** A metric counted from logs or page views: the source that Belfry deploys where nothing emits one. */
export interface LogMetricDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "log-metric";
  /**
   * What is counted: log lines, or page views of real users.
   *
   * @defaultValue logs
   */
  readonly from?: "logs" | "rum-views";
  /** Name of the metric in production; other environments put theirs into it. */
  readonly metric: string;
  /** Datadog search for what is counted. */
  readonly filter: string;
  /**
   * What narrows the logs to this environment's service.
   *
   * @defaultValue the `env` and `service` tags; a platform's log drain may not set them
   */
  readonly scope?: string;
  /** Path of the attribute whose distribution is kept; null counts the logs. */
  readonly distributionOf: string | null;
}

/** A small job that measures what no integration does: the source that Belfry deploys beside log metrics. */
export interface ProbeDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "probe";
  /** What it asks. */
  readonly reads: "postgres" | "bucket" | "railway" | "supabase";
  /** Time between two runs. */
  readonly every: Sourced<Duration>;
  /**
   * For `bucket`: the database whose dumps are looked at.
   *
   * @defaultValue the service's name
   */
  readonly database?: string;
  /** For `postgres`: each metric with the SQL whose one number it is. Empty for the others. */
  readonly queries: readonly { readonly metric: string; readonly sql: string }[];
}

/** What the backups of all services share. */
export interface BackupStoreDeclaration extends Declared {
  /** Tells the declarations apart. */
  readonly kind: "backup-store";
  /** The vault's lock: no recovery point may be kept shorter. */
  readonly minimumRetention: Sourced<Duration>;
  /** The vault's lock: no recovery point may be kept longer. */
  readonly maximumRetention: Sourced<Duration>;
  /** When recovery points are restored to prove that they can be. AWS cron, six fields, UTC. */
  readonly restoreTesting: Sourced<string>;
}
