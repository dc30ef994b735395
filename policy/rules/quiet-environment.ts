import { environmentOf } from "../environment";
import { pagersIn, pagerSettings } from "../pager";
import type { ResourceRule, Subject, Violation } from "../rule";
import { textLists, textsOf, type Settings } from "../settings";
import { at, everyText, isGiven, listOf, unknown, type Value } from "../value";

const pagingEnvironments = "pagingEnvironments";

/** Where a pager takes events, https://developer.pagerduty.com/docs/send-alert-event and its like. */
const host = /\b(?:events(?:\.eu)?\.pagerduty\.com|api(?:\.eu)?\.opsgenie\.com|alert\.victorops\.com)\b/;

/** Steps of a workflow that page, https://docs.datadoghq.com/actions/actions_catalog/ */
const step =
  /\bcom\.datadoghq\.(?:dd\.oncall\.(?:page|createOnCallPage|escalateOnCallPage)|(?:pagerduty|opsgenie)\.(?:trigger|create)\w*)/;

/** Sentry's actions, https://docs.sentry.io/api/alerts/create-an-issue-alert-rule-for-a-project/ */
const action = /\b(?:pagerduty|opsgenie|victorops)\b/i;

/** Where an action says what it is; elsewhere it may name a channel as it likes. */
const actionKind = /\bactions\[\d+\]\.(?:id|type|service)$/;

/** Pages of low urgency are never escalated; an urgency that is left out is Datadog's choice. */
const isWaking = (urgency: Value | undefined): boolean => urgency !== "low" && urgency !== unknown;

/** Everything that can wake a person names a pager somewhere; this looks everywhere. */
export const quietEnvironment: ResourceRule = {
  name: "quiet-environment",
  title: "An environment without pages wakes nobody",
  because: "People who are woken by staging stop trusting their pager.",
  severity: "critical",
  types: [""],
  schema: textLists({
    ...pagerSettings,
    [pagingEnvironments]:
      "Environments that may wake people, beside that of a stack with belfry:pages: true.",
  }),
  check: (subject, { settings, stack }) => {
    const environment = environmentOf(subject.type, subject.props) ?? stack.environment;
    const mayPage =
      (stack.pages && environment === stack.environment) ||
      textsOf(settings, pagingEnvironments).some((each) => each === environment);
    if (environment === unknown || mayPage) return [];
    return routesOf(subject, settings).map(([path, value]): Violation => ({
      path,
      value,
      rule: `${environment} does not page, and this would wake people.`,
      remedy:
        "Route it to a channel; if the environment is meant to page, set belfry:pages on its stack, or name it in this rule's pagingEnvironments.",
    }));
  },
};

/** Each place in a resource's inputs that leads to a pager, with what it says there. */
function routesOf(subject: Subject, settings: Settings): readonly (readonly [string, string])[] {
  const texts = everyText(subject.props).flatMap(([path, text]) =>
    routesIn(subject.type, path, text, settings).map((route) => [path, route] as const),
  );
  return [...texts, ...escalationsOf(subject)];
}

function routesIn(type: string, path: string, text: string, settings: Settings): readonly string[] {
  // A notification rule names its recipients without @.
  const mention = /[rR]ecipients\[\d+\]$/.test(path) ? `@${text}` : text;
  const addresses = [host, step].flatMap((pattern) => pattern.exec(text)?.[0] ?? []);
  const isAction = type.startsWith("sentry:") && actionKind.test(path) && action.test(text);
  return [...new Set([...pagersIn(mention, settings), ...addresses, ...(isAction ? [text] : [])])];
}

/** https://docs.datadoghq.com/service_management/on-call/routing_rules/ */
function escalationsOf({ props, type }: Subject): readonly (readonly [string, string])[] {
  if (type !== "datadog:index/onCallTeamRoutingRules:OnCallTeamRoutingRules") return [];
  return listOf(props["rules"]).flatMap((rule, index) => {
    const here = isGiven(at(rule, "escalationPolicy")) && isWaking(at(rule, "urgency"));
    const inAction = listOf(at(rule, "actions")).some(
      (each) =>
        isGiven(at(each, "escalationPolicy.policyId")) && isWaking(at(each, "escalationPolicy.urgency")),
    );
    return here || inAction ? [[`rules[${index}]`, "escalates with urgency"] as const] : [];
  });
}
