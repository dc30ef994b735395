import type { ResourceRule, Violation } from "../rule";
import { textLists, textsOf } from "../settings";
import { bagOf, everyValue, isGiven, listOf, type Bag, type Value } from "../value";

const actionsOnAll = "actionsOnAll";

/** Actions that AWS grants on all resources or not at all. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const onAllOrNone: readonly string[] = [
  "cloudwatch:PutMetricData",
  "ecr:GetAuthorizationToken",
  "sts:GetCallerIdentity",
];

/** What lists and describes changes nothing and tells little. */
const isListing = (action: string): boolean => /^[\w-]+:(List|Describe)/.test(action);

type Fault = Pick<Violation, "value" | "rule" | "remedy">;

/** Every policy of every AWS resource: its grammar is the same wherever it stands. */
export const accessPolicyWildcard: ResourceRule = {
  name: "access-policy-wildcard",
  title: "A policy names whom it lets do what",
  because: "A * that was meant for one case lets everyone do everything in all others.",
  severity: "critical",
  types: ["aws:"],
  schema: textLists({
    [actionsOnAll]:
      "Actions that may be allowed on every resource, beside those that AWS grants in no other way.",
  }),
  check: ({ props }, { settings }) => {
    const harmless = [...onAllOrNone, ...textsOf(settings, actionsOnAll)];
    return statementsIn(props).flatMap(([path, statement]) =>
      faultsOf(statement, harmless).map((fault): Violation => ({ path, ...fault })),
    );
  },
};

/** Each statement of each policy document in a resource, whether it is written as a text or as an object. */
function statementsIn(props: Bag): readonly (readonly [string, Bag])[] {
  return everyValue(props).flatMap(([path, value]) =>
    listOf(documentOf(value)["Statement"]).map(
      (statement, index) => [`${path}.Statement[${index}]`, bagOf(statement)] as const,
    ),
  );
}

function documentOf(value: Value): Bag {
  if (typeof value !== "string") return bagOf(value);
  if (!/^\s*\{[\s\S]*"Statement"/.test(value)) return {};
  try {
    return bagOf(JSON.parse(value) as Value);
  } catch {
    // AWS itself says what is wrong with such a text.
    return {};
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
function faultsOf(statement: Bag, harmless: readonly string[]): readonly Fault[] {
  const { Condition, NotPrincipal, Principal, Effect } = statement;
  if (Effect !== "Allow" || isGiven(Condition)) return [];
  if (isGiven(NotPrincipal)) return [everyone("NotPrincipal")];
  if (isGiven(Principal)) return namesEveryone(Principal) ? [everyone("Principal *")] : [];
  // A trust policy has a principal; what has none is attached to a role or a user, and its resources decide.
  return ofIdentity(statement, harmless);
}

const everyone = (value: string): Fault => ({
  value,
  rule: "it lets everyone in, of any account.",
  remedy: "Name the accounts, roles or services, or add a Condition.",
});

function namesEveryone(principal: Value | undefined): boolean {
  if (principal === "*") return true;
  return Object.values(bagOf(principal)).some((each) => listOf(each).includes("*"));
}

function ofIdentity(
  { Action, NotAction, NotResource, Resource }: Bag,
  harmless: readonly string[],
): readonly Fault[] {
  const allowed = listOf(Action).filter((each) => typeof each === "string");
  const every = allowed.filter((action) => action === "*" || action === "*:*");
  if (every.length > 0 || isGiven(NotAction))
    return [
      {
        value: every[0] ?? "NotAction",
        rule: "it allows every action, those that come later included.",
        remedy: "List the actions that are needed.",
      },
    ];
  const isOnAll = isGiven(NotResource) || listOf(Resource).includes("*");
  const broad = allowed.filter((action) => !isListing(action) && !harmless.includes(action));
  if (!isOnAll || broad.length === 0) return [];
  return [
    {
      value: broad.join(", "),
      rule: "it is allowed on every resource of the account.",
      remedy: "Name the resources by ARN, or add a Condition.",
    },
  ];
}
