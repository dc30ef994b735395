import type { Fields } from "../../model/record";
import type { StateResource, StackExport } from "../../recovery/deployment";
import { maskSecrets } from "./secret";

/** A resource of a state that stands for something at a provider, with the guardrail that it carries. */
export interface DeployedInput {
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** The provider's id. */
  readonly id: string;
  /** Id of the guardrail whose component is above it; null for what no guardrail carries. */
  readonly guardrail: string | null;
  /** What was asked for, as the provider's check answered it; secrets masked. */
  readonly inputs: Fields;
  /** What the provider showed; secrets masked. */
  readonly outputs: Fields;
}

/** A state's resources by {@link keyOf}. */
export type StateIndex = ReadonlyMap<string, DeployedInput>;

/** What tells the resources of a program apart in every environment. */
export const keyOf = (type: string, name: string): string => `${type} ${name}`;

const guardrailId = /^[a-z0-9-]+\/[a-z0-9-]+$/;

/** The name at the end of a URN. */
export const nameIn = (urn: string): string => urn.split("::").slice(3).join("::");

/** What tells where a resource hangs. */
export type Hanging = Pick<StateResource, "urn" | "custom" | "parent">;

/** The guardrail of each resource, by URN: the name of the component above it that is a guardrail's id. */
export function guardrailsByUrn(resources: readonly Hanging[]): ReadonlyMap<string, string> {
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  const guardrailOf = (urn: string | undefined): string | undefined => {
    const resource = urn === undefined ? undefined : byUrn.get(urn);
    if (resource === undefined) return undefined;
    const name = nameIn(resource.urn);
    return !resource.custom && guardrailId.test(name) ? name : guardrailOf(resource.parent);
  };
  return new Map(
    resources.flatMap(({ urn }) => {
      const id = guardrailOf(urn);
      return id === undefined ? [] : [[urn, id] as const];
    }),
  );
}

/** The provider's resources of a state, without secrets; those that wait for their deletion are left out. */
export function stateIndex({ deployment }: StackExport): StateIndex {
  const resources = deployment.resources ?? [];
  const guardrails = guardrailsByUrn(resources);
  return new Map(
    resources
      .filter(({ custom, delete: goes, type }) => custom && goes !== true && !type.startsWith("pulumi:"))
      .map(({ id = "", inputs = {}, outputs = {}, type, urn }) => {
        const name = nameIn(urn);
        const guardrail = guardrails.get(urn) ?? null;
        const masked = { inputs: maskSecrets(inputs) as Fields, outputs: maskSecrets(outputs) as Fields };
        return [keyOf(type, name), { type, name, id, guardrail, ...masked }];
      }),
  );
}
