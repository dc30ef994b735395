import { shown } from "../../schema/check";
import { isBag } from "../../wire/values";
import { between, each, eachBag, eachText, findingIf, fits, oneOf } from "../kit";
import { get, isGiven, isMissing, items, number, text } from "../read";
import type { Finding, Rule } from "../rule";
import { isTimeZone } from "../time";
import { ESCALATION_POLICY, ON_CALL_SCHEDULE, ROUTING_RULES, TEAM } from "./types";

const SCHEMA = "terraform-provider-datadog fwprovider/resource_datadog_on_call_*.go";
const MOST = 10;

/** One to ten steps, each with one to ten targets. */
const stepCounts: Rule = {
  code: "datadog/escalation-steps",
  source: SCHEMA,
  types: [ESCALATION_POLICY],
  check: (inputs) => {
    const steps = items(inputs["steps"]);
    const isKnown = typeof inputs["steps"] !== "symbol";
    return [
      ...findingIf(
        isKnown && (steps.length < 1 || steps.length > MOST),
        "steps",
        `has ${steps.length} entries; give 1 to ${MOST}.`,
      ),
      ...steps.flatMap((step, index): readonly Finding[] => {
        const targets = get(step, "targets");
        const count = items(targets).length;
        const isWrong = typeof targets !== "symbol" && (count < 1 || count > MOST);
        return findingIf(isWrong, `steps[${index}].targets`, `has ${count} entries; give 1 to ${MOST}.`);
      }),
    ];
  },
};

const escalateAfter = between({
  code: "datadog/escalation-delay",
  source: SCHEMA,
  types: [ESCALATION_POLICY],
  path: "steps[].escalateAfterSeconds",
  min: 60,
  max: 36_000,
  unit: "seconds",
});

const retries = between({
  code: "datadog/escalation-retries",
  source: SCHEMA,
  types: [ESCALATION_POLICY],
  path: "retries",
  min: 0,
  max: 10,
  unit: "retries",
});

const assignment = oneOf({
  code: "datadog/escalation-assignment",
  source: SCHEMA,
  types: [ESCALATION_POLICY],
  path: "steps[].assignment",
  values: ["default", "round-robin"],
});

/** A target is one of user, schedule and team; a position belongs to a schedule. */
const target: Rule = {
  code: "datadog/escalation-target",
  source: SCHEMA,
  types: [ESCALATION_POLICY],
  check: (inputs) =>
    eachBag(inputs, "steps[].targets[]").flatMap(({ path, value }) => {
      const given = ["user", "schedule", "team"].filter((name) => isGiven(value[name]));
      const isLost = isGiven(value["position"]) && !isGiven(value["schedule"]);
      return [
        ...findingIf(
          given.length !== 1,
          path,
          `names ${given.length} of user, schedule and team; name exactly one.`,
        ),
        ...findingIf(isLost, `${path}.position`, "is only for a schedule; remove it."),
      ];
    }),
};

/** The last rule catches everything: otherwise some pages reach nobody. */
const catchAll: Rule = {
  code: "datadog/routing-catch-all",
  source: `${SCHEMA} (the last rule has no query, no time restriction and an escalation policy)`,
  types: [ROUTING_RULES],
  check: (inputs) => {
    const rules = items(inputs["rules"]);
    const last = rules.at(-1);
    if (typeof inputs["rules"] === "symbol" || typeof last === "symbol") return [];
    if (!isBag(last))
      return [
        { path: "rules", message: "is empty; end with a rule that has an escalation policy and no query." },
      ];
    const path = `rules[${rules.length - 1}]`;
    const byAction = items(last["actions"]).some((action) => isGiven(get(action, "escalationPolicy")));
    return [
      ...findingIf(
        !isMissing(last["query"]),
        `${path}.query`,
        "must be empty on the last rule, which catches all; remove it.",
      ),
      ...findingIf(
        isGiven(last["timeRestrictions"]),
        `${path}.timeRestrictions`,
        "cannot stand on the last rule; remove it.",
      ),
      ...findingIf(
        isMissing(last["escalationPolicy"]) && !byAction,
        `${path}.escalationPolicy`,
        "is missing on the last rule; name the policy that gets the rest.",
      ),
    ];
  },
};

const urgency = oneOf({
  code: "datadog/routing-urgency",
  source: SCHEMA,
  types: [ROUTING_RULES],
  path: "rules[].urgency",
  values: ["high", "low", "dynamic"],
});

const ackTimeout = between({
  code: "datadog/routing-ack-timeout",
  source: SCHEMA,
  types: [ROUTING_RULES],
  path: "rules[].actions[].escalationPolicy.ackTimeoutMinutes",
  min: 30,
  max: 4320,
  unit: "minutes",
});

/** A layer without people, or one that has ended, pages nobody. */
const layers: Rule = {
  code: "datadog/schedule-layers",
  source: `${SCHEMA}; ops research: an ended layer leaves nobody on call`,
  types: [ON_CALL_SCHEDULE],
  check: (inputs, now) => {
    const names = each(inputs, "layers[].name");
    return [
      ...findingIf(isMissing(inputs["layers"]), "layers", "is empty; add a layer with its users."),
      ...eachBag(inputs, "layers[]").flatMap(({ path, value }): readonly Finding[] => {
        const end = Date.parse(text(value["endDate"]) ?? "");
        const days = number(get(value, "interval", "days")) ?? 0;
        const seconds = number(get(value, "interval", "seconds")) ?? 0;
        const isStill =
          isGiven(value["interval"]) && typeof value["interval"] !== "symbol" && days + seconds <= 0;
        return [
          ...findingIf(isMissing(value["users"]), `${path}.users`, "is empty; name who is on call."),
          ...findingIf(
            end <= now.getTime(),
            `${path}.endDate`,
            "lies in the past, so nobody is on call; extend or remove it.",
          ),
          ...findingIf(isStill, `${path}.interval`, "is empty; say how long a turn is."),
        ];
      }),
      ...names
        .filter(({ value }, index) => names.findIndex((other) => other.value === value) !== index)
        .map(({ path, value }) => ({
          path,
          message: `is ${shown(value)} a second time; name each layer once.`,
        })),
    ];
  },
};

/** Dates of layers carry an offset or a Z. */
const layerDates: Rule = {
  code: "datadog/schedule-dates",
  source: `${SCHEMA} (ISO 8601)`,
  types: [ON_CALL_SCHEDULE],
  check: (inputs) =>
    ["effectiveDate", "endDate", "rotationStart"].flatMap((name) =>
      eachText(inputs, `layers[].${name}`)
        .filter(({ value }) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value))
        .map(({ path, value }) => ({ path, message: `is "${value}"; write it as 2030-01-31T08:00:00Z.` })),
    ),
};

const zone: Rule = {
  code: "datadog/schedule-timezone",
  source: SCHEMA,
  types: [ON_CALL_SCHEDULE],
  check: (inputs) =>
    ["timeZone", "layers[].timeZone"].flatMap((place) =>
      eachText(inputs, place)
        .filter(({ value }) => !isTimeZone(value))
        .map(({ path, value }) => ({
          path,
          message: `is "${value}"; write an IANA name such as "Europe/Berlin".`,
        })),
    ),
};

const restrictionTime = fits({
  code: "datadog/schedule-restriction",
  source: `${SCHEMA} (hh:mm:ss)`,
  types: [ON_CALL_SCHEDULE],
  path: "layers[].restrictions[].startTime",
  pattern: /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  remedy: `write hh:mm:ss, such as "09:00:00".`,
});

/** Handles are part of mentions such as @team-…, which take a narrow alphabet. */
const handle = fits({
  code: "datadog/team-handle",
  source:
    "https://docs.datadoghq.com/account_management/teams/ (a-z 0-9 . _ - : /, no underscore at the end)",
  types: [TEAM],
  path: "handle",
  pattern: /^[a-z0-9._\-:/]*[a-z0-9.\-:/]$/,
  remedy: "use lower-case letters, digits and . _ - : /, not ending in _.",
});

/** Rules about who is paged. */
export const onCallRules: readonly Rule[] = [
  stepCounts,
  escalateAfter,
  retries,
  assignment,
  target,
  catchAll,
  urgency,
  ackTimeout,
  layers,
  layerDates,
  zone,
  restrictionTime,
  handle,
];
