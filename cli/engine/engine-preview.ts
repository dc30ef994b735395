import { createRequire } from "node:module";

import type * as Automation from "@pulumi/pulumi/automation";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";

/** Which stack the engine is asked about, and how it is reached. */
export interface EngineReach {
  /** Folder with `Pulumi.yaml`. */
  readonly root: string;
  /** The stack. */
  readonly stack: string;
  /** Variables beside the caller's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables of the caller that would lead the engine astray. */
  readonly without: readonly string[];
}

/** What the engine is asked to preview. */
export interface EngineRequest extends EngineReach {
  /** Folders of policy packs, whose violations are told. */
  readonly policyPacks: readonly string[];
  /** Reads every resource at its provider first, so that drift shows. */
  readonly refresh: boolean;
}

/** How a look of the engine ended. */
export interface EngineRun {
  /** Everything that it told, in order. */
  readonly events: readonly EngineEvent[];
  /** What Pulumi complained of, where it failed; null where it did not. */
  readonly failure: string | null;
}

/** Runs the engine's preview, which changes nothing. */
export const enginePreview = ({ policyPacks, refresh, ...reach }: EngineRequest): Promise<EngineRun> =>
  looking(reach, (stack, options) => stack.preview({ ...options, refresh, policyPacks: [...policyPacks] }));

/** Reads every resource of a stack at its provider, and writes nothing: neither the state nor anything else. */
export const engineRefresh = (reach: EngineReach): Promise<EngineRun> =>
  looking(reach, (stack, options) => stack.previewRefresh(options));

/** What every look of the engine is given. */
interface LookOptions {
  readonly color: "never";
  readonly signal: AbortSignal;
  readonly onEvent: (event: EngineEvent) => void;
}

/**
 * Runs a look of the engine through the Automation API. The user's selected stack stays as it is: the API would select this
 * one, which is a setting of the user's own.
 */
async function looking(
  { environment, root, stack, without }: EngineReach,
  look: (stack: Stack, options: LookOptions) => Promise<unknown>,
): Promise<EngineRun> {
  // Half a second, for this command alone.
  const load = createRequire(__filename);
  const { LocalWorkspace, Stack: Stacks } = load("@pulumi/pulumi/automation") as typeof Automation;
  const kept = without.map((name) => [name, process.env[name]] as const);
  for (const [name] of kept) Reflect.deleteProperty(process.env, name);
  const interruption = new AbortController();
  const stop = (): void => {
    interruption.abort();
  };
  process.on("SIGTERM", stop);
  const events: EngineEvent[] = [];
  try {
    const workspace = await LocalWorkspace.create({ workDir: root, envVars: { ...environment } });
    workspace.selectStack = () => Promise.resolve();
    const onEvent = (event: EngineEvent): void => {
      events.push(event);
    };
    await look(await Stacks.select(stack, workspace), {
      color: "never",
      signal: interruption.signal,
      onEvent,
    });
    return { events, failure: null };
  } catch (error) {
    return { events, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    process.off("SIGTERM", stop);
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
}
