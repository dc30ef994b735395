import { isDeepStrictEqual } from "node:util";

import type { Problem } from "../../model/problem";
import { nameIn } from "../../preview/deployed/state";
import type { StackExport, StateResource } from "../../recovery/deployment";
import { isSharedProvider } from "./homes";
import { inStack, stackType } from "./rename";

/** A resource, and who has it. */
export interface Held {
  /** The resource, named as if one stack had all of the environment. */
  readonly resource: StateResource;
  /** Stacks whose state has it; more than one after a move that was cut off. */
  readonly stacks: ReadonlySet<string>;
}

/** What several states hold together. */
export interface Union {
  /** Each resource once; the stacks' own are left out. */
  readonly held: readonly Held[];
  /** What cannot be one: two objects of one name. */
  readonly problems: readonly Problem[];
}

/** The same for what is the same resource, in whichever stack; an object that waits for its deletion has its name twice. */
const keyOf = ({ delete: goes, id, urn }: StateResource): string =>
  `${urn} ${goes === true ? (id ?? "") : ""}`;

/**
 * Everything that the states of an environment hold, each resource once. What two of them hold is one resource where the
 * id is the same, and the later writing of it counts; a provider stands for another of the same settings.
 *
 * @param environment - the name of the stack that would have all of it
 */
export function unionOf(states: ReadonlyMap<string, StackExport>, environment: string): Union {
  const held = new Map<string, { resource: StateResource; stacks: Set<string> }>();
  const providers = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [stack, { deployment }] of states) {
    for (const each of deployment.resources ?? []) {
      if (each.type === stackType) continue;
      const resource = inStack(each, stack, environment);
      const before = held.get(keyOf(resource));
      if (!before) {
        held.set(keyOf(resource), { resource, stacks: new Set([stack]) });
        continue;
      }
      problems.push(...clashOf(before, resource, stack));
      if (before.resource.id !== resource.id)
        providers.set(referenceTo(resource), referenceTo(before.resource));
      else if (isLater(resource, before.resource)) before.resource = resource;
      before.stacks.add(stack);
    }
  }
  return { held: [...held.values()].map((each) => withProvider(each, providers)), problems };
}

/** One name may stand for one object only; of providers for those of the same settings. */
function clashOf(before: Held, resource: StateResource, stack: string): readonly Problem[] {
  const { id = "none", inputs = {} } = before.resource;
  const of = [...before.stacks].join(", ");
  if (resource.id === before.resource.id) return [];
  if (!isSharedProvider(resource))
    return [twice(resource, `${id} in ${of}, ${resource.id ?? "none"} in ${stack}`)];
  return isDeepStrictEqual(resource.inputs ?? {}, inputs) ? [] : [unlike(resource, `${of} and ${stack}`)];
}

const twice = ({ type, urn }: StateResource, value: string): Problem => ({
  code: "reshard/twice",
  path: nameIn(urn),
  value,
  rule: `two stacks hold different objects as this ${type}: something deployed one of them after a move was cut off.`,
  remedy:
    "Take the one that should not be out of its stack with `pulumi state delete`, and look for it at its provider.",
});

const unlike = ({ urn }: StateResource, value: string): Problem => ({
  code: "reshard/providers",
  path: nameIn(urn),
  value,
  rule: "the stacks have a provider of this name with different settings, and one stack can have it only once.",
  remedy: "Deploy them with the same settings first.",
});

const referenceTo = ({ id = "", urn }: StateResource): string => `${urn}::${id}`;

/** The engine writes the time of a resource's last change as RFC 3339 in UTC, which sorts as text to the second. */
const isLater = ({ modified: now }: StateResource, { modified: then }: StateResource): boolean =>
  typeof now === "string" && typeof then === "string" && Date.parse(now) > Date.parse(then);

function withProvider({ resource, stacks }: Held, providers: ReadonlyMap<string, string>): Held {
  const provider = resource.provider === undefined ? undefined : providers.get(resource.provider);
  return { resource: provider === undefined ? resource : { ...resource, provider }, stacks };
}
