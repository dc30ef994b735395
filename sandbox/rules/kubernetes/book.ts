import type { RuleBook } from "../rule";
import { autoscalerRules } from "./autoscaler";
import { certificateRules } from "./certificate";
import { metadataRules } from "./metadata";
import { workloadRules } from "./workload";

/** What a Kubernetes API server, and cert-manager's webhook in it, refuse. */
export const kubernetesRules: RuleBook = {
  package: "kubernetes",
  rules: [...metadataRules, ...autoscalerRules, ...workloadRules, ...certificateRules],
  references: [],
};
