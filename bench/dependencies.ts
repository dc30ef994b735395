import type { StateResource } from "../recovery/deployment";

/** Dependencies first: a constant must exist before it is used. */
export function inOrder(resources: readonly StateResource[]): readonly StateResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const ordered = new Set<StateResource>();
  const add = (resource: StateResource): void => {
    if (ordered.has(resource)) return;
    for (const dependency of known(resource.dependencies, byUrn)) add(dependency);
    ordered.add(resource);
  };
  resources.forEach(add);
  return [...ordered];
}

/** What a resource must name in `dependsOn`: dependencies that neither its inputs nor other dependencies bring along. */
export function waitedFor(
  resource: StateResource,
  resources: readonly StateResource[],
): readonly StateResource[] {
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  const dependencies = known(resource.dependencies, byUrn);
  const inherited = new Set(dependencies.flatMap((each) => [...reached(each, byUrn)]));
  const inputs = Object.values(resource.propertyDependencies ?? {});
  const used = new Set(inputs.flatMap((urns) => urns ?? []));
  return dependencies.filter(({ urn }) => !used.has(urn) && !inherited.has(urn));
}

type ByUrn = ReadonlyMap<string, StateResource>;

/** URNs of everything that a resource waits for, however indirectly. */
function reached(resource: StateResource, byUrn: ByUrn, found = new Set<string>()): ReadonlySet<string> {
  for (const dependency of known(resource.dependencies, byUrn)) {
    if (found.has(dependency.urn)) continue;
    found.add(dependency.urn);
    reached(dependency, byUrn, found);
  }
  return found;
}

const known = (urns: readonly string[] | undefined, byUrn: ByUrn): readonly StateResource[] =>
  (urns ?? []).flatMap((urn) => byUrn.get(urn) ?? []);
