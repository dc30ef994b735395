import { backupVaultKey } from "../../../policy/rules/backup-vault-key";
import { describeRule } from "../../support/policy-rule";

const key = "arn:aws:kms:eu-central-1:111122223333:key/1";
const airGapped = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault";

describeRule(backupVaultKey, {
  keeps: {
    "a vault with a key": { props: { name: "shop", kmsKeyArn: key } },
    "an air-gapped vault with a key": { type: airGapped, props: { encryptionKeyArn: key } },
  },
  breaks: {
    "a vault without key": { props: { name: "shop" }, found: [{ path: "kmsKeyArn", value: null }] },
    "a vault with an empty key": { props: { kmsKeyArn: "" }, found: [{ path: "kmsKeyArn" }] },
    "a vault with AWS's key": {
      props: { kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:alias/aws/backup" },
      found: [{ value: "arn:aws:kms:eu-central-1:111122223333:alias/aws/backup" }],
    },
    "an air-gapped vault without key": { type: airGapped, props: {}, found: [{ path: "encryptionKeyArn" }] },
  },
});
