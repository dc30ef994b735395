import {
  defaultFailingFor,
  defaultFailingLocations,
  defaultInterval,
  defaultLocations,
} from "../model/defaults";
import type { Assertion, Check, SyntheticDeclaration } from "../model/declaration";
import { convert, inSeconds, written, writtenDuration, type Duration } from "../model/quantity";
import type { Severity } from "../model/severity";
import { house, type Sourced } from "../model/source";
import { takeLevel } from "./adapt";
import { alertingOf } from "./alerting";
import { commonOf, type PlanContext } from "./context";
import { messageOf, placeOf, sentenceCase, type MessageParts } from "./message/compose";
import { mutableTags } from "./mute";
import { SourceTrail } from "./trail";
import type { GuardrailOf } from "./types";

type Synthetic = GuardrailOf<"synthetic">;

const synthetics = "https://docs.datadoghq.com/synthetics/api_tests/";

/** An outside check that fails means that users cannot reach the service: an outage, unless the declaration says less. */
const defaultSeverity: Sourced<Severity> = house(
  "critical",
  "Users cannot reach what this address serves.",
  "How bad is it when this address does not answer?",
);

/** The tag by which promises tell the runs of tests apart that check different things: Datadog counts all in one metric. */
export const checkTag = (checked: SyntheticDeclaration["check"]["kind"] | "certificate"): string =>
  `check:${checked}`;

/** Plans one check from outside. */
export function planSynthetic(context: PlanContext, declaration: SyntheticDeclaration): Synthetic {
  const trail = SourceTrail.of(context, declaration);
  const assertions = declaration.assertions.map((assertion) => assertionOf(context, trail, assertion));
  const every = slowed(context, trail, declaration.every ?? defaultInterval);
  const locations = [...trail.take("locations", defaultLocations)];
  const failingLocations = trail.take("failingLocations", defaultFailingLocations);
  const failingFor = inSeconds(trail.take("failingFor", defaultFailingFor));
  const severity = declaration.severity ?? defaultSeverity;
  const alerting = alertingOf(context, trail, {
    severity,
    respondWithin: declaration.respondWithin,
    route: declaration.route,
    anchor: declaration.name,
  });
  const settled = { assertions, every, locations, failingLocations, failingFor };
  return {
    ...commonOf(context, {
      kind: "synthetic",
      declared: declaration,
      trail,
      telemetry: {
        status: "integration",
        via: "synthetics",
        metrics: ["synthetics.test_runs"],
        docs: synthetics,
        source: null,
      },
      tags: [
        `severity:${alerting.severity}`,
        checkTag(declaration.check.kind),
        ...mutableTags({ mutable: true }),
      ],
    }),
    check: checkOf(declaration.check),
    ...settled,
    ...alerting,
    message: messageOf(context, alerting, wordingOf(context, declaration, settled)),
  };
}

type Settled = Pick<Synthetic, "assertions" | "every" | "locations" | "failingLocations" | "failingFor">;

/**
 * What a check's message says. A failed run brings its own reason:
 * https://docs.datadoghq.com/synthetics/notifications/template_variables/
 */
function wordingOf(context: PlanContext, declaration: SyntheticDeclaration, settled: Settled): MessageParts {
  const { assertions, every, failingFor, failingLocations, locations } = settled;
  const title = sentenceCase(declaration.title);
  const expected = assertions.map(describeAssertion).join(", ");
  const lasting = failingFor > 0 ? ` for ${writtenDuration(failingFor)}` : "";
  return {
    alert: [
      `**${title} fails from ${failingLocations} of ${locations.length} locations${lasting}** at ${placeOf(context)}: ${addressOf(declaration.check)}`,
      "Reason: {{{synthetics.attributes.result.failure.message}}}",
      ...(expected === "" ? [] : [`Expected: ${expected}.`]),
    ].join("\n"),
    warning: null,
    silence: null,
    recovery: `**Over: ${declaration.title} answers again** at ${placeOf(context)}: ${addressOf(declaration.check)}`,
    ends: `It is over once fewer than ${failingLocations} locations fail.`,
    guidance: declaration,
    links: { source: null, groupBy: [], before: failingFor + every },
  };
}

/** Checks from outside are rarer where nobody is paged: the environment says how many times. */
export function slowed(context: PlanContext, trail: SourceTrail, every: Sourced<Duration>): number {
  const { name, probeSlowdown } = context.environment;
  const slower = (duration: Duration): Duration =>
    convert<"time", Duration["unit"]>(
      { value: Math.min(inSeconds(duration) * probeSlowdown, week), unit: "seconds" },
      duration.unit,
    );
  const taken = trail.adapt("every", every, {
    key: "belfry:probeSlowdown",
    because: `${name} checks ${probeSlowdown} times less often than production.`,
    adapted: slower,
  });
  return inSeconds(taken);
}

/** The longest time between two runs that Datadog takes. */
const week = 604_800;

function checkOf(check: Check): Synthetic["check"] {
  return check.kind === "http" ? { ...check, headers: { ...check.headers } } : { ...check };
}

function assertionOf(
  { environment }: PlanContext,
  trail: SourceTrail,
  assertion: Assertion,
): Synthetic["assertions"][number] {
  switch (assertion.on) {
    case "status":
      return { on: "status", operator: assertion.operator, value: trail.take("status", assertion.value) };
    case "response-time": {
      const kind = { direction: "above", most: null, lenience: "relaxed" } as const;
      const limit = takeLevel(trail, environment, "responseTime", { kind, level: assertion.below });
      return {
        on: "response-time",
        operator: "below",
        milliseconds: convert<"time", "milliseconds">(limit, "milliseconds").value,
      };
    }
    case "json":
    case "header":
    case "record":
      return { ...assertion };
  }
}

function addressOf(check: Check): string {
  return check.kind === "dns" ? `DNS ${check.record} of ${check.host}` : check.url;
}

/** An assertion as a person reads it. */
export function describeAssertion(assertion: Synthetic["assertions"][number]): string {
  switch (assertion.on) {
    case "status":
      return `status ${assertion.operator} ${assertion.value}`;
    case "response-time":
      return `answers within ${written({ value: assertion.milliseconds, unit: "milliseconds" })}`;
    case "json":
      return assertion.equals === null
        ? `${assertion.path} is present`
        : `${assertion.path} is ${assertion.equals}`;
    case "header":
      return `header ${assertion.name} is present`;
    case "record":
      return "at least one record";
  }
}
