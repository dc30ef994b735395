import type { ResourceRule } from "../rule";
import { isGiven } from "../value";

const keys: Readonly<Record<string, string>> = {
  "aws:backup/vault:Vault": "kmsKeyArn",
  "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault": "encryptionKeyArn",
};

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/encryption.html */
export const backupVaultKey: ResourceRule = {
  name: "backup-vault-key",
  title: "A backup vault is encrypted with a key of its own",
  because: "AWS's default key can neither be shared with another account nor be withdrawn.",
  severity: "high",
  types: Object.keys(keys),
  check: ({ props, type }) => {
    const path = keys[type] ?? "";
    const key = props[path];
    const isOwn = isGiven(key) && !(typeof key === "string" && key.includes("alias/aws/"));
    if (isOwn) return [];
    return [
      {
        path,
        value: typeof key === "string" ? key : null,
        rule: "the vault uses AWS's default key.",
        remedy: "Give it the ARN of a KMS key that you manage.",
      },
    ];
  },
};
