import type { StateResource } from "../../recovery/deployment";

/** Type of the resource that stands for the stack itself, above all others. */
export const stackType = "pulumi:pulumi:Stack";

/** The resource that stands for a stack itself, as the engine makes it where there is none. */
export const rootOf = (project: string, stack: string): StateResource => ({
  urn: `urn:pulumi:${stack}::${project}::${stackType}::${project}-${stack}`,
  custom: false,
  type: stackType,
});

/** The project in a URN. */
export const projectIn = (urn: string): string => urn.split("::")[1] ?? "";

/**
 * A resource as another stack calls it. All that ties it to its stack are the URNs that it holds: its own, those of what it
 * hangs on, and those in values that refer to a resource. Its id, and what its provider keeps of it, stay.
 *
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export function inStack(resource: StateResource, from: string, to: string): StateResource {
  return from === to ? resource : (renamed(resource, from, to) as StateResource);
}

function renamed(value: unknown, from: string, to: string): unknown {
  if (typeof value === "string") return renamedUrn(value, from, to);
  if (Array.isArray(value)) return value.map((each) => renamed(each, from, to));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, renamed(each, from, to)]));
}

function renamedUrn(text: string, from: string, to: string): string {
  const start = `urn:pulumi:${from}::`;
  if (!text.startsWith(start)) return text;
  const project = projectIn(text);
  // The stack's own resource has the stack's name at its end, too.
  if (text === rootOf(project, from).urn) return rootOf(project, to).urn;
  return `urn:pulumi:${to}::${text.slice(start.length)}`;
}
