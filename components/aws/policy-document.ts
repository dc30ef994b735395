/** Whom a statement is about. */
export type Principal =
  /** Everyone. */
  | "*"
  /** One ARN or several, of accounts, roles or users. */
  | { readonly AWS: string | readonly string[] }
  /** Host name of an AWS service, such as `backup.amazonaws.com`. */
  | { readonly Service: string }
  /** ARN of an identity provider outside IAM, such as a cluster's OIDC provider. */
  | { readonly Federated: string };

/** Operator, then key, then value, such as `{ StringEquals: { "aws:SourceAccount": "111122223333" } }`. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** One rule of a policy. */
export interface Statement {
  /** What the rule is for, in letters and digits: IAM refuses anything else. */
  readonly Sid: string;
  /** Whether it grants or forbids. */
  readonly Effect: "Allow" | "Deny";
  /** Whom it is about; absent in a policy of a role, which is about that role. */
  readonly Principal?: Principal;
  /** What they may or may not do. */
  readonly Action: string | readonly string[];
  /** On what; absent in a trust policy, which is about its own role. */
  readonly Resource?: string | readonly string[];
  /** When only. */
  readonly Condition?: Condition;
}

/**
 * A policy as the text that AWS stores. Made of names only, never of an Output, so that a preview shows all of it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function policyText(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
