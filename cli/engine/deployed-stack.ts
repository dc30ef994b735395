import { ModelError, type Problem } from "../../model/problem";
import { revealed } from "../../preview/deployed/secret";
import { stateIndex, type StateIndex } from "../../preview/deployed/state";
import type { StackExport, StateResource } from "../../recovery/deployment";
import { packedPlanVersion, unpackPlan } from "../../stacks/plan-output";
import { shardOf } from "../../stacks/shard";
import { readStackFile } from "../../stacks/stack-file";
import { Stop } from "../exit";
import { findPulumi } from "./find-pulumi";
import { localStack } from "./local-stack";
import { runPulumi } from "./pulumi";
import { inOrder, mergedExport, mergedPlan } from "./merged-shards";
import { findWorkplace, type Workplace } from "./workplace";

/** What a stack says of itself. */
export interface DeployedStack {
  /** The plan that it exports, which may be of another time, or anything. */
  readonly plan: unknown;
  /** Whether something in the stack's settings is a secret, so that no value of them may be shown. */
  readonly hideSettings: boolean;
  /** The resources of its state, without secrets. */
  readonly state: StateIndex;
}

/**
 * Reads the plan that a stack exports, and its state, where the stack lives: in the sandbox of this checkout, or in the
 * user's own backend.
 *
 * @param where - what problems name
 * @param sandbox - the sandbox's, whatever backend the user chose
 * @throws ModelError where there is no such stack, nothing is deployed, or its plan cannot be read
 */
export async function readDeployed(
  root: string,
  stack: string,
  where: string,
  sandbox = false,
): Promise<DeployedStack> {
  const exported = await exportStack(root, stack, where, sandbox);
  const stacks = (exported.deployment.resources ?? []).filter(({ type }) => type === "pulumi:pulumi:Stack");
  if (stacks.length === 0) return refuse(where, faults.empty(stack));
  const plans = stacks.map(({ outputs }) => planIn(outputs, stack, where));
  return {
    plan: mergedPlan(plans.map(({ plan }) => plan)),
    hideSettings: plans.some(({ hideSettings }) => hideSettings),
    state: stateIndex(exported),
  };
}

function planIn(
  outputs: StateResource["outputs"],
  stack: string,
  where: string,
): Omit<DeployedStack, "state"> {
  const packed = outputs?.["plan"];
  if (typeof packed !== "object" || packed === null) return refuse(where, faults.none(stack));
  const { brotli, schemaVersion, ...rest } = packed as Readonly<Record<string, unknown>>;
  const unpacked = unpackPlan({ ...rest, schemaVersion, brotli: revealed(brotli) });
  if (unpacked.fault !== null)
    return refuse(
      where,
      unpacked.fault === "version" ? faults.version(schemaVersion) : faults.damaged(stack),
    );
  const { hideSettings, plan } = unpacked;
  return { plan, hideSettings };
}

/**
 * A stack's state with its secrets readable, for this process alone; of an environment in shards, that of all of them.
 *
 * @param where - what problems name
 * @param sandbox - the sandbox's, whatever backend the user chose
 * @throws ModelError where there is no such stack, or it cannot be read
 */
export async function exportStack(
  root: string,
  stack: string,
  where: string,
  sandbox = false,
): Promise<StackExport> {
  const place = findWorkplace(root, { stack, sandbox });
  await findPulumi(root);
  const names = await stacksToRead(place, stack).catch((error: unknown) => {
    if (!(error instanceof Stop)) throw error;
    return refuse(where, faults.unreadable(error.message.split("\n").pop() ?? ""));
  });
  if (names.length === 0)
    return refuse(where, place.kind === "sandbox" ? emptyFault(root, stack) : faults.unknown(stack));
  return mergedExport(await Promise.all(names.map((name) => exportOne(place, name, where))));
}

/** Nothing is deployed: not yet, or because there is no such environment. */
function emptyFault(root: string, stack: string): Fault {
  const { environment } = shardOf(stack);
  const fault = faults.empty(stack);
  try {
    readStackFile(root, environment);
    return fault;
  } catch (error) {
    const [problem] = error instanceof ModelError ? error.problems : [];
    if (problem === undefined) throw error;
    return {
      ...fault,
      rule: `nothing is deployed in this stack, and ${problem.rule}`,
      remedy: problem.remedy,
    };
  }
}

/** The stack itself, or the shards of the environment that it names. */
async function stacksToRead(place: Workplace, stack: string): Promise<readonly string[]> {
  if (stack.includes("/")) return [stack];
  const { environment, shard } = shardOf(stack);
  const there = await place.stacksOf(environment);
  return shard === null ? inOrder(there) : there.filter((name) => name === stack);
}

async function exportOne(place: Workplace, stack: string, where: string): Promise<StackExport> {
  const words = ["stack", "export", "--show-secrets", "--stack", stack];
  const { code, stderr, stdout } = await runPulumi(words, place.runOf(stack));
  if (code === 0) return JSON.parse(stdout) as StackExport;
  const said =
    stderr
      .trim()
      .split("\n")[0]
      ?.replace(/^error: /, "") ?? "";
  return refuse(where, said.includes("no stack named") ? faults.unknown(stack) : faults.unreadable(said));
}

type Fault = Omit<Problem, "path">;

function refuse(where: string, fault: Fault): never {
  throw new ModelError("The request", [{ path: where, ...fault }]);
}

/** Deploying again is what every plan that cannot be read needs. */
const again = (stack: string): string =>
  stack === localStack ? "Run npm start" : `Run npx belfry up --stack ${stack}`;

const faults = {
  empty: (stack: string): Fault => ({
    code: "deployed/empty",
    value: stack,
    rule: "nothing is deployed in this stack.",
    remedy: `${again(stack)} first.`,
  }),
  unknown: (stack: string): Fault => ({
    code: "deployed/unknown",
    value: stack,
    rule: "the backend that Pulumi is logged in to has no such stack of this project.",
    remedy: "`pulumi stack ls` lists its stacks; `pulumi login` chooses the backend.",
  }),
  unreadable: (said: string): Fault => ({
    code: "deployed/unreadable",
    value: null,
    rule: `Pulumi cannot read this stack: ${said.slice(0, 300)}.`.replace(/\.\.$/, "."),
    remedy: "Mend that; `pulumi stack export --show-secrets` must work for whoever asks.",
  }),
  none: (stack: string): Fault => ({
    code: "deployed/no-plan",
    value: stack,
    rule: "the stack exports no plan: an older Belfry deployed it, or `belfry reshard` moved it and nothing was deployed since.",
    remedy: `${again(stack)}, or compare with a git ref.`,
  }),
  version: (version: unknown): Fault => ({
    code: "deployed/version",
    value: String(version),
    rule: `this Belfry reads exported plans of version ${packedPlanVersion}.`,
    remedy: "Use the Belfry that deployed the stack, or deploy it with this one.",
  }),
  damaged: (stack: string): Fault => ({
    code: "deployed/damaged",
    value: stack,
    rule: "the plan that the stack exports is not what its digest says.",
    remedy: `${again(stack)}, which exports it anew.`,
  }),
};
