import type { Problem } from "../../model/problem";
import { decimal, writtenDuration } from "../../model/quantity";
import { isAlert, type Alert } from "../message/occasions";
import type { Guardrail, GuardrailOf } from "../types";

/** A number of a guardrail that is no level of a signal, and what its provider takes. */
interface Amount {
  /** The field, as declarations and overrides name it. */
  readonly field: string;
  /** The number; null where the guardrail has none. */
  readonly value: number | null;
  /** The least that is taken. */
  readonly least: number;
  /** The most that is taken. */
  readonly most: number;
  /** What it must be a multiple of; 0 where parts are taken. */
  readonly step: number;
  /** How the number is shown. */
  readonly written: (value: number) => string;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** The least and the most, and the step where it is not one. */
type Range = readonly [least: number, most: number, step?: number];

/** A length of time, in seconds. */
const time = (field: string, value: number | null, [least, most, step = 1]: Range): Amount => ({
  field,
  value,
  least,
  most,
  step,
  written: writtenDuration,
});

/** A number of things, or of something that its sign tells. */
const number = (field: string, value: number | null, [least, most]: Range, sign = ""): Amount => ({
  field,
  value,
  least,
  most,
  step: 1,
  written: (each) => `${decimal(each)}${sign}`,
});

/** Every number of a guardrail that its provider would refuse, or that means nothing. Levels of signals have checks of their own. */
export function checkAmounts(guardrail: Guardrail): readonly Problem[] {
  const amounts = [...(isAlert(guardrail) ? [responseOf(guardrail)] : []), ...amountsOf(guardrail)];
  const told = isAlert(guardrail) ? checkRenotify(guardrail) : [];
  const wrong = amounts.flatMap(({ field, least, most, step, value, written }) => {
    if (value === null || fits({ least, most, step, value })) return [];
    const multiple = step > 1 ? `, in steps of ${written(step)}` : step === 1 ? ", without a fraction" : "";
    return [
      {
        code: "value/range",
        path: `${guardrail.id}.${field}`,
        value: written(value),
        rule: `it lies between ${written(least)} and ${written(most)}${multiple}.`,
        remedy: "Write a value in that range.",
      },
    ];
  });
  return [...wrong, ...told];
}

const fits = ({
  least,
  most,
  step,
  value,
}: Pick<Amount, "least" | "most" | "step"> & { value: number }): boolean =>
  value >= least && value <= most && (step === 0 || value % step === 0);

const responseOf = ({ respondWithin }: Alert): Amount => time("respondWithin", respondWithin, [minute, year]);

/** Minutes between two messages about one alert: https://docs.datadoghq.com/monitors/configuration/#renotify */
const renotifyMinutes = [10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440];

function checkRenotify({ id, renotifyEvery }: Alert): readonly Problem[] {
  if (renotifyEvery === null || renotifyMinutes.includes(renotifyEvery / minute)) return [];
  return [
    {
      code: "value/renotify",
      path: `${id}.renotifyEvery`,
      value: writtenDuration(renotifyEvery),
      rule: `Datadog repeats an alert every ${renotifyMinutes.join(", ")} min.`,
      remedy: "Write one of them.",
    },
  ];
}

/** Kubernetes counts in 32 bits. */
const mostReplicas = 2_147_483_647;

function amountsOf(guardrail: Guardrail): readonly Amount[] {
  switch (guardrail.kind) {
    case "monitor":
      return [
        time("evaluationDelay", guardrail.evaluationDelay, [0, day]),
        time("newGroupDelay", guardrail.newGroupDelay, [1, day]),
      ];
    case "burn-rate":
      // https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/#maximum-burn-rate-values
      return [time("longWindow", guardrail.longWindow, [hour, 2 * day, hour])];
    case "synthetic":
      return ofSynthetic(guardrail);
    case "certificate":
      return ofCertificate(guardrail);
    case "autoscaling":
      return ofAutoscaling(guardrail);
    case "disruption-budget":
      return [number("maxUnavailable", guardrail.maxUnavailable, [1, mostReplicas])];
    case "backup":
      return ofBackup(guardrail);
    case "restore-test":
      return [
        ...ofDatabase(guardrail),
        time("recoveryTime.objective", guardrail.recoveryTime?.objective ?? null, [1, year]),
      ];
    case "backup-store":
      return [
        time("minimumRetention", guardrail.minimumRetention, [day, 36_500 * day, day]),
        time("maximumRetention", guardrail.maximumRetention, [guardrail.minimumRetention, 36_500 * day, day]),
      ];
    case "downtime":
      return [time("duration", guardrail.duration, [minute, year])];
    case "probe":
      return [time("deadline", guardrail.deadline, [1, day])];
    case "reminder":
      return [
        time("deadline", guardrail.deadline, [1, day]),
        ...guardrail.reminders
          .filter(({ kind }) => kind === "notice")
          .map(({ before, name }) => time(`${name}.before`, before, [minute, year, minute])),
      ];
    case "escalation":
      return ofEscalation(guardrail);
    case "sentry-rule":
      return ofSentryRule(guardrail);
    default:
      return [];
  }
}

/** A limit beyond the minute that a request may take is never reached, and does no harm in a lenient environment. */
function ofSynthetic({
  assertions,
  failingFor,
  failingLocations,
  locations,
}: GuardrailOf<"synthetic">): readonly Amount[] {
  return [
    number("failingLocations", failingLocations, [1, locations.length]),
    time("failingFor", failingFor, [0, 2 * hour]),
    ...assertions.flatMap((each) =>
      each.on === "response-time" ? [number("responseTime", each.milliseconds, [1, 3_600_000], " ms")] : [],
    ),
  ];
}

/** Limits of cert-manager: https://cert-manager.io/docs/reference/api-docs/#cert-manager.io/v1.CertificateSpec */
function ofCertificate({ critical, issued, warning }: GuardrailOf<"certificate">): readonly Amount[] {
  return [
    number("critical", critical, [1, 3650], " d"),
    number("warning", warning, [1, 3650], " d"),
    ...(issued
      ? [
          time("duration", issued.duration, [hour, 10 * year]),
          time("renewBefore", issued.renewBefore, [5 * minute, 10 * year]),
        ]
      : []),
  ];
}

/** Limits of https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
function ofAutoscaling({
  maximum,
  minimum,
  scaleDown,
  scaleUp,
}: GuardrailOf<"autoscaling">): readonly Amount[] {
  return [
    number("minimum", minimum, [1, mostReplicas]),
    number("maximum", maximum, [1, mostReplicas]),
    number("scaleUp.percent", scaleUp.percent, [1, mostReplicas]),
    number("scaleUp.pods", scaleUp.pods, [1, mostReplicas]),
    number("scaleDown.percent", scaleDown.percent, [1, 100]),
    time("scaleUp.stabilization", scaleUp.stabilization, [0, hour]),
    time("scaleUp.every", scaleUp.every, [1, 30 * minute]),
    time("scaleDown.stabilization", scaleDown.stabilization, [0, hour]),
    time("scaleDown.every", scaleDown.every, [1, 30 * minute]),
  ];
}

/** A dump's program and server have a version in common, and one run ends within a day. */
const ofDatabase = ({
  deadline,
  majorVersion,
}: GuardrailOf<"backup" | "restore-test">): readonly Amount[] => [
  number("majorVersion", majorVersion, [9, 99]),
  time("deadline", deadline, [minute, day]),
];

/** S3 and AWS Backup count in days. */
function ofBackup(backup: GuardrailOf<"backup">): readonly Amount[] {
  const { keepDumps, minimumBytes, recoveryPoint, tiers } = backup;
  return [
    ...ofDatabase(backup),
    time("keepDumps", keepDumps, [day, 100 * year, day]),
    number("minimumSize", minimumBytes, [1, 2 ** 50]),
    time("recoveryPoint.objective", recoveryPoint?.objective ?? null, [1, year]),
    ...tiers.flatMap(({ coldAfter, deleteAfter, name }) => [
      time(`tiers.${name}.deleteAfter`, deleteAfter, [day, 100 * year, day]),
      time(`tiers.${name}.coldAfter`, coldAfter, [day, 100 * year, day]),
    ]),
  ];
}

/**
 * Datadog tells the first step at once, and waits 60 to 36,000 seconds after the last, which is the time to acknowledge:
 * https://docs.datadoghq.com/api/latest/on-call/#create-on-call-escalation-policy
 */
function ofEscalation({
  acknowledgeWithin,
  pager,
  responses,
  steps,
}: GuardrailOf<"escalation">): readonly Amount[] {
  return [
    ...(pager.kind === "datadog" ? [time("steps.0.after", steps[0]?.after ?? null, [0, 0])] : []),
    time("acknowledgeWithin", acknowledgeWithin, [minute, 10 * hour]),
    ...responses.flatMap((each) => [
      time(`responses.${each.severity}.acknowledgeWithin`, each.acknowledgeWithin, [minute, 10 * hour]),
      time(`responses.${each.severity}.respondWithin`, each.respondWithin, [minute, year]),
    ]),
  ];
}

/** Sentry compares numbers of any size, none of them negative. */
function ofSentryRule({ rule }: GuardrailOf<"sentry-rule">): readonly Amount[] {
  if (rule.kind === "issue") return [];
  const most = rule.unit === "fraction" ? 1 : rule.unit === "percent" ? 100 : 1e15;
  const level = (field: string, value: number | null): Amount => ({
    ...number(field, value, [0, most]),
    step: 0,
  });
  return [level("critical", rule.critical), level("warning", rule.warning)];
}
