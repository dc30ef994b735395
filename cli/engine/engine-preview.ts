import type { EngineEvent } from "@pulumi/pulumi/automation";

import { engineStackOf, interruptible, withoutVariables, type EngineStack } from "./automation";

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

/** Runs a look of the engine through the Automation API. */
function looking(
  { stack, without, ...run }: EngineReach,
  look: (stack: EngineStack, options: LookOptions) => Promise<unknown>,
): Promise<EngineRun> {
  return withoutVariables(without, async () => {
    const events: EngineEvent[] = [];
    const onEvent = (event: EngineEvent): void => {
      events.push(event);
    };
    try {
      const engine = await engineStackOf(stack, run);
      await interruptible((signal) => look(engine, { color: "never", signal, onEvent }));
      return { events, failure: null };
    } catch (error) {
      return { events, failure: error instanceof Error ? error.message : String(error) };
    }
  });
}
