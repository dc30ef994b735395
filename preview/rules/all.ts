import type { GuardrailKind, GuardrailOf } from "../../plan/types";
import { monitor } from "./alerts";
import { backup, backupStore, probe, restoreTest } from "./backups";
import { escalation } from "./escalation";
import type { Rules } from "./kit";
import { burnRate, objective } from "./objectives";
import { certificate, synthetic } from "./outside";
import { autoscaling, capacity, dashboard, disruptionBudget, downtime, logMetric } from "./platform";
import { reminder } from "./reminder";
import { sentryRule } from "./sentry";

/**
 * What a change of each field of each kind means. A kind or field that the plan gains does not compile here until it has
 * a rule: `text` where it decides nothing, `scope` where it says what is measured or protected, else one with a direction.
 */
export const rules: { readonly [K in GuardrailKind]: Rules<GuardrailOf<K>> } = {
  monitor,
  objective,
  "burn-rate": burnRate,
  synthetic,
  certificate,
  autoscaling,
  "disruption-budget": disruptionBudget,
  capacity,
  backup,
  "restore-test": restoreTest,
  "backup-store": backupStore,
  probe,
  downtime,
  reminder,
  "sentry-rule": sentryRule,
  dashboard,
  escalation,
  "log-metric": logMetric,
};
