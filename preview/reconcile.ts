import type { z } from "zod";

import type { Problem } from "../model/problem";
import { foundAt, isRecord } from "../model/record";
import { guardrailSchema, planSchema, schemaVersion } from "../plan/schema";
import type { Plan } from "../plan/types";
import type { PreviewStack } from "./schema";

/** A plan that was read, and may still be anything. */
export interface RawPlan {
  /** What it was read from, for messages. */
  readonly where: string;
  /** What stood there. */
  readonly value: unknown;
  /**
   * Whether it must be all that the contract says. A plan that Belfry itself committed may be of a time at which the
   * contract knew fewer fields, or others.
   */
  readonly strict: boolean;
}

/** Two plans that can be compared. */
export interface Reconciled {
  /** The plan before. */
  readonly base: Plan;
  /** The plan after. */
  readonly head: Plan;
  /** What only one of the two knows, which is left out of the comparison and named. */
  readonly notCompared: PreviewStack["notCompared"];
  /** What is wrong with either; the plans are good only without any. */
  readonly problems: readonly Problem[];
}

type Path = readonly PropertyKey[];
type Unshared = PreviewStack["notCompared"][number];

/** Reads two plans so that they can be compared, or tells everything that is wrong with them. */
export function reconcile(base: RawPlan, head: RawPlan): Reconciled {
  const unreadable = [...versionProblems(base), ...versionProblems(head)];
  const nothing: Plan = { schemaVersion, environment: "", asOf: "1970-01-01", settings: [], guardrails: [] };
  if (unreadable.length > 0) return { base: nothing, head: nothing, notCompared: [], problems: unreadable };
  const was = complete(base, head.value);
  const is = complete(head, base.value);
  const left = [...was.left, ...is.left];
  const notCompared = left.filter(
    (each, index) => left.findIndex((other) => sameField(each, other)) === index,
  );
  const problems = [...was.problems, ...is.problems, ...environmentProblems(was.plan, is.plan, head.where)];
  return { base: was.plan ?? nothing, head: is.plan ?? nothing, notCompared, problems };
}

const sameField = (one: Unshared, other: Unshared): boolean =>
  one.kind === other.kind && one.field === other.field;

function guardrailsOf(value: unknown): readonly unknown[] {
  const guardrails = isRecord(value) ? value["guardrails"] : undefined;
  return Array.isArray(guardrails) ? guardrails : [];
}

interface Completed {
  readonly plan: Plan | null;
  /** Fields and kinds that only today's contract knows, or only that of the plan's time. */
  readonly left: readonly Unshared[];
  readonly problems: readonly Problem[];
}

/** One plan as today's contract has it: what only one side knows is taken from the other, so that it makes no difference. */
function complete(raw: RawPlan, other: unknown): Completed {
  const value = structuredClone(raw.value);
  const left: Unshared[] = [];
  if (!raw.strict) dropUnknownKinds(value, left);
  const filled = new Set<string>();
  // A part that was filled in, or lost a field, may lack something itself.
  for (let mended = true; mended;) {
    mended = false;
    for (const issue of raw.strict ? [] : issuesOf(value)) {
      if (filled.has(issue.path.join("."))) continue;
      mended = mend(value, issue, { left, filled, other }) || mended;
    }
  }
  const issues = issuesOf(value).filter(({ path }) => !filled.has(path.join(".")));
  const ids = guardrailsOf(value).map((each) => (isRecord(each) ? String(each["id"]) : ""));
  const problems = [...issues.map((issue) => issueProblem(raw.where, issue)), ...twice(raw.where, ids)];
  // What neither plan knows was filled with null, and is the same in both.
  return { plan: problems.length > 0 ? null : (value as Plan), left, problems };
}

const issuesOf = (value: unknown): readonly z.core.$ZodIssue[] =>
  planSchema.safeParse(value).error?.issues ?? [];

const kinds = new Set<string>(guardrailSchema.options.map(({ shape }) => shape.kind.value));

function dropUnknownKinds(value: unknown, left: Unshared[]): void {
  if (!isRecord(value)) return;
  const known = (each: unknown): boolean => isRecord(each) && kinds.has(String(each["kind"]));
  const unknown = guardrailsOf(value).filter((each) => isRecord(each) && "kind" in each && !known(each));
  left.push(...unknown.map((each) => ({ kind: isRecord(each) ? String(each["kind"]) : "", field: null })));
  const rest = guardrailsOf(value).filter((each) => !unknown.includes(each));
  Reflect.set(value, "guardrails", rest);
}

interface Mending {
  readonly left: Unshared[];
  readonly filled: Set<string>;
  readonly other: unknown;
}

/** Takes one difference between two times of the contract out of a plan; false where it is a mistake instead. */
function mend(value: unknown, issue: z.core.$ZodIssue, { filled, left, other }: Mending): boolean {
  const { path } = issue;
  const holder = foundAt(value, issue.code === "unrecognized_keys" ? path : path.slice(0, -1));
  if (!isRecord(holder)) return false;
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      Reflect.deleteProperty(holder, key);
      left.push(unsharedAt(value, [...path, key]));
    }
    return true;
  }
  const key = String(path.at(-1));
  // A word of a closed list that the contract has no longer, or not yet.
  if (key in holder && issue.code !== "invalid_value") return false;
  Reflect.set(holder, key, structuredClone(likeIn(other, value, path)) ?? null);
  filled.add(path.join("."));
  left.push(unsharedAt(value, path));
  return true;
}

/** What stands at a path of a guardrail in the other plan: in the same guardrail, else in any of its kind. */
function likeIn(other: unknown, own: unknown, [list, index, ...rest]: Path): unknown {
  if (list !== "guardrails")
    return foundAt(other, [list ?? "", ...(index === undefined ? [] : [index]), ...rest]);
  const guardrail = foundAt(own, ["guardrails", index ?? 0]);
  if (!isRecord(guardrail)) return undefined;
  const alike = guardrailsOf(other).filter((each) => isRecord(each) && each["kind"] === guardrail["kind"]);
  const twins = alike.filter((each) => isRecord(each) && each["id"] === guardrail["id"]);
  return [...twins, ...alike].map((each) => foundAt(each, rest)).find((each) => each !== undefined);
}

function unsharedAt(value: unknown, path: Path): Unshared {
  const guardrail = path[0] === "guardrails" ? foundAt(value, path.slice(0, 2)) : undefined;
  const field = (isRecord(guardrail) ? path.slice(2) : path)
    .map((key) => (typeof key === "number" ? "[]" : String(key)))
    .join(".");
  return { kind: isRecord(guardrail) ? String(guardrail["kind"]) : "plan", field };
}

function issueProblem(where: string, { message, path }: z.core.$ZodIssue): Problem {
  const place = path.map(String).join(".");
  return {
    code: "plan/contract",
    path: place === "" ? where : `${where} ${place}`,
    value: null,
    rule: `a plan must keep plan.schema.json: ${message.charAt(0).toLowerCase()}${message.slice(1, 200)}.`,
    remedy: "Make it with `npx belfry plan --format json`.",
  };
}

function twice(where: string, ids: readonly string[]): readonly Problem[] {
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) < index))].map((id) => ({
    code: "plan/duplicate-id",
    path: `${where} guardrails`,
    value: id,
    rule: "an id stands for one guardrail.",
    remedy: "Make the plan with `npx belfry plan --format json`.",
  }));
}

/** A plan of another version means other things by the same words. */
function versionProblems({ value, where }: RawPlan): readonly Problem[] {
  const version = isRecord(value) ? value["schemaVersion"] : undefined;
  if (version === schemaVersion) return [];
  if (typeof version !== "number")
    return [
      {
        code: "plan/contract",
        path: where,
        value: null,
        rule: "it is no plan: it has no schemaVersion.",
        remedy: "Make a plan with `npx belfry plan --format json`.",
      },
    ];
  const older = version < schemaVersion;
  return [
    {
      code: "plan/version",
      path: `${where} schemaVersion`,
      value: String(version),
      rule: `this Belfry compares plans of version ${schemaVersion}.`,
      remedy: older
        ? "Compare it with the Belfry that made it, or make it again with this one."
        : "Update Belfry to the version that made it.",
    },
  ];
}

/** Ids are the same in every environment, so a mix-up would go unseen. */
function environmentProblems(base: Plan | null, head: Plan | null, where: string): readonly Problem[] {
  if (base === null || head === null || base.environment === head.environment) return [];
  return [
    {
      code: "preview/environment",
      path: `${where} environment`,
      value: head.environment,
      rule: `the plan before is of ${base.environment}; only plans of one environment are compared.`,
      remedy: "Name two plans of one environment.",
    },
  ];
}
