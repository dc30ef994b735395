import {
  PolicyPack,
  type Policies,
  type PolicyResource,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";

import { describeProblem } from "../model/problem";
import { stackConfig, stackFactsOf } from "./environment";
import { plainOf } from "./plain";
import type { ResourceRule, RuleText, StackRule, StackSubject, Violation } from "./rule";
import { accessPolicyWildcard } from "./rules/access-policy-wildcard";
import { autoscalerBounds } from "./rules/autoscaler-bounds";
import { autoscalerScaleIn } from "./rules/autoscaler-scale-in";
import { backupPlanWindows } from "./rules/backup-plan-windows";
import { backupRestoreTest } from "./rules/backup-restore-test";
import { backupSelectionScope } from "./rules/backup-selection-scope";
import { backupVaultKey } from "./rules/backup-vault-key";
import { certificateAlert } from "./rules/certificate-alert";
import { disruptionBudgetSelector } from "./rules/disruption-budget-selector";
import { downtimeScope } from "./rules/downtime-scope";
import { pagingMonitorOwner } from "./rules/paging-monitor-owner";
import { pagingMonitorRunbook } from "./rules/paging-monitor-runbook";
import { pagingMonitorSilence } from "./rules/paging-monitor-silence";
import { quietEnvironment } from "./rules/quiet-environment";
import type { Settings } from "./settings";

/** Rules that each resource keeps by itself; the engine refuses it before it is made. */
export const resourceRules: readonly ResourceRule[] = [
  quietEnvironment,
  pagingMonitorRunbook,
  pagingMonitorOwner,
  pagingMonitorSilence,
  backupVaultKey,
  backupPlanWindows,
  backupSelectionScope,
  accessPolicyWildcard,
  downtimeScope,
  disruptionBudgetSelector,
  autoscalerScaleIn,
  autoscalerBounds,
];

/** Rules that the resources of a stack keep together; the engine looks at the end of a preview or an update. */
export const stackRules: readonly StackRule[] = [backupRestoreTest, certificateAlert];

/** Serves the rules to the engine that started this process. */
export function servePack(): void {
  new PolicyPack("belfry", { enforcementLevel: "mandatory", policies: policies(stackConfig(process.env)) });
}

/** Every rule as Pulumi's SDK takes it, for a stack of this configuration. */
export function policies(config: Readonly<Record<string, unknown>>): Policies {
  return [
    ...resourceRules.map((rule) => toResourcePolicy(rule, config)),
    ...stackRules.map((rule) => toStackPolicy(rule, config)),
  ];
}

function toResourcePolicy(
  rule: ResourceRule,
  config: Readonly<Record<string, unknown>>,
): ResourceValidationPolicy {
  const validate = (args: ResourceValidationArgs, report: (text: string) => void): void => {
    const { props, type, urn } = args;
    if (!isAbout(rule, type)) return;
    const context = { stack: stackFactsOf(urn, config), settings: args.getConfig<Settings>() };
    for (const each of rule.check({ urn, type, props: plainOf(props) }, context)) report(told(rule, each));
  };
  const [only] = rule.types;
  const isOfOneType = rule.types.length === 1 && only !== undefined && /[^:/]$/.test(only);
  // As validateResourceOfType marks its functions: the SDK then reads no resource of another type for this rule.
  const validateResource = isOfOneType ? Object.assign(validate, { __pulumiType: only }) : validate;
  return { ...toPolicy(rule), validateResource };
}

function toStackPolicy(rule: StackRule, config: Readonly<Record<string, unknown>>): StackValidationPolicy {
  return {
    ...toPolicy(rule),
    validateStack: (args, report) => {
      const subjects = args.resources.filter(({ type }) => isAbout(rule, type)).map(toSubject);
      const stack = stackFactsOf(args.resources[0]?.urn ?? "", config);
      const context = { stack, settings: args.getConfig<Settings>() };
      for (const each of rule.check(subjects, context)) report(told(rule, each), each.urn);
    },
  };
}

function isAbout({ types }: RuleText, type: string): boolean {
  return types.some((each) => (/(^|[:/])$/.test(each) ? type.startsWith(each) : type === each));
}

function toSubject({ propertyDependencies, props, type, urn }: PolicyResource): StackSubject {
  const comesFrom = Object.entries(propertyDependencies).map(([name, from]) => [
    name,
    from.map((each) => each.urn),
  ]);
  return {
    urn,
    type,
    props: plainOf(props),
    comesFrom: Object.fromEntries(comesFrom) as StackSubject["comesFrom"],
  };
}

function toPolicy({ because, name, schema, severity, title }: RuleText) {
  return {
    name,
    description: `${title}. ${because}`,
    severity,
    enforcementLevel: "mandatory" as const,
    ...(schema && { configSchema: schema }),
  };
}

const told = ({ name }: RuleText, violation: Violation): string =>
  describeProblem({ code: name, ...violation });
