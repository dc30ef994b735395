import { CronExpressionParser } from "cron-parser";

import type { Value } from "../../wire/values";
import { eachText, findingIf, oneOf } from "../kit";
import { get, isGiven, isMissing, number, record, text } from "../read";
import type { Finding, Rule } from "../rule";
import { isTimeZone } from "../time";
import { BUDGET, CRON_JOB } from "./types";

const BATCH = "kubernetes pkg/apis/batch/validation/validation.go; api/batch/v1/types.go";
const LEAST_DEADLINE = 10;

/** Schedules have five fields, no time zone inside, and fire at some time. */
const schedule: Rule = {
  code: "kubernetes/cronjob-schedule",
  source: `${BATCH}; https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/`,
  types: [CRON_JOB],
  check: (inputs, now) =>
    eachText(inputs, "spec.schedule").flatMap(({ path, value }): readonly Finding[] => {
      if (/TZ=/.test(value)) return [{ path, message: `is "${value}"; write the zone into 'timeZone'.` }];
      if (/^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(value)) return [];
      const problem = scheduleProblem(value, now);
      return findingIf(problem !== undefined, path, `is "${value}"; it ${problem ?? ""}.`);
    }),
};

function scheduleProblem(value: string, now: Date): string | undefined {
  const fields = value.trim().split(/\s+/);
  if (fields.length !== 5)
    return `has ${fields.length} fields; write minute, hour, day of month, month, day of week`;
  if (/[?LW#]/.test(value.replaceAll(/[A-Z]{3}/gi, "")))
    return "uses characters that only other crons know; use digits, names and * , - /";
  try {
    // Asking for the next time proves that there is one: "0 2 30 2 *" parses and never fires.
    CronExpressionParser.parse(value, { currentDate: now, tz: "UTC" }).next();
    return undefined;
  } catch {
    return "never fires or does not parse; name times that exist";
  }
}

/** Without a zone the controller's own counts, and an invalid one makes no jobs at all. */
const zone: Rule = {
  code: "kubernetes/cronjob-timezone",
  source: BATCH,
  types: [CRON_JOB],
  check: (inputs) => [
    ...findingIf(
      !isGiven(get(inputs, "spec", "timeZone")),
      "spec.timeZone",
      `is missing, so that the controller's zone counts; write one, such as "Etc/UTC".`,
    ),
    ...eachText(inputs, "spec.timeZone")
      .filter(({ value }) => !isTimeZone(value))
      .map(({ path, value }) => ({ path, message: `is "${value}"; write an IANA name such as "Etc/UTC".` })),
  ],
};

/** The controller looks every ten seconds: a shorter deadline may never be met. */
const deadline: Rule = {
  code: "kubernetes/cronjob-deadline",
  source: `${BATCH}; cron-jobs documentation (fewer than 10 seconds may never schedule)`,
  types: [CRON_JOB],
  check: (inputs) => {
    const seconds = number(get(inputs, "spec", "startingDeadlineSeconds"));
    const isWrong = seconds !== undefined && seconds < LEAST_DEADLINE;
    return findingIf(
      isWrong,
      "spec.startingDeadlineSeconds",
      `is ${seconds ?? 0}; write at least ${LEAST_DEADLINE}.`,
    );
  },
};

const concurrency = oneOf({
  code: "kubernetes/cronjob-concurrency",
  source: BATCH,
  types: [CRON_JOB],
  path: "spec.concurrencyPolicy",
  values: ["Allow", "Forbid", "Replace"],
});

/** Jobs end: their pods restart on failure or never. */
const restart: Rule = {
  code: "kubernetes/cronjob-restart",
  source: `${BATCH} (job templates: OnFailure or Never)`,
  types: [CRON_JOB],
  check: (inputs) => {
    const pod = record(inputs, "spec", "jobTemplate", "spec", "template", "spec");
    const policy = pod["restartPolicy"];
    const path = "spec.jobTemplate.spec.template.spec";
    const isWrong = typeof policy !== "symbol" && policy !== "OnFailure" && policy !== "Never";
    return [
      ...findingIf(
        isWrong,
        `${path}.restartPolicy`,
        `is ${JSON.stringify(policy ?? null)}; write "OnFailure" or "Never".`,
      ),
      ...findingIf(
        isMissing(pod["containers"]),
        `${path}.containers`,
        "is empty; add the container that does the work.",
      ),
    ];
  },
};

/** Exactly one bound, and pods to bind. */
const budget: Rule = {
  code: "kubernetes/pdb-bounds",
  source: "kubernetes pkg/apis/policy/validation/validation.go; api/policy/v1/types.go",
  types: [BUDGET],
  check: (inputs) => {
    const spec = record(inputs, "spec");
    const given = ["minAvailable", "maxUnavailable"].filter((name) => isGiven(spec[name]));
    return [
      ...findingIf(
        given.length !== 1,
        "spec",
        `gives ${given.length} of minAvailable and maxUnavailable; give exactly one.`,
      ),
      ...given.flatMap((name) => boundFindings(spec[name], `spec.${name}`)),
    ];
  },
};

function boundFindings(value: Value | undefined, path: string): readonly Finding[] {
  const written = text(value);
  const count = number(value);
  const percent = written === undefined ? undefined : /^(\d+)%$/.exec(written)?.[1];
  return [
    ...findingIf(
      written !== undefined && percent === undefined,
      path,
      `is "${written ?? ""}"; write a whole number, or a percentage such as "50%".`,
    ),
    ...findingIf(
      percent !== undefined && Number(percent) > 100,
      path,
      `is "${written ?? ""}"; write at most "100%".`,
    ),
    ...findingIf(
      count !== undefined && !(count >= 0 && Number.isInteger(count)),
      path,
      `is ${count ?? 0}; write a whole number from 0.`,
    ),
  ];
}

/** In policy/v1 an empty selector means every pod of the namespace, and none means no pod. */
const selector: Rule = {
  code: "kubernetes/pdb-selector",
  source: "kubernetes api/policy/v1/types.go (empty selector matches all, null matches none)",
  types: [BUDGET],
  check: (inputs) => {
    const chosen = get(inputs, "spec", "selector");
    if (typeof chosen === "symbol") return [];
    const labels = Object.keys(record(chosen, "matchLabels")).length;
    const isUnknown = ["matchLabels", "matchExpressions"].some(
      (part) => typeof get(chosen, part) === "symbol",
    );
    const isEmpty = labels === 0 && isMissing(get(chosen, "matchExpressions")) && !isUnknown;
    return findingIf(
      isEmpty,
      "spec.selector",
      "is empty, which means all pods of the namespace or none; name labels.",
    );
  },
};

const eviction = oneOf({
  code: "kubernetes/pdb-eviction",
  source: "kubernetes api/policy/v1/types.go (UnhealthyPodEvictionPolicyType)",
  types: [BUDGET],
  path: "spec.unhealthyPodEvictionPolicy",
  values: ["IfHealthyBudget", "AlwaysAllow"],
});

/** Rules about scheduled jobs and disruption budgets. */
export const workloadRules: readonly Rule[] = [
  schedule,
  zone,
  deadline,
  concurrency,
  restart,
  budget,
  selector,
  eviction,
];
