import type { StackSubject } from "../../../policy/rule";
import { backupRestoreTest } from "../../../policy/rules/backup-restore-test";
import type { Bag } from "../../../policy/value";
import { checkStack, eachUnknownIn, production, resource, urnOf } from "../../support/policy-rule";

const planType = "aws:backup/plan:Plan";
const vaultArn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:shop";
const bucket = "arn:aws:s3:::shop";
const table = "arn:aws:dynamodb:eu-central-1:111122223333:table/orders";
const planId = "1";

const plan = resource(planType, "plan", { id: planId, rules: [{ targetVaultName: "shop" }] });
const selection = (props: Bag, from?: StackSubject["comesFrom"]): StackSubject =>
  resource("aws:backup/selection:Selection", "backup", { planId, ...props }, from);
const testing = (included: string, changes: Bag = {}): StackSubject =>
  resource("aws:backup/restoreTestingPlan:RestoreTestingPlan", "testing", {
    name: "weekly",
    recoveryPointSelection: { includeVaults: [included], ...changes },
  });
const tested = (props: Bag): StackSubject =>
  resource("aws:backup/restoreTestingSelection:RestoreTestingSelection", "tested", {
    restoreTestingPlanName: "weekly",
    ...props,
  });
const ofBuckets = { protectedResourceType: "S3", protectedResourceArns: ["*"] };
const whole = [plan, selection({ resources: [bucket] }), testing(vaultArn), tested(ofBuckets)];

const untested = [`backup.resources ${bucket}`];

describe("backup-restore-test", () => {
  it.each<[string, readonly StackSubject[], readonly string[]]>([
    ["a test of its vault and type", whole, []],
    ["a test of all vaults", [plan, selection({ resources: [bucket] }), testing("*"), tested(ofBuckets)], []],
    [
      "a test of that resource",
      [
        plan,
        selection({ resources: [bucket] }),
        testing(vaultArn),
        tested({ ...ofBuckets, protectedResourceArns: [bucket] }),
      ],
      [],
    ],
    [
      "a plan known by the program alone",
      [
        resource(planType, "plan", { rules: [{ targetVaultName: "shop" }] }),
        selection({ planId: "?", resources: [bucket] }, { planId: [urnOf(planType, "plan")] }),
        testing(vaultArn),
        tested(ofBuckets),
      ],
      [],
    ],
    [
      "a selection by tags and any test of its vault",
      [plan, selection({ selectionTags: [{ key: "backup" }] }), testing(vaultArn), tested(ofBuckets)],
      [],
    ],
    ["what AWS cannot test", [plan, selection({ resources: ["arn:aws:timestream:x:1:database/a"] })], []],
    ["no test", [plan, selection({ resources: [bucket] })], untested],
    ["a selection by tags and no test", [plan, selection({})], ["backup.resources by tags"]],
    [
      "a plan of tests without selection",
      [plan, selection({ resources: [bucket] }), testing(vaultArn)],
      untested,
    ],
    [
      "a test of another vault",
      [plan, selection({ resources: [bucket] }), testing(`${vaultArn}-2`), tested(ofBuckets)],
      untested,
    ],
    [
      "a test that leaves its vault out",
      [
        plan,
        selection({ resources: [bucket] }),
        testing("*", { excludeVaults: [vaultArn] }),
        tested(ofBuckets),
      ],
      untested,
    ],
    [
      "a test of another type",
      [plan, selection({ resources: [bucket, table] }), testing(vaultArn), tested(ofBuckets)],
      [`backup.resources ${table}`],
    ],
    [
      "a test of another bucket",
      [
        plan,
        selection({ resources: [bucket] }),
        testing(vaultArn),
        tested({ ...ofBuckets, protectedResourceArns: [`${bucket}-2`] }),
      ],
      untested,
    ],
    [
      "a test under another plan's name",
      [
        plan,
        selection({ resources: [bucket] }),
        testing(vaultArn),
        tested({ ...ofBuckets, restoreTestingPlanName: "x" }),
      ],
      untested,
    ],
  ])("with %s", (_, subjects, found) => {
    expect(checkStack(backupRestoreTest, subjects)).toEqual(found);
  });

  it("waits for what a preview does not know", () => {
    const stacks = eachUnknownIn(whole);

    expect(stacks.map((subjects) => checkStack(backupRestoreTest, subjects))).toEqual(stacks.map(() => []));
  });
});

describe("backup-restore-test of an environment in shards", () => {
  const untestedIn = (shard: string, ...others: readonly StackSubject[]): readonly string[] =>
    checkStack(backupRestoreTest, [plan, selection({ resources: [bucket] }), ...others], {
      ...production,
      stack: { ...production.stack, shard },
    });

  it("leaves what lies in the estate's vault to the estate's stack", () => {
    expect(untestedIn("shop")).toEqual([]);
  });

  it("holds for a vault that the service has by itself, and for the estate", () => {
    expect(untestedIn("shop", resource("aws:backup/vault:Vault", "vault", { name: "shop" }))).toEqual(
      untested,
    );
    expect(untestedIn("estate")).toEqual(untested);
  });
});
