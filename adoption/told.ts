import { isRecord, type Fields } from "../model/record";
import type { Silence } from "../model/declaration";
import { wakingMentions } from "../model/route";
import { render } from "../plan/message/render";
import { readTemplate } from "../plan/message/template";
import type { MessageState } from "../plan/message/occasions";
import type { GuardrailOf } from "../plan/types";
import { textIn } from "./foreign-monitor";

/** Conditions that hold when a monitor tells of a state. */
const conditions: Readonly<Record<MessageState, readonly string[]>> = {
  alert: ["is_alert"],
  warning: ["is_warning"],
  "no-data": ["is_no_data"],
  recovery: ["is_recovery", "is_alert_recovery"],
};

/** What a message says in a state; its variables are left out. */
export function saidIn(message: string, state: MessageState, priority = 3): string {
  const occasion = { state, conditions: conditions[state] };
  return render(readTemplate(message).parts, { occasion, values: new Map(), priority });
}

/** What Datadog reads as a handle: https://docs.datadoghq.com/monitors/notify/#notifications */
export const handlePattern = /(?<=^|[\s(])@[^\s,;)]*[^\s,;.:)]/gm;

/** The handles that a text tells. */
export const handlesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(handlePattern)].map(([handle]) => handle)),
];

/**
 * Whom a monitor tells of what, as its message says it; a handle outside all blocks hears of everything. Of a warning nobody
 * hears where there is no level for it, and of missing data where that is not told.
 */
export function notifyOf(inputs: Fields): GuardrailOf<"monitor">["notify"] {
  const message = textIn(inputs, "message");
  const priority = Number(inputs["priority"] ?? 3);
  const told = (state: MessageState): string[] => [...handlesIn(saidIn(message, state, priority))];
  const { monitorThresholds: levels } = inputs;
  const warns = isRecord(levels) && levels["warning"] !== undefined;
  return {
    alert: told("alert"),
    warning: warns ? told("warning") : [],
    noData: silenceOf(inputs) === "alert" ? told("no-data") : [],
    recovery: told("recovery"),
  };
}

/**
 * What missing data means: monitors older than `on_missing_data` say only whether they tell it.
 *
 * https://docs.datadoghq.com/monitors/guide/on_missing_data/
 */
export function silenceOf(inputs: Fields): Silence {
  switch (textIn(inputs, "onMissingData")) {
    case "show_and_notify_no_data":
      return "alert";
    case "resolve":
      return "resolve";
    case "default":
      return "zero";
    case "show_no_data":
      return "show";
    default:
      return inputs["notifyNoData"] === true ? "alert" : "show";
  }
}

/** Whether an alert of a monitor wakes a person. */
export const wakesPeople = (inputs: Fields): boolean =>
  notifyOf(inputs).alert.some((handle) => wakingMentions(handle).length > 0);
