import { isRecord } from "../../model/record";
import type { Bag } from "../wire/values";

type Names = Readonly<Record<string, string>>;

/** Fields of a downtime that the API spells otherwise than the SDK. */
const spelled: Names = {
  display_timezone: "displayTimezone",
  message: "message",
  mute_first_recovery_notification: "muteFirstRecoveryNotification",
  notify_end_states: "notifyEndStates",
  notify_end_types: "notifyEndTypes",
  scope: "scope",
};

/** A downtime that is asked for, in the form in which the sandbox keeps those of programs; text says why it is none. */
export function askedDowntime(body: unknown, now: Date): Bag | string {
  const data = isRecord(body) && isRecord(body["data"]) ? body["data"] : undefined;
  const attributes = data?.["attributes"];
  if (data?.["type"] !== "downtime" || !isRecord(attributes))
    return "The body must hold data of type 'downtime' with attributes";
  const { monitor_identifier: identifier, schedule } = attributes;
  const named = isRecord(identifier) ? identifier : {};
  const { monitor_id: monitorId, monitor_tags: monitorTags } = named;
  const plain = Object.entries(spelled).flatMap(([name, ours]) =>
    attributes[name] === undefined || attributes[name] === null ? [] : [[ours, attributes[name]]],
  );
  return {
    ...Object.fromEntries(plain),
    monitorIdentifier: {
      ...(monitorId !== undefined && { monitorId }),
      ...(monitorTags !== undefined && { monitorTags }),
    },
    ...askedSchedule(isRecord(schedule) ? schedule : {}, now),
  } as Bag;
}

/** Without a schedule, or without a start, a downtime begins at once; without an end it never ends. */
function askedSchedule(
  schedule: Readonly<Record<string, unknown>>,
  now: Date,
): Readonly<Record<string, unknown>> {
  const { end, recurrences, start, timezone } = schedule;
  if (recurrences !== undefined) return { recurringSchedule: { timezone: timezone ?? "UTC", recurrences } };
  return {
    oneTimeSchedule: {
      start: secondsOf(start) ?? secondsOf(now.toISOString()),
      ...(typeof end === "string" && { end: secondsOf(end) }),
    },
  };
}

/** A moment as the SDK writes it, without a share of a second; what is none stays for the rules to refuse. */
function secondsOf(value: unknown): unknown {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? (value ?? undefined) : `${new Date(time).toISOString().slice(0, 19)}Z`;
}
