import { randomUUID } from "node:crypto";

import { datadogReferences } from "../rules/datadog/references";
import { downtimeRules } from "../rules/datadog/downtime";
import { DOWNTIME } from "../rules/datadog/types";
import { get, number, record, text, texts } from "../rules/read";
import type { ObjectRecord } from "../store/record";
import type { ObjectStore } from "../store/store";
import { worldOf } from "../store/world";
import { plainBag, type Bag, type WireBag } from "../wire/values";
import { askedDowntime } from "./downtime-form";
import { windowAt } from "./downtime-times";
import { fine, refused, type Handler } from "./exchange";
import { pageOf } from "./page";
import { byHand, sandboxProgram, sandboxUser } from "./sandbox-user";

/**
 * `GET /api/v2/downtime`: all downtimes, or those that mute now, a page at a time.
 *
 * Source: https://docs.datadoghq.com/api/latest/downtimes/#get-all-downtimes
 */
export const listDowntimes =
  (store: ObjectStore): Handler =>
  async ({ url }) => {
    const all = await allDowntimes(store);
    const current = url.searchParams.get("current_only") === "true";
    const page = pageOf(current ? all.filter((each) => statusOf(each) === "active") : all, url);
    if (typeof page === "string") return refused(400, page);
    return fine({
      data: page.items.map(dataOf),
      ...includedFor(page.items, url),
      meta: { page: { total_filtered_count: page.total } },
    });
  };

/**
 * `GET /api/v2/downtime/{id}`.
 *
 * Source: https://docs.datadoghq.com/api/latest/downtimes/#get-a-downtime
 */
export const getDowntime =
  (store: ObjectStore): Handler =>
  async ({ params: [id = ""], url }) => {
    const found = await store.find({ package: "datadog", type: DOWNTIME, id });
    return found ? fine({ data: dataOf(found), ...includedFor([found], url) }) : unknown;
  };

/**
 * `POST /api/v2/downtime`: mutes monitors, under the rules that a program's downtimes keep too.
 *
 * Source: https://docs.datadoghq.com/api/latest/downtimes/#schedule-a-downtime
 */
export const createDowntime =
  (store: ObjectStore): Handler =>
  async ({ body }) => {
    const now = new Date();
    const inputs = askedDowntime(body, now);
    if (typeof inputs === "string") return refused(400, inputs);
    const faults = await faultsOf(inputs, store, now);
    if (faults.length > 0) return refused(400, ...faults);
    const at = now.toISOString();
    const made: ObjectRecord = {
      package: "datadog",
      type: DOWNTIME,
      id: randomUUID(),
      createdAt: at,
      updatedAt: at,
      inputs: inputs as WireBag,
      computed: { [byHand]: true },
    };
    await store.insert(made);
    return fine({ data: dataOf(made) });
  };

/**
 * `DELETE /api/v2/downtime/{id}`: calls a downtime off. It mutes no longer, and can still be read; the real one is gone
 * after about two days.
 *
 * Source: https://docs.datadoghq.com/api/latest/downtimes/#cancel-a-downtime
 */
export const cancelDowntime =
  (store: ObjectStore): Handler =>
  async ({ params: [id = ""] }) => {
    const found = await store.find({ package: "datadog", type: DOWNTIME, id });
    if (!found) return unknown;
    const at = new Date().toISOString();
    await store.replace({ ...found, updatedAt: at, computed: { ...found.computed, canceled: at } });
    return { status: 204, body: undefined };
  };

const unknown = refused(404, "Downtime not found");

/** Every downtime of the store, oldest first. */
export const allDowntimes = async (store: ObjectStore): Promise<readonly ObjectRecord[]> =>
  [...(await store.list("datadog", DOWNTIME))].sort((one, other) =>
    one.createdAt < other.createdAt ? -1 : 1,
  );

async function faultsOf(inputs: Bag, store: ObjectStore, now: Date): Promise<readonly string[]> {
  // "At once" is over when a rule looks, and no past.
  const own = downtimeRules.flatMap((rule) => rule.check(inputs, new Date(now.getTime() - 1000)));
  const subject = { type: DOWNTIME, inputs };
  const references = datadogReferences.filter(
    ({ moments, types }) => types.includes(DOWNTIME) && moments.includes("create"),
  );
  const others = await Promise.all(
    references.map((rule) =>
      rule.check(subject as Parameters<typeof rule.check>[0], worldOf("datadog", store)),
    ),
  );
  const missing = ["scope"].filter((name) => text(inputs[name]) === undefined);
  return [
    ...missing.map((name) => `The field '${name}' is required`),
    ...own.map(({ message, path }) => `'${path}' ${message}`),
    ...others.flat(),
  ];
}

/** Where a downtime stands now. */
export function statusOf({ computed, inputs }: ObjectRecord): "active" | "scheduled" | "canceled" | "ended" {
  if (computed["canceled"] !== undefined) return "canceled";
  const now = new Date();
  const window = windowAt(plainBag(inputs), now);
  if (window === null || (window.end !== null && window.end <= now)) return "ended";
  return window.start <= now ? "active" : "scheduled";
}

const makerOf = ({ computed }: ObjectRecord): typeof sandboxUser | typeof sandboxProgram =>
  computed[byHand] === true ? sandboxUser : sandboxProgram;

function dataOf(downtime: ObjectRecord): unknown {
  const { computed, createdAt, id, updatedAt } = downtime;
  const inputs = plainBag(downtime.inputs);
  const identifier = record(inputs, "monitorIdentifier");
  const monitorId = number(identifier["monitorId"]);
  return {
    type: "downtime",
    id,
    attributes: {
      canceled: computed["canceled"] ?? null,
      created: createdAt,
      modified: updatedAt,
      display_timezone: inputs["displayTimezone"] ?? "UTC",
      message: inputs["message"] ?? null,
      monitor_identifier:
        monitorId === undefined
          ? { monitor_tags: texts(identifier["monitorTags"]) }
          : { monitor_id: monitorId },
      mute_first_recovery_notification: inputs["muteFirstRecoveryNotification"] ?? false,
      notify_end_states: inputs["notifyEndStates"] ?? ["alert", "no data", "warn"],
      notify_end_types: inputs["notifyEndTypes"] ?? ["expired"],
      schedule: scheduleOf(inputs),
      scope: inputs["scope"],
      status: statusOf(downtime),
    },
    relationships: {
      created_by: { data: { type: "users", id: makerOf(downtime).id } },
      monitor: { data: monitorId === undefined ? null : { type: "monitors", id: String(monitorId) } },
    },
  };
}

function scheduleOf(inputs: Bag): unknown {
  const window = windowAt(inputs, new Date());
  const times = { start: window?.start ?? null, end: window?.end ?? null };
  const recurring = get(inputs, "recurringSchedule");
  if (recurring === undefined || recurring === null) return times;
  const { recurrences, timezone } = record(recurring);
  return { timezone, recurrences, current_downtime: times };
}

/** Whoever made the downtimes, where the request asks for that. */
function includedFor(
  downtimes: readonly ObjectRecord[],
  { searchParams }: URL,
): { readonly included?: unknown } {
  if (!(searchParams.get("include") ?? "").split(",").includes("created_by")) return {};
  const makers = new Set(downtimes.map(makerOf));
  return {
    included: [...makers].map(({ id, ...attributes }) => ({ type: "users", id, attributes })),
  };
}
