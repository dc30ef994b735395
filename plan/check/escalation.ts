import type { Problem } from "../../model/problem";
import { writtenDuration } from "../../model/quantity";
import { isTimezone } from "../../model/recurrence";
import { settingsIn } from "../../model/source";
import { isTimeOfDay, type Layer } from "../on-call-hours";
import type { Guardrail, GuardrailOf } from "../types";
import { instantOf } from "../zoned-time";

type Escalation = GuardrailOf<"escalation">;

/** What Datadog would refuse of a chain, or never reach. */
export function checkEscalation({ id, pager, steps }: Escalation): readonly Problem[] {
  return [
    ...(steps.length >= 1 && steps.length <= mostSteps ? [] : [wrongCount(id, steps.length)]),
    ...checkWaits(id, steps),
    ...(pager.kind === "datadog" ? checkRotation(id, pager) : []),
  ];
}

/** One chain answers for a service: its team has one handle, and alerts tell one chain. */
export function checkChains(guardrails: readonly Guardrail[]): readonly Problem[] {
  const chains = guardrails.filter((each) => each.kind === "escalation");
  return chains.flatMap(({ id, service }): readonly Problem[] => {
    const first = chains.find((each) => each.service === service);
    if (first === undefined || first.id === id) return [];
    return [
      {
        code: "escalation/second",
        path: id,
        value: null,
        rule: `${first.id} answers for the service's team already, and one handle leads to one chain.`,
        remedy: "Join the two.",
      },
    ];
  });
}

/** https://docs.datadoghq.com/api/latest/on-call/#create-on-call-escalation-policy (steps) */
const mostSteps = 10;

const wrongCount = (id: string, count: number): Problem => ({
  code: "escalation/steps",
  path: `${id}.steps`,
  value: String(count),
  rule: `a chain has 1 to ${mostSteps} steps.`,
  remedy: count === 0 ? "Say who is told first." : "Leave the last ones out.",
});

/** Datadog waits 60 to 36,000 seconds between two steps. */
function checkWaits(id: string, steps: Escalation["steps"]): readonly Problem[] {
  return steps.slice(1).flatMap((step, index) => {
    const wait = step.after - (steps[index]?.after ?? 0);
    if (wait >= 60 && wait <= 36_000) return [];
    return [
      {
        code: "escalation/wait",
        path: `${id}.steps.${index + 1}.after`,
        value: writtenDuration(step.after),
        rule: "each step follows the one before by a minute to ten hours.",
        remedy: "Put the steps in order, with such times between them.",
      },
    ];
  });
}

function checkRotation(
  id: string,
  { layers, timezone }: Extract<Escalation["pager"], { kind: "datadog" }>,
): readonly Problem[] {
  if (!isTimezone(timezone)) {
    return [
      {
        code: "escalation/timezone",
        path: `${id}.timezone`,
        value: timezone,
        rule: "no time zone has this name.",
        remedy: "Write an IANA name such as Europe/Berlin or UTC.",
      },
    ];
  }
  const names = layers.map(({ name }) => name);
  return layers.flatMap((layer, index) => [
    ...(names.indexOf(layer.name) === index
      ? []
      : [
          {
            code: "escalation/layer-name",
            path: `${id}.${layer.name}`,
            value: layer.name,
            rule: "another layer of the rotation has this name.",
            remedy: "Give each layer its own name.",
          },
        ]),
    ...checkTurn(id, layer),
    ...checkTimes(id, layer, timezone),
  ]);
}

const hour = 3600;
const day = 24 * hour;

/**
 * Turns are an hour or more, 400 days at most.
 *
 * https://docs.datadoghq.com/api/latest/on-call/#create-on-call-schedule (interval), and the limits of its fields in
 * https://github.com/DataDog/datadog-api-client-java (LayerAttributesInterval)
 */
function checkTurn(id: string, { length, name }: Layer): readonly Problem[] {
  if (length >= hour && length <= 400 * day) return [];
  return [
    {
      code: "escalation/turn",
      path: `${id}.${name}.length`,
      value: writtenDuration(length),
      rule: "Datadog takes turns of an hour to 400 days.",
      remedy: "Write such a length.",
    },
  ];
}

/** Handovers and ends are local times, hours are times of a day; otherwise nobody knows when a layer holds. */
function checkTimes(
  id: string,
  { handover, hours, name, until }: Layer,
  timezone: string,
): readonly Problem[] {
  const moments = Object.entries({ handover, until }).filter(
    (entry): entry is [string, string] =>
      entry[1] !== null && settingsIn(entry[1]).length === 0 && instantOf(entry[1], timezone) === undefined,
  );
  const times = hours.flatMap(({ endTime, startTime }, index) =>
    Object.entries({ startTime, endTime })
      .filter(([, time]) => !isTimeOfDay(time))
      .map(([field, time]) => [`hours.${index}.${field}`, time] as const),
  );
  return [
    ...moments.map(([field, value]) => ({
      code: "escalation/moment",
      path: `${id}.${name}.${field}`,
      value,
      rule: "it is no local date and time.",
      remedy: "Write it such as 2026-01-05T09:00:00.",
    })),
    ...times.map(([field, value]) => ({
      code: "escalation/hours",
      path: `${id}.${name}.${field}`,
      value,
      rule: "it is no time of a day.",
      remedy: "Write it such as 09:00.",
    })),
  ];
}
