import { isBag, isList, type Bag, type Value } from "../../wire/values";
import { findingIf } from "../kit";
import { text } from "../read";
import type { Finding, Rule } from "../rule";
import { BUCKET, BUCKET_POLICY, KEY, ROLE, ROLE_POLICY, TOPIC, TOPIC_POLICY } from "./types";

const SOURCE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html";
const VERSIONS = ["2012-10-17", "2008-10-17"];

/** Policies that say what a principal may do; those of resources also say who. */
const documents: Rule = {
  code: "aws/policy-document",
  source: SOURCE,
  types: [ROLE, ROLE_POLICY, BUCKET, BUCKET_POLICY, KEY, TOPIC, TOPIC_POLICY, "aws:iam/policy:Policy"],
  check: (inputs) => ["policy", "assumeRolePolicy"].flatMap((path) => checkDocument(inputs[path], path)),
};

/** A policy on a resource without a principal speaks of nobody. */
const principals: Rule = {
  code: "aws/policy-principal",
  source: `${SOURCE}#policies-grammar-bnf (Principal in resource-based and trust policies only)`,
  types: [ROLE, ROLE_POLICY, BUCKET_POLICY, KEY, TOPIC_POLICY],
  check: (inputs) => [
    ...principalFindings(inputs["assumeRolePolicy"], "assumeRolePolicy", true),
    ...principalFindings(inputs["policy"], "policy", !isRolePolicy(inputs)),
  ],
};

/** A key whose policy lets nobody administer it can never be changed or deleted again. */
const keyAdministrator: Rule = {
  code: "aws/key-policy-administrator",
  source: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html (safety check)",
  types: [KEY],
  check: (inputs) => {
    const document = parsed(inputs["policy"]);
    if (document === undefined || inputs["bypassPolicyLockoutSafetyCheck"] === true) return [];
    const canAdminister = statements(document).some(
      (statement) =>
        statement["Effect"] === "Allow" &&
        actions(statement).some((action) => /^kms:(?:\*|PutKeyPolicy)$/i.test(action)),
    );
    return findingIf(
      !canAdminister,
      "policy",
      "lets nobody change the key's policy; allow kms:* to the account's root.",
    );
  },
};

/** Rules about policy documents. */
export const policyRules: readonly Rule[] = [documents, principals, keyAdministrator];

function isRolePolicy(inputs: Bag): boolean {
  return inputs["role"] !== undefined;
}

function checkDocument(value: Value | undefined, path: string): readonly Finding[] {
  const written = text(value);
  if (written === undefined) return [];
  const document = parsed(written);
  if (document === undefined)
    return [{ path, message: "is not JSON; write the document with JSON.stringify." }];
  const version = document["Version"];
  const isKnown = VERSIONS.some((known) => known === version);
  return [
    ...findingIf(!isKnown, path, `has Version ${JSON.stringify(version ?? null)}; write "2012-10-17".`),
    ...findingIf(statements(document).length === 0, path, "has no Statement; add one."),
    ...statements(document).flatMap((statement, index) =>
      checkStatement(statement, `${path}.Statement[${index}]`),
    ),
  ];
}

function checkStatement(statement: Bag, path: string): readonly Finding[] {
  const effect = statement["Effect"];
  const has = (name: string): boolean => statement[name] !== undefined;
  return [
    ...findingIf(
      effect !== "Allow" && effect !== "Deny",
      `${path}.Effect`,
      `is ${JSON.stringify(effect ?? null)}; write "Allow" or "Deny".`,
    ),
    ...findingIf(!has("Action") && !has("NotAction"), `${path}.Action`, "is missing; say what is allowed."),
    ...actions(statement)
      .filter((action) => action !== "*" && !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/.test(action))
      .map((action) => ({
        path: `${path}.Action`,
        message: `is "${action}"; write service:Action, such as "s3:GetObject".`,
      })),
  ];
}

function principalFindings(value: Value | undefined, path: string, isWanted: boolean): readonly Finding[] {
  const document = parsed(value);
  if (document === undefined) return [];
  return statements(document).flatMap((statement, index) => {
    const has = statement["Principal"] !== undefined || statement["NotPrincipal"] !== undefined;
    const at = `${path}.Statement[${index}].Principal`;
    return findingIf(
      has !== isWanted,
      at,
      isWanted ? "is missing; say who." : "cannot stand in a role's own policy; remove it.",
    );
  });
}

function parsed(value: Value | undefined): Bag | undefined {
  const written = text(value);
  if (written === undefined) return undefined;
  try {
    const document = JSON.parse(written) as Value;
    return isBag(document) ? document : undefined;
  } catch {
    return undefined;
  }
}

function statements(document: Bag): readonly Bag[] {
  return oneOrMany(document["Statement"]).filter((statement) => isBag(statement));
}

function actions(statement: Bag): readonly string[] {
  const given = [...oneOrMany(statement["Action"]), ...oneOrMany(statement["NotAction"])];
  return given.filter((action) => typeof action === "string");
}

/** Policies may write a single thing where a list is meant. */
function oneOrMany(value: Value | undefined): readonly Value[] {
  if (isList(value)) return value;
  return value === undefined ? [] : [value];
}
