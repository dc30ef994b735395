import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";

import type { Origin } from "../../model/origin";
import { ModelError, type Problem } from "../../model/problem";
import { checkCoherence } from "../../plan/coherence/rules";
import { gatesPages } from "../../preview/gates";
import type { StackPlans } from "../../preview/preview";
import type { RawPlan } from "../../preview/reconcile";
import type { Plan } from "../../plan/types";
import { loadPlan } from "../../stacks/load-plan";
import { configLine, readStackFile } from "../../stacks/stack-file";
import { findWorkplace } from "../engine/workplace";
import { deployedSide, isDeployed } from "./deployed-side";
import { evaluate } from "./evaluate";
import { fileAsJson, parsed, refuse } from "./json";
import { commitOf, fileOf, refProblem } from "./git";

/** What a side of a preview is called where it is the checkout as it stands. */
export const workingTree = "working tree";

/** Where a side of a preview is read. */
export interface SideRequest {
  /** Root of the checkout. */
  readonly root: string;
  /** The option that names it, for messages. */
  readonly option: "--base" | "--head";
  /** A git ref, a plan's `.json` file, `deployed:` with a stack, or {@link workingTree}. */
  readonly spec: string;
  /** Environment, as in `Pulumi.<name>.yaml`. */
  readonly stack: string;
  /** Makes a commit's plan anew, instead of reading the one that it committed. */
  readonly evaluates: boolean;
  /**
   * Reads the checkout's settings as a deployment of it would, which in the sandbox makes up those that are left out: what
   * is deployed has them too.
   *
   * @defaultValue false: what is committed leaves them out
   */
  readonly deploys?: boolean;
}

/** One side of a preview as it was read. */
export interface Side {
  /** The plan, which may still be anything. */
  readonly raw: RawPlan;
  /** What the checkout's own model says of it; empty for a plan from elsewhere. */
  readonly problems: readonly Problem[];
  /** What the stack's configuration waives of that; null for a plan from elsewhere. */
  readonly waived: readonly Problem[] | null;
  /** Where a field of one of its guardrails is written. */
  readonly originOf: StackPlans["originOf"];
  /** True where no value of a setting may be shown. */
  readonly hideSettings?: boolean;
  /** Where what is deployed is not what this plan, as read and completed, says; only of a plan that a stack exports. */
  readonly fits?: (plan: Plan) => Promise<readonly Problem[]>;
}

/**
 * Reads one side of a preview.
 *
 * @throws ModelError with everything that keeps it from being read
 */
export async function readSide(request: SideRequest): Promise<Side> {
  const { spec } = request;
  if (spec === workingTree) return fromCheckout(request);
  if (isDeployed(spec)) return deployedSide(request);
  return { problems: [], waived: null, originOf: () => null, raw: await rawPlan(request) };
}

function rawPlan(request: SideRequest): RawPlan | Promise<RawPlan> {
  return request.spec.endsWith(".json") ? fromFile(request) : fromCommit(request);
}

function fromCheckout({ deploys = false, root, stack }: SideRequest): Side {
  const source = deploys ? findWorkplace(root, { stack }).configOf(stack) : readStackFile(root, stack);
  const { origins, plan, problems, waived } = loadPlan(source);
  const originOf: Side["originOf"] = ({ id, sources }, field) => {
    const known = (origins.get(id) ?? []).map((origin, index) => ({ origin, source: sources[index] }));
    const own = known.filter(({ source }) => source?.field === field).at(-1);
    if (own?.source?.layer === "override") return configLine(root, stack, ["overrides", id, field]);
    return inRoot(root, own?.origin ?? known.find(({ origin }) => origin)?.origin);
  };
  return { raw: { where: workingTree, value: plan, strict: true }, problems, waived, originOf };
}

const inRoot = (root: string, origin: Origin | undefined): Origin | null =>
  origin === undefined ? null : { ...origin, file: relative(root, origin.file) };

function fromFile({ option, root, spec }: SideRequest): RawPlan {
  const file = resolve(process.cwd(), spec);
  const found = existsSync(file) ? file : resolve(root, spec);
  return { where: spec, value: fileAsJson(found, option, spec), strict: true };
}

async function fromCommit({ evaluates, option, root, spec, stack }: SideRequest): Promise<RawPlan> {
  const commit = commitOf(root, spec);
  if (commit === null) return refuse(refProblem(root, option, spec));
  const path = `rendered/${stack}.json`;
  const committed = evaluates ? null : fileOf(root, commit, path);
  if (committed !== null) {
    const where = `${spec}:${path}`;
    return { where, value: parsed(committed, where), strict: false };
  }
  const { code, stderr, stdout } = await evaluate(root, commit, stack);
  const where = `the plan of ${stack} at ${spec}`;
  if (code === 0) return { where, value: parsed(stdout, where), strict: false };
  const own = problemsIn(stdout);
  if (own.length > 0) throw new ModelError(spec, own);
  return refuse({
    code: "preview/evaluate",
    path: option,
    value: spec,
    rule: `its own belfry plan --stack ${stack} failed: ${(stderr.trim().split("\n")[0] ?? "").slice(0, 300)}`,
    remedy: "Name a commit whose plan can be made, or a plan's .json file.",
  });
}

/** The problems that a commit's own `belfry plan` told as JSON. */
function problemsIn(stdout: string): readonly Problem[] {
  try {
    const { problems } = JSON.parse(stdout) as { readonly problems?: readonly Problem[] };
    return problems ?? [];
  } catch {
    return [];
  }
}

/** What several guardrails must keep together and do not, in a plan of which only the guardrails are known. */
export function coherenceOf(plan: Plan): readonly Problem[] {
  return checkCoherence({
    guardrails: plan.guardrails,
    environment: { name: plan.environment, pages: gatesPages(plan, plan), asOf: plan.asOf },
  });
}
