import type { StackRule, StackSubject } from "../rule";
import { at, isGiven, listOf, unknown, type Value } from "../value";

const [plan, selection, testing, tested, vaultType] = [
  "aws:backup/plan:Plan",
  "aws:backup/selection:Selection",
  "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  "aws:backup/vault:Vault",
] as const;

/** The part of an environment that has what services share: its vaults, and the tests of what lies in them. */
const estate = "estate";

/**
 * Types of restore testing by the ARN of what is protected; AWS tests no others.
 *
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
const protectedTypes: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^arn:[\w-]+:s3:::/, ["S3"]],
  [/^arn:[\w-]+:dynamodb:.*:table\//, ["DynamoDB"]],
  [/^arn:[\w-]+:ec2:.*:volume\//, ["EBS"]],
  [/^arn:[\w-]+:ec2:.*:instance\//, ["EC2"]],
  [/^arn:[\w-]+:elasticfilesystem:/, ["EFS"]],
  [/^arn:[\w-]+:fsx:/, ["FSx"]],
  [/^arn:[\w-]+:rds:.*:cluster:/, ["Aurora", "DocumentDB", "Neptune"]],
  [/^arn:[\w-]+:rds:.*:db:/, ["RDS"]],
];

/** A restore that AWS tries by itself: what is restored, and from which vaults. */
interface RestoreTest {
  readonly selection: StackSubject;
  readonly plan: StackSubject;
}

/** What a preview does not know counts as fitting; the update looks again. */
export const backupRestoreTest: StackRule = {
  name: "backup-restore-test",
  title: "What is backed up is restored for a test",
  because: "A backup that was never restored is a hope.",
  severity: "high",
  types: [plan, selection, testing, tested, vaultType],
  check: (subjects, { stack }) => {
    const isService = stack.shard !== null && stack.shard !== estate;
    const tests = restoreTestsOf(subjects);
    return subjects
      .filter(({ type }) => type === selection)
      .flatMap((each) => {
        const vaults = vaultsOf(each, subjects);
        // A vault of the estate's stack is tested there; the program's own plan was checked as a whole.
        if (isService && vaults !== unknown && !vaults.some((vault) => isMade(vault, subjects))) return [];
        const fitting = tests.filter((test) => vaults === unknown || covers(test.plan, vaults));
        return untested(each, fitting).map((resource) => ({
          urn: each.urn,
          path: "resources",
          value: resource,
          rule: "no restore test of this stack covers it.",
          remedy:
            "Add a RestoreTestingPlan that includes its vault, with a RestoreTestingSelection of its type and ARN.",
        }));
      });
  },
};

function restoreTestsOf(subjects: readonly StackSubject[]): readonly RestoreTest[] {
  const plans = subjects.filter(({ type }) => type === testing);
  return subjects
    .filter(({ type }) => type === tested)
    .flatMap((each) => {
      const name = each.props["restoreTestingPlanName"];
      const found = plans.find(({ props }) => same(props["name"], name));
      return found ? [{ selection: each, plan: found }] : [];
    });
}

/** Names of the vaults to which a selection's plan writes; unknown where the plan is not of this stack. */
function vaultsOf(
  { comesFrom, props }: StackSubject,
  subjects: readonly StackSubject[],
): readonly Value[] | typeof unknown {
  const plans = subjects.filter(({ type }) => type === plan);
  const found =
    plans.find(({ urn }) => comesFrom["planId"]?.includes(urn)) ??
    plans.find((each) => isGiven(each.props["id"]) && each.props["id"] === props["planId"]);
  if (!found) return unknown;
  return listOf(found.props["rules"]).map((rule) => at(rule, "targetVaultName") ?? null);
}

const isMade = (vault: Value, subjects: readonly StackSubject[]): boolean =>
  subjects.some(({ props, type }) => type === vaultType && same(props["name"], vault));

function covers({ props }: StackSubject, vaults: readonly Value[]): boolean {
  const [included, excluded] = ["includeVaults", "excludeVaults"].map((name) =>
    at(props, `recoveryPointSelection.${name}`),
  );
  return vaults.some((vault) => namesVault(included, vault) && !surelyNames(excluded, vault));
}

function namesVault(arns: Value | undefined, vault: Value): boolean {
  return listOf(arns).some(
    (arn) => arn === "*" || arn === unknown || vault === unknown || nameOf(arn) === vault,
  );
}

/** What may be left out is not left out for sure. */
function surelyNames(arns: Value | undefined, vault: Value): boolean {
  return listOf(arns).some((arn) => arn === "*" || (typeof vault === "string" && nameOf(arn) === vault));
}

/** A vault's name is the last part of its ARN. */
const nameOf = (arn: Value): string | undefined =>
  typeof arn === "string" ? arn.slice(arn.lastIndexOf(":") + 1) : undefined;

/** What a selection protects and no test restores; by tags it may be anything, so any test will do. */
function untested({ props }: StackSubject, tests: readonly RestoreTest[]): readonly string[] {
  const named = listOf(props["resources"]);
  if (named.length === 0) return tests.length === 0 ? ["by tags"] : [];
  return named.filter((arn) => typeof arn === "string").filter((arn) => !isTested(arn, tests));
}

function isTested(arn: string, tests: readonly RestoreTest[]): boolean {
  const types = protectedTypes.find(([pattern]) => pattern.test(arn))?.[1];
  // AWS cannot test what it knows no type for; a pattern such as * is anything.
  if (types === undefined) return arn.startsWith("arn:") || tests.length > 0;
  return tests.some(({ selection: { props } }) => {
    const arns = listOf(props["protectedResourceArns"]);
    const isChosen = arns.some((each) => each === "*" || same(each, arn));
    return (
      types.some((type) => same(props["protectedResourceType"], type)) &&
      (isChosen || isGiven(props["protectedResourceConditions"]))
    );
  });
}

const same = (left: Value | undefined, right: Value | undefined): boolean =>
  left === unknown || right === unknown || left === right;
