import { setting } from "../model/source";
import type { PlanContext } from "./context";

/** Names of what services share in AWS and in the operations cluster: fixed, so that no service needs another's ids. */
export interface EstateNames {
  /** AWS Backup vault of all recovery points, such as `belfry-prod`. */
  readonly vault: string;
  /** Alias, with `alias/` before it, of the KMS key that encrypts dumps and recovery points. */
  readonly keyAlias: string;
  /** SNS topic that hears of failed backups and restores. */
  readonly topic: string;
  /** IAM role with which AWS Backup makes recovery points. */
  readonly backupRole: string;
  /** IAM role with which AWS Backup restores them as a test. */
  readonly restoreRole: string;
  /** IAM role of the jobs that write or read dumps. */
  readonly uploadRole: string;
  /** AWS account number, as the placeholder of its setting. */
  readonly account: string;
  /** AWS region of vault, key, topic and buckets, as the placeholder of its setting. */
  readonly region: string;
  /** Kubernetes namespace of every job that Belfry runs, as the placeholder of its setting. */
  readonly namespace: string;
  /** Kubernetes service account that may take on `uploadRole`, in `namespace`. */
  readonly serviceAccount: string;
  /** Kubernetes secret with the API key with which jobs post metrics. */
  readonly datadogSecret: string;
  /** Datadog site to which jobs post, such as `datadoghq.eu`, as the placeholder of its setting. */
  readonly datadogSite: string;
}

/** The shared names of an environment. */
export function estateNames({ environment }: PlanContext): EstateNames {
  const base = `belfry-${environment.name}`;
  return {
    vault: base,
    keyAlias: `alias/${base}-backups`,
    topic: `${base}-backups`,
    backupRole: `${base}-backup`,
    restoreRole: `${base}-restore`,
    uploadRole: `${base}-upload`,
    account: setting("estate.awsAccount"),
    region: setting("estate.awsRegion"),
    namespace: setting("estate.operationsNamespace"),
    serviceAccount: `${base}-backup`,
    datadogSecret: "belfry-datadog",
    datadogSite: setting("estate.datadogSite"),
  };
}

/** The bucket into which a service's dumps go; the account keeps the name unique in the world. */
export function bucketName(context: PlanContext): string {
  const { environment, service } = context;
  return `belfry-${environment.name}-${service.name}-${estateNames(context).account}`;
}

/** The newest PostgreSQL client of a server's major version. */
export const postgresImage = (majorVersion: number): string => `postgres:${majorVersion}-alpine`;

/** Pinned, so that a job does tomorrow what it did today. */
export const awsCliImage = "amazon/aws-cli:2.31.0";

/** Pinned, so that a job does tomorrow what it did today. */
export const nodeImage = "node:22.20.0-alpine";
