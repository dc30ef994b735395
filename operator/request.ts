import type { CredentialRef } from "./credentials";

/** What is known of an environment that the operator shall deploy, and how it is asked for. */
export interface OperatorRequest {
  /** Name of the environment, and of the stack where it is one. */
  readonly environment: string;
  /** Its stacks in the order of deployment: the environment itself, or one a shard. */
  readonly stacks: readonly ShardStack[];
  /** Whether nothing may remove it as a whole. */
  readonly protected: boolean;
  /** Owner of the stacks in Pulumi Cloud; null for the token's own. */
  readonly organization: string | null;
  /** Address of the git repository, by https or ssh. */
  readonly repository: string;
  /** Branch to follow; null for a commit. */
  readonly branch: string | null;
  /** Full hash of the commit to stay at; null for a branch. */
  readonly commit: string | null;
  /** Image with the Pulumi CLI and Node, pinned by its digest. */
  readonly image: string;
  /** Namespace of all objects but the role binding, which has none. */
  readonly namespace: string;
  /** Backend of the state; null for Pulumi Cloud. */
  readonly backend: string | null;
  /** Seconds between two runs of the same commit, which undo what was changed by hand. */
  readonly resyncSeconds: number;
  /** Whether a resync puts back what was changed by hand; false runs nothing while the commit is the same. */
  readonly correctDrift: boolean;
  /** Whether a stack that the backend does not have is made. */
  readonly create: boolean;
  /** Credentials that take others' place, or are added. */
  readonly secrets: readonly CredentialRef[];
  /** Secret with the key or token that reads the repository, and its key in it; null for one that everybody may read. */
  readonly repositorySecret: { readonly name: string; readonly key: string } | null;
  /** ARN of the AWS role that the pods take on; null for the nodes' own. */
  readonly awsRole: string | null;
}

/** A stack of the environment. */
export interface ShardStack {
  /** Name of the stack, such as `prod.vendhub`. */
  readonly stack: string;
  /** Whether it deploys anything to Sentry. */
  readonly usesSentry: boolean;
}
