import { wakingMentions } from "../model/route";
import { textLists, textsOf, type Settings } from "./settings";
import type { Bag } from "./value";

const alsoPagers = "alsoPagers";

/** Configuration of every rule that must know what a pager is. */
export const pagerSettings = {
  [alsoPagers]: "Handles that wake a person beside the known ones, such as @webhook-night-desk.",
} as const;

/** The schema of a rule that has no other configuration. */
export const pagerSchema = textLists(pagerSettings);

/** Handles in a text that wake a person. */
export function pagersIn(text: string, settings: Settings): readonly string[] {
  return [
    ...wakingMentions(text),
    ...textsOf(settings, alsoPagers).filter((handle) => text.includes(handle)),
  ];
}

/** Handles that a monitor wakes people by, in its message or in that of its reminders. */
export function pagersOfMonitor({ escalationMessage, message }: Bag, settings: Settings): readonly string[] {
  return [message, escalationMessage].flatMap((text) =>
    typeof text === "string" ? pagersIn(text, settings) : [],
  );
}
