import { startSandbox, type Sandbox } from "../../sandbox/control-plane";
import type { PackageName } from "../../sandbox/packages";
import { exitCodes, Stop } from "../exit";
import { localEnvironment, localStack, prepareLocalStack, type LocalPlaces } from "./local-stack";
import { runPulumi, type PulumiRun } from "./pulumi";

/** A local stack that Pulumi's commands can work on. */
export interface LocalSession {
  /** Where its state, its passphrase and the sandbox's objects lie. */
  readonly places: LocalPlaces;
  /** The sandbox that stands for the providers; `stop` ends it where this session started it. */
  readonly sandbox: Sandbox;
  /** How Pulumi's commands reach it: folder and variables. */
  readonly run: PulumiRun;
  /** Variables with which a plain `pulumi` works on it too. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts or joins the sandbox and makes sure that the local stack exists. */
export async function openLocalSession(
  root: string,
  onProgress: (line: string) => void,
  ports: Readonly<Partial<Record<PackageName, number>>> = {},
): Promise<LocalSession> {
  const places = prepareLocalStack(root);
  const sandbox = await startSandbox({ directory: places.sandbox, onProgress, ports });
  const environment = localEnvironment(places, sandbox.environment);
  const run = { root, environment };
  const selected = await runPulumi(["stack", "select", localStack], run);
  if (selected.code !== 0) {
    onProgress("Making the local stack: its state stays in .belfry/state.");
    const made = await runPulumi(["stack", "init", localStack], run);
    if (made.code !== 0) {
      await sandbox.stop();
      throw new Stop(exitCodes.problems, `The local stack could not be made:\n${made.stderr.trim()}`);
    }
  }
  return { places, sandbox, run, environment };
}
