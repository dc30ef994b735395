import type { Problem } from "../../model/problem";
import { writtenDuration } from "../../model/quantity";
import type { Guardrail, GuardrailOf } from "../types";
import { checkEscalation } from "./escalation";
import { checkOrder, checkRecovery } from "./levels";

/** Checks of what is deployed to platforms: autoscaling, certificates, checks from outside, escalation, Sentry's rules. */
export function checkPlatform(guardrail: Guardrail): readonly Problem[] {
  switch (guardrail.kind) {
    case "autoscaling":
      return checkAutoscaling(guardrail);
    case "capacity":
      return checkCapacity(guardrail);
    case "certificate":
      return checkCertificate(guardrail);
    case "synthetic":
      return [...checkInterval(guardrail), ...checkStatuses(guardrail), ...checkAddress(guardrail)];
    case "escalation":
      return checkEscalation(guardrail);
    case "sentry-rule":
      return checkSentryRule(guardrail);
    default:
      return [];
  }
}

function checkAutoscaling({
  id,
  maximum,
  minimum,
  utilization,
}: GuardrailOf<"autoscaling">): readonly Problem[] {
  const problems: Problem[] = [];
  if (maximum < minimum) {
    problems.push({
      code: "autoscaling/bounds",
      path: `${id}.maximum`,
      value: String(maximum),
      rule: `the ceiling must not lie under the floor of ${minimum}.`,
      remedy: `Set it to ${minimum} or more.`,
    });
  }
  for (const [resource, target] of Object.entries(utilization)) {
    if (target === null || (Number.isInteger(target) && target > 0 && target <= 100)) continue;
    problems.push({
      code: "autoscaling/target",
      path: `${id}.${resource}`,
      value: `${target} %`,
      rule: "a utilisation target is a whole number of percent, from 1 to 100.",
      remedy: "Write such a target.",
    });
  }
  if (utilization.cpu === null && utilization.memory === null) {
    problems.push({
      code: "autoscaling/metric",
      path: id,
      value: null,
      rule: "without a target nothing tells when to scale.",
      remedy: "Give cpu or memory.",
    });
  }
  return problems;
}

function checkCertificate({
  critical,
  host,
  id,
  issued,
  warning,
}: GuardrailOf<"certificate">): readonly Problem[] {
  const problems: Problem[] = [];
  if (/[/:\s]/.test(host.replaceAll(/\$\{[^}]*\}/g, ""))) {
    problems.push({
      code: "certificate/host",
      path: `${id}.host`,
      value: host,
      rule: "a host carries no scheme, port or path.",
      remedy: "Write the name alone, such as www.vendhub.example.",
    });
  }
  if (issued && issued.renewBefore >= issued.duration) {
    problems.push({
      code: "certificate/renewal",
      path: `${id}.renewBefore`,
      value: writtenDuration(issued.renewBefore),
      rule: `the certificate lasts ${writtenDuration(issued.duration)}, so it would be renewed without end.`,
      remedy: `Renew it less than ${writtenDuration(issued.duration)} before its end.`,
    });
  }
  if (warning !== null && warning <= critical) {
    problems.push({
      code: "threshold/order",
      path: `${id}.warning`,
      value: `${warning} d`,
      rule: `the warning can never come before the alert at ${critical} d, since below is bad.`,
      remedy: `Set it above ${critical} d.`,
    });
  }
  return problems;
}

function checkInterval({ every, id }: GuardrailOf<"synthetic">): readonly Problem[] {
  if (every >= 30 && every <= 604_800) return [];
  return [
    {
      code: "synthetic/interval",
      path: `${id}.every`,
      value: writtenDuration(every),
      rule: "Datadog runs a check every 30 seconds to every 7 days.",
      remedy: "Choose an interval in that range.",
    },
  ];
}

const addressForms: Readonly<Record<"http" | "browser" | "websocket" | "dns", RegExp>> = {
  http: /^https?:\/\/[^\s/]/,
  browser: /^https?:\/\/[^\s/]/,
  websocket: /^wss?:\/\/[^\s/]/,
  dns: /^[^\s/:]+$/,
};

/** An address as its kind of check takes it, whatever the settings in it hold. */
function checkAddress({ check, id }: GuardrailOf<"synthetic">): readonly Problem[] {
  const [field, address] = check.kind === "dns" ? ["host", check.host] : ["url", check.url];
  const filled = address.replaceAll(/\$\{[^}]*\}/g, "x");
  // A setting may hold the whole address, whose form its own check knows.
  const whole = check.kind !== "dns" && address.startsWith("${");
  if ((addressForms[check.kind].test(filled) && !/\s/.test(filled)) || whole) return [];
  return [
    {
      code: "synthetic/address",
      path: `${id}.check.${field}`,
      value: address,
      rule:
        check.kind === "dns" ? "a host has no scheme, port and path." : "an address starts with its scheme.",
      remedy: `Write it such as ${{ http: "https://shop.example/health", browser: "https://shop.example/", websocket: "wss://shop.example/live", dns: "shop.example" }[check.kind]}.`,
    },
  ];
}

/** An answer's status lies between 100 and 599: nothing could be below 100, and below 600 would forbid nothing. */
function checkStatuses({ assertions, id }: GuardrailOf<"synthetic">): readonly Problem[] {
  return assertions.flatMap((assertion) => {
    if (assertion.on !== "status") return [];
    const { operator, value } = assertion;
    const [least, example] = operator === "below" ? [101, 400] : [100, 200];
    if (Number.isInteger(value) && value >= least && value <= 599) return [];
    return [
      {
        code: "synthetic/status",
        path: `${id}.status`,
        value: `${operator} ${value}`,
        rule: `a status ${operator === "below" ? "limit" : "code"} is a whole number from ${least} to 599.`,
        remedy: `Write one of them, such as ${example}.`,
      },
    ];
  });
}

/** Times over which Sentry judges a metric, in minutes: https://docs.sentry.io/api/alerts/create-a-metric-alert-rule-for-an-organization/ */
const sentryWindows = [1, 5, 10, 15, 30, 60, 120, 240, 1440];

/** Sentry refuses levels in the wrong order, and an end on the bad side of the level that is reached first. */
function checkSentryRule({ id, rule }: GuardrailOf<"sentry-rule">): readonly Problem[] {
  if (rule.kind === "issue") return [];
  const compared = { id, ...rule };
  const recovery = { field: "resolve", from: rule.warning ?? rule.critical, to: rule.resolve };
  const window: readonly Problem[] = sentryWindows.includes(rule.over / 60)
    ? []
    : [
        {
          code: "sentry/window",
          path: `${id}.over`,
          value: writtenDuration(rule.over),
          rule: `Sentry looks over ${sentryWindows.join(", ")} min.`,
          remedy: "Write one of them.",
        },
      ];
  return [...window, ...checkOrder(compared), ...checkRecovery(compared, [recovery])];
}

type Capacity = GuardrailOf<"capacity">;

/** What containers are given is some, and no more than they may have. */
function checkCapacity({ id, maximum, request }: Capacity): readonly Problem[] {
  return (["cpu", "memory"] as const).flatMap((resource): readonly Problem[] => {
    const [most, asked] = [maximum[resource], request[resource]];
    const none = Object.entries({ maximum: most, request: asked }).filter(
      ([, text]) => !(amountIn(text) > 0),
    );
    if (none.length > 0)
      return none.map(([list, text]) => ({
        code: "capacity/amount",
        path: `${id}.${list}.${resource}`,
        value: text,
        rule: "it is a number above 0, and no more than a machine can have.",
        remedy: "Write such an amount.",
      }));
    if (amountIn(asked) <= amountIn(most)) return [];
    return [
      {
        code: "capacity/order",
        path: `${id}.request.${resource}`,
        value: asked,
        rule: `Kubernetes starts no container that is given more than the ${most} that it may have.`,
        remedy: `Write ${most} or less.`,
      },
    ];
  });
}

const factors: Readonly<Record<string, number>> = { "": 1, m: 0.001, Mi: 2 ** 20, Gi: 2 ** 30 };

/** The number that a quantity of Kubernetes stands for; not a number where it is none. */
function amountIn(text: string): number {
  const [, number, suffix = ""] = /^(\d+(?:\.\d+)?)(m|Mi|Gi)?$/.exec(text) ?? [];
  return Number(number) * (factors[suffix] ?? Number.NaN);
}
