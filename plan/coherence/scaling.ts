import { writtenDuration } from "../../model/quantity";
import type { GuardrailOf } from "../types";
import { ofKind, type CoherenceRule, type Coherent } from "./rule";

/** Monitors of one service that wake people over its CPU, with the autoscaler that should act before them. */
function* scaledCpuAlerts({ guardrails }: Coherent): Generator<{
  readonly monitor: GuardrailOf<"monitor">;
  readonly scaler: GuardrailOf<"autoscaling">;
  readonly target: number;
}> {
  for (const scaler of ofKind(guardrails, "autoscaling")) {
    const target = scaler.utilization.cpu;
    if (target === null || scaler.minimum === scaler.maximum) continue;
    for (const monitor of ofKind(guardrails, "monitor")) {
      if (
        monitor.service === scaler.service &&
        monitor.signal === "cpuUsage" &&
        monitor.pages &&
        !monitor.draft
      )
        yield { monitor, scaler, target };
    }
  }
}

/** A page about CPU stands above what autoscaling keeps by itself. */
export const cpuAboveTarget: CoherenceRule = {
  code: "coherence/cpu-above-target",
  title: "A page about CPU stands above the autoscaling target",
  because: "Autoscaling holds CPU at its target, so an alert at or under it wakes people over normal work.",
  example: "The autoscaler keeps CPU at 70 %, and a monitor pages above 65 %.",
  fix: "Raise the alert's critical level above the target, or lower the target.",
  find: (plan) =>
    [...scaledCpuAlerts(plan)]
      .filter(({ monitor, target }) => monitor.critical <= target)
      .map(({ monitor, scaler, target }) => ({
        path: `${monitor.id}.critical`,
        value: `${monitor.critical} %`,
        rule: `${scaler.id} keeps CPU at ${target} %, so this would page on normal work.`,
        remedy: `Set it above ${target} %.`,
      })),
};

/** A page about CPU waits until autoscaling had its chance. */
export const windowAfterScaling: CoherenceRule = {
  code: "coherence/window-after-scaling",
  title: "A page about CPU waits until autoscaling had its chance",
  because: "An alert whose window is shorter than scaling out takes wakes people for what mends itself.",
  example: "Scaling out takes a stabilisation of 60 s and a step of 60 s; a monitor pages after 1 min.",
  fix: "Lengthen the alert's window beyond the stabilisation and one step of the autoscaler.",
  find: (plan) =>
    [...scaledCpuAlerts(plan)]
      .filter(({ monitor, scaler }) => monitor.over <= scaler.scaleUp.stabilization + scaler.scaleUp.every)
      .map(({ monitor, scaler }) => ({
        path: `${monitor.id}.over`,
        value: writtenDuration(monitor.over),
        rule: `${scaler.id} needs ${writtenDuration(scaler.scaleUp.stabilization + scaler.scaleUp.every)} to add replicas.`,
        remedy: "Choose a longer window.",
      })),
};

const atMaximumSignals: readonly string[] = ["replicasAtMaximum", "replicas"];

/** Somebody hears when autoscaling has nothing left to give. */
export const atMaximum: CoherenceRule = {
  code: "coherence/at-maximum",
  title: "Somebody hears when autoscaling is at its maximum",
  because:
    "At the maximum the next rise of load hits users, and no other alert says that the reserve is gone.",
  example: "An autoscaler goes from 2 to 4 replicas, and no monitor watches for 4.",
  fix: "Declare a monitor of the signal replicasAtMaximum.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "autoscaling")
      .filter(({ maximum, minimum }) => maximum > minimum)
      .filter(
        ({ service }) =>
          !ofKind(guardrails, "monitor").some(
            (each) => each.service === service && atMaximumSignals.includes(each.signal),
          ),
      )
      .map(({ id, maximum }) => ({
        path: `${id}.maximum`,
        value: String(maximum),
        rule: "no monitor of the service says that it is reached.",
        remedy: "Declare a monitor of replicasAtMaximum.",
      })),
};

/** A node can be drained while the service runs on its minimum. */
export const disruptionBudget: CoherenceRule = {
  code: "coherence/disruption-budget",
  title: "The disruption budget leaves a replica at the minimum",
  because:
    "A budget that allows all replicas to go at once takes the service down whenever nodes are replaced.",
  example: "At least 2 replicas run, and the budget allows 2 to be unavailable.",
  fix: "Allow fewer to be unavailable than the autoscaler's minimum, or raise the minimum.",
  find: ({ guardrails }) =>
    ofKind(guardrails, "disruption-budget").flatMap(({ id, maxUnavailable, service }) =>
      ofKind(guardrails, "autoscaling")
        .filter((scaler) => scaler.service === service && maxUnavailable >= scaler.minimum)
        .map((scaler) => ({
          path: `${id}.maxUnavailable`,
          value: String(maxUnavailable),
          rule: `${scaler.id} may run on ${scaler.minimum}, which would all go at once.`,
          remedy: `Allow fewer than ${scaler.minimum}.`,
        })),
    ),
};
