import { signals } from "../../model/signal";
import { tidy, units } from "../../model/quantity";
import type { GuardrailOf } from "../types";
import type { Alert, MessageState, Speaking } from "./occasions";

/** What the variables of a message stand for, by name; a name that is missing stands for nothing. */
export type Values = ReadonlyMap<string, string | number>;

type Monitor = GuardrailOf<"monitor">;

/** Four minutes past three in a winter's night, so that an example never changes with the day. */
const night = Date.UTC(2026, 0, 5, 3, 4);

/**
 * Made-up values for every variable that Datadog fills in a state: slightly beyond the level that was crossed.
 *
 * https://docs.datadoghq.com/monitors/notify/variables/#template-variables. Only a monitor on metrics has a value; a
 * synthetic test has the reason of its failure:
 * https://docs.datadoghq.com/synthetics/notifications/template_variables/.
 */
export function exampleValues(alert: Speaking, state: MessageState): Values {
  const times: readonly (readonly [string, string | number])[] = [
    ["first_triggered_at", timeOf(night)],
    ["first_triggered_at_epoch", night],
    ["last_triggered_at", timeOf(night)],
    ["last_triggered_at_epoch", night],
    ["triggered_duration_sec", state === "recovery" ? 1500 : 0],
  ];
  switch (alert.kind) {
    case "monitor":
      return new Map([...times, ...levelValues(alert, state), ...groupValues(alert)]);
    case "burn-rate":
      return new Map(times);
    case "reminder":
      return new Map(state === "recovery" ? times : [...times, ...eventOf(alert)]);
    case "synthetic":
    case "certificate":
      return new Map(state === "recovery" ? times : [...times, ...failureOf(alert)]);
  }
}

/**
 * The longest of the events: what it is found by, and what the one that is told says.
 *
 * https://docs.datadoghq.com/monitors/notify/variables/?tab=event#matching-attributetag-variables
 */
function eventOf({ reminders }: GuardrailOf<"reminder">): readonly (readonly [string, string])[] {
  const [longest] = [...reminders].sort((one, other) => other.text.length - one.text.length);
  return [
    ["reminder.name", longest?.name ?? ""],
    ["event.title", longest?.title ?? ""],
    ["event.text", longest?.text ?? ""],
  ];
}

/** The codes are Datadog's: https://docs.datadoghq.com/synthetics/api_tests/errors/ */
function failureOf({ kind }: Alert): readonly (readonly [string, string])[] {
  const [code, reason] =
    kind === "certificate"
      ? ["INCORRECT_ASSERTION", "The certificate expires sooner than the test allows."]
      : ["TIMEOUT", "The request was not answered before the test's timeout."];
  return [
    ["synthetics.attributes.result.failure.code", code],
    ["synthetics.attributes.result.failure.message", reason],
  ];
}

const timeOf = (epoch: number): string => new Date(epoch).toUTCString();

function levelValues(monitor: Monitor, state: MessageState): readonly (readonly [string, string | number])[] {
  const { comparator, critical, criticalRecovery, warning } = monitor;
  return [
    ["threshold", critical],
    ...(warning === null ? [] : [["warn_threshold", warning] as const]),
    ...(criticalRecovery === null ? [] : [["ok_threshold", criticalRecovery] as const]),
    ["comparator", comparator],
    // Nothing was measured when data is missing.
    ...(state === "no-data" ? [] : [["value", valueIn(monitor, state)] as const]),
  ];
}

/** A value that fits the state: past the level on its bad side, or back on the good one. */
function valueIn(monitor: Monitor, state: "alert" | "warning" | "recovery"): number {
  const { critical, criticalRecovery, direction, warning } = monitor;
  const worse = direction === "above" ? 1 : -1;
  switch (state) {
    case "alert":
      return moved(monitor, critical, worse);
    case "warning": {
      const level = warning ?? critical;
      return tidy(level + (critical - level) / 4);
    }
    case "recovery":
      return moved(monitor, criticalRecovery ?? critical, -worse);
  }
}

/** The level moved by a twentieth of itself, by one where whole things are counted, and never past what can be measured. */
function moved({ signal, unit }: Monitor, level: number, sign: number): number {
  const { dimension, denominator, numerator } = units[unit];
  const most = signals[signal].most;
  const step = dimension === "count" || level === 0 ? 1 : level / 20;
  const greatest = dimension === "share" && most !== null ? (most * denominator) / numerator : Infinity;
  return Number(Math.min(greatest, Math.max(0, level + sign * step)).toPrecision(4));
}

/**
 * The tags by which both the query and the alert are grouped. A group by host brings the host's own values too:
 * https://docs.datadoghq.com/monitors/notify/variables/?tab=is_alert#query-group-by-host
 */
function groupValues({ groupBy, query, service }: Monitor): readonly (readonly [string, string])[] {
  const grouped = groupsIn(query ?? "");
  return groupBy
    .filter((tag) => grouped.includes(tag))
    .flatMap((tag): readonly (readonly [string, string])[] => [
      [`${tag.includes(".") ? `[${tag}]` : tag}.name`, exampleGroup(tag, service)],
      ...(tag === "host" ? [["host.ip", "10.0.0.7"] as const] : []),
    ]);
}

/** The tags by which a query is grouped. */
export function groupsIn(query: string): readonly string[] {
  return [...query.matchAll(/\bby ?\{([^}]*)\}|\.by\("([^"]*)"\)/g)]
    .flatMap(([, metric, search]) => (metric ?? search ?? "").split(","))
    .map((tag) => tag.trim());
}

const exampleGroup = (tag: string, service: string): string =>
  tag === "pod_name" ? `${service}-6c9f7d8b5-x2k4p` : `${tag}-1`;
