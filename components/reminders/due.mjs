// Prints an event for each reminder that is due at the planned time that has just come, one JSON object a line. Reads
// REMINDERS, TAGS, TIMES ("08:00", …; JSON arrays), TIMEZONE, START (an ISO date). What it prints is posted by the step
// after it, which alone holds the API key.
const { NOW, REMINDERS, START, TAGS, TIMES, TIMEZONE } = process.env;
const start = Date.parse(START);

/** What the zone's calendar and clock show now, to the minute. */
function wallClock() {
  const options = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  const clock = new Intl.DateTimeFormat("en-US", { ...options, hourCycle: "h23", timeZone: TIMEZONE });
  const moment = NOW === undefined ? Date.now() : Date.parse(NOW);
  const part = Object.fromEntries(
    clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute);
}

/** The latest planned time of the day up to a time, today or yesterday: a run may start late. */
function plannedTime(now) {
  const midnight = now - (now % oneDay);
  const times = JSON.parse(TIMES).map((time) => Date.parse(`1970-01-01T${time}:00Z`));
  return Math.max(
    ...times.flatMap((time) => [midnight - oneDay + time, midnight + time]).filter((time) => time <= now),
  );
}

const shown = (time) => `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} ${TIMEZONE}`;

const planned = plannedTime(wallClock());
for (const { before, name, rrule, text, title } of JSON.parse(REMINDERS)) {
  const time = planned + before * 1000;
  if (!comes(rrule, time, start)) continue;
  const event = {
    title,
    text: text.replaceAll("{time}", shown(time)),
    tags: [...JSON.parse(TAGS), `reminder:${name}`],
  };
  // https://docs.datadoghq.com/api/latest/events/#post-an-event
  console.log(JSON.stringify({ ...event, alert_type: "info", priority: "normal" }));
}
