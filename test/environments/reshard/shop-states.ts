import type { StackExport, StateResource } from "../../../recovery/deployment";

/** What one part of a shop's environment has. */
export interface Part {
  /** The service, or `estate`. */
  readonly shard: string;
  /** Ids of its monitors. */
  readonly ids: readonly string[];
  /** Whether its first monitor waits for the first of the estate. */
  readonly waits?: boolean;
}

const monitorType = "datadog:index/monitor:Monitor";

const start = (stack: string): string => `urn:pulumi:${stack}::belfry::`;

export const rootUrn = (stack: string): string => `${start(stack)}pulumi:pulumi:Stack::belfry-${stack}`;

export const serviceUrn = (stack: string, shard: string): string =>
  `${start(stack)}belfry:services:Service::${shard}`;

export const componentUrn = (stack: string, shard: string, index: number): string =>
  `${start(stack)}belfry:services:Service$belfry:monitors:ThresholdMonitor::${shard}/alert-${index}`;

export const monitorUrn = (stack: string, shard: string, index: number): string =>
  `${start(stack)}belfry:services:Service$belfry:monitors:ThresholdMonitor$${monitorType}::${shard}/alert-${index}-monitor`;

export const providerUrn = (stack: string): string =>
  `${start(stack)}pulumi:providers:datadog::default_5_11_0`;

/** The engine's default provider in a stack. */
export const providerOf = (stack: string, id = "p-1"): StateResource => ({
  urn: providerUrn(stack),
  type: "pulumi:providers:datadog",
  custom: true,
  id,
  inputs: { version: "5.11.0" },
});

export const rootOf = (stack: string): StateResource => ({
  urn: rootUrn(stack),
  type: "pulumi:pulumi:Stack",
  custom: false,
});

/** All that a stack has of one part: its service's component, and a component with its monitor for each id. */
export function partOf(
  stack: string,
  { ids, shard, waits }: Part,
  providerId = "p-1",
): readonly StateResource[] {
  const dependencies = waits ? [monitorUrn(stack, "estate", 0)] : [];
  return [
    {
      urn: serviceUrn(stack, shard),
      type: "belfry:services:Service",
      custom: false,
      parent: rootUrn(stack),
    },
    ...ids.flatMap((id, index) => [
      {
        urn: componentUrn(stack, shard, index),
        type: "belfry:monitors:ThresholdMonitor",
        custom: false,
        parent: serviceUrn(stack, shard),
      },
      {
        urn: monitorUrn(stack, shard, index),
        type: monitorType,
        custom: true,
        id,
        parent: componentUrn(stack, shard, index),
        provider: `${providerUrn(stack)}::${providerId}`,
        inputs: { name: `${shard} ${index}` },
        outputs: { name: `${shard} ${index}`, state: "OK" },
        dependencies: index === 0 ? dependencies : [monitorUrn(stack, shard, 0)],
        propertyDependencies: { name: index === 0 ? dependencies : [monitorUrn(stack, shard, 0)] },
        modified: "2026-11-21T10:00:00Z",
      },
    ]),
  ];
}

export const exportOf = (
  resources: readonly StateResource[],
  salt: string,
  more: Partial<StackExport["deployment"]> = {},
): StackExport => ({
  version: 3,
  deployment: {
    manifest: { magic: "kept" },
    secrets_providers: { type: "passphrase", state: { salt } },
    resources,
    ...more,
  },
});

/** A stack as `pulumi stack init` leaves it. */
export const emptyExport = (salt: string): StackExport => ({
  version: 3,
  deployment: { manifest: { magic: "kept" }, secrets_providers: { type: "passphrase", state: { salt } } },
});

/** The state of a stack that has these parts; the estate comes first. */
export const stackWith = (stack: string, parts: readonly Part[]): StackExport =>
  exportOf(
    [rootOf(stack), providerOf(stack), ...parts.flatMap((part) => partOf(stack, part))],
    `salt of ${stack}`,
  );

/** URNs in a state. */
export const urnsIn = ({ deployment }: StackExport): readonly string[] =>
  (deployment.resources ?? []).map(({ urn }) => urn);

/** A resource in a state. */
export function inState({ deployment }: StackExport, urn: string): StateResource {
  const found = (deployment.resources ?? []).find((each) => each.urn === urn);
  if (!found) throw new Error(`the state has no ${urn}`);
  return found;
}
