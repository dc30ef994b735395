import { InvalidArgumentError, Option, type Command } from "commander";

import { defaultGates, gateNames, type GateName, type Gates } from "../../preview/gates";
import { labelsOption } from "./labels";

/** What a preview holds back, and what may pass. */
export interface GateOptions {
  /** What is held back; false for nothing. */
  readonly gate: readonly GateName[] | false;
  /** What may pass. */
  readonly waive: readonly string[];
  /** What may pass by labels of the pull request. */
  readonly labels: readonly string[];
}

/** Adds the options of {@link GateOptions}. */
export function withGateOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--gate <name>", `what to hold back, instead of ${defaultGates.join(", ")}; may be repeated`)
        .argParser(parseGate)
        .default(defaultGates, ""),
    )
    .option("--no-gate", "hold nothing back")
    .addOption(
      new Option("--waive <word>", "a gate, a guardrail's id or a rule's code that may pass; may be repeated")
        .argParser((word, earlier: readonly string[]) => [...earlier, word])
        .default([], ""),
    )
    .addOption(labelsOption());
}

/** The gates that the options ask for. */
export const gatesOf = ({ gate, labels, waive }: GateOptions): Gates => ({
  names: gate === false ? [] : gate,
  waivers: [...new Set([...waive, ...labels])],
});

function parseGate(word: string, earlier: readonly GateName[] | false): readonly GateName[] {
  const known = gateNames.find((each) => each === word);
  if (known === undefined) throw new InvalidArgumentError(`Gates are ${gateNames.join(", ")}.`);
  return earlier === false || earlier === defaultGates ? [known] : [...earlier, known];
}
