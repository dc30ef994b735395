import { writtenDuration } from "../../model/quantity";
import { recurrenceStart } from "../../model/recurrence";
import type { Service } from "../../model/service";
import type { GuardrailOf, Plan } from "../../plan/types";
import { comesNext, type Recurring } from "../recurring";
import { code, escaped, markdownTable, page } from "./markdown";

/** Something that comes again; what it is stands as Markdown. */
interface Row extends Recurring {
  /** Whose it is. */
  readonly service: string;
}

/** The page of all that comes again: planned maintenance, which mutes alerts, and what people are reminded of. */
export function calendarPage(services: readonly Service[], plan: Plan): string {
  const linked = (what: string, service: string, anchor: string): string => {
    const page = services.find(({ name }) => name === service)?.runbook ?? `${service}.md`;
    return `[${escaped(what)}](${page}#${anchor})`;
  };
  const windows = plan.guardrails
    .filter((each) => each.kind === "downtime")
    .map(({ duration, id, rrule, service, timezone, title }) => ({
      what: `${linked(title, service, id.split("/")[1] ?? "")}, ${writtenDuration(duration)}`,
      service,
      rrule,
      timezone,
      before: 0,
    }));
  const told = (kind: Reminder["kind"]): readonly Row[] =>
    plan.guardrails
      .filter((each) => each.kind === "reminder")
      .flatMap(({ reminders, service, timezone }) =>
        reminders
          .filter((each) => each.kind === kind)
          .map(({ before, name, rrule, title }) => ({
            what: linked(title, service, name.replace(/-in-\d+-[a-z]+$/, "")),
            service,
            rrule,
            timezone,
            before,
          })),
      );
  return page([
    "# Calendar",
    `The next three times of each, from ${plan.asOf} on. What comes every few weeks or months is counted from ${recurrenceStart.toISOString().slice(0, 10)}.`,
    "## Planned maintenance",
    recurrences(windows, plan.asOf),
    "## Announced beforehand",
    "The team is told at these times; the rule is that of what is announced.",
    recurrences(told("notice"), plan.asOf),
    "## Duties",
    "The team is told when each is due.",
    recurrences(told("duty"), plan.asOf),
  ]);
}

type Reminder = GuardrailOf<"reminder">["reminders"][number];

function recurrences(all: readonly Row[], asOf: string): string {
  if (all.length === 0) return "None.";
  return markdownTable(
    ["what", "service", "rule", "next", "zone", "in UTC"],
    all.map((row) => {
      const { next } = comesNext(row, asOf);
      return [
        row.what,
        row.service,
        code(row.rrule),
        next.map(({ local }) => local).join(", "),
        row.timezone,
        row.timezone === "UTC" ? "the same" : next.map(({ utc }) => utc).join(", "),
      ];
    }),
  );
}
