import { defaultSparing } from "../model/defaults";
import type { DowntimeDeclaration } from "../model/platform-declaration";
import { inSeconds } from "../model/quantity";
import { occurrences, recurrenceParts, recurrenceStart } from "../model/recurrence";
import { recurrenceMistakes } from "../model/recurrence-form";
import { reference } from "../model/source";
import { commonOf, displayName, idOf, type PlanContext } from "./context";
import { mutableTag } from "./mute";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

type Downtime = GuardrailOf<"downtime">;

/**
 * Plans a time in which alerts stay quiet: only those tagged for it, never backups, certificates or security. A window
 * of what services share reaches the alerts of all of them.
 */
export function planDowntime(context: PlanContext, declaration: DowntimeDeclaration): Downtime {
  const trail = SourceTrail.of(context, declaration);
  const { environment, service } = context;
  const { timezone } = declaration;
  const rrule = trail.take("rrule", declaration.rrule);
  const duration = inSeconds(trail.take("duration", declaration.duration));
  const spared = trail.take("objectives", declaration.objectives ?? defaultSparing) === "spared";
  const promises = service.guardrails.filter(({ kind }) => kind === "objective");
  return {
    ...commonOf(context, { kind: "downtime", declared: declaration, trail }),
    scope: `env:${environment.name}`,
    monitorTags: [
      `env:${environment.name}`,
      ...(service.name === "estate" ? [] : [`service:${service.name}`]),
      mutableTag,
    ],
    rrule,
    duration,
    timezone,
    message: `${displayName(context, declaration.title)}. Planned in the runbook; backups, certificates and security keep alerting. (belfry:${service.name}/${declaration.name} env:${environment.name})`,
    spares: spared ? promises.map(({ name }) => reference("objective", idOf(context, name))) : [],
    correction: correctionOf(rrule, timezone),
  };
}

/** A correction's zone only says how the console shows it, so by another clock it would be an hour off in summer. */
const utc = ["UTC", "Etc/UTC", "GMT"];
const frequencies = ["DAILY", "WEEKLY", "MONTHLY"];
const known = ["FREQ", "INTERVAL", "BYDAY", "BYHOUR", "BYMINUTE"];

/**
 * A window's recurrence as a correction of an objective takes it: by days only, since its start says at which hour;
 * null where that cannot say the same. The first time is counted from a fixed day: a later start would no longer
 * correct what is past.
 *
 * Rules: https://docs.datadoghq.com/api/latest/service-level-objective-corrections/
 */
function correctionOf(rrule: string, timezone: string): Downtime["correction"] {
  const parts = recurrenceParts(rrule);
  const {
    BYDAY: days,
    BYHOUR: hour = "",
    BYMINUTE: minute = "",
    FREQ: frequency = "",
  } = Object.fromEntries(parts);
  const exact = [hour, minute].every((each) => /^\d+$/.test(each));
  const said = [...parts.keys()].every((name) => known.includes(name)) && frequencies.includes(frequency);
  if (!exact || !said || !utc.includes(timezone) || recurrenceMistakes(rrule).length > 0) return null;
  const to = new Date(recurrenceStart.getTime() + 400 * 86_400_000);
  const [first] = occurrences(rrule, "UTC", { from: recurrenceStart, to });
  if (!first) return null;
  // The weekday of a weekly one is its start's.
  const byDay = days !== undefined && !(frequency === "WEEKLY" && /^[A-Z]{2}$/.test(days));
  const kept = [...parts].filter(([name]) =>
    ["FREQ", "INTERVAL", ...(byDay ? ["BYDAY"] : [])].includes(name),
  );
  return {
    rrule: kept.map(([name, value]) => `${name}=${value}`).join(";"),
    start: first.at.getTime() / 1000,
  };
}
