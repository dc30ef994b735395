import type { ResourceRule } from "../rule";
import { at, isGiven, listOf, type Value } from "../value";

/** Minutes that the provider fills in where the program says nothing; the two together look like no decision. */
const defaults = { startWindow: 60, completionWindow: 180 } as const;

const windows = ["startWindow", "completionWindow"] as const;

/**
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRule.html
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/backup/plan.go
 */
export const backupPlanWindows: ResourceRule = {
  name: "backup-plan-windows",
  title: "A backup rule has both windows",
  because: "AWS Backup cancels a job that is not done within a window that nobody chose.",
  severity: "high",
  types: ["aws:backup/plan:Plan"],
  check: ({ props }) =>
    listOf(props["rules"]).flatMap((rule, index) =>
      undecided(rule).map((window) => ({
        path: `rules[${index}].${window}`,
        value: null,
        rule: "it is not set, or has the provider's default as the other window has, which looks the same.",
        remedy: `Set it in minutes, as long as the largest backup needs; startWindow ${defaults.startWindow} with completionWindow ${defaults.completionWindow} is what the provider fills in.`,
      })),
    ),
};

function undecided(rule: Value): readonly (typeof windows)[number][] {
  const areDefault = windows.every((window) => at(rule, window) === defaults[window]);
  return areDefault ? windows : windows.filter((window) => !isGiven(at(rule, window)));
}
