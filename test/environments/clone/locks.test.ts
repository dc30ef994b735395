import { irrevocableLocks } from "../../../environments/clone/locks";

const compliance = { rule: { defaultRetention: { mode: "COMPLIANCE", days: 30 } } };
const governance = { rule: { defaultRetention: { mode: "GOVERNANCE", days: 30 } } };

describe("a lock that nobody can lift", () => {
  it.each([
    [
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      { changeableForDays: 3 },
      "changeableForDays",
    ],
    [
      "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
      compliance,
      "rule.defaultRetention.mode",
    ],
    [
      "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
      { rule: [{ defaultRetention: { mode: "COMPLIANCE" } }] },
      "rule.defaultRetention.mode",
    ],
    [
      "aws:s3/bucket:Bucket",
      { objectLockConfiguration: compliance },
      "objectLockConfiguration.rule.defaultRetention.mode",
    ],
    ["aws:s3/bucketObjectv2:BucketObjectv2", { objectLockMode: "COMPLIANCE" }, "objectLockMode"],
    ["aws:glacier/vaultLock:VaultLock", { completeLock: true }, "completeLock"],
  ])("is refused: %s", (type, inputs, path) => {
    expect(irrevocableLocks([{ type, name: "shop/store-lock", inputs }])).toEqual([
      expect.objectContaining({
        code: "clone/lock",
        path: `${type.split(":")[2] ?? ""}::shop/store-lock ${path}`,
      }),
    ]);
  });

  it.each([
    [
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      { minRetentionDays: 7, maxRetentionDays: 30 },
    ],
    ["aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration", governance],
    ["aws:s3/bucket:Bucket", { bucket: "a" }],
    ["aws:glacier/vaultLock:VaultLock", { completeLock: false }],
    ["aws:s3/bucketPolicy:BucketPolicy", { objectLockMode: "COMPLIANCE" }],
  ])("is none of %s that can be lifted", (type, inputs) => {
    expect(irrevocableLocks([{ type, name: "a", inputs }])).toEqual([]);
  });
});
