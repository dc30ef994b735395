import type { StackExport } from "../recovery/deployment";
import { nameIn } from "../preview/deployed/state";
import { monitorType } from "../preview/engine/read-back";

/** A resource that is imported, or a component above it that the state does not have yet. */
export interface ImportedResource {
  /** Type token. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** The provider's id; absent on components. */
  readonly id?: string;
  /** Name of what is above it, in this file or in the table of names. */
  readonly parent?: string;
  /** True for a component, which no provider has. */
  readonly component?: true;
  /** Version of the provider's package, so that the program's own provider takes it over. */
  readonly version?: string;
}

/**
 * What `pulumi import --file` reads: https://www.pulumi.com/docs/iac/guides/migration/import/#bulk-import-operations. Its
 * resources get the names, types and parents that the program gives them, so that the next `up` finds them under its own URNs
 * and changes what differs in place.
 */
export interface ImportFile {
  /** URNs of parents that the state has already, by the names that the resources call them. */
  readonly nameTable: Readonly<Record<string, string>>;
  /** What is imported, parents first. */
  readonly resources: readonly ImportedResource[];
}

/** A monitor that becomes a guardrail's own. */
export interface Adopted {
  /** Id of the guardrail. */
  readonly guardrail: string;
  /** Datadog's number of the monitor. */
  readonly id: string;
}

/** Types of the components above a monitor, from the stack down (components/). */
const componentTypes = {
  service: "belfry:services:Service",
  monitor: "belfry:monitors:ThresholdMonitor",
} as const;

/** Logical name of a guardrail's monitor (components/monitors/threshold-monitor.ts). */
export const monitorName = (guardrail: string): string => `${guardrail}-monitor`;

/**
 * The import of monitors, for a state as it is.
 *
 * @param version - of the provider's package that the program uses
 */
export function importFileOf(
  adopted: readonly Adopted[],
  state: StackExport | null,
  version: string,
): ImportFile {
  const resources = state?.deployment.resources ?? [];
  const known = new Map(resources.map(({ type, urn }) => [`${type} ${nameIn(urn)}`, urn]));
  const nameTable: Record<string, string> = {};
  const listed = new Map<string, ImportedResource>();
  const component = (type: string, name: string, parent?: string): void => {
    const urn = known.get(`${type} ${name}`);
    if (urn !== undefined) nameTable[name] = urn;
    else listed.set(name, { type, name, component: true, ...(parent !== undefined && { parent }) });
  };
  for (const { guardrail, id } of adopted) {
    const service = guardrail.split("/")[0] ?? guardrail;
    if (!listed.has(service)) component(componentTypes.service, service);
    component(componentTypes.monitor, guardrail, service);
    const name = monitorName(guardrail);
    listed.set(name, { type: monitorType, name, id, parent: guardrail, version });
  }
  return { nameTable, resources: [...listed.values()] };
}
