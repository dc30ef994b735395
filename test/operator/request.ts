import type { OperatorRequest } from "../../operator/request";

/** A digest of the right form; no image is pulled here. */
export const digest = `sha256:${"4c4d16e0".repeat(8)}`;

/** Production in two shards, with nothing asked for that must not be. */
export function requestOf(changes: Partial<OperatorRequest> = {}): OperatorRequest {
  return {
    environment: "prod",
    stacks: [
      { stack: "prod.estate", usesSentry: false },
      { stack: "prod.vendhub", usesSentry: true },
    ],
    protected: true,
    organization: "acme",
    repository: "https://github.com/acme/guardrails.git",
    branch: "main",
    commit: null,
    image: `pulumi/pulumi:3.259.0-nonroot@${digest}`,
    namespace: "belfry-stacks",
    backend: null,
    resyncSeconds: 3600,
    correctDrift: true,
    create: false,
    secrets: [],
    repositorySecret: null,
    awsRole: null,
    ...changes,
  };
}
