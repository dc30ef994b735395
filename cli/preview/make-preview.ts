import { ModelError, type Problem } from "../../model/problem";
import { coherenceRules } from "../../plan/coherence/rules";
import { misfitCode } from "../../preview/deployed/fit";
import { diffPlans } from "../../preview/diff";
import { unknownWaivers, type Gates } from "../../preview/gates";
import { previewOf, type StackPlans } from "../../preview/preview";
import { reconcile } from "../../preview/reconcile";
import type { Preview } from "../../preview/schema";
import { exitCodes, Stop } from "../exit";
import { isDeployed } from "./deployed-side";
import { engineStack } from "./engine-stack";
import type { Past } from "./past";
import { coherenceOf, readSide, type Side, type SideRequest } from "./read-side";

/** What a preview is asked for. */
export interface PreviewRequest {
  /** Root of the checkout. */
  readonly root: string;
  /** What is compared with; null to ask the engine what deploying the checkout would change. */
  readonly base: string | null;
  /** What is compared. */
  readonly head: string;
  /** Environments. */
  readonly stacks: readonly string[];
  /** Makes the plans of git refs anew. */
  readonly evaluates: boolean;
  /** Has the engine read every resource at its provider first. */
  readonly refreshes: boolean;
  /** What is held back, and what may pass. */
  readonly gates: Gates;
  /** The past on which changes are replayed. */
  readonly past: Past;
  /** Reads one side of the preview. */
  readonly read?: (request: SideRequest) => Promise<Side>;
}

/**
 * What changes between the two sides that were asked for.
 *
 * @throws ModelError with everything that keeps it from being told; Stop for a waiver that can let nothing pass
 */
export async function makePreview(request: PreviewRequest): Promise<Preview> {
  const { gates, head, past } = request;
  const { base, plans } = await compared(request);
  refuseIdle(gates, plans);
  const told: StackPlans[] = [];
  for (const each of plans) {
    const differing = { ...each, diff: diffPlans(each.base, each.head) };
    told.push({ ...differing, backtest: await past.backtestOf(differing) });
  }
  return previewOf({ base, head, stacks: told, gates });
}

interface Compared {
  readonly base: string;
  readonly plans: readonly ReadPlans[];
}

async function compared({ base, refreshes: refresh, ...request }: PreviewRequest): Promise<Compared> {
  const { head, root, stacks } = request;
  if (base === null) {
    const plans: ReadPlans[] = [];
    for (const stack of stacks) plans.push(await engineStack({ root, stack, refresh }));
    return { base: stacks.map((stack) => `deployed:${stack}`).join(", "), plans };
  }
  const read: ReadStack[] = [];
  for (const stack of stacks) read.push(await readStack(stack, { ...request, base }));
  const problems = read.flatMap(({ refused }) => refused);
  if (problems.length > 0) throw new ModelError(`${base} and ${head}`, problems);
  return { base, plans: read.map((each) => each.plans) };
}

/** Both plans of an environment, before its past is looked at. */
export type ReadPlans = Omit<StackPlans, "backtest">;

function refuseIdle({ waivers }: Gates, plans: readonly ReadPlans[]): void {
  const unknown = unknownWaivers(
    waivers,
    plans.flatMap((each) => [each.base, each.head]),
    [...coherenceRules.map(({ code }) => code), misfitCode],
  );
  if (unknown.length === 0) return;
  throw new Stop(
    exitCodes.usage,
    unknown.map(({ remedy, rule, value }) => `--waive ${value ?? ""}: ${rule} ${remedy}`).join("\n"),
  );
}

type SidesRequest = Pick<PreviewRequest, "evaluates" | "head" | "read" | "root"> & { readonly base: string };

interface ReadStack {
  readonly plans: ReadPlans;
  readonly refused: readonly Problem[];
}

async function readStack(
  stack: string,
  { base: before, evaluates, head: after, read = readSide, root }: SidesRequest,
): Promise<ReadStack> {
  const request = { root, stack, evaluates, deploys: [before, after].some(isDeployed) };
  const was = await read({ ...request, option: "--base", spec: before });
  const is = await read({ ...request, option: "--head", spec: after });
  const { base, head, notCompared, problems: refused } = reconcile(was.raw, is.raw);
  // A rule may read what a plan of another time does not say.
  const whole = is.waived === null && refused.length + notCompared.length === 0;
  const fits = refused.length > 0 ? [] : [await was.fits?.(base), await is.fits?.(head)];
  const problems = [...(whole ? coherenceOf(head) : is.problems), ...fits.flatMap((each) => each ?? [])];
  const { originOf } = is;
  const hideSettings = was.hideSettings === true || is.hideSettings === true;
  return {
    refused,
    plans: { stack, base, head, notCompared, problems, waived: is.waived ?? [], originOf, hideSettings },
  };
}
