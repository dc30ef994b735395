import { setting } from "../model/source";
import type { PlanContext } from "./context";

/** Names of what services share in AWS and in the operations cluster: fixed, so that no service needs another's ids. */
export interface EstateNames {
  readonly vault: string;
  readonly keyAlias: string;
  readonly topic: string;
  readonly backupRole: string;
  readonly restoreRole: string;
  readonly uploadRole: string;
  readonly account: string;
  readonly region: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly datadogSecret: string;
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
