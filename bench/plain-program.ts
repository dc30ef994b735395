import type { StateResource } from "../recovery/deployment";
import { inOrder, waitedFor } from "./dependencies";
import { Expressions } from "./plain-expressions";

const packages = ["aws", "datadog", "kubernetes", "sentry"];

/**
 * The one-file program that someone without Belfry would have written for the same resources: `new datadog.Monitor(…)`
 * and so on, ids of others as outputs, `dependsOn` only where nothing else makes a resource wait, no components.
 */
export function plainProgram(resources: readonly StateResource[]): string {
  const declared = inOrder(resources.filter(isDeclared));
  const expressions = new Expressions(declared);
  const imports = [...packages.map((name) => [name, `@pulumi/${name}`]), ["pulumi", "@pulumi/pulumi"]];
  const statements = declared.map((resource) => {
    const waits = waitedFor(resource, declared).map((each) => expressions.variableOf(each));
    const options = waits.length === 0 ? [] : [`{ dependsOn: [${waits.join(", ")}] }`];
    const args = [JSON.stringify(logicalName(resource)), expressions.inputsOf(resource), ...options].join(
      ", ",
    );
    return `const ${expressions.variableOf(resource)} = new ${constructorOf(resource.type)}(${args});`;
  });
  const names = declared.map((resource) => expressions.variableOf(resource));
  return [
    ...imports.map(([name, path]) => `import * as ${name ?? ""} from "${path ?? ""}";`),
    "",
    ...statements,
    "",
    `export const resources = [${names.join(", ")}].length;`,
    "export const stack = pulumi.getStack();",
    "",
  ].join("\n");
}

/** What a program declares: neither components nor the providers that the engine makes by itself. */
export function isDeclared({ custom, type }: StateResource): boolean {
  return custom && !type.startsWith("pulumi:");
}

/** Second argument of a resource's constructor: the last part of its URN. */
export function logicalName({ urn }: StateResource): string {
  return urn.split("::").slice(3).join("::");
}

/** `aws:backup/plan:Plan` as the SDK spells it: `aws.backup.Plan`. */
export function constructorOf(type: string): string {
  const [name = "", path = "", kind = ""] = type.split(":");
  const [group = "", rest = ""] = path.split("/");
  if (name === "kubernetes") {
    // The SDK has no class for kinds that a cluster learned from a custom resource definition.
    return group.includes(".")
      ? "kubernetes.apiextensions.CustomResource"
      : `kubernetes.${group}.${rest}.${kind}`;
  }
  return [name, ...(group === "index" ? [] : [group]), kind].join(".");
}
