import type { Plan } from "../../plan/types";
import { endedProviders } from "../../sandbox/control-plane";
import { exitCodes, Stop } from "../exit";
import { localStack } from "./local-stack";
import { policyPack, violationsIn } from "./policy-pack";
import { runPulumi, type PulumiResult, type PulumiRun } from "./pulumi";
import { refuseWhilePulumiRuns } from "./stack-lock";
import type { Workplace } from "./workplace";

/**
 * Deploys the program into the local stack.
 *
 * @throws Stop saying why it did not finish, and that the next start goes on
 */
export async function deployAll(
  { places, root, runOf }: Pick<Workplace, "places" | "root" | "runOf">,
  plan: Plan,
  say: (text: string) => void,
): Promise<PulumiResult> {
  const what = counted(plan.guardrails.length, "guardrail");
  const run = runOf(localStack);
  let done = 0;
  const onLine = (line: string): void => {
    if (/\b(created|updated|deleted|replaced)\b/.test(line))
      say(`Deploying ${what}: ${counted(++done, "resource")} changed`);
  };
  say(`Deploying ${what} of ${plan.environment}`);
  const options = ["--yes", "--skip-preview", "--suppress-outputs", "--policy-pack", policyPack(root)];
  const result = await runPulumi(["up", ...options], { ...run, onLine });
  if (result.code === 0) return result;
  // Somebody's own `pulumi up` may have begun since the last look.
  if (result.stderr.includes("currently locked")) refuseWhilePulumiRuns(places.state);
  const violations = violationsIn(result.stdout);
  if (violations !== null) throw new Stop(exitCodes.problems, refused(await allViolations(run, violations)));
  throw new Stop(exitCodes.problems, notFinished(result, await endedProviders(places.sandbox)));
}

/** An update stops at the first resource that breaks a rule; a preview looks at all of them. */
async function allViolations(run: PulumiRun, first: string): Promise<string> {
  const { stdout } = await runPulumi(["preview", "--policy-pack", policyPack(run.root)], run);
  return violationsIn(stdout) ?? first;
}

/** Why the policy pack ended a deployment, and what to do. */
export function refused(violations: string): string {
  return `The policy pack refuses what the program deploys. Mend it, or the rule in policy/, and run npm start again.\n\n${violations}`;
}

/** Why a deployment did not finish, and what to do; `ended` are the control planes that went away under it. */
export function notFinished(result: PulumiResult, ended: readonly string[]): string {
  const processes = `${ended.join(", ")} ${ended.length === 1 ? "process" : "processes"}`;
  const why =
    ended.length === 0
      ? "The deployment did not finish."
      : `The sandbox's ${processes} ended during the deployment.`;
  const next = ended.length === 0 ? "it recovers" : "it starts the sandbox anew, recovers";
  return `${why} Run npm start again: ${next} what was done and goes on.\n\n${failureOf(result)}`;
}

/** A number with its noun, such as "1 resource" or "2 resources". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Only what went wrong; the rest of Pulumi's output is the list of what went well. */
function failureOf({ stderr, stdout }: PulumiResult): string {
  const start = stdout.indexOf("Diagnostics:");
  return [start < 0 ? "" : stdout.slice(start).trim(), stderr.trim()].filter(Boolean).join("\n\n");
}
