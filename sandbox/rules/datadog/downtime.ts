import { eachText, findingIf, fits, oneOf } from "../kit";
import { get, isGiven, isMissing, record, text, texts } from "../read";
import type { Finding, Rule } from "../rule";
import { isTimeZone } from "../time";
import { DOWNTIME } from "./types";

const PROVIDER = "terraform-provider-datadog fwprovider/resource_datadog_downtime_schedule.go";
const types = [DOWNTIME];
const MAX_TAGS = 32;
const MAX_TAG_LENGTH = 256;

/** A downtime is either once or again and again. */
const oneSchedule: Rule = {
  code: "datadog/downtime-schedule",
  source: `${PROVIDER} (ExactlyOneOf)`,
  types,
  check: (inputs) => {
    const given = ["oneTimeSchedule", "recurringSchedule"].filter((name) => isGiven(inputs[name]));
    const both = "is given together with 'recurringSchedule'; keep one.";
    return given.length === 2
      ? [{ path: "oneTimeSchedule", message: both }]
      : findingIf(
          given.length === 0,
          "oneTimeSchedule",
          "or 'recurringSchedule' is required; say when to mute.",
        );
  },
};

/** A downtime names one monitor or the tags of several. */
const oneIdentifier: Rule = {
  code: "datadog/downtime-identifier",
  source: `${PROVIDER} (monitor_identifier, ExactlyOneOf)`,
  types,
  check: (inputs) => {
    const identifier = record(inputs, "monitorIdentifier");
    const given = ["monitorId", "monitorTags"].filter((name) => isGiven(identifier[name]));
    const tags = texts(identifier["monitorTags"]);
    return [
      ...findingIf(
        given.length !== 1 && isGiven(inputs["monitorIdentifier"]),
        "monitorIdentifier",
        "needs exactly one of 'monitorId' and 'monitorTags'.",
      ),
      ...findingIf(
        tags.length > MAX_TAGS,
        "monitorIdentifier.monitorTags",
        `has ${tags.length} tags; keep at most ${MAX_TAGS}.`,
      ),
      ...findingIf(
        tags.some(({ length }) => length > MAX_TAG_LENGTH),
        "monitorIdentifier.monitorTags",
        `has a tag longer than ${MAX_TAG_LENGTH} characters; shorten it.`,
      ),
    ];
  },
};

/** One-time ends are UTC with a literal Z. */
const oneTimeFormat: Rule = {
  code: "datadog/downtime-one-time-format",
  source: `${PROVIDER} (2006-01-02T15:04:05Z)`,
  types,
  check: (inputs) =>
    ["oneTimeSchedule.start", "oneTimeSchedule.end"].flatMap((path) =>
      eachText(inputs, path)
        .filter(
          ({ value }) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) || Number.isNaN(Date.parse(value)),
        )
        .map(({ value }) => ({ path, message: `is "${value}"; write UTC as 2030-01-31T22:00:00Z.` })),
    ),
};

/** A downtime starts in the future and ends after it starts; one that is over mutes nothing. */
const notPast: Rule = {
  code: "datadog/downtime-past",
  source: 'Datadog API v2 downtime: "start cannot be in the past" (DataDog/datadog-sync-cli#664; TPD#68)',
  types,
  check: (inputs, now) => {
    const start = Date.parse(text(get(inputs, "oneTimeSchedule", "start")) ?? "");
    const end = Date.parse(text(get(inputs, "oneTimeSchedule", "end")) ?? "");
    return [
      ...findingIf(
        start < now.getTime(),
        "oneTimeSchedule.start",
        "lies in the past; give a start to come, or leave it out to start at once.",
      ),
      ...findingIf(
        end < now.getTime(),
        "oneTimeSchedule.end",
        "lies in the past; give an end to come, or remove the downtime.",
      ),
      ...findingIf(end <= start, "oneTimeSchedule.end", "is not after the start; give a later end."),
      ...recurringPast(inputs, now),
    ];
  },
};

function recurringPast(inputs: Parameters<Rule["check"]>[0], now: Date): readonly Finding[] {
  // Half a day of grace: the start has no offset, and its zone may be ahead of this machine's.
  const grace = 12 * 3_600_000;
  return eachText(inputs, "recurringSchedule.recurrences[].start")
    .filter(({ value }) => Date.parse(`${value}Z`) < now.getTime() - grace)
    .map(({ path, value }) => ({
      path,
      message: `is "${value}", in the past; leave it out, or write the next occurrence.`,
    }));
}

/** Recurrences start without an offset: the schedule's time zone says what they mean. */
const recurringStart = fits({
  code: "datadog/downtime-recurring-start",
  source: `${PROVIDER} (2006-01-02T15:04:05)`,
  types,
  path: "recurringSchedule.recurrences[].start",
  pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
  remedy: "write it without an offset, as 2030-01-31T22:00:00, and set 'timezone'.",
});

/** "m" is minutes; months cannot be said. */
const duration = fits({
  code: "datadog/downtime-duration",
  source: `${PROVIDER} (duration: integer and m, h, d or w)`,
  types,
  path: "recurringSchedule.recurrences[].duration",
  pattern: /^[1-9]\d*[mhdw]$/,
  remedy: `write a whole number and m (minutes), h, d or w, such as "2h".`,
});

const RULE_KEYS = [
  "FREQ",
  "INTERVAL",
  "COUNT",
  "UNTIL",
  "BYDAY",
  "BYMONTHDAY",
  "BYMONTH",
  "BYSETPOS",
  "BYHOUR",
  "BYMINUTE",
  "BYSECOND",
  "BYWEEKNO",
  "BYYEARDAY",
  "WKST",
];

/** A recurrence rule says how often, and nothing of start or length. */
const recurrence: Rule = {
  code: "datadog/downtime-rrule",
  source: `${PROVIDER} (rrule without DTSTART, DTEND, DURATION); RFC 5545`,
  types,
  check: (inputs) =>
    eachText(inputs, "recurringSchedule.recurrences[].rrule").flatMap(({ path, value }) => {
      const keys = value
        .replace(/^RRULE:/, "")
        .split(";")
        .map((part) => part.split("=")[0]?.toUpperCase() ?? "");
      const strange = keys.filter((key) => !RULE_KEYS.includes(key));
      const isTimed = /^(?:.*;)?FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(?:;|$)/i.test(
        value.replace(/^RRULE:/, ""),
      );
      return [
        ...findingIf(
          strange.length > 0,
          path,
          `holds ${strange.join(", ")}; start and length have properties of their own, remove it.`,
        ),
        ...findingIf(!isTimed, path, `is "${value}"; begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY.`),
      ];
    }),
};

/** Time zones are IANA names. */
const zones: Rule = {
  code: "datadog/downtime-timezone",
  source: "https://docs.datadoghq.com/api/latest/downtimes/ (timezone: IANA)",
  types,
  check: (inputs) =>
    ["recurringSchedule.timezone", "displayTimezone"].flatMap((path) =>
      eachText(inputs, path)
        .filter(({ value }) => !isTimeZone(value))
        .map(({ value }) => ({
          path,
          message: `is "${value}"; write an IANA name such as "Europe/Berlin".`,
        })),
    ),
};

/** Scopes are tags with keys, nested at most twice, without an OR at the top. */
const scope: Rule = {
  code: "datadog/downtime-scope",
  source: "https://docs.datadoghq.com/monitors/downtimes/ (downtime scope)",
  types,
  check: (inputs) => {
    const value = text(inputs["scope"]);
    if (value === undefined || value === "*") return [];
    return [
      ...findingIf(isMissing(value), "scope", `is empty; write tags, or "*" for everything.`),
      ...findingIf(value.includes("?"), "scope", "uses the wildcard ?; only * is known."),
      ...findingIf(depth(value) > 2, "scope", "is nested more than two levels; flatten it."),
      ...findingIf(
        /\bOR\b/.test(topLevel(value)),
        "scope",
        "has OR at the top level; put it in parentheses after a key, as key:(a OR b).",
      ),
      ...findingIf(hasKeyless(value), "scope", "has a tag without a key; write key:value."),
    ];
  },
};

function depth(value: string): number {
  let level = 0;
  let deepest = 0;
  for (const char of value) {
    if (char === "(") deepest = Math.max(deepest, ++level);
    if (char === ")") level--;
  }
  return deepest;
}

function topLevel(value: string): string {
  let rest = value;
  while (/\([^()]*\)/.test(rest)) rest = rest.replaceAll(/\([^()]*\)/g, "");
  return rest;
}

function hasKeyless(value: string): boolean {
  return topLevel(value)
    .split(/\s+(?:AND|OR)\s+|\s+|,/)
    .map((word) => word.replace(/^(?:NOT|-|!)/, ""))
    .some((word) => word !== "" && !/^(?:AND|OR|NOT)$/.test(word) && !word.includes(":"));
}

const END_STATES = oneOf({
  code: "datadog/downtime-end-states",
  source: PROVIDER,
  types,
  path: "notifyEndStates[]",
  values: ["alert", "warn", "no data"],
});

const END_TYPES = oneOf({
  code: "datadog/downtime-end-types",
  source: PROVIDER,
  types,
  path: "notifyEndTypes[]",
  values: ["canceled", "expired"],
});

/** Rules about scheduled downtimes. */
export const downtimeRules: readonly Rule[] = [
  oneSchedule,
  oneIdentifier,
  oneTimeFormat,
  notPast,
  recurringStart,
  duration,
  recurrence,
  zones,
  scope,
  END_STATES,
  END_TYPES,
];
