import { nameIn } from "../../preview/deployed/state";
import type { PreviewStep, StackExport } from "../../recovery/deployment";
import { isObject } from "./homes";

/** In what the objects of two sets of states differ, each as its type and the provider's id. */
export interface ObjectsCompared {
  /** How many different objects there were. */
  readonly before: number;
  /** Objects that no state has any more. */
  readonly lost: readonly string[];
  /** Objects that no state had. */
  readonly added: readonly string[];
  /** Objects that more than one resource stands for now. */
  readonly doubled: readonly string[];
}

/** Compares the objects at providers that states hold: a move neither loses one nor has one twice. */
export function comparedObjects(
  before: Iterable<StackExport>,
  after: Iterable<StackExport>,
): ObjectsCompared {
  const [then, now] = [objectsIn(before), objectsIn(after)];
  return {
    before: then.size,
    lost: [...then.keys()].filter((key) => !now.has(key)),
    added: [...now.keys()].filter((key) => !then.has(key)),
    doubled: [...now].filter(([, count]) => count > 1).map(([key]) => key),
  };
}

function objectsIn(states: Iterable<StackExport>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { deployment } of states) {
    for (const resource of (deployment.resources ?? []).filter(isObject)) {
      const key = `${resource.type} ${resource.id ?? ""}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** A thing that a deployment would do. */
export interface Change {
  /** The stack that would be deployed. */
  readonly stack: string;
  /** What would be done, in the engine's word: https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/ */
  readonly op: string;
  /** Type token of the resource. */
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
}

/** What leaves every object where it is: only what the engine knows of it, or one of its settings, becomes another. */
const harmless: ReadonlySet<string> = new Set(["same", "update", "refresh", "read"]);

/** The steps of a preview that would make, delete or replace something: none may come from a move. */
export function upheavals(stack: string, steps: readonly PreviewStep[]): readonly Change[] {
  return steps
    .filter(({ op }) => !harmless.has(op))
    .map(({ op, urn }) => ({
      stack,
      op,
      type: urn.split("::")[2]?.split("$").pop() ?? "",
      name: nameIn(urn),
    }));
}
