import type { EngineEvent, OpMap } from "@pulumi/pulumi/automation";

import { toldIn } from "../../preview/engine/told";
import { lostControlPlanes } from "../../sandbox/control-plane";
import { exitCodes, Stop } from "../exit";
import { engineStackOf, interruptible } from "./automation";
import { policyPack, violationsIn } from "./policy-pack";
import { passphraseRefusal, runPulumi, type PulumiResult } from "./pulumi";
import { refuseWhilePulumiRuns } from "./stack-lock";
import type { Workplace } from "./workplace";
import type { WorkplaceKind } from "./workplace-kind";

/** How the deployment of one stack ended. */
export interface StackRun extends PulumiResult {
  /** Name of the stack. */
  readonly stack: string;
  /** How many resources the engine counted, by what it did with them. */
  readonly changes: Readonly<OpMap>;
  /** How long it took. */
  readonly seconds: number;
  /** Every error that it told, in order, each once, after what the sandbox lost; empty where it went well. */
  readonly errors: readonly string[];
  /** Which of the sandbox's processes went away under it; null where all of them serve, and outside the sandbox. */
  readonly lost: string | null;
}

/** Hears how many resources of a stack were changed so far. */
export type OnChange = (changed: number) => void;

const changing: ReadonlySet<string> = new Set([
  "create",
  "create-replacement",
  "update",
  "delete",
  "delete-replaced",
]);

/** Deploys the program into one stack, under the policy pack; a deployment that fails is told, not thrown. */
export async function deployStack(place: Workplace, stack: string, onChange: OnChange): Promise<StackRun> {
  const began = Date.now();
  const events: EngineEvent[] = [];
  const written = { stdout: "", stderr: "" };
  let changed = 0;
  const onEvent = (event: EngineEvent): void => {
    // What it says of the resources is counted, not kept: a state's worth for each stack.
    if (event.summaryEvent ?? event.diagnosticEvent ?? event.policyEvent) events.push(event);
    if (changing.has(event.resOutputsEvent?.metadata.op ?? "")) onChange(++changed);
  };
  const code = await interruptible(async (signal) => {
    const engine = await engineStackOf(stack, place.runOf(stack));
    await engine.up({
      color: "never",
      suppressOutputs: true,
      policyPacks: [policyPack(place.root)],
      signal,
      onEvent,
      onOutput: (text) => (written.stdout += text),
      onError: (text) => (written.stderr += text),
    });
  }).then(
    () => 0,
    (error: unknown) => {
      // What the command itself said is there already.
      if (written.stderr === "" && written.stdout === "") written.stderr = messageOf(error);
      return 1;
    },
  );
  const refusal = passphraseRefusal({ code, stderr: written.stderr }, place.runOf(stack).environment);
  const told = causesIn(events);
  const causes = told.length > 0 ? told : [refusal?.message ?? failureOf(written)];
  const lost = code === 0 || place.kind === "own" ? null : await lostControlPlanes(place.places.sandbox);
  return {
    stack,
    code,
    ...written,
    changes: events.flatMap(({ summaryEvent }) => summaryEvent?.resourceChanges ?? []).pop() ?? {},
    seconds: (Date.now() - began) / 1000,
    errors: code === 0 ? [] : [...(lost === null ? [] : [lost]), ...causes],
    lost,
  };
}

/** What went wrong, without what only follows from it: that the update failed, and that what was under way was given up. */
export function causesIn(events: readonly EngineEvent[]): readonly string[] {
  const { errors, violations } = toldIn(events);
  const causes = errors.filter((each) => !/(?:^|: )(?:update failed|.*context canceled)$/.test(each));
  const told = [...causes, ...violations.map(({ path, rule }) => `${path}: ${rule}`)];
  return told.length > 0 ? told : errors;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Ends a command because a stack was not deployed.
 *
 * @param again - the command that goes on where this one ended
 * @throws Stop saying why it did not finish, and how to go on
 */
export async function refuseUnfinished(place: Workplace, run: StackRun, again: string): Promise<never> {
  const refusal = passphraseRefusal(run, place.runOf(run.stack).environment);
  if (refusal !== null) throw refusal;
  // Somebody's own `pulumi up` may have begun since the last look.
  if (run.stderr.includes("currently locked")) refuseWhilePulumiRuns(place.places.state, [run.stack]);
  const violations = violationsIn(run.stdout);
  if (violations !== null)
    throw new Stop(exitCodes.problems, refused(await allViolations(place, run.stack, violations)));
  throw new Stop(exitCodes.problems, notFinished(run, place.kind, again));
}

/** An update stops at the first resource that breaks a rule; a preview looks at all of them. */
async function allViolations({ root, runOf }: Workplace, stack: string, first: string): Promise<string> {
  const { stdout } = await runPulumi(["preview", "--policy-pack", policyPack(root)], runOf(stack));
  return violationsIn(stdout) ?? first;
}

/** Why the policy pack ended a deployment, and what to do. */
export function refused(violations: string): string {
  return `The policy pack refuses what the program deploys. Mend it, or the rule in policy/, and run npm start again.\n\n${violations}`;
}

/** Why a deployment did not finish, and what to do. */
export function notFinished(
  run: Pick<StackRun, "stdout" | "stderr" | "lost">,
  kind: WorkplaceKind = "sandbox",
  again = "npm start",
): string {
  const why = run.lost ?? "The deployment did not finish.";
  return `${why} ${goesOn(again, kind, run.lost !== null)}\n\n${failureOf(run)}`;
}

/** What to do after a deployment that did not finish, and what comes of it: recovery by identity asks the sandbox alone. */
export function goesOn(again: string, kind: WorkplaceKind, hasLost = false): string {
  if (kind === "own") return `Run ${again} again: it goes on from what is in the state.`;
  const next = hasLost ? "it starts the sandbox anew, recovers" : "it recovers";
  return `Run ${again} again: ${next} what was done and goes on.`;
}

/** A number with its noun, such as "1 resource" or "2 resources". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Only what went wrong; the rest of Pulumi's output is the list of what went well. */
function failureOf({ stderr, stdout }: Pick<PulumiResult, "stdout" | "stderr">): string {
  const start = stdout.indexOf("Diagnostics:");
  return [start < 0 ? "" : stdout.slice(start).trim(), stderr.trim()].filter(Boolean).join("\n\n");
}
