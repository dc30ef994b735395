import type { Problem } from "../../model/problem";
import { isTimezone, recurrenceParts } from "../../model/recurrence";
import { recurrenceMistakes } from "../../model/recurrence-form";
import { handlesIn, readTemplate } from "../message/template";
import type { GuardrailOf } from "../types";

type Reminders = GuardrailOf<"reminder">;

/** Checks of what reminds people: somebody hears, the job can tell when it is due, and the event holds the text. */
export function checkReminders(guardrail: Reminders): readonly Problem[] {
  const { id, reminders, tells, timezone } = guardrail;
  const problems = reminders.flatMap((reminder) => checkReminder(`${id}.${reminder.name}`, reminder));
  if (tells.length === 0)
    problems.push({
      code: "reminder/nobody",
      path: id,
      value: null,
      rule: "the route of the lowest severity has no handle that only tells, so nobody would be reminded.",
      remedy: "Give that route a channel or an address.",
    });
  if (!isTimezone(timezone))
    problems.push({
      code: "reminder/timezone",
      path: `${id}.timezone`,
      value: timezone,
      rule: "no zone has this name.",
      remedy: "Write an IANA name such as UTC or Europe/Berlin.",
    });
  return problems;
}

/** What components/reminders/calendar.mjs understands. */
const known = ["FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE"];
const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

/** https://docs.datadoghq.com/api/latest/events/#post-an-event */
const longestText = 4000;

function checkReminder(path: string, { rrule, text, title }: Reminders["reminders"][number]): Problem[] {
  const parts = recurrenceParts(rrule);
  const frequency = parts.get("FREQ") ?? "";
  const counted = /\d/.test(parts.get("BYDAY") ?? "");
  const ofMonth = frequency === "MONTHLY" || (frequency === "YEARLY" && parts.has("BYMONTH"));
  const strange = [...parts.keys()].filter((name) => !known.includes(name));
  const rule = [
    ...(strange.length > 0 ? [`the job that reminds knows no ${strange.join(", ")}.`] : []),
    ...(frequencies.includes(frequency) ? [] : ["the job that reminds looks a day at a time."]),
    ...(counted && !ofMonth ? ["a counted weekday, such as 1MO, is counted in a month."] : []),
  ].join(" ");
  return [
    ...(rule === "" || recurrenceMistakes(rrule).length > 0
      ? []
      : [
          {
            code: "reminder/rule",
            path: `${path}.rrule`,
            value: rrule,
            rule,
            remedy: "Write a rule such as FREQ=MONTHLY;BYDAY=1MO or FREQ=YEARLY;BYMONTH=1,7;BYDAY=2WE.",
          },
        ]),
    ...handlesIn(readTemplate(`${title}\n${text}`).parts).map((value) => ({
      code: "message/handle",
      path: `${path}.text`,
      value,
      rule: "Datadog reads it as a handle where the event is shown, and the reminders' route does not name it.",
      remedy: "Write it without @.",
    })),
    ...(text.length <= longestText
      ? []
      : [
          {
            code: "reminder/text",
            path: `${path}.text`,
            value: String(text.length),
            rule: `an event shows ${longestText} characters, and the steps are more.`,
            remedy: "Shorten the steps, or make two duties of it.",
          },
        ]),
  ];
}
