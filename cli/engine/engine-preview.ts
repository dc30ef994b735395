import { createRequire } from "node:module";

import type * as Automation from "@pulumi/pulumi/automation";
import type { EngineEvent } from "@pulumi/pulumi/automation";

/** What the engine is asked to preview, and how it is reached. */
export interface EngineRequest {
  /** Folder with `Pulumi.yaml`. */
  readonly root: string;
  /** Stack whose preview is made. */
  readonly stack: string;
  /** Variables beside the caller's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Variables of the caller that would lead the engine astray. */
  readonly without: readonly string[];
  /** Folders of policy packs, whose violations are told. */
  readonly policyPacks: readonly string[];
  /** Reads every resource at its provider first, so that drift shows. */
  readonly refresh: boolean;
}

/** How a preview of the engine ended. */
export interface EngineRun {
  /** Everything that it told, in order. */
  readonly events: readonly EngineEvent[];
  /** What Pulumi complained of, where the preview failed; null where it did not. */
  readonly failure: string | null;
}

/**
 * Runs the engine's preview through the Automation API. The user's selected stack stays as it is: the API would select
 * this one, which is a setting of the user's own.
 */
export async function enginePreview(request: EngineRequest): Promise<EngineRun> {
  const { environment, policyPacks, refresh, root, stack } = request;
  // Half a second, for this command alone.
  const load = createRequire(__filename);
  const { LocalWorkspace, Stack } = load("@pulumi/pulumi/automation") as typeof Automation;
  const kept = request.without.map((name) => [name, process.env[name]] as const);
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
    const engine = await Stack.select(stack, workspace);
    await engine.preview({
      color: "never",
      refresh,
      policyPacks: [...policyPacks],
      signal: interruption.signal,
      onEvent: (event) => events.push(event),
    });
    return { events, failure: null };
  } catch (error) {
    return { events, failure: error instanceof Error ? error.message : String(error) };
  } finally {
    process.off("SIGTERM", stop);
    for (const [name, value] of kept) if (value !== undefined) process.env[name] = value;
  }
}
