import { createHash } from "node:crypto";

import { awsTags, type Identity } from "./identity";

/** What AWS Backup takes for a plan or a selection; a CronJob takes 52 characters. */
const longest = 50;

/**
 * The name of an object that Kubernetes or AWS knows by its name, where a display name with spaces will not do:
 * environment, service, guardrail and part, such as `prod-vendhub-database-backup`. A name that would be too long ends
 * in a digest of all of it, so that two long names stay two.
 *
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function objectName(identity: Identity): string {
  const { guardrail, part } = identity;
  const { env } = awsTags({ guardrail });
  const full = [env, ...guardrail.id.split("/"), part].filter((each) => each !== undefined).join("-");
  if (full.length <= longest) return full;
  const digest = createHash("sha256").update(full).digest("hex").slice(0, 8);
  return `${full.slice(0, longest - digest.length - 1)}-${digest}`;
}
