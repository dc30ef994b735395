import { nameIn } from "../../preview/deployed/state";
import type { StateResource } from "../../recovery/deployment";
import { stackType } from "./rename";

/** Type of the component above all of a service, whose name is the service's. */
export const serviceType = "belfry:services:Service";

/** Where a resource belongs: to the shard of a service, to every stack that uses it, or nowhere that Belfry knows. */
export type Home =
  | { readonly kind: "shard"; readonly shard: string }
  | { readonly kind: "shared" }
  | { readonly kind: "unknown" };

/** Whether a resource is a provider that no component made: the engine's default ones, or one beside the services. */
export const isSharedProvider = ({ parent, type }: StateResource): boolean =>
  isProvider(type) && (parent === undefined || parent.split("::")[2] === stackType);

/** Whether a type is a provider's. */
export const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

/** Whether a resource stands for something at a provider. */
export const isObject = ({ custom, type }: StateResource): boolean => custom && !type.startsWith("pulumi:");

/** Where each resource of a state belongs, by URN: the chain of parents ends at the component of its service. */
export function homesOf(resources: readonly StateResource[]): ReadonlyMap<string, Home> {
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  const homes = new Map<string, Home>();
  const homeOf = (urn: string | undefined): Home => {
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    if (urn === undefined || resource === undefined) return { kind: "unknown" };
    const known = homes.get(urn);
    if (known) return known;
    const home = ownHome(resource) ?? homeOf(resource.parent);
    homes.set(urn, home);
    return home;
  };
  for (const { urn } of resources) homeOf(urn);
  return homes;
}

function ownHome(resource: StateResource): Home | null {
  if (resource.type === serviceType) return { kind: "shard", shard: nameIn(resource.urn) };
  return isSharedProvider(resource) ? { kind: "shared" } : null;
}
