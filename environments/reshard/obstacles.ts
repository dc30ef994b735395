import type { Problem } from "../../model/problem";
import { nameIn } from "../../preview/deployed/state";
import type { StackExport } from "../../recovery/deployment";
import { isProvider, type Home } from "./homes";
import type { Held } from "./union";

/** An operation that a run was cut off in: whether its provider did it is not in any state, so none may be moved. */
export function pendingProblems(states: ReadonlyMap<string, StackExport>): readonly Problem[] {
  return [...states].flatMap(([stack, { deployment }]) =>
    (deployment.pending_operations ?? []).map(({ resource, type }) => ({
      code: "reshard/pending",
      path: `${stack} ${nameIn(resource.urn)}`,
      value: type,
      rule: "a run was cut off while it did this, and nobody knows how it ended.",
      remedy: "Settle it first with `pulumi refresh`, or in the sandbox with `belfry recover`.",
    })),
  );
}

/** What no stack of either layout would declare: resources of no service, and of one that the environment has no longer. */
export function strangerProblems(
  held: readonly Held[],
  homes: ReadonlyMap<string, Home>,
  shards: readonly string[],
): readonly Problem[] {
  const lost = held.filter(({ resource }) => homes.get(resource.urn)?.kind === "unknown");
  const gone = held.filter(({ resource }) => {
    const home = homes.get(resource.urn);
    return home?.kind === "shard" && !shards.includes(home.shard);
  });
  return [
    ...lost.filter(({ resource: { type } }) => !isProvider(type)).map(homeless),
    // What hangs below the service's component goes with it.
    ...gone
      .filter(({ resource: { parent } }) => !gone.some(({ resource: { urn } }) => urn === parent))
      .map(former),
  ];
}

const homeless = ({ resource: { type, urn }, stacks }: Held): Problem => ({
  code: "reshard/homeless",
  path: `${[...stacks].join(", ")} ${nameIn(urn)}`,
  value: type,
  rule: "it hangs below no service, so it belongs to no shard.",
  remedy: "Declare it below a service, or remove it.",
});

const former = ({ resource: { urn }, stacks }: Held): Problem => ({
  code: "reshard/former",
  path: `${[...stacks].join(", ")} ${nameIn(urn)}`,
  value: null,
  rule: "the environment has this service no longer, so no stack would declare what it left.",
  remedy: "Deploy first, which removes that.",
});
