import { isDeepStrictEqual } from "node:util";

import type { Problem } from "../../model/problem";
import type { StackExport, StateResource } from "../../recovery/deployment";
import { inOrder, providerUrn } from "../../recovery/order";
import { shardOf, shardStacksOf, stackOf, type Layout } from "../../stacks/shard";
import { homesOf, isObject, type Home } from "./homes";
import { pendingProblems, strangerProblems } from "./obstacles";
import { inStack, projectIn, rootOf, stackType } from "./rename";
import { unionOf, type Held } from "./union";

/** What is to be moved. */
export interface ReshardRequest {
  /** Name of the environment. */
  readonly environment: string;
  /** Its services, and so its shards. */
  readonly services: readonly string[];
  /** The states of those of its stacks that there are, in either layout or between the two. */
  readonly states: ReadonlyMap<string, StackExport>;
  /** The layout that it shall have. */
  readonly to: Layout;
}

/** What becomes of one shard's resources. */
export interface Move {
  /** Name of a service, or `estate`. */
  readonly shard: string;
  /** Other stacks that have something of it now. */
  readonly from: readonly string[];
  /** The stack that shall have it. */
  readonly to: string;
  /** How many objects at providers it has. */
  readonly objects: number;
  /** How many of these the stack has already, as after a move that was cut off. */
  readonly there: number;
  /** How many components group them. */
  readonly components: number;
}

/** A move, thought through. */
export interface Resharding {
  /** What goes where, in the order of the shards. */
  readonly moves: readonly Move[];
  /** The states that stacks shall have; those that are so already are left out. */
  readonly writes: ReadonlyMap<string, StackExport>;
  /** The stacks of the layout, in the order in which they need each other. */
  readonly stacks: readonly string[];
  /** Stacks that hold nothing any more once the others are written. */
  readonly emptied: readonly string[];
  /** What keeps the move from being made. */
  readonly problems: readonly Problem[];
}

/**
 * Thinks a move through. It begins from what all states hold together, so that it does not matter how far an earlier one
 * came: what is in two stacks is told by its name and id, and is once in what is written.
 */
export function reshard(request: ReshardRequest): Resharding {
  const { environment, services, states, to } = request;
  const { held, problems } = unionOf(states, environment);
  const homes = homesOf(held.map(({ resource }) => resource));
  const stacks = to === "one" ? [environment] : shardStacksOf(environment, services);
  const shards = shardStacksOf(environment, services).flatMap((stack) => shardOf(stack).shard ?? []);
  const writes = new Map<string, StackExport>();
  for (const stack of stacks) {
    const own = held.filter(({ resource }) => belongs(homes.get(resource.urn), shardOf(stack).shard));
    const state = stateOf(stack, [...providersOf(own, held), ...own], request);
    if (state && !isSame(state, states.get(stack))) writes.set(stack, state);
  }
  return {
    moves: shards.flatMap((shard) => moveOf(shard, held, homes, request)),
    writes,
    stacks,
    emptied: [...states.keys()].filter((stack) => !stacks.includes(stack)),
    problems: [...pendingProblems(states), ...strangerProblems(held, homes, shards), ...problems],
  };
}

/** Whether a resource belongs to a shard, or to any where the stack has them all. */
const belongs = (home: Home | undefined, shard: string | null): boolean =>
  home?.kind === "shard" && (shard === null || home.shard === shard);

/** The providers that resources are made by; any other would be one that nobody uses, which the engine removes. */
function providersOf(own: readonly Held[], all: readonly Held[]): readonly Held[] {
  const used = new Set(
    own.flatMap(({ resource: { provider } }) => (provider ? [providerUrn(provider)] : [])),
  );
  return all.filter((each) => used.has(each.resource.urn) && !own.includes(each));
}

/** The state that a stack shall have; null where there is nothing to be in it and no stack either. */
function stateOf(
  stack: string,
  held: readonly Held[],
  { environment, states }: ReshardRequest,
): StackExport | null {
  const own = states.get(stack);
  const model = own?.deployment.resources
    ? own
    : [...states.values()].find(({ deployment }) => deployment.resources);
  const [first] = held;
  if (!model || (!first && !own)) return null;
  const project = projectIn(first?.resource.urn ?? "");
  const root = own?.deployment.resources?.find(({ type }) => type === stackType) ?? rootOf(project, stack);
  const resources = [rootOf(project, environment), ...held.map(({ resource }) => resource)];
  const [, ...below] = inOrder(resources).map((each) => inStack(each, environment, stack));
  return {
    ...model,
    deployment: {
      ...model.deployment,
      // Secrets are encrypted with what the stack has for it; a new one has nothing yet.
      secrets_providers: own?.deployment["secrets_providers"] ?? model.deployment["secrets_providers"],
      resources: held.length === 0 ? [] : [root, ...below],
    },
  };
}

/** Whether a stack holds just that; in which order, and how its file says so, does not count. */
function isSame(wanted: StackExport, found: StackExport | undefined): boolean {
  const byUrn = ({ deployment }: StackExport): ReadonlyMap<string, StateResource> =>
    new Map((deployment.resources ?? []).map((each) => [`${each.urn} ${each.id ?? ""}`, each]));
  return found !== undefined && isDeepStrictEqual(byUrn(wanted), byUrn(found));
}

function moveOf(
  shard: string,
  held: readonly Held[],
  homes: ReadonlyMap<string, Home>,
  { environment, to }: ReshardRequest,
): readonly Move[] {
  const target = stackOf({ environment, shard: to === "one" ? null : shard });
  const own = held.filter(({ resource }) => belongs(homes.get(resource.urn), shard));
  if (own.length === 0) return [];
  const objects = own.filter(({ resource }) => isObject(resource));
  return [
    {
      shard,
      from: [...new Set(own.flatMap(({ stacks }) => [...stacks]))].filter((stack) => stack !== target),
      to: target,
      objects: objects.length,
      there: objects.filter(({ stacks }) => stacks.has(target)).length,
      components: own.filter(({ resource: { custom } }) => !custom).length,
    },
  ];
}
