import type { StateResource } from "../recovery/deployment";

/** Shorter outputs, such as a port, would be found by chance inside other texts. */
const shortestPart = 8;

/** Writes inputs of resources as TypeScript, with the ids of other resources as their outputs. */
export class Expressions {
  readonly #variables = new Map<string, string>();
  readonly #resources: ReadonlyMap<string, StateResource>;

  constructor(resources: readonly StateResource[]) {
    this.#resources = new Map(resources.map((resource) => [resource.urn, resource]));
    const taken = new Set<string>();
    for (const { urn } of resources) {
      const base = camelCase(urn.split("::").slice(3).join("-"));
      let name = base;
      for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
      taken.add(name);
      this.#variables.set(urn, name);
    }
  }

  /** Name of the constant that holds a resource. */
  variableOf({ urn }: StateResource): string {
    return this.#variables.get(urn) ?? camelCase(urn);
  }

  /** A resource's inputs as an object literal. */
  inputsOf({ inputs = {}, propertyDependencies, urn }: StateResource): string {
    const urns = propertyDependencies ?? {};
    const given = Object.entries(inputs).filter(([key, value]) => !(key === "name" && isMadeUp(value, urn)));
    if (given.length === 0) return "{}";
    const fields = given.map(([key, value]) => {
      const outputs = (urns[key] ?? []).flatMap((each) => this.#outputsOf(each));
      return `  ${JSON.stringify(key)}: ${literal(value, outputs)},`;
    });
    return `{\n${fields.join("\n")}\n}`;
  }

  /** What another resource's inputs may hold of this one, its id before everything else. */
  #outputsOf(urn: string): readonly Output[] {
    const resource = this.#resources.get(urn);
    if (!resource) return [];
    const variable = this.variableOf(resource);
    const outputs = Object.entries({ id: resource.id, ...resource.outputs });
    return outputs.flatMap(([key, text]) =>
      typeof text === "string" && text !== "" ? [{ expression: `${variable}.${key}`, text }] : [],
    );
  }
}

/** A name that Pulumi gives where a program gives none: the logical name and seven random digits. */
function isMadeUp(name: unknown, urn: string): boolean {
  const logical = urn.split("::").slice(3).join("::");
  return typeof name === "string" && name.startsWith(`${logical}-`) && /-[0-9a-f]{7}$/.test(name);
}

/** A value that becomes known when its resource exists. */
interface Output {
  /** TypeScript that reads it, such as `estateVault.id`. */
  readonly expression: string;
  /** Its value in the deployed stack, which other resources' inputs are searched for. */
  readonly text: string;
}

function literal(value: unknown, outputs: readonly Output[]): string {
  if (typeof value === "string") return textLiteral(value, outputs);
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, outputs)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([key, each]) => `${JSON.stringify(key)}: ${literal(each, outputs)}`,
  );
  return `{ ${fields.join(", ")} }`;
}

function textLiteral(text: string, outputs: readonly Output[]): string {
  const whole = outputs.find((output) => output.text === text);
  if (whole) return whole.expression;
  const part = outputs.find((output) => output.text.length >= shortestPart && text.includes(output.text));
  if (!part) return JSON.stringify(text);
  const around = text.split(part.text).map((piece) => piece.replaceAll(/[\\`]|\$\{/g, "\\$&"));
  return `pulumi.interpolate\`${around.join(`\${${part.expression}}`)}\``;
}

function camelCase(text: string): string {
  const joined = text.replaceAll(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
  return /^\d/.test(joined) ? `_${joined}` : joined;
}
