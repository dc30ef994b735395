import type { Problem } from "../../model/problem";
import { isTimezone, recurrenceParts } from "../../model/recurrence";
import { recurrenceMistakes } from "../../model/recurrence-form";
import type { Guardrail, GuardrailOf } from "../types";

type Downtime = GuardrailOf<"downtime">;

/** Checks of a maintenance window: its times are known beforehand, and what it spares can be spared. */
export function checkDowntime(downtime: Downtime, guardrails: readonly Guardrail[]): readonly Problem[] {
  if (recurrenceMistakes(downtime.rrule).length > 0) return checkZone(downtime);
  return [...checkZone(downtime), ...checkAnchor(downtime), ...checkCorrection(downtime, guardrails)];
}

function checkZone({ id, timezone }: Downtime): readonly Problem[] {
  if (isTimezone(timezone)) return [];
  return [
    {
      code: "downtime/timezone",
      path: `${id}.timezone`,
      value: timezone,
      rule: "no zone has this name.",
      remedy: "Write an IANA name such as UTC or Europe/Berlin.",
    },
  ];
}

/** What each frequency leaves open unless the rule says it; one of the parts is enough. */
const anchors: Readonly<Record<string, readonly string[]>> = {
  WEEKLY: ["BYDAY"],
  MONTHLY: ["BYDAY", "BYMONTHDAY"],
  YEARLY: ["BYDAY", "BYMONTHDAY"],
};

/** A downtime has no start, so what its rule leaves open would come from the moment at which it was deployed. */
function checkAnchor({ id, rrule }: Downtime): readonly Problem[] {
  const parts = recurrenceParts(rrule);
  const needed = anchors[parts.get("FREQ") ?? ""] ?? [];
  const open = [
    ...["BYHOUR", "BYMINUTE"].filter((name) => !parts.has(name)),
    ...(needed.length === 0 || needed.some((name) => parts.has(name)) ? [] : [needed.join(" or ")]),
    ...((parts.get("INTERVAL") ?? "1") === "1" ? [] : ["which of its intervals is the first"]),
  ];
  if (open.length === 0) return [];
  return [
    {
      code: "downtime/anchor",
      path: `${id}.rrule`,
      value: rrule,
      rule: `a downtime is deployed without a start, and this leaves open: ${open.join(", ")}. The moment of deployment would decide.`,
      remedy:
        "Say it in the rule; for every second or third month, name the months with FREQ=YEARLY;BYMONTH=1,4,7,10.",
    },
  ];
}

/** How many corrections an objective takes, by frequency. */
const limits: Readonly<Record<string, number>> = { DAILY: 2, WEEKLY: 3, MONTHLY: 5 };

/** https://docs.datadoghq.com/service_management/service_level_objectives/#slo-status-corrections */
function checkCorrection(
  { correction, id, rrule, spares }: Downtime,
  all: readonly Guardrail[],
): readonly Problem[] {
  if (spares.length === 0) return [];
  if (correction === null)
    return [
      {
        code: "downtime/correction",
        path: `${id}.objectives`,
        value: rrule,
        rule: "its hours are to be left out of objectives, and Datadog corrects those only by day, week or month, by weekday, and by UTC.",
        remedy: 'State the window by such a rule in UTC, or write objectives: house("counted", …).',
      },
    ];
  const frequency = recurrenceParts(correction.rrule).get("FREQ") ?? "";
  const same = all.filter(
    (each) =>
      each.kind === "downtime" &&
      each.spares.some((objective) => spares.includes(objective)) &&
      recurrenceParts(each.rrule).get("FREQ") === frequency,
  );
  const most = limits[frequency] ?? 0;
  if (same.length <= most) return [];
  return [
    {
      code: "downtime/corrections",
      path: `${id}.objectives`,
      value: String(same.length),
      rule: `an objective takes at most ${most} corrections that are ${frequency.toLowerCase()}.`,
      remedy: "Join windows, or let some of them count.",
    },
  ];
}
