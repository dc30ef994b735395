import { writtenDuration } from "../../model/quantity";
import { recurrenceStart } from "../../model/recurrence";
import type { Service } from "../../model/service";
import type { Plan } from "../../plan/types";
import { comesNext, type Recurring } from "../recurring";
import { code, escaped, markdownTable, page } from "./markdown";

/** Something that comes again; what it is stands as Markdown. */
interface Row extends Recurring {
  /** Whose it is. */
  readonly service: string;
}

/** The page of all that comes again: planned maintenance, which mutes alerts, and what people do. */
export function calendarPage(services: readonly Service[], plan: Plan): string {
  const windows = plan.guardrails
    .filter((each) => each.kind === "downtime")
    .map(({ duration, id, rrule, service, timezone, title }) => ({
      what: `[${escaped(title)}](${service}.md#${id.split("/")[1] ?? ""}), ${writtenDuration(duration)}`,
      service,
      rrule,
      timezone,
    }));
  const duties = services.flatMap(({ duties: all, name }) =>
    all.map(({ name: duty, rrule, title }) => ({
      what: `[${escaped(title)}](${name}.md#${duty})`,
      service: name,
      rrule,
      timezone: "UTC",
    })),
  );
  return page([
    "# Calendar",
    `The next three times of each, from ${plan.asOf} on. What comes every few weeks or months is counted from ${recurrenceStart.toISOString().slice(0, 10)}.`,
    "## Planned maintenance",
    recurrences(windows, plan.asOf),
    "## Duties",
    recurrences(duties, plan.asOf),
  ]);
}

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
