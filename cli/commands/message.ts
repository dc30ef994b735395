import { Command, Option } from "commander";

import { isAlert, messageStates, type Alert, type MessageState } from "../../plan/message/occasions";
import { sentMessages, toldStates, type SentMessage } from "../../report/message";
import { loadPlan } from "../../stacks/load-plan";
import { readStackFile } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { colour } from "../colour";
import { exitCodes, Stop } from "../exit";
import { meantGuardrail } from "../meant-guardrail";
import { formatOption, stackOption } from "../options";
import { forTerminal } from "../terminal-markdown";

interface MessageOptions {
  readonly stack: string;
  readonly format: "table" | "json";
  readonly state?: MessageState;
}

/** `belfry message`: what the people on call read, in each state of an alert. */
export function messageCommand(): Command {
  return new Command("message")
    .description("Show an alert's messages as Datadog sends them, with made-up values in the variables.")
    .argument("<guardrail>", "its id, a resource's name or URN, or what the provider's console shows")
    .addOption(
      new Option("--state <state>", "one state (default: each that it tells of)").choices(messageStates),
    )
    .addOption(stackOption())
    .addOption(formatOption())
    .action((word: string, { format, stack, state }: MessageOptions) => {
      const { plan } = loadPlan(readStackFile(checkout, stack));
      const guardrail = meantGuardrail(word, plan);
      if (!isAlert(guardrail))
        throw new Stop(exitCodes.usage, `${guardrail.id} tells nobody: it is no alert.`);
      const messages = sentMessages(guardrail, statesOf(guardrail, state));
      console.log(format === "json" ? JSON.stringify(messages, null, 2) : messages.map(shown).join("\n\n"));
    });
}

function statesOf(alert: Alert, state: MessageState | undefined): readonly MessageState[] {
  const told = toldStates(alert);
  if (state === undefined) return told;
  if (told.includes(state)) return [state];
  throw new Stop(exitCodes.usage, `${alert.id} tells nobody of ${state}, only of ${told.join(", ")}.`);
}

function shown({ state, text, title }: SentMessage): string {
  return [`--- ${state}`, colour.bold(title), "", forTerminal(text)].join("\n");
}
