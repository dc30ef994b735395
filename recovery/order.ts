import type { StateResource } from "./deployment";

/**
 * Every resource after those that it hangs on, and none hanging on what is gone: the engine refuses any other state.
 * What is left out comes back with the next `up`.
 */
export function inOrder(resources: readonly StateResource[]): readonly StateResource[] {
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  const done = new Set<StateResource>();
  const sorted: StateResource[] = [];
  const place = (resource: StateResource): void => {
    if (done.has(resource)) return;
    done.add(resource);
    for (const urn of needsOf(resource)) {
      const needed = byUrn.get(urn);
      if (needed) place(needed);
    }
    sorted.push(withoutMissing(resource, byUrn));
  };
  resources.forEach(place);
  return sorted;
}

/** The URN in a reference to a provider, which ends with the provider's id. */
export const providerUrn = (reference: string): string => reference.slice(0, reference.lastIndexOf("::"));

function needsOf(resource: StateResource): readonly string[] {
  const { deletedWith, dependencies = [], parent, propertyDependencies = {}, provider } = resource;
  const byProperty = Object.values(propertyDependencies).flatMap((urns) => urns ?? []);
  return [parent, provider && providerUrn(provider), deletedWith, ...dependencies, ...byProperty].filter(
    (urn) => urn !== undefined,
  );
}

function withoutMissing(resource: StateResource, known: ReadonlyMap<string, unknown>): StateResource {
  const { deletedWith, dependencies, parent, propertyDependencies, ...rest } = resource;
  const byProperty = Object.entries(propertyDependencies ?? {}).map(
    ([property, urns]) => [property, (urns ?? []).filter((urn) => known.has(urn))] as const,
  );
  return {
    ...rest,
    ...(parent !== undefined && known.has(parent) && { parent }),
    ...(deletedWith !== undefined && known.has(deletedWith) && { deletedWith }),
    ...(dependencies && { dependencies: dependencies.filter((urn) => known.has(urn)) }),
    ...(propertyDependencies && { propertyDependencies: Object.fromEntries(byProperty) }),
  };
}
