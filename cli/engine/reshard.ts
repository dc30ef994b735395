import { isDeepStrictEqual } from "node:util";

import {
  comparedObjects,
  upheavals,
  type Change,
  type ObjectsCompared,
} from "../../environments/reshard/proof";
import { reshard, type Resharding } from "../../environments/reshard/reshard";
import type { Layout } from "../../stacks/shard";
import { ModelError } from "../../model/problem";
import type { PreviewStep } from "../../recovery/deployment";
import { sensibleParallelism } from "./deploy-stacks";
import { inOrder } from "./merged-shards";
import { mustRun } from "./pulumi";
import { sideBySide } from "./side-by-side";
import { StackStates, type States, type Way } from "./stack-states";
import type { Workplace } from "./workplace";

/** What a move works on. */
export interface ReshardParts {
  /** Where the environment's stacks live. */
  readonly workplace: Workplace;
  /** Name of the environment. */
  readonly environment: string;
  /** Its services. */
  readonly services: readonly string[];
  /** The layout that it shall have. */
  readonly to: Layout;
  /** Hears what is being done. */
  readonly say: (text: string) => void;
}

/** What shows that a move moved everything and did nothing else. */
export interface Proof {
  /** The objects at providers, before and after. */
  readonly objects: ObjectsCompared;
  /** How many resources the previews of all new stacks looked at. */
  readonly previewed: number;
  /** What the next deployment would make, delete or replace. */
  readonly upheavals: readonly Change[];
  /** How many resources the next deployment would change where they are. */
  readonly updates: number;
  /** Stacks that somebody else wrote meanwhile. */
  readonly disturbed: readonly string[];
}

/** What came of a move. */
export interface Carried {
  /** Folder of the copies of all states as they were. */
  readonly backup: string;
  /** What was looked at before the old stacks were let go. */
  readonly proof: Proof;
  /** Whether the proof held; otherwise the states are as they were. */
  readonly proved: boolean;
}

/** A move that was asked for, with what came of it. */
export interface Made {
  /** The move as it was thought through at first. */
  readonly plan: Resharding;
  /** What came of it; null where there was nothing to do, or something kept it from being made. */
  readonly carried: Carried | null;
}

/** Whether an environment has the layout that it shall have, or nothing that could have one: an empty stack stays. */
export const isThere = ({ emptied, moves, writes }: Resharding): boolean =>
  writes.size === 0 && (emptied.length === 0 || moves.length === 0);

/** Thinks a move through, and changes nothing. */
export async function thinkThrough(parts: ReshardParts): Promise<Resharding> {
  return planOf(parts, await statesOf(parts).read(await stacksOf(parts)));
}

/**
 * Makes a move: the stacks of the new layout get their states while the old ones keep theirs, previews prove them, and
 * only then the old ones are let go. Whenever that is cut off, all is in the old stacks or in the new ones, and the next
 * run begins from both.
 *
 * @throws Stop where Pulumi could not do a part
 */
export async function makeMove(parts: ReshardParts): Promise<Made> {
  const { environment, workplace } = parts;
  const states = statesOf(parts);
  states.settle(await stacksOf(parts));
  const found = await stacksOf(parts);
  const plan = planOf(parts, await states.read(found));
  if (plan.problems.length > 0 || isThere(plan)) return { plan, carried: null };
  const backup = await states.keepCopies(environment, found);
  const made: string[] = [];
  for (const stack of new Set([...plan.moves.map(({ to }) => to), ...found]))
    if (await workplace.ensureStack(stack)) made.push(stack);
  // What is made by now has a key of its own for secrets.
  const before = await states.read([...found, ...made]);
  return { plan, carried: await carryOut(parts, before, { backup, made }) };
}

async function carryOut(parts: ReshardParts, before: States, way: Way): Promise<Carried> {
  const { environment, say } = parts;
  const states = statesOf(parts);
  const plan = planOf(parts, before);
  const undo = (): Promise<void> => states.putBack([...plan.writes.keys()], way);
  let proof: Proof;
  try {
    if (plan.problems.length > 0) throw new ModelError(`The move of ${environment}`, plan.problems);
    for (const [stack, state] of plan.writes) {
      say(`Writing the state of ${stack}.`);
      await states.write(stack, state);
    }
    proof = await prove(parts, plan, before);
  } catch (error) {
    await undo();
    throw error;
  }
  const proved = isProved(proof);
  // Never undone once it is proved: from then on the new stacks hold everything.
  if (proved) for (const stack of plan.emptied) await states.letGo(stack);
  else await undo();
  return { backup: way.backup, proof, proved };
}

const statesOf = ({ say, workplace }: ReshardParts): StackStates => new StackStates(workplace, say);

/** The environment's stacks in the order in which one stack has what they hold. */
const stacksOf = async ({ environment, workplace }: ReshardParts): Promise<readonly string[]> =>
  inOrder(await workplace.stacksOf(environment));

const planOf = ({ environment, services, to }: ReshardParts, states: States): Resharding =>
  reshard({ environment, services, states, to });

/** Looks at what was written as the backend has it, and at what a deployment of each new stack would do. */
async function prove(parts: ReshardParts, plan: Resharding, before: States): Promise<Proof> {
  const { say, workplace } = parts;
  const states = statesOf(parts);
  const kept = [...before.keys()].filter((stack) => !plan.emptied.includes(stack));
  const after = await states.read(kept);
  const old = await states.read(plan.emptied);
  const targets = [...new Set(plan.moves.map(({ to }) => to))];
  say(`Previewing ${targets.join(", ")}.`);
  const previews = await sideBySide(targets, sensibleParallelism(), async (stack) => ({
    stack,
    ...(await previewOf(workplace, stack)),
  }));
  const counts = previews.map(({ changeSummary = {} }) => changeSummary);
  return {
    objects: comparedObjects(before.values(), after.values()),
    previewed: sum(counts.flatMap((count) => Object.values(count))),
    upheavals: previews.flatMap(({ stack, steps = [] }) => upheavals(stack, steps)),
    updates: sum(counts.map(({ update = 0 }) => update)),
    disturbed: plan.emptied.filter((stack) => !isDeepStrictEqual(old.get(stack), before.get(stack))),
  };
}

/** What `pulumi preview --json` prints: what stays the same is only counted. */
interface Preview {
  /** What would be done, resource by resource. */
  readonly steps?: readonly PreviewStep[];
  /** How many resources it would be done to, by operation. */
  readonly changeSummary?: Readonly<Record<string, number>>;
}

async function previewOf({ runOf }: Workplace, stack: string): Promise<Preview> {
  const words = ["preview", "--json", "--suppress-outputs", "--stack", stack];
  return JSON.parse((await mustRun(words, runOf(stack))).stdout) as Preview;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const isProved = ({ disturbed, objects, upheavals: changes }: Proof): boolean =>
  [disturbed, objects.lost, objects.added, objects.doubled, changes].every(({ length }) => length === 0);
