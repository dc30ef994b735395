import { randomUUID } from "node:crypto";

import type { PreviewStep, ProviderObject, StackExport, StateResource } from "./deployment";
import { identityOf, type ObjectIdentity } from "./identity";
import { inOrder } from "./order";

/** What recovery looks at. */
export interface ReconcileInputs {
  /** The state as it is. */
  readonly exported: StackExport;
  /** Everything that the providers hold. */
  readonly objects: readonly ProviderObject[];
  /** What the program would do now. */
  readonly steps: readonly PreviewStep[];
  /** Only objects that say they belong to it are ever deleted as orphans. */
  readonly environment: string;
  /**
   * The service whose part of the environment the state is: another's objects are no orphans of its.
   *
   * @defaultValue null: the state is the whole environment's
   */
  readonly shard?: string | null;
  /**
   * Objects that somebody else made and that are to become a resource of the program: type and id with a space between, and
   * the resource's logical name.
   *
   * @defaultValue none: only what carries the identity of a resource is adopted
   */
  readonly meant?: ReadonlyMap<string, string>;
}

/** One thing that recovery does, for the user to read first. */
export interface Repair {
  /** Enter an object into the state, take it out, delete it at its provider, or drop an operation cut off. */
  readonly action: "adopt" | "forget" | "delete" | "drop";
  /** Type token of the resource or object. */
  readonly type: string;
  /** The provider's id; empty where an operation that had none is dropped. */
  readonly id: string;
  /** Logical name, or the object's own where the program does not know it. */
  readonly name: string;
  /** Why it is done, for the user to read. */
  readonly because: string;
}

/** The state as it should be, and what has to go from the providers. */
export interface Reconciliation {
  /** What is to be done, in words; empty when state and providers agree. */
  readonly repairs: readonly Repair[];
  /** The state to import: in order, whole, and without pending operations. */
  readonly repaired: StackExport;
  /** Objects to delete at their provider. */
  readonly surplus: readonly ProviderObject[];
}

/**
 * Brings a state and its providers together by identity: an object that the program wants and the state lost is
 * adopted, one that the state has and the provider lost is forgotten, a second object of one identity and one that
 * nobody wants any more are deleted, and operations that were under way are dropped once they are decided. Where the
 * state still holds a lost object, one that could replace it waits: forgotten first, it is wanted in the next round.
 */
export function reconcile(inputs: ReconcileInputs): Reconciliation {
  const { environment, exported, meant = new Map<string, string>(), objects, shard = null, steps } = inputs;
  const resources = exported.deployment.resources ?? [];
  const held = new Set(objects.map(({ id, type }) => `${type} ${id}`));
  const kept = resources.filter((each) => !isGone(each, held));
  const gone = resources.filter((each) => isGone(each, held));
  const known = new Set(kept.map(({ id, type }) => `${type} ${id ?? ""}`));
  const strays = objects.filter(({ id, type }) => !known.has(`${type} ${id}`));
  const { adopted, surplus } = sortOut(strays, { environment, shard, kept, meant, steps });
  const pending = exported.deployment.pending_operations ?? [];
  const repairs: readonly Repair[] = [
    ...gone.map((each) => repair("forget", each, "its provider no longer has it")),
    ...adopted.map(({ object, step }) =>
      repair("adopt", { ...object, urn: step.urn }, becauseOf(meant.has(`${object.type} ${object.id}`))),
    ),
    ...surplus.map(({ because, object }) => repair("delete", { ...object, urn: nameOf(object) }, because)),
    ...pending.map(({ resource, type }) =>
      repair("drop", resource, `the operation (${type}) was under way and is decided now`),
    ),
  ];
  const added = adopted.reduce<readonly StateResource[]>((list, each) => adopt(list, each, steps), kept);
  return {
    repairs,
    surplus: surplus.map(({ object }) => object),
    repaired: {
      ...exported,
      deployment: { ...exported.deployment, resources: inOrder(added), pending_operations: [] },
    },
  };
}

const becauseOf = (foreign: boolean): string =>
  foreign
    ? "it was made by hand, and becomes the program's"
    : "the program made it, but the state lost the answer";

interface Adoption {
  /** What the provider holds and the state lost. */
  readonly object: ProviderObject;
  /** The creation that it saves; its resource becomes the state's. */
  readonly step: PreviewStep & { readonly newState: StateResource };
}

interface Surplus {
  /** What the provider holds and nothing wants. */
  readonly object: ProviderObject;
  /** Why it may go. */
  readonly because: string;
}

interface Known extends Owner {
  /** What the state has and a provider still holds, or no provider needs to. */
  readonly kept: readonly StateResource[];
  /** Objects of others that become resources of the program, by type and id. */
  readonly meant: ReadonlyMap<string, string>;
  /** What the program would do now. */
  readonly steps: readonly PreviewStep[];
}

function sortOut(strays: readonly ProviderObject[], { environment, kept, meant, shard, steps }: Known) {
  const owned = new Set(kept.map(keyOf));
  const wanted = new Map(
    steps
      .filter(isCreate)
      .map((step) => [identityOf(step.newState.type, step.newState.inputs ?? {}).key, step]),
  );
  const planned = new Set(
    steps.flatMap(({ newState }) => (newState ? [identityOf(newState.type, newState.inputs ?? {}).key] : [])),
  );
  const adopted: Adoption[] = [];
  const surplus: Surplus[] = [];
  for (const object of strays) {
    const name = meant.get(`${object.type} ${object.id}`);
    const named = steps.find((each) => isCreate(each) && isCalled(each, object.type, name));
    const own = identityOf(object.type, object.inputs);
    const identity = named?.newState ? { ...own, key: keyOf(named.newState) } : own;
    const step = wanted.get(identity.key);
    if (step) {
      wanted.delete(identity.key);
      owned.add(identity.key);
      adopted.push({ object, step });
    } else if (owned.has(identity.key)) {
      surplus.push({ object, because: "the state has another object of the same identity" });
    } else if (belongsTo(identity, { environment, shard }) && !planned.has(identity.key)) {
      surplus.push({ object, because: `it belongs to ${environment}, but nothing wants it any more` });
    }
  }
  const order = new Map(steps.map(({ urn }, index) => [urn, index]));
  adopted.sort((a, b) => (order.get(a.step.urn) ?? 0) - (order.get(b.step.urn) ?? 0));
  return { adopted, surplus };
}

const isCalled = ({ newState, urn }: PreviewStep, type: string, name: string | undefined): boolean =>
  name !== undefined && newState?.type === type && urn.endsWith(`::${name}`);

/** Whose objects a state holds. */
export interface Owner {
  /** Environment whose own objects may be deleted as orphans. */
  readonly environment: string;
  /** The only service whose they are; null where they are every service's. */
  readonly shard: string | null;
}

/** Whether an object says of itself that a stack should have it. */
export const belongsTo = (identity: ObjectIdentity, { environment, shard }: Owner): boolean =>
  identity.environment === environment &&
  (shard === null || identity.guardrail?.startsWith(`${shard}/`) === true);

const keyOf = ({ inputs = {}, type }: StateResource): string => identityOf(type, inputs).key;

function isCreate(step: PreviewStep): step is Adoption["step"] {
  return step.op === "create" && step.newState?.custom === true && !step.newState.type.startsWith("pulumi:");
}

/**
 * True when a provider no longer holds what the state has. Components, providers and the stack itself live in the state
 * alone.
 *
 * @param held - type and id of every object that exists, with a space between
 */
export function isGone({ custom, id, type }: StateResource, held: ReadonlySet<string>): boolean {
  return custom && !type.startsWith("pulumi:") && id !== undefined && !held.has(`${type} ${id}`);
}

/** Adds an object to the state, after the parents and the provider that it hangs on. */
function adopt(
  resources: readonly StateResource[],
  { object, step }: Adoption,
  steps: readonly PreviewStep[],
): readonly StateResource[] {
  const state = step.newState;
  const withParents = addParents(resources, state.parent, steps);
  const { provider, resources: withProvider } = addProvider(withParents, state.provider, steps);
  const resource: StateResource = {
    ...state,
    id: object.id,
    inputs: object.inputs,
    outputs: object.outputs,
    ...(provider === undefined ? {} : { provider }),
    propertyDependencies: {},
  };
  return [...withProvider, resource];
}

function addParents(
  resources: readonly StateResource[],
  urn: string | undefined,
  steps: readonly PreviewStep[],
): readonly StateResource[] {
  if (urn === undefined || resources.some((each) => each.urn === urn)) return resources;
  const parent = steps.find((step) => step.urn === urn)?.newState;
  if (!parent) return resources;
  return [...addParents(resources, parent.parent, steps), parent];
}

/** A provider that the state lost too is entered anew; in a preview its id is not known yet. */
function addProvider(
  resources: readonly StateResource[],
  reference: string | undefined,
  steps: readonly PreviewStep[],
) {
  const urn = reference?.slice(0, reference.lastIndexOf("::"));
  if (urn === undefined) return { provider: undefined, resources };
  const known = resources.find((each) => each.urn === urn);
  if (known) return { provider: `${urn}::${known.id ?? ""}`, resources };
  const planned = steps.find((step) => step.urn === urn)?.newState;
  const provider: StateResource = {
    ...(planned ?? { urn, type: typeOf(urn), custom: true }),
    id: randomUUID(),
  };
  return { provider: `${urn}::${provider.id ?? ""}`, resources: [...resources, provider] };
}

const typeOf = (urn: string): string => urn.split("::")[2] ?? "";

function repair(
  action: Repair["action"],
  { id, type, urn }: { readonly id?: string; readonly type: string; readonly urn: string },
  because: string,
): Repair {
  return { action, type, id: id ?? "", name: urn.split("::").pop() ?? urn, because };
}

const nameOf = ({ inputs }: ProviderObject): string => {
  const { name, title } = inputs;
  return typeof name === "string" ? name : typeof title === "string" ? title : "";
};
