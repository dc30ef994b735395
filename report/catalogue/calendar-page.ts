import { rrulestr } from "rrule";

import { writtenDuration } from "../../model/quantity";
import type { Service } from "../../model/service";
import type { Plan } from "../../plan/types";
import { code, escaped, markdownTable, page } from "./markdown";

/** Something that comes again. */
interface Recurring {
  /** What it is, as Markdown. */
  readonly title: string;
  /** Whose it is. */
  readonly service: string;
  /** An RFC 5545 recurrence rule without a start. */
  readonly rrule: string;
  /** Name of the time zone in which the rule counts. */
  readonly timezone: string;
}

/** The page of all that comes again: planned maintenance, which mutes alerts, and what people do. */
export function calendarPage(services: readonly Service[], plan: Plan): string {
  const windows = plan.guardrails
    .filter((each) => each.kind === "downtime")
    .map(({ duration, id, rrule, service, timezone, title }) => ({
      title: `[${escaped(title)}](${service}.md#${id.split("/")[1] ?? ""}), ${writtenDuration(duration)}`,
      service,
      rrule,
      timezone,
    }));
  const duties = services.flatMap(({ duties: all, name }) =>
    all.map(({ name: duty, rrule, title }) => ({
      title: `[${escaped(title)}](${name}.md#${duty})`,
      service: name,
      rrule,
      timezone: "local time",
    })),
  );
  return page([
    "# Calendar",
    `The next three times of each, from ${plan.asOf} on. What comes every few weeks or months is counted from the first day of that year.`,
    "## Planned maintenance",
    recurrences(windows, plan.asOf),
    "## Duties",
    recurrences(duties, plan.asOf),
  ]);
}

function recurrences(all: readonly Recurring[], asOf: string): string {
  if (all.length === 0) return "None.";
  return markdownTable(
    ["what", "service", "rule", "next", "zone"],
    all.map(({ rrule, service, timezone, title }) => [
      title,
      service,
      code(rrule),
      nextTimes(rrule, asOf).join(", "),
      timezone,
    ]),
  );
}

/** The next three times of a rule from a day on, as its own zone's calendar and clock show them. */
export function nextTimes(rrule: string, asOf: string): readonly string[] {
  const from = new Date(`${asOf}T00:00:00Z`);
  const rule = rrulestr(rrule, { dtstart: new Date(Date.UTC(from.getUTCFullYear(), 0, 1)) });
  const times: Date[] = [];
  for (let next = rule.after(from, true); next !== null && times.length < 3; next = rule.after(next)) {
    times.push(next);
  }
  return times.map((time) =>
    time.toISOString().endsWith("T00:00:00.000Z")
      ? time.toISOString().slice(0, 10)
      : time.toISOString().slice(0, 16).replace("T", " "),
  );
}
