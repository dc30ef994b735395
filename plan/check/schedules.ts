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
  if (Number.isInteger(minutes) && divides) return [];
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
  return awsCronMistakes(schedule.replace(/^cron\((.*)\)$/, "$1")).map((mistake) => ({
    code: "schedule/aws-cron",
    path,
    value: schedule,
    ...mistake,
  }));
}

type Tier = GuardrailOf<"backup">["tiers"][number];

/** The longest wait that a tier's name allows: a month has 31 days at most. */
const longestWaits: Readonly<Record<Tier["name"], number>> = {
  daily: day,
  weekly: 7 * day,
  monthly: 31 * day,
};

/** A tier comes as often as its name says. */
function checkTierInterval(path: string, { name, schedule }: Tier): readonly Problem[] {
  const gap = longestAwsGap(schedule);
  if (gap === undefined || gap <= longestWaits[name]) return [];
  return [
    {
      code: "backup/tier-interval",
      path: `${path}.schedule`,
      value: schedule,
      rule: `it leaves up to ${writtenDuration(gap)} between two points of the ${name} tier.`,
      remedy: `Let it come every ${writtenDuration(longestWaits[name])} at least, or name another tier.`,
    },
  ];
}

/** A recovery point that went cold is kept there for ninety days at least, and both windows are set. */
function checkTier(id: string, tier: Tier): readonly Problem[] {
  const path = `${id}.tiers.${tier.name}`;
  const problems: Problem[] = [
    ...checkAwsCron(`${path}.schedule`, tier.schedule),
    ...checkTierInterval(path, tier),
  ];
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
