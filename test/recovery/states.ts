import type { PreviewStep, ProviderObject, StackExport, StateResource } from "../../recovery/deployment";

const project = "urn:pulumi:prod::belfry::";

/** Type of most objects here. */
export const monitorType = "datadog:index/monitor:Monitor";

/** Type of the components here. */
export const componentType = "belfry:monitors:ThresholdMonitor";

/** The URN of a logical name. */
export const urnOf = (name: string, type = monitorType): string => `${project}${type}::${name}`;

/** The provider that everything hangs on. */
export const provider: StateResource = {
  urn: urnOf("default", "pulumi:providers:datadog"),
  type: "pulumi:providers:datadog",
  custom: true,
  id: "provider-id",
};

/** How a resource names {@link provider}. */
export const providerReference = `${provider.urn}::provider-id`;

/** Inputs that carry an identity. */
export const inputsOf = (guardrail: string, environment = "prod"): Readonly<Record<string, unknown>> => ({
  name: `Shop: ${guardrail}`,
  tags: ["managed-by:belfry", `belfry:shop/${guardrail}`, `env:${environment}`],
});

/** A component in the state. */
export const componentOf = (name: string): StateResource => ({
  urn: urnOf(name, componentType),
  type: componentType,
  custom: false,
});

/** A resource in the state; its name is its guardrail's too. */
export const resourceOf = (
  name: string,
  id: string,
  changes: Partial<StateResource> = {},
): StateResource => ({
  urn: urnOf(name),
  type: monitorType,
  custom: true,
  id,
  provider: providerReference,
  inputs: inputsOf(name),
  outputs: {},
  ...changes,
});

/** An object that a provider holds. */
export const objectOf = (name: string, id: string, environment = "prod"): ProviderObject => ({
  type: monitorType,
  id,
  inputs: inputsOf(name, environment),
  outputs: { answered: id },
});

/** A step that would make a resource, as a preview shows it: without an id. */
export function createOf(name: string, changes: Partial<StateResource> = {}): PreviewStep {
  const { urn, type, custom, inputs = {} } = resourceOf(name, "");
  const planned = { urn, type, custom, inputs, provider: providerReference };
  return { op: "create", urn, newState: { ...planned, ...changes } };
}

/** A step that would make a component. */
export const createComponentOf = (name: string): PreviewStep => ({
  op: "create",
  urn: urnOf(name, componentType),
  newState: componentOf(name),
});

/** A step that leaves a resource as it is. */
export const sameOf = (resource: StateResource): PreviewStep => ({
  op: "same",
  urn: resource.urn,
  newState: resource,
});

/** A state of these resources. */
export const exportOf = (
  resources: readonly StateResource[],
  more: Partial<StackExport["deployment"]> = {},
): StackExport => ({ version: 3, deployment: { manifest: { magic: "kept" }, resources, ...more } });
