import { priorityOf } from "../../model/severity";
import type { Guardrail, GuardrailOf } from "../types";

/** A guardrail that tells someone through Datadog. */
export type Alert = GuardrailOf<"monitor" | "burn-rate" | "synthetic" | "certificate">;

/** A guardrail whose message people read: an alert, or what reminds them. */
export type Speaking = Alert | GuardrailOf<"reminder">;

/** What a message is about. */
export type MessageState = "alert" | "warning" | "no-data" | "recovery";

/** Every state, in the order in which messages are shown. */
export const messageStates: readonly MessageState[] = ["alert", "warning", "no-data", "recovery"];

/** One reason for which Datadog sends a message. */
export interface Occasion {
  /** What it is about. */
  readonly state: MessageState;
  /** The conditions of blocks that hold then. */
  readonly conditions: readonly string[];
}

/** A text that one Datadog object sends, whatever the occasion. */
export interface Message {
  /** Field of the plan that holds it. */
  readonly field: "message" | "warningMessage";
  /** The object's name, which is the title of what is sent. */
  readonly title: string;
  /** Priority of the object, 1 to 5. */
  readonly priority: number;
  /** The text with its variables and blocks. */
  readonly text: string;
  /** When it is sent; the first of a state is the usual one. */
  readonly occasions: readonly Occasion[];
}

/** Whether a guardrail tells someone through Datadog. */
export function isAlert(guardrail: Guardrail): guardrail is Alert {
  return "respondWithin" in guardrail;
}

/** Whether people read a message of a guardrail. */
export const speaks = (guardrail: Guardrail): guardrail is Speaking =>
  isAlert(guardrail) || guardrail.kind === "reminder";

/** What an alert sends. A certificate's two levels are two tests, each with its own text. */
export function messagesOf(alert: Speaking): readonly Message[] {
  const { message: text, name, priority } = alert;
  const own: Message = { field: "message", title: name, priority, text, occasions: occasionsOf(alert) };
  if (alert.kind !== "certificate") return [own];
  const critical = { ...own, title: `${name} (critical)` };
  if (alert.warningMessage === null) return [critical];
  // To Datadog the failure of the test that only warns is an alert like any other.
  const occasions: readonly Occasion[] = [
    { state: "warning", conditions: ["is_alert"] },
    { state: "recovery", conditions: ["is_recovery", "is_alert_recovery"] },
  ];
  return [
    critical,
    {
      field: "warningMessage",
      title: `${name} (warning)`,
      priority: warningPriority(alert),
      text: alert.warningMessage,
      occasions,
    },
  ];
}

/** A certificate's warning can wait for a working day: it has the lowest priority that its environment knows. */
export function warningPriority({ priority }: GuardrailOf<"certificate">): number {
  return Math.max(priority, priorityOf("low"));
}

/**
 * When an alert's object sends a message: https://docs.datadoghq.com/monitors/notify/variables/#conditional-variables.
 * Only a monitor may have a warning level, and only one whose silence alerts tells of missing data.
 */
function occasionsOf(alert: Speaking): readonly Occasion[] {
  const warns = alert.kind === "monitor" && alert.warning !== null;
  const tellsSilence = alert.kind === "monitor" && alert.silence === "alert";
  const reminds = alert.kind !== "reminder" && alert.renotifyEvery !== null;
  const on = (state: MessageState, ...conditions: readonly string[]): Occasion => ({ state, conditions });
  const when = (holds: boolean, ...occasions: readonly Occasion[]): readonly Occasion[] =>
    holds ? occasions : [];
  return [
    on("alert", "is_alert"),
    ...when(reminds, on("alert", "is_alert", "is_renotify")),
    ...when(warns, on("warning", "is_warning"), on("warning", "is_warning", "is_alert_to_warning")),
    ...when(tellsSilence, on("no-data", "is_no_data")),
    ...when(tellsSilence && reminds, on("no-data", "is_no_data", "is_renotify")),
    on("recovery", "is_recovery", "is_alert_recovery"),
    ...when(warns, on("recovery", "is_recovery", "is_warning_recovery")),
    ...when(tellsSilence, on("recovery", "is_recovery", "is_no_data_recovery")),
  ];
}
