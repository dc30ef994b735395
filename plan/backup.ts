import type {
  BackupDeclaration,
  BackupStoreDeclaration,
  RestoreTestDeclaration,
  TierDeclaration,
} from "../model/platform-declaration";
import { convert, days, hours, inSeconds, mebibytes, type Duration } from "../model/quantity";
import { restoreChecks, type RecoveryPoint, type RecoveryTime, type RestoreCheck } from "../model/recovery";
import { documented, house, setting } from "../model/source";
import { commonOf, type PlanContext } from "./context";
import { awsCliImage, bucketName, estateNames, nodeImage, postgresImage } from "./estate-names";
import { longestGap } from "./longest-gap";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

const backupPlans =
  "https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html";

const startWindow = documented(hours(1), backupPlans, "The shortest start window that AWS Backup takes.");

const completionWindow = house(
  hours(4),
  "The provider's silent default of three hours would cancel a slow copy; a dump bucket copies in minutes.",
  "How large do the dumps get?",
);

const deadline = house(
  hours(2),
  "A dump that takes longer is stuck; the next one must not wait for it.",
  "How long does a dump of this database take?",
);

const minimumSize = house(
  mebibytes(0.001),
  "Even an empty schema dumps to more than a kilobyte: less is a failed dump.",
  "How small can a good dump be?",
);

const restoreDeadline = house(
  hours(2),
  "A restore that takes longer than the longest recovery objective proves nothing.",
  "How long may a restore take?",
);

const restoreWindows = {
  start: house(
    hours(8),
    "The jobs of one run spread over a working day instead of starting at once.",
    "Within which time must a restore begin?",
  ),
  selection: house(
    days(7),
    "Seven daily points: a database whose dumps stopped for longer finds none to restore, which its backup alert tells.",
    "How old may the recovery point be that is restored?",
  ),
  validation: house(
    hours(4),
    "Long enough to look at a restored bucket the same morning; AWS deletes it afterwards, so it costs little.",
    "For how long should a restored bucket be kept to look at?",
  ),
};

type Tier = GuardrailOf<"backup">["tiers"][number];

/** Plans the dump of one database and the recovery points kept of it. */
export function planBackup(context: PlanContext, declaration: BackupDeclaration): GuardrailOf<"backup"> {
  const trail = SourceTrail.of(context, declaration);
  const names = estateNames(context);
  const majorVersion = trail.take("majorVersion", declaration.majorVersion);
  const schedule = trail.take("schedule", declaration.schedule);
  const keepDumps = inSeconds(trail.take("keepDumps", declaration.keepDumps));
  const windows = {
    startWindow: inSeconds(trail.take("startWindow", startWindow)),
    completionWindow: inSeconds(trail.take("completionWindow", completionWindow)),
  };
  const tiers = declaration.tiers
    .filter(({ name }) => context.environment.backups === "full" || name === "daily")
    .map((tier) => tierOf(context, trail, { tier, windows }));
  const { account, backupRole, keyAlias, namespace, region, serviceAccount, uploadRole, vault } = names;
  const limits = {
    deadline: inSeconds(trail.take("deadline", deadline)),
    minimumBytes: Math.round(convert<"data", "bytes">(trail.take("minimumSize", minimumSize), "bytes").value),
  };
  const recoveryPoint = promised(context, trail, {
    field: "recoveryPoint",
    promise: declaration.recoveryPoint,
  });
  const gap = longestGap(schedule);
  return {
    ...commonOf(context, { kind: "backup", declared: declaration, trail }),
    namespace,
    schedule,
    timezone: "Etc/UTC",
    image: postgresImage(majorVersion),
    uploadImage: awsCliImage,
    database: declaration.database,
    majorVersion,
    connectionSecret: `${context.service.name}-database`,
    bucket: bucketName(context),
    store: "${backup-store:estate/backups}",
    ...limits,
    keepDumps,
    tiers,
    worstLoss: gap === undefined ? null : gap + limits.deadline,
    recoveryPoint,
    vault,
    serviceAccount,
    uploadRole,
    backupRole,
    keyAlias,
    account,
    region,
  };
}

interface Promised<P> {
  /** The field that it fills. */
  readonly field: string;
  /** What the service promises; undefined for nothing. */
  readonly promise: P | undefined;
}

/** A promise on recovery. An environment with fewer recovery points than production promises nothing. */
function promised<P extends RecoveryPoint | RecoveryTime>(
  { environment }: PlanContext,
  trail: SourceTrail,
  { field, promise }: Promised<P>,
): { objective: number; keptBy: P["keptBy"]["value"] } | null {
  if (promise === undefined || environment.backups !== "full") return null;
  return {
    objective: inSeconds(trail.take(`${field}.objective`, promise.objective)),
    keptBy: trail.take(`${field}.keptBy`, promise.keptBy),
  };
}

/** AWS Backup takes cron only, in this spelling. */
const awsCron = (fields: string): string => `cron(${fields})`;

interface TierParts {
  /** The generation of recovery points as declared. */
  readonly tier: TierDeclaration;
  /** Seconds within which its jobs must start and end, the same for every tier of a backup. */
  readonly windows: Pick<Tier, "startWindow" | "completionWindow">;
}

function tierOf(context: PlanContext, trail: SourceTrail, { tier, windows }: TierParts): Tier {
  const path = `tiers.${tier.name}`;
  const cheap = context.environment.backups === "daily";
  const kept = cheap
    ? trail.adapt(`${path}.deleteAfter`, tier.deleteAfter, {
        key: "belfry:backups",
        because: `${context.environment.name} keeps recovery points for a week.`,
        adapted: (): Duration => days(7),
      })
    : trail.take(`${path}.deleteAfter`, tier.deleteAfter);
  const coldAfter =
    tier.coldAfter && !cheap ? inSeconds(trail.take(`${path}.coldAfter`, tier.coldAfter)) : null;
  return {
    name: tier.name,
    schedule: awsCron(trail.take(`${path}.schedule`, tier.schedule)),
    ...windows,
    coldAfter,
    deleteAfter: inSeconds(kept),
  };
}

/** Plans the restore of the last dump into a scratch database. */
export function planRestoreTest(
  context: PlanContext,
  declaration: RestoreTestDeclaration,
): GuardrailOf<"restore-test"> {
  const trail = SourceTrail.of(context, declaration);
  const { datadogSecret, datadogSite, namespace, serviceAccount } = estateNames(context);
  const majorVersion = trail.take("majorVersion", declaration.majorVersion);
  const schedule = trail.take("schedule", declaration.schedule);
  const tables = [...trail.take("tables", declaration.tables)];
  const limit = inSeconds(trail.take("deadline", restoreDeadline));
  const recoveryTime = promised(context, trail, { field: "recoveryTime", promise: declaration.recoveryTime });
  return {
    ...commonOf(context, { kind: "restore-test", declared: declaration, trail }),
    namespace,
    schedule,
    timezone: "Etc/UTC",
    image: postgresImage(majorVersion),
    fetchImage: awsCliImage,
    postImage: nodeImage,
    database: declaration.database,
    majorVersion,
    bucket: bucketName(context),
    tables,
    verification: verificationOf(declaration),
    recoveryTime,
    deadline: limit,
    metric: restoredMetric,
    metricTags: [`env:${context.environment.name}`, `service:${context.service.name}`],
    serviceAccount,
    datadogSecret,
    datadogSite,
  };
}

function verificationOf({ rehearsed }: RestoreTestDeclaration): GuardrailOf<"restore-test">["verification"] {
  return [
    ...(Object.keys(restoreChecks) as RestoreCheck[]).map((check) => ({
      by: "job" as const,
      check,
      step: restoreChecks[check],
    })),
    ...rehearsed.map((each) => ({ by: "people" as const, ...each })),
  ];
}

/** Posted by a good restore test: its time, in seconds since 1970. */
export const restoredMetric = "belfry.restore_test.succeeded";

/** Plans what the backups of all services share. */
export function planBackupStore(
  context: PlanContext,
  declaration: BackupStoreDeclaration,
): GuardrailOf<"backup-store"> {
  const trail = SourceTrail.of(context, declaration);
  const names = estateNames(context);
  const {
    account,
    backupRole,
    keyAlias,
    namespace,
    region,
    restoreRole,
    serviceAccount,
    topic,
    uploadRole,
    vault,
  } = names;
  const retention = {
    minimumRetention: inSeconds(trail.take("minimumRetention", declaration.minimumRetention)),
    maximumRetention: inSeconds(trail.take("maximumRetention", declaration.maximumRetention)),
  };
  const restoreTesting = {
    name: `belfry_${context.environment.name.replaceAll("-", "_")}`,
    schedule: awsCron(trail.take("restoreTesting", declaration.restoreTesting)),
    startWindow: inSeconds(trail.take("restoreTesting.startWindow", restoreWindows.start)),
    selectionWindow: inSeconds(trail.take("restoreTesting.selectionWindow", restoreWindows.selection)),
    validationWindow: inSeconds(trail.take("restoreTesting.validationWindow", restoreWindows.validation)),
  };
  return {
    ...commonOf(context, { kind: "backup-store", declared: declaration, trail }),
    vault,
    keyAlias,
    topic,
    backupRole,
    restoreRole,
    uploadRole,
    account,
    region,
    namespace,
    serviceAccount,
    oidcProvider: setting("estate.oidcProvider"),
    subscribers: [setting("estate.backupMailbox")],
    ...retention,
    restoreTesting,
  };
}
