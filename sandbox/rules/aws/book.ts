import type { RuleBook } from "../rule";
import { backupPlanRules } from "./backup-plan";
import { backupSelectionRules } from "./backup-selection";
import { policyRules } from "./policies";
import { awsReferences } from "./references";
import { restoreTestingRules } from "./restore-testing";
import { storageRules } from "./storage";

/** What AWS refuses. */
export const awsRules: RuleBook = {
  package: "aws",
  rules: [
    ...backupPlanRules,
    ...backupSelectionRules,
    ...restoreTestingRules,
    ...policyRules,
    ...storageRules,
  ],
  references: awsReferences,
};
