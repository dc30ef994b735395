import { backupSelectionScope } from "../../../policy/rules/backup-selection-scope";
import { describeRule } from "../../support/policy-rule";

describeRule(backupSelectionScope, {
  keeps: {
    "named resources": { props: { resources: ["arn:aws:s3:::shop", "arn:aws:s3:::shop-*"] } },
    "everything with a tag": {
      props: { resources: ["*"], selectionTags: [{ key: "backup", value: "daily" }] },
    },
    "everything under a condition": {
      props: {
        resources: ["*"],
        conditions: [{ stringEquals: [{ key: "aws:ResourceTag/backup", value: "daily" }] }],
      },
    },
    "no resources": { props: {} },
  },
  breaks: {
    everything: {
      props: { resources: ["arn:aws:s3:::shop", "*"] },
      found: [{ path: "resources[1]", value: "*" }],
    },
    "every bucket": {
      props: { resources: ["arn:aws:s3:::*", "arn:aws:*"] },
      found: [{ path: "resources[0]", value: "arn:aws:s3:::*" }, { path: "resources[1]" }],
    },
    "everything under an empty condition": {
      props: { resources: ["*"], conditions: [{ stringEquals: [] }], selectionTags: [] },
      found: [{ path: "resources[0]" }],
    },
  },
});
