import type { Change } from "../../environments/reshard/proof";
import type { Move, Resharding } from "../../environments/reshard/reshard";
import type { Layout } from "../../stacks/shard";
import { many } from "../../preview/sentence";
import { isThere, type Carried, type Made, type Proof } from "../engine/reshard";
import { table } from "../table";

const layouts: Readonly<Record<Layout, string>> = { one: "one stack", shards: "one stack per service" };

/** A move for a program. */
export function moveAsJson(environment: string, to: Layout, { carried, plan }: Made): string {
  const { emptied, moves, problems } = plan;
  const applied = carried?.proved ?? false;
  const { backup = null, proof = null } = carried ?? {};
  const told = { schemaVersion: 1, environment, to, applied, moves, emptied, proof, backup, problems };
  return JSON.stringify(told, null, 2);
}

/** A move for people: what goes where, and what came of it. */
export function moveAsText(environment: string, to: Layout, { carried, plan }: Made): string {
  const { moves, problems } = plan;
  if (moves.length === 0 && problems.length === 0)
    return `Nothing of ${environment} is deployed, so there is nothing to move.`;
  if (problems.length === 0 && isThere(plan))
    return `${environment} is in ${layouts[to]} already: ${countOf(moves)}. Nothing to move.`;
  const [head, ...came] = [`${environment} to ${layouts[to]}:`, ...outcome({ carried, plan })];
  return [head, movesTable(moves), ...(came.length > 0 ? ["", ...came] : [])].join("\n");
}

/** What came of it; what keeps a move from being made is told as problems. */
function outcome({ carried, plan }: Made): readonly string[] {
  if (plan.problems.length > 0) return [];
  if (carried === null) return planned(plan);
  return carried.proved ? done(plan, carried) : undone(carried);
}

function movesTable(moves: readonly Move[]): string {
  const isResumed = moves.some(({ from, there }) => there > 0 && from.length > 0);
  const row = ({ components, from, objects, shard, there, to }: Move): readonly string[] => [
    shard,
    String(objects),
    String(components),
    from.length === 0 ? "" : from.join(", "),
    to,
    ...(isResumed ? [there === objects ? "all" : String(there)] : []),
  ];
  return table(
    ["shard", "objects", "components", "from", "to", ...(isResumed ? ["there already"] : [])],
    moves.map(row),
  );
}

const countOf = (moves: readonly Move[]): string => {
  const stacks = new Set(moves.map(({ to }) => to)).size;
  return `${many(total(moves), "object")} in ${many(stacks, "stack")}`;
};

const total = (moves: readonly Move[]): number => moves.reduce((sum, { objects }) => sum + objects, 0);

function planned({ emptied, moves }: Resharding): readonly string[] {
  return [
    `Nothing is moved yet. With --yes a copy of every state is kept, the new stacks get theirs beside the old (${countOf(moves)}),`,
    `and a preview of each has to show that nothing would be created, deleted or replaced. Only after that ${theStacks(emptied)} removed.`,
  ];
}

function done({ emptied, moves }: Resharding, { backup, proof }: Carried): readonly string[] {
  const { objects, previewed, updates } = proof;
  const changed = updates === 0 ? "" : `, ${updates} to update`;
  return [
    `Moved: ${countOf(moves)}, each with the provider's id that it had. ${objects.before} before, none lost, none twice.`,
    `Previewed, ${many(previewed, "resource")}: 0 to create, 0 to delete, 0 to replace${changed}.`,
    `${capital(theStacks(emptied))} removed. The states as they were: ${backup}`,
    "The next `belfry up` writes the stacks' outputs.",
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How many faults are listed: the first ones show what is wrong. */
const shown = 20;

function undone({ backup, proof }: Carried): readonly string[] {
  const faults = faultsOf(proof);
  const more = faults.length - shown;
  return [
    "Not moved; the states are as they were:",
    ...faults.slice(0, shown).map((fault) => `  ${fault}`),
    ...(more > 0 ? [`  … and ${more} more, which --format json lists.`] : []),
    `Where the environment has changes that are not deployed yet, deploy them first. Copies of the states: ${backup}`,
  ];
}

/** What a proof found, a line each. */
function faultsOf({ disturbed, objects, upheavals }: Proof): readonly string[] {
  return [
    ...upheavals.map(
      ({ name, op, stack, type }: Change) => `A deployment of ${stack} would ${op} ${type} ${name}.`,
    ),
    ...objects.lost.map((object) => `No state has ${object} any more.`),
    ...objects.added.map((object) => `${object} is in a state, and was in none before.`),
    ...objects.doubled.map((object) => `${object} is there twice.`),
    ...disturbed.map((stack) => `Somebody else wrote the state of ${stack} meanwhile.`),
  ];
}

const theStacks = (stacks: readonly string[]): string =>
  stacks.length === 0
    ? "no stack is"
    : stacks.length === 1
      ? `the stack ${stacks.join("")} is`
      : `the stacks ${stacks.join(", ")} are`;
