import { join } from "node:path";

import { startSandbox, type Sandbox } from "../../sandbox/control-plane";
import type { PackageName } from "../../sandbox/packages";
import { withLock } from "../../sandbox/process-lock";
import { exitCodes, Stop } from "../exit";
import { findPulumi } from "./find-pulumi";
import {
  localEnvironment,
  localPlaces,
  localStack,
  prepareLocalStack,
  type LocalPlaces,
} from "./local-stack";
import { policyPack } from "./policy-pack";
import { runPulumi, type PulumiRun } from "./pulumi";

/** A local stack that Pulumi's commands can work on. */
export interface LocalSession {
  /** Where its state, its passphrase and the sandbox's objects lie. */
  readonly places: LocalPlaces;
  /** The sandbox that stands for the providers; `stop` leaves it, and the last to leave ends it. */
  readonly sandbox: Sandbox;
  /** How Pulumi's commands reach it: folder and variables. */
  readonly run: PulumiRun;
  /** Variables with which a plain `pulumi` works on it too, and keeps the rules of the policy pack. */
  readonly environment: Readonly<Record<string, string>>;
}

const makingPatience = 60_000;

/** Makes sure that there is a Pulumi CLI and the local stack, then starts or joins the sandbox. */
export async function openLocalSession(
  root: string,
  onProgress: (line: string) => void,
  ports: Readonly<Partial<Record<PackageName, number>>> = {},
): Promise<LocalSession> {
  await findPulumi(root);
  const places = await makeLocalStack(root, onProgress);
  // Last, so that whatever fails before leaves no sandbox running.
  const sandbox = await startSandbox({ directory: places.sandbox, onProgress, ports });
  const environment = localEnvironment(places, sandbox.environment);
  // Not for every command of a run: recovery previews what is wrong, in order to mend it.
  const plain = { ...environment, PULUMI_OPTION_POLICY_PACK: policyPack(root) };
  return { places, sandbox, run: { root, environment }, environment: plain };
}

/** Two commands at once on a fresh checkout must end up with one stack: the second waits, then finds it. */
function makeLocalStack(root: string, onProgress: (line: string) => void): Promise<LocalPlaces> {
  const tooLong = ({ pid }: { readonly pid: number }): Stop =>
    new Stop(exitCodes.problems, `Process ${pid} is still making the local stack; wait for it, or end it.`);
  const file = join(localPlaces(root).folder, "making.lock");
  return withLock(file, { milliseconds: makingPatience, tooLong }, async () => {
    const places = prepareLocalStack(root);
    const run = { root, environment: localEnvironment(places, {}) };
    const selected = await runPulumi(["stack", "select", localStack], run);
    if (selected.code === 0) return places;
    onProgress("Making the local stack: its state stays in .belfry/state.");
    const made = await runPulumi(["stack", "init", localStack], run);
    // Somebody's own `pulumi stack init` may have been faster.
    if (made.code !== 0 && !made.stderr.includes("already exists"))
      throw new Stop(exitCodes.problems, `The local stack could not be made:\n${made.stderr.trim()}`);
    return places;
  });
}
