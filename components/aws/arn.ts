/** Where a name belongs: AWS names mean something only within an account and a region. */
export interface Place {
  /** Account number, twelve digits. */
  readonly account: string;
  /** Region, such as `eu-west-1`. */
  readonly region: string;
}

/**
 * The partition of a region, the second part of its ARNs.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function partition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The ARN of an IAM role. Built from names, so that it is known in preview and in another stack. */
export function roleArn({ account, region }: Place, name: string): string {
  return `arn:${partition(region)}:iam::${account}:role/${name}`;
}

/** The ARN of a policy that AWS manages; `path` is its name with the path before it. */
export function managedPolicyArn({ region }: Place, path: string): string {
  return `arn:${partition(region)}:iam::aws:policy/${path}`;
}

/** The ARN that stands for everybody in the account whom its IAM policies allow. */
export function accountArn({ account, region }: Place): string {
  return `arn:${partition(region)}:iam::${account}:root`;
}

/** The ARN of an OpenID Connect provider; `issuer` is its address without `https://`. */
export function oidcProviderArn({ account, region }: Place, issuer: string): string {
  return `arn:${partition(region)}:iam::${account}:oidc-provider/${issuer}`;
}

/** The ARN of a bucket; bucket names are unique in the world, so that it holds no account. */
export function bucketArn({ region }: Place, bucket: string): string {
  return `arn:${partition(region)}:s3:::${bucket}`;
}

/** The ARN of a key's alias, such as `alias/belfry-prod`; S3 takes it wherever it takes a key. */
export function keyAliasArn({ account, region }: Place, alias: string): string {
  return `arn:${partition(region)}:kms:${region}:${account}:${alias}`;
}

/** The ARN that stands for all keys of the place; useful only under a condition. */
export function anyKeyArn({ account, region }: Place): string {
  return `arn:${partition(region)}:kms:${region}:${account}:key/*`;
}

/** The ARN of a backup vault. */
export function vaultArn({ account, region }: Place, vault: string): string {
  return `arn:${partition(region)}:backup:${region}:${account}:backup-vault:${vault}`;
}

/** The ARN of an SNS topic. */
export function topicArn({ account, region }: Place, topic: string): string {
  return `arn:${partition(region)}:sns:${region}:${account}:${topic}`;
}
