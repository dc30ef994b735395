import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { DeployedClone } from "../../environments/clone/report";
import { leaksOf } from "../../environments/leaks/leaks";
import { ModelError } from "../../model/problem";
import { describeRepairs } from "../commands/recover";
import { refuseUnfinished, type StackRun } from "../engine/deploy";
import { holdingStack } from "../engine/stack-lock";
import type { OpenWorkplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { refuseCutOff } from "../up/cut-off";
import { deployEnvironment, stacksThere } from "../up/deploy-environment";
import { deploymentOf } from "../up/layout";
import { outcomesOf } from "../up/summary";
import { writeWhole } from "../write-whole";
import type { PreparedClone } from "./prepare";
import { setSecrets } from "./secrets";
import { isDeployed, stateOf } from "./states";

/**
 * Makes a clone that was prepared: its file, whole or not at all, then its stack; and searches what is deployed for
 * anything of the origin. Cut off anywhere, the same command goes on.
 *
 * @throws ModelError with each leak and its exact path
 */
export function deployClone(place: OpenWorkplace, prepared: PreparedClone): Promise<DeployedClone> {
  const { file, made, request } = prepared;
  return holdingStack(
    place.root,
    async () => {
      const path = join(place.root, file);
      // Another run may have made it since it was looked for; what that wrote is never written over.
      if (!existsSync(path)) writeWhole(path, made.text, { drafts: place.places.folder });
      else if (!prepared.isThere && readFileSync(path, "utf8") !== made.text) throw begunMeanwhile(file);
      const runs = await deploy(place, prepared);
      return { resources: await proved(place, prepared), changes: changesOf(request.to, runs) };
    },
    request.to,
  );
}

const begunMeanwhile = (file: string): Stop =>
  new Stop(exitCodes.problems, `Another run made ${file} meanwhile; run this again.`);

async function deploy(place: OpenWorkplace, { plan, request }: PreparedClone): Promise<readonly StackRun[]> {
  const { from, to } = request;
  const there = await stacksThere(place, to);
  const { services } = plan.environment;
  const deployment = deploymentOf({ stack: to, asked: null, there, services });
  await refuseCutOff(place, deployment);
  for (const stack of deployment.stacks) {
    await place.ensureStack(stack);
    await setSecrets(place, stack, request);
  }
  const runs = await deployEnvironment(place, deployment, {
    parallel: null,
    onRecovery: (report) => {
      console.error(describeRepairs(report, true));
    },
  });
  for (const run of runs)
    if (run.code !== 0) await refuseUnfinished(place, run, `belfry clone ${from} ${to} with the same words`);
  if (runs.length < deployment.stacks.length) throw new Stop(exitCodes.problems);
  return runs;
}

/** How many resources are deployed, once nothing of the origin is found in them. */
async function proved(
  place: OpenWorkplace,
  { origin, originState, plan, request }: PreparedClone,
): Promise<number> {
  const { from, to } = request;
  const { objects } = await stateOf(place, to);
  const leaks = leaksOf({
    origin: origin.inputs,
    clone: plan.environment,
    originState: originState.objects,
    cloneState: objects,
    secrets: originState.secrets,
  });
  if (leaks.length > 0) throw new ModelError(`What is deployed of ${to}, searched for ${from},`, leaks);
  return objects.filter(isDeployed).length;
}

const counts = ["created", "updated", "replaced", "deleted"] as const;

function changesOf(stack: string, runs: readonly StackRun[]): string {
  const stacks = runs.map((run) => run.stack);
  const outcomes = outcomesOf(stacks.length > 0 ? stacks : [stack], runs);
  return counts
    .map((count) => [outcomes.reduce((sum, each) => sum + each[count], 0), count] as const)
    .filter(([sum]) => sum > 0)
    .map(([sum, count]) => `${sum} ${count}`)
    .join(", ");
}
