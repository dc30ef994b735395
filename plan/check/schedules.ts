import { CronExpressionParser } from "cron-parser";
import { rrulestr } from "rrule";

import { awsCronMistakes } from "../../model/aws-cron";
import type { Problem } from "../../model/problem";
import {
  convert,
  parseQuantity,
  units,
  writtenDuration,
  type Dimension,
  type Unit,
} from "../../model/quantity";
import { recurrenceMistakes } from "../../model/recurrence-form";
import { longestAwsGap } from "../longest-gap";
import type { Guardrail, GuardrailOf } from "../types";

const hour = 3600;
const day = 24 * hour;

/** Checks of everything that runs on a schedule. */
export function checkSchedules(guardrail: Guardrail): readonly Problem[] {
  switch (guardrail.kind) {
    case "backup":
      return [
        ...checkCron(`${guardrail.id}.schedule`, guardrail.schedule),
        ...checkTierNames(guardrail),
        ...guardrail.tiers.flatMap((tier) => checkTier(guardrail.id, tier)),
      ];
    case "restore-test":
    case "reminder":
      return checkCron(`${guardrail.id}.schedule`, guardrail.schedule);
    case "probe":
      return [...checkCron(`${guardrail.id}.schedule`, guardrail.schedule), ...checkInterval(guardrail)];
    case "backup-store":
      return [
        ...checkAwsCron(`${guardrail.id}.restoreTesting`, guardrail.restoreTesting.schedule),
        ...checkRestoreWindows(guardrail),
      ];
    case "downtime":
      return checkRecurrence(guardrail);
    default:
      return [];
  }
}

/** One of the values of a field: https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format */
const clusterPart = /^(?:[*?]|(?:\d+|[a-z]{3})(?:-(?:\d+|[a-z]{3}))?)(?:\/\d+)?$/i;

/** Kubernetes cron: five fields that fire some time. */
function checkCron(path: string, schedule: string): readonly Problem[] {
  const fields = schedule.trim().split(/\s+/);
  const problem = (rule: string): Problem => ({
    code: "schedule/cron",
    path,
    value: schedule,
    rule,
    remedy: "Write minute, hour, day of month, month and day of week, such as 0 1 * * *.",
  });
  if (fields.length !== 5)
    return [problem(`a CronJob's schedule has five fields; this has ${fields.length}.`)];
  const strange = fields.filter((field) => !field.split(",").every((part) => clusterPart.test(part)));
  if (strange.length > 0)
    return [problem(`Kubernetes knows * ? , - / and names such as SUN in it, not ${strange.join(" ")}.`)];
  if (/(?:^|[,-])0*7/.test(fields[4] ?? ""))
    return [problem("Kubernetes counts weekdays from 0 to 6: Sunday is 0.")];
  try {
    CronExpressionParser.parse(schedule, { tz: "UTC", currentDate: new Date("2026-01-01T00:00:00Z") }).next();
    return [];
  } catch {
    return [problem("this schedule is not understood or never comes.")];
  }
}

/** Cron starts anew with each hour and each day, so an interval that does not divide them comes unevenly. */
function checkInterval({ id, sources }: GuardrailOf<"probe">): readonly Problem[] {
  const stated = sources.filter(({ field }) => field === "every").at(-1)?.stated ?? "";
  const interval = parseQuantity(stated);
  if (!interval || units[interval.unit].dimension !== "time") return [];
  const minutes = convert<Dimension, Unit>(interval, "minutes").value;
  const divides = minutes < 60 ? 60 % minutes === 0 : 1440 % minutes === 0 && minutes % 60 === 0;
  if (Number.isInteger(minutes) && minutes > 0 && divides) return [];
  return [
    {
      code: "schedule/interval",
      path: `${id}.every`,
      value: stated,
      rule: "cron can keep only an interval of whole minutes that divides an hour, or of whole hours that divides a day.",
      remedy: "Write 1, 5, 10, 15, 20 or 30 min, or 1, 2, 3, 4, 6, 8, 12 or 24 h.",
    },
  ];
}

/** AWS cron, with or without `cron(…)` around its six fields. */
export function checkAwsCron(path: string, schedule: string): readonly Problem[] {
  const fields = schedule.replace(/^cron\((.*)\)$/, "$1").trim();
  const mistakes = awsCronMistakes(fields);
  const ends = {
    rule: "a schedule that names years comes to an end.",
    remedy: "Write `*` for the year.",
  };
  return [...mistakes, ...(mistakes.length > 0 || fields.endsWith("*") ? [] : [ends])].map((mistake) => ({
    code: "schedule/aws-cron",
    path,
    value: schedule,
    ...mistake,
  }));
}

type Tier = GuardrailOf<"backup">["tiers"][number];

/** A plan of AWS Backup has rules, each with a name of its own. */
function checkTierNames({ id, tiers }: GuardrailOf<"backup">): readonly Problem[] {
  const names = tiers.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  return [
    ...(names.length > 0
      ? []
      : [
          {
            code: "backup/tier-missing",
            path: `${id}.tiers`,
            value: null,
            rule: "no recovery point is ever made: a backup has a tier, and where backups are daily, a daily one.",
            remedy: "Declare a daily tier.",
          },
        ]),
    ...twice.map((name) => ({
      code: "backup/tier-duplicate",
      path: `${id}.tiers.${name}`,
      value: name,
      rule: "another tier has this name, and AWS Backup takes one rule of a name.",
      remedy: "Keep one of them, or name another tier.",
    })),
  ];
}

/** The longest wait that a tier's name allows: a month has 31 days at most. */
const longestWaits: Readonly<Record<Tier["name"], number>> = {
  daily: day,
  weekly: 7 * day,
  monthly: 31 * day,
};

/**
 * A tier comes as often as its name says, not more often than each hour, and a point is kept until there is the next.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html (backup frequency)
 */
function checkTierInterval(path: string, { deleteAfter, name, schedule }: Tier): readonly Problem[] {
  const problem = (code: string, rule: string, remedy: string): Problem => ({
    code,
    path: `${path}.schedule`,
    value: schedule,
    rule,
    remedy,
  });
  const gap = longestAwsGap(schedule);
  const rare = gap !== undefined && gap > longestWaits[name];
  const often = /^cron\((?:\S*[*,/-]\S*)\s/.test(schedule);
  const short = gap !== undefined && !rare && !often && deleteAfter < gap;
  return [
    ...(rare
      ? [
          problem(
            "backup/tier-interval",
            `it leaves up to ${writtenDuration(gap)} between two points of the ${name} tier.`,
            `Let it come every ${writtenDuration(longestWaits[name])} at least, or name another tier.`,
          ),
        ]
      : []),
    ...(often
      ? [
          problem(
            "backup/tier-frequency",
            "AWS Backup makes a point each hour at most, so the minute is one number.",
            "Write such a schedule, as 0 */6 * * ? * is.",
          ),
        ]
      : []),
    ...(short
      ? [
          {
            ...problem(
              "backup/retention",
              `up to ${writtenDuration(gap)} lie between two points, so at times there would be none.`,
              `Keep each for ${writtenDuration(gap)} or more.`,
            ),
            path: `${path}.deleteAfter`,
            value: writtenDuration(deleteAfter),
          },
        ]
      : []),
  ];
}

/** A recovery point that went cold is kept there for ninety days at least, and both windows are set. */
function checkTier(id: string, tier: Tier): readonly Problem[] {
  const path = `${id}.tiers.${tier.name}`;
  const mistakes = checkAwsCron(`${path}.schedule`, tier.schedule);
  const problems: Problem[] = [...(mistakes.length > 0 ? mistakes : checkTierInterval(path, tier))];
  if (tier.coldAfter !== null && tier.deleteAfter < tier.coldAfter + 90 * day) {
    problems.push({
      code: "backup/cold",
      path: `${path}.deleteAfter`,
      value: writtenDuration(tier.deleteAfter),
      rule: "AWS keeps a cold recovery point for at least 90 days.",
      remedy: `Keep it for ${writtenDuration(tier.coldAfter + 90 * day)} or more, or leave out coldAfter.`,
    });
  }
  if (tier.startWindow < 3600 || tier.completionWindow < tier.startWindow + 3600) {
    problems.push({
      code: "backup/windows",
      path,
      value: `${writtenDuration(tier.startWindow)} and ${writtenDuration(tier.completionWindow)}`,
      rule: "a start window is an hour or more, and a completion window an hour longer.",
      remedy: "Lengthen them.",
    });
  }
  return problems;
}

/**
 * AWS counts the windows of its restore testing in whole hours and whole days.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html
 */
function checkRestoreWindows({ id, restoreTesting }: GuardrailOf<"backup-store">): readonly Problem[] {
  const { selectionWindow, startWindow, validationWindow } = restoreTesting;
  const windows = [
    { field: "startWindow", window: startWindow, step: hour, least: hour, most: 168 * hour },
    { field: "selectionWindow", window: selectionWindow, step: day, least: day, most: 365 * day },
    { field: "validationWindow", window: validationWindow, step: hour, least: 0, most: 168 * hour },
  ];
  return windows
    .filter(({ least, most, step, window }) => window < least || window > most || window % step !== 0)
    .map(({ field, least, most, step, window }) => ({
      code: "backup/restore-windows",
      path: `${id}.restoreTesting.${field}`,
      value: writtenDuration(window),
      rule: `AWS takes whole ${step === day ? "days" : "hours"} from ${least / step} to ${most / step}.`,
      remedy: "Write such a window.",
    }));
}

/** A downtime's recurrence: its start and length are the downtime's own. */
function checkRecurrence({ id, rrule }: GuardrailOf<"downtime">): readonly Problem[] {
  return recurrenceProblems(`${id}.rrule`, rrule);
}

/** What is wrong with a recurrence rule: it comes at all, for good, and carries no start of its own. */
export function recurrenceProblems(path: string, rrule: string): readonly Problem[] {
  const problem = (rule: string): Problem => ({
    code: "schedule/rrule",
    path,
    value: rrule,
    rule,
    remedy: "Write a rule such as FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0.",
  });
  const mistakes = recurrenceMistakes(rrule);
  if (mistakes.length > 0) return mistakes.map(problem);
  const next = rrulestr(`DTSTART:20260101T000000Z\nRRULE:${rrule}`).after(new Date("2026-01-01T00:00:00Z"));
  return next ? [] : [problem("this recurrence never comes.")];
}
