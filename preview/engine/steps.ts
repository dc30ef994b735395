import type { Fields } from "../../model/record";
import { changesBetween, touches, valueAt, type PropertyChange } from "../deployed/property-change";
import { guardrailsByUrn, nameIn, type Hanging } from "../deployed/state";
import { secretText } from "../deployed/secret";

/** A resource before or after a step, as the engine's events have it: secrets are masked already. */
interface EventState {
  readonly custom?: boolean;
  readonly parent: string;
  readonly inputs: Fields;
  readonly outputs: Fields;
}

/** What the engine says of one step. */
interface StepMetadata {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly old?: EventState | null;
  readonly new?: EventState | null;
  readonly detailedDiff?: Readonly<Record<string, { readonly inputDiff?: boolean }>> | null;
}

/** The part of the engine's events that a preview reads; `@pulumi/pulumi/automation` has all of it. */
export interface PreviewEvent {
  readonly resourcePreEvent?: { readonly metadata: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata: StepMetadata };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string; readonly urn?: string };
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
  };
}

/** What the engine would do to one resource at a provider. */
export interface EngineStep {
  /** What it would do. */
  readonly op: "create" | "update" | "replace" | "delete";
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** Logical name in the program. */
  readonly name: string;
  /** The guardrail that the resource carries; null for what no guardrail carries. */
  readonly guardrail: string | null;
  /** Inputs as they are deployed, or as a refresh found them; empty for what is not there. */
  readonly before: Fields;
  /** Inputs as they would be; empty for what would go. */
  readonly after: Fields;
  /** Each value that differs. */
  readonly changes: readonly PropertyChange[];
}

/**
 * What a refresh that writes nothing found: each resource that is not as the state has it. `before` is what the state has,
 * `after` what is there; a resource that is gone is a `delete`.
 */
export function foundIn(events: readonly PreviewEvent[]): readonly EngineStep[] {
  return stepsOf(
    events.flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? []),
    events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []),
    refreshChanges,
  );
}

const ops: Readonly<Record<string, EngineStep["op"]>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
};

/** The steps that would change something at a provider, in the engine's order; a replacement is one step. */
export function stepsIn(events: readonly PreviewEvent[]): readonly EngineStep[] {
  const told = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  return stepsOf(told, told, changesOf);
}

/** @param all - every resource that the engine named, for the components above those that changed */
function stepsOf(
  told: readonly StepMetadata[],
  all: readonly StepMetadata[],
  changesIn: (metadata: StepMetadata) => readonly PropertyChange[],
): readonly EngineStep[] {
  const guardrails = guardrailsByUrn(all.map(hangingOf));
  return told.flatMap((metadata): readonly EngineStep[] => {
    const op = ops[metadata.op];
    const isCustom = (metadata.new ?? metadata.old)?.custom === true;
    if (op === undefined || !isCustom || metadata.type.startsWith("pulumi:")) return [];
    const { type, urn } = metadata;
    const [before, after] = [metadata.old?.inputs ?? {}, metadata.new?.inputs ?? {}];
    const guardrail = guardrails.get(urn) ?? null;
    return [{ op, type, name: nameIn(urn), guardrail, before, after, changes: changesIn(metadata) }];
  });
}

function hangingOf({ new: is, old: was, urn }: StepMetadata): Hanging {
  const parent = (is ?? was)?.parent;
  return { urn, custom: (is ?? was)?.custom === true, ...(parent && { parent }) };
}

/** The engine's own list has paths without values, and not where a secret or only what the provider shows differs. */
function changesOf({ detailedDiff, new: is, old: was, op }: StepMetadata): readonly PropertyChange[] {
  if (op === "create" || op === "delete" || !is || !was) return [];
  const found = changesBetween(was.inputs, is.inputs);
  const others = Object.entries(detailedDiff ?? {})
    .filter(([path]) => !found.some((each) => touches(each.path, path)))
    .map(([path, { inputDiff }]): PropertyChange => {
      const after = valueAt(is.inputs, path);
      const before = valueAt(inputDiff === true ? was.inputs : was.outputs, path);
      return { path, before: after === secretText ? secretText : before, after };
    });
  return [...found, ...others];
}

/**
 * A refresh finds a resource changed where deploying would change it back; the engine's list says in what. Whatever else
 * the provider shows otherwise is its own, such as a text that it writes anew.
 */
function refreshChanges(metadata: StepMetadata): readonly PropertyChange[] {
  const { new: is, old: was, type } = metadata;
  const changes = listedChanges(metadata);
  if (!type.startsWith("datadog:")) return changes;
  return changes.filter((each) => !meansSame(each) && !isReordered(each.path, was?.inputs, is?.inputs));
}

function listedChanges({ detailedDiff, new: is, old: was, op }: StepMetadata): readonly PropertyChange[] {
  if (op !== "update" || !is || !was) return [];
  const found = changesBetween(was.inputs, is.inputs);
  const listed = Object.keys(detailedDiff ?? {});
  if (listed.length === 0) return found;
  const asked = found.filter((each) => listed.some((path) => touches(each.path, path)));
  const others = listed
    .filter((path) => !asked.some((each) => touches(each.path, path)))
    .map((path): PropertyChange => {
      const before = valueAt(was.inputs, path) ?? valueAt(was.outputs, path);
      return { path, before, after: valueAt(is.inputs, path) ?? valueAt(is.outputs, path) };
    });
  return [...asked, ...others];
}

/** Datadog shows a level of 85 as 85.0, a number for its text, and nothing for an empty text. */
function meansSame({ after, before }: PropertyChange): boolean {
  if (before === secretText || after === secretText) return false;
  if (isNothing(before) && isNothing(after)) return true;
  return isNumber(before) && isNumber(after) && Number(before) === Number(after);
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";

const isNumber = (value: unknown): boolean =>
  typeof value === "number" || (typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value));

/**
 * Lists that Datadog keeps as sets, so that their order says nothing:
 * https://registry.terraform.io/providers/DataDog/datadog/latest/docs/resources/monitor#schema
 */
const sets: ReadonlySet<string> = new Set([
  "locations",
  "monitorIds",
  "monitorTags",
  "notifyBies",
  "notifyEndStates",
  "notifyEndTypes",
  "renotifyStatuses",
  "restrictedRoles",
  "tags",
]);

/** Whether a path leads into a set of which only the order is another. */
function isReordered(path: string, was: Fields | undefined, is: Fields | undefined): boolean {
  const list = path.replace(/\[\d+\]$/, "");
  if (!was || !is || !sets.has(/\w+$/.exec(list)?.[0] ?? "")) return false;
  const [before, after] = [valueAt(was, list), valueAt(is, list)];
  if (!Array.isArray(before) || !Array.isArray(after)) return false;
  const sorted = (all: readonly unknown[]): string => JSON.stringify([...all].map(String).sort());
  return sorted(before) === sorted(after);
}
