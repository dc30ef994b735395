import type { ResourceRule } from "../rule";
import { bagOf, listOf, unknown, type Bag, type Value } from "../value";

/** A star, or an ARN that names nothing beside a service, such as `arn:aws:s3:::*`. */
const everything = /^(?:arn:[\w*-]*(?::[^:]*){0,3}:)?\*$/;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html */
export const backupSelectionScope: ResourceRule = {
  name: "backup-selection-scope",
  title: "A backup selection names what it protects",
  because: "A selection of everything is paid for by everything, and hides that what matters is missing.",
  severity: "medium",
  types: ["aws:backup/selection:Selection"],
  check: ({ props }) =>
    isNarrowed(props)
      ? []
      : listOf(props["resources"]).flatMap((resource, index) =>
          typeof resource === "string" && everything.test(resource)
            ? [
                {
                  path: `resources[${index}]`,
                  value: resource,
                  rule: "it selects everything, of the account or of one kind.",
                  remedy: "Name the resources by ARN, or narrow it by selectionTags or conditions.",
                },
              ]
            : [],
        ),
};

/** Tags and conditions keep only those of the resources that match. */
function isNarrowed({ conditions, selectionTags }: Bag): boolean {
  const hasFilter = (condition: Value): boolean =>
    condition === unknown || Object.values(bagOf(condition)).some((each) => listOf(each).length > 0);
  return listOf(selectionTags).length > 0 || listOf(conditions).some(hasFilter);
}
