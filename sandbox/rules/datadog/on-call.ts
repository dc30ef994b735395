import { isBag } from "../../wire/values";
import { between, eachBag, findingIf, fits, oneOf } from "../kit";
import { get, isGiven, isMissing, items } from "../read";
import type { Finding, Rule } from "../rule";
import { ESCALATION_POLICY, ROUTING_RULES, TEAM } from "./types";

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

/** A routing rule pages by one policy at most, and its hours are whole. */
const routingConflict: Rule = {
  code: "datadog/routing-conflict",
  source: "terraform-provider-datadog fwprovider/resource_datadog_on_call_team_routing_rules.go (Validate)",
  types: [ROUTING_RULES],
  check: (inputs) =>
    eachBag(inputs, "rules[]").flatMap(({ path, value }) => {
      const policies = eachBag(value, "actions[].escalationPolicy");
      const supported = policies.some((policy) => isGiven(policy.value["supportHours"]));
      return [
        ...findingIf(
          policies.length > 1,
          `${path}.actions`,
          `has ${policies.length} escalation policies; keep one for each rule.`,
        ),
        ...findingIf(
          policies.length > 0 && isGiven(value["escalationPolicy"]),
          `${path}.escalationPolicy`,
          "stands beside an action with an escalation policy; keep one of them.",
        ),
        ...findingIf(
          supported && isGiven(value["timeRestrictions"]),
          `${path}.timeRestrictions`,
          "stands beside an action's supportHours; keep one of them.",
        ),
        ...["timeRestrictions", "actions[].escalationPolicy.supportHours"].flatMap((hours) =>
          eachBag(value, hours).flatMap((each) => [
            ...findingIf(
              isMissing(each.value["timeZone"]),
              `${path}.${each.path}.timeZone`,
              "is missing; name the zone of the hours.",
            ),
            ...findingIf(
              isMissing(each.value["restrictions"]),
              `${path}.${each.path}.restrictions`,
              "is empty; give at least one stretch of hours.",
            ),
          ]),
        ),
      ];
    }),
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
  routingConflict,
  handle,
];
