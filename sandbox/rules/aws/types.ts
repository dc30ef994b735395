/** Type token of backup plans. */
export const PLAN = "aws:backup/plan:Plan";
/** Type token of what a plan backs up. */
export const SELECTION = "aws:backup/selection:Selection";
/** Type token of backup vaults. */
export const VAULT = "aws:backup/vault:Vault";
/** Type token of vault locks. */
export const VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
/** Type token of vault notifications. */
export const VAULT_NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";
/** Type token of restore testing plans. */
export const RESTORE_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
/** Type token of what a restore testing plan restores. */
export const RESTORE_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection";
/** Type token of buckets. */
export const BUCKET = "aws:s3/bucket:Bucket";
/** Type token of a bucket's versioning. */
export const BUCKET_VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";
/** Type token of a bucket's policy. */
export const BUCKET_POLICY = "aws:s3/bucketPolicy:BucketPolicy";
/** Type token of a bucket's lifecycle rules. */
export const BUCKET_LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
/** Settings that belong to one bucket. */
export const BUCKET_PARTS = [
  BUCKET_VERSIONING,
  BUCKET_POLICY,
  BUCKET_LIFECYCLE,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketNotification:BucketNotification",
] as const;
/** Type token of encryption keys. */
export const KEY = "aws:kms/key:Key";
/** Type token of names of encryption keys. */
export const ALIAS = "aws:kms/alias:Alias";
/** Type token of roles. */
export const ROLE = "aws:iam/role:Role";
/** Type token of a role's own policy. */
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
/** Type token of a managed policy on a role. */
export const ROLE_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
/** Type token of notification topics. */
export const TOPIC = "aws:sns/topic:Topic";
/** Type token of a topic's policy. */
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
/** Type token of what Application Auto Scaling scales. */
export const SCALING_TARGET = "aws:appautoscaling/target:Target";
/** Type token of how Application Auto Scaling scales. */
export const SCALING_POLICY = "aws:appautoscaling/policy:Policy";
