import { defaultDutyTime, defaultDutyZone, defaultNotice } from "../model/defaults";
import type { Duty, Notice } from "../model/note";
import type { DowntimeDeclaration } from "../model/platform-declaration";
import { inSeconds, minutes, writtenDuration } from "../model/quantity";
import { recurrenceParts } from "../model/recurrence";
import { recurrenceMistakes } from "../model/recurrence-form";
import { mention, wakes } from "../model/route";
import { house, setting, type FactId } from "../model/source";
import { sentenceCase } from "../plan/message/compose";
import { commonOf, displayName, idOf, identityTags, type PlanContext } from "./context";
import { estateNames, nodeImage } from "./estate-names";
import { planDowntime } from "./maintenance";
import { remindersRun } from "./reminder-watch";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

type Reminders = GuardrailOf<"reminder">;
type Reminder = Reminders["reminders"][number];

const deadline = house(
  minutes(5),
  "A post that hangs gives up within the hour.",
  "How long may posting take?",
);

/** What people do before a window of which the service says nothing. */
const defaultNotices: readonly Notice[] = [
  {
    before: defaultNotice,
    steps: ["Decide whether the window is needed, and tell whoever depends on the service."],
  },
];

const lookBack = house(
  minutes(15),
  "Long enough for an event to be found, short enough that the same reminder alerts anew the next time.",
  "How long may a reminder count as told?",
);

/**
 * Plans what reminds people of a service's duties, and of what they do before its maintenance: one guardrail for each
 * zone by whose clock they come, since a job has one clock.
 */
export function planReminders(context: PlanContext): readonly Reminders[] {
  const { duties, guardrails } = context.service;
  const windows = guardrails.filter((each) => each.kind === "downtime");
  const zones = new Set([...duties.map(zoneOf), ...windows.map(({ timezone }) => timezone)]);
  return [...zones].map((zone) =>
    planZone(context, zone, {
      duties: duties.filter((duty) => zoneOf(duty) === zone),
      windows: windows.filter(({ timezone }) => timezone === zone),
    }),
  );
}

const zoneOf = ({ timezone }: Duty): string => (timezone ?? defaultDutyZone).value;

interface Due {
  /** What people do by the calendar. */
  readonly duties: readonly Duty[];
  /** What is announced beforehand. */
  readonly windows: readonly DowntimeDeclaration[];
}

function planZone(context: PlanContext, timezone: string, due: Due): Reminders {
  const suffix = timezone === "UTC" ? "" : `-${timezone.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  const facts: readonly FactId[] = due.duties.flatMap((duty) => duty.facts);
  const declared = { name: `reminders${suffix}`, title: `reminders (${timezone})`, facts };
  const trail = SourceTrail.of(context, declared);
  const reminders = remindersOf(context, trail, due);
  const { environment, service } = context;
  const { datadogSecret, datadogSite, namespace } = estateNames(context);
  const over = inSeconds(trail.take("over", lookBack));
  const search = `managed-by:belfry env:${environment.name} service:${service.name} reminder:*`;
  const handles = service.routes[service.severities.low.route]?.handles ?? [];
  const tells = handles.filter((handle) => !wakes(handle)).map(mention);
  const limit = inSeconds(trail.take("deadline", deadline));
  return {
    ...commonOf(context, { kind: "reminder", declared, trail }),
    namespace,
    schedule: cronOf(reminders),
    timezone,
    image: nodeImage,
    suspended: !environment.pages,
    reminders: [...reminders],
    eventTags: identityTags(context, idOf(context, declared.name)),
    heartbeat: remindersRun,
    postImage: nodeImage,
    datadogSecret,
    datadogSite,
    deadline: limit,
    query: `events("${search}").rollup("count").by("reminder").last("${over / 60}m") > 0`,
    over,
    message: `{{#is_alert}}\n{{event.title}}\n\n{{event.text}}\n\n${tells.join(" ")} {{/is_alert}}`,
    tells,
    priority: 5,
    runbook: `${setting("estate.runbooks")}/calendar.md#duties`,
  };
}

function remindersOf(
  context: PlanContext,
  trail: SourceTrail,
  { duties, windows }: Due,
): readonly Reminder[] {
  const open = duties.some(({ rrule }) => !recurrenceParts(rrule).has("BYHOUR"));
  const time = open ? trail.take("time", defaultDutyTime) : defaultDutyTime.value;
  for (const zone of new Set(duties.map((duty) => duty.timezone ?? defaultDutyZone)))
    trail.note("timezone", zone);
  return [
    ...duties.flatMap((duty) => {
      const rrule = timed(duty.rrule, time);
      const own = reminderOf(context, { ...duty, rrule });
      return [own, ...noticesOf(context, trail, { ...duty, rrule, notices: duty.notices ?? [] })];
    }),
    ...windows.flatMap((window) => {
      const { name, notices = defaultNotices, rrule, title } = window;
      // As it is deployed: an environment may have changed it.
      const { duration } = planDowntime(context, window);
      return noticesOf(context, trail, { name, title, rrule: rrule.value, notices, duration });
    }),
  ];
}

function reminderOf(context: PlanContext, { name, rrule, steps, title }: Duty): Reminder {
  const page = `${setting("estate.runbooks")}/${context.service.runbook}#${name}`;
  return {
    name,
    kind: "duty",
    title: displayName(context, title),
    rrule,
    before: 0,
    text: [...numbered(steps), page].join("\n"),
  };
}

interface Announced {
  /** Name of the duty or the window. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** When it comes. */
  readonly rrule: string;
  /** What is done beforehand. */
  readonly notices: readonly Notice[];
  /** How long it lasts, in seconds; not said of a duty. */
  readonly duration?: number;
}

function noticesOf(context: PlanContext, trail: SourceTrail, announced: Announced): readonly Reminder[] {
  const { duration, name, notices, rrule, title } = announced;
  const lasts = duration === undefined ? "" : ` and lasts ${writtenDuration(duration)}`;
  const page = `${setting("estate.runbooks")}/${context.service.runbook}#${name}`;
  return notices.map(({ before, steps }, index) => {
    const ahead = inSeconds(trail.take(`${name}.notices.${index}.before`, before));
    return {
      name: `${name}-in-${writtenDuration(ahead).replaceAll(" ", "-")}`,
      kind: "notice",
      title: displayName(context, `${title} in ${writtenDuration(ahead)}`),
      rrule,
      before: ahead,
      text: [`${sentenceCase(title)} begins at {time}${lasts}.`, ...numbered(steps), page].join("\n"),
    };
  });
}

const numbered = (steps: readonly string[]): readonly string[] =>
  steps.map((step, index) => `${index + 1}. ${step}`);

/** A rule with an hour: its own, or the house's. */
function timed(rrule: string, time: string): string {
  const parts = recurrenceParts(rrule);
  if (parts.has("BYHOUR")) return parts.has("BYMINUTE") ? rrule : `${rrule};BYMINUTE=0`;
  const [hour = "0", minute = "0"] = time.split(":");
  return `${rrule};BYHOUR=${Number(hour)};BYMINUTE=${Number(minute)}`;
}

/** The hours and minutes of the day at which something may be due; the job knows whether it is. A check tells of a rule that is none. */
function cronOf(reminders: readonly Reminder[]): string {
  const sound = reminders.filter(({ rrule }) => recurrenceMistakes(rrule).length === 0);
  const times = (sound.length > 0 ? sound : [{ before: 0, rrule: "" }]).flatMap(({ before, rrule }) => {
    const parts = recurrenceParts(rrule);
    const listed = (name: string): readonly number[] => (parts.get(name) ?? "0").split(",").map(Number);
    const ofDay = listed("BYHOUR").flatMap((hour) => listed("BYMINUTE").map((minute) => 60 * hour + minute));
    return ofDay.map((time) => (((time - before / 60) % 1440) + 1440) % 1440);
  });
  const field = (values: readonly number[]): string =>
    [...new Set(values)].sort((one, other) => one - other).join(",");
  return `${field(times.map((time) => time % 60))} ${field(times.map((time) => Math.floor(time / 60)))} * * *`;
}
