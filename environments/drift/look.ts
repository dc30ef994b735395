import type { v1, v2 } from "@datadog/datadog-api-client";

import {
  connect,
  RefusedError,
  type Account,
  type Connection,
  type Manner,
} from "../../preview/history/pull/client";
import { inputsOf, plainData } from "../../adoption/foreign-monitor";
import type { Fields } from "../../model/record";
import { monitorType } from "../../preview/engine/read-back";
import type { SeenDowntime, SeenMonitor, SeenObject } from "./account";
import { objectiveType, testType } from "./own";

/** What can be asked of an account. */
export interface AccountLook {
  /** Every monitor that says by its tags that it is an environment's. */
  readonly monitors: (environment: string) => Promise<readonly SeenMonitor[]>;
  /** Every objective that says so too. */
  readonly objectives: (environment: string) => Promise<readonly SeenObject[]>;
  /** Every synthetic test of the account. */
  readonly tests: () => Promise<readonly SeenObject[]>;
  /** Every downtime, also those to come and those that were called off lately. */
  readonly downtimes: () => Promise<readonly SeenDowntime[]>;
  /** The ids of the downtimes that mute a monitor now. */
  readonly muting: (monitorId: string) => Promise<readonly string[]>;
}

const monitorsAPage = 500;
const objectivesAPage = 500;
const testsAPage = 100;
const downtimesAPage = 100;

/**
 * The official client, looking at monitors and downtimes; it writes nothing. Each question throws a `RefusedError` where
 * the account does not answer it.
 */
export async function lookAt(account: Account, manner: Manner): Promise<AccountLook> {
  const connection = await connect(account, manner);
  return {
    monitors: (environment) => refusing(connection, () => listMonitors(connection, environment)),
    objectives: (environment) => refusing(connection, () => listObjectives(connection, environment)),
    tests: () => refusing(connection, () => listTests(connection)),
    downtimes: () => refusing(connection, () => listDowntimes(connection)),
    muting: (id) =>
      refusing(connection, () => listMuting(connection, id)).catch((error: unknown) => {
        // A monitor that went meanwhile is muted by nothing; the refresh tells that it is gone.
        if (error instanceof RefusedError && error.status === 404) return [];
        throw error;
      }),
  };
}

async function refusing<Result>({ refusalOf }: Connection, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    throw refusalOf(error);
  }
}

async function listMonitors(
  { configuration, datadog }: Connection,
  environment: string,
): Promise<readonly SeenMonitor[]> {
  const api = new datadog.v1.MonitorsApi(configuration);
  const pages = api.listMonitorsWithPagination({
    monitorTags: `managed-by:belfry,env:${environment}`,
    pageSize: monitorsAPage,
  });
  const found: SeenMonitor[] = [];
  for await (const monitor of pages) found.push(monitorOf(monitor));
  return found;
}

async function listObjectives(
  { configuration, datadog }: Connection,
  environment: string,
): Promise<readonly SeenObject[]> {
  const api = new datadog.v1.ServiceLevelObjectivesApi(configuration);
  // Only one tag can be asked for; whose each of them is, all of its tags say.
  const pages = api.listSLOsWithPagination({ tagsQuery: `env:${environment}`, limit: objectivesAPage });
  const found: SeenObject[] = [];
  for await (const {
    createdAt,
    creator,
    id = "",
    name,
    query,
    sliSpecification,
    tags = [],
    thresholds,
  } of pages)
    found.push({
      type: objectiveType,
      id,
      name,
      message: "",
      tags,
      creator: nameOf(creator),
      created: createdAt === undefined ? null : timeOf(new Date(createdAt * 1000)),
      inputs: { name, thresholds, query, sliSpecification },
    });
  return found;
}

async function listTests({ configuration, datadog }: Connection): Promise<readonly SeenObject[]> {
  const api = new datadog.v1.SyntheticsApi(configuration);
  const found: SeenObject[] = [];
  for await (const test of api.listTestsWithPagination({ pageSize: testsAPage })) {
    const { creator, locations, message = "", name = "", options, publicId = "", status, tags = [] } = test;
    found.push({
      type: testType,
      id: publicId,
      name,
      message,
      tags,
      creator: nameOf(creator),
      created: null,
      inputs: { name, message, tags, locations, status, optionsList: options },
    });
  }
  return found;
}

const nameOf = (creator: v1.Creator | undefined): string | null =>
  creator?.name ?? creator?.handle ?? creator?.email ?? null;

function monitorOf(monitor: v1.Monitor): SeenMonitor {
  const { created, creator, id, message = "", name = "", options, tags = [] } = monitor;
  return {
    type: monitorType,
    id: String(id),
    name,
    message,
    tags,
    creator: nameOf(creator),
    created: timeOf(created),
    inputs: {
      ...inputsOf(plainData(monitor) as Fields),
      syntheticsCheckId: options?.syntheticsCheckId,
    },
    silenced: options?.silenced ?? {},
  };
}

/** A time that an account told; null where it told none, or what is none. */
const timeOf = (time: Date | null | undefined): Date | null =>
  time && !Number.isNaN(time.getTime()) ? time : null;

/** The client's own pages leave out who made each downtime, which stands beside them. */
async function listDowntimes({ configuration, datadog }: Connection): Promise<readonly SeenDowntime[]> {
  const api = new datadog.v2.DowntimesApi(configuration);
  const found: SeenDowntime[] = [];
  for (let offset = 0; ; offset += downtimesAPage) {
    const { data = [], included = [] } = await api.listDowntimes({
      include: "created_by",
      pageOffset: offset,
      pageLimit: downtimesAPage,
    });
    const users = new Map(included.flatMap((each) => userIn(each)));
    found.push(...data.map((each) => downtimeOf(each, users)));
    if (data.length < downtimesAPage) return found;
  }
}

/** A user by id, with what people call them. */
function userIn(item: v2.DowntimeResponseIncludedItem): readonly (readonly [id: string, name: string])[] {
  const { attributes, id } = item as v2.User;
  const name = attributes?.name ?? attributes?.handle ?? attributes?.email;
  return id === undefined || name === undefined ? [] : [[id, name]];
}

/** The parts of a schedule of either kind; the client has a class for each. */
interface Schedule {
  readonly start?: Date;
  readonly end?: Date | null;
  readonly recurrences?: readonly unknown[];
  readonly currentDowntime?: { readonly start?: Date; readonly end?: Date };
}

function downtimeOf(
  { attributes, id = "", relationships }: v2.DowntimeResponseData,
  users: ReadonlyMap<string, string>,
): SeenDowntime {
  const identifier = (attributes?.monitorIdentifier ?? {}) as {
    readonly monitorId?: number;
    readonly monitorTags?: readonly string[];
  };
  const schedule = (attributes?.schedule ?? {}) as Schedule;
  const times = schedule.currentDowntime ?? schedule;
  const maker = relationships?.createdBy?.data?.id;
  const status = attributes?.status;
  return {
    id,
    message: attributes?.message ?? "",
    creator: maker === undefined ? null : (users.get(maker) ?? maker),
    scope: attributes?.scope ?? "*",
    monitorId: identifier.monitorId === undefined ? null : String(identifier.monitorId),
    monitorTags: identifier.monitorTags ?? [],
    status: status === "scheduled" || status === "canceled" || status === "ended" ? status : "active",
    start: timeOf(times.start),
    end: timeOf(times.end),
    recurs: schedule.recurrences !== undefined,
  };
}

async function listMuting(
  { configuration, datadog }: Connection,
  monitorId: string,
): Promise<readonly string[]> {
  const api = new datadog.v2.DowntimesApi(configuration);
  const found: string[] = [];
  for await (const { id } of api.listMonitorDowntimesWithPagination({ monitorId: Number(monitorId) }))
    if (id !== undefined) found.push(id);
  return found;
}
