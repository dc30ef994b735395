import type { StackRun } from "../engine/deploy";
import { deployStacks, sensibleParallelism } from "../engine/deploy-stacks";
import { exportState } from "../engine/export-state";
import { progressLine } from "../engine/progress";
import { isEmptyInSandbox, recoverFirst, type RecoveryReport } from "../engine/recover";
import type { Workplace } from "../engine/workplace";
import type { Deployment } from "./layout";
import { Running } from "./running";

/** What a deployment is told beside what it deploys. */
export interface DeployWishes {
  /** The most stacks at once; null for what the machine allows. */
  readonly parallel: number | null;
  /** Hears what recovery did, where an earlier run was cut off. */
  readonly onRecovery: (report: RecoveryReport) => void;
}

/**
 * Deploys an environment's stacks: makes those that are not there, brings together what an earlier run left, then updates
 * them side by side. The caller holds the environment.
 */
export async function deployEnvironment(
  place: Workplace,
  { environment, stacks }: Deployment,
  { onRecovery, parallel }: DeployWishes,
): Promise<readonly StackRun[]> {
  for (const stack of stacks) await place.ensureStack(stack);
  const report = place.kind === "sandbox" ? await recoverFirst(place, environment, say) : null;
  if (report !== null) onRecovery(report);
  const progress = progressLine();
  const running = new Running(`Deploying ${environment}`, stacks.length);
  progress.say(running.line());
  return deployStacks(place, stacks, {
    parallel: parallel ?? sensibleParallelism(),
    onChange: (stack, count) => {
      running.changed(stack, count);
      progress.say(running.line());
    },
    onEnd: ({ stack }) => {
      running.ended(stack);
      progress.say(running.line());
    },
  }).finally(progress.end);
}

/** The environment's stacks that hold something. */
export async function stacksThere(place: Workplace, environment: string): Promise<readonly string[]> {
  const stacks = await place.stacksOf(environment);
  const empty = await Promise.all(stacks.map((stack) => isEmpty(place, stack)));
  return stacks.filter((_, index) => empty[index] === false);
}

async function isEmpty(place: Workplace, stack: string): Promise<boolean> {
  if (place.kind === "sandbox") return isEmptyInSandbox(place.places, stack);
  const { deployment } = await exportState(place, stack, "encrypted");
  return (deployment.resources ?? []).length === 0;
}

const say = (line: string): void => {
  console.error(line);
};
