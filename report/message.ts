import { exampleValues } from "../plan/message/variables";
import {
  messagesOf,
  messageStates,
  type Alert,
  type Message,
  type MessageState,
  type Occasion,
} from "../plan/message/occasions";
import { render, type Showing } from "../plan/message/render";
import { readTemplate } from "../plan/message/template";

/** A message as Datadog sends it, with made-up values in its variables. */
export interface SentMessage {
  /** Id of the guardrail. */
  readonly guardrail: string;
  /** What it is about. */
  readonly state: MessageState;
  /** Its title: priority, what happened, to which group, and the alert's name. */
  readonly title: string;
  /** Its text, Markdown. */
  readonly text: string;
}

/** The states of which an alert tells anyone. */
export function toldStates(alert: Alert): readonly MessageState[] {
  return messageStates.filter((state) => sending(alert, state) !== undefined);
}

/** What an alert sends in each of the states that it has. */
export function sentMessages(alert: Alert, states: readonly MessageState[]): readonly SentMessage[] {
  return states.flatMap((state) => {
    const found = sending(alert, state);
    return found ? [sent(alert, found)] : [];
  });
}

interface Sending {
  readonly message: Message;
  readonly occasion: Occasion;
}

/** The message that is sent in a state, on the usual occasion. */
function sending(alert: Alert, state: MessageState): Sending | undefined {
  return messagesOf(alert)
    .flatMap((message) => message.occasions.map((occasion) => ({ message, occasion })))
    .find(({ occasion }) => occasion.state === state);
}

function sent(alert: Alert, { message, occasion }: Sending): SentMessage {
  const { state } = occasion;
  const showing: Showing = {
    occasion,
    values: exampleValues(alert, state),
    priority: message.priority,
  };
  const show = (text: string): string =>
    render(readTemplate(text).parts, showing).replaceAll(/\$\{dashboard:[^}]+\}/g, "abc-def-ghi");
  return {
    guardrail: alert.id,
    state,
    title: `[P${message.priority}] [${heading(alert, showing)}] ${show(message.title)}`,
    text: show(message.text),
  };
}

const happened: Readonly<Record<MessageState, string>> = {
  alert: "Triggered",
  warning: "Warn",
  "no-data": "No data",
  recovery: "Recovered",
};

/** What happened; an alert on groups names the one that it is about. */
function heading(alert: Alert, { occasion, values }: Showing): string {
  const what = happened[occasion.state];
  if (alert.kind !== "monitor" || alert.groupBy.length === 0) return what;
  const groups = alert.groupBy.map((tag) => `${tag}:${values.get(`${tag}.name`) ?? "?"}`);
  return `${what} on {${groups.join(",")}}`;
}
