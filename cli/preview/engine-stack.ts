import { ModelError } from "../../model/problem";
import { misfits } from "../../preview/deployed/fit";
import { changesBeneath, outside, type Beneath } from "../../preview/engine/beneath";
import { stepsIn } from "../../preview/engine/steps";
import { toldIn } from "../../preview/engine/told";
import type { GuardrailChange } from "../../preview/diff";
import type { StackPlans } from "../../preview/preview";
import { reconcile } from "../../preview/reconcile";
import { oneLine } from "../../preview/render/text";
import { readDeployed } from "../engine/deployed-stack";
import { failureProblems } from "../engine/engine-failure";
import { enginePreview, type EngineRun } from "../engine/engine-preview";
import { policyPack } from "../engine/policy-pack";
import { foreignVariables } from "../engine/pulumi";
import { openWorkplace } from "../engine/workplace";
import { registering } from "./deployed-side";
import { readSide, workingTree } from "./read-side";

/** What the engine is asked. */
export interface EngineOptions {
  /** Root of the checkout. */
  readonly root: string;
  /** Stack that is compared with the checkout as it stands. */
  readonly stack: string;
  /** Reads every resource at its provider first. */
  readonly refresh: boolean;
}

/**
 * What deploying the checkout would change in a stack: what the plans say, and what the engine finds beside that.
 *
 * @throws ModelError where the stack cannot be read, or its preview fails
 */
export async function engineStack(options: EngineOptions): Promise<Omit<StackPlans, "backtest">> {
  const { root, stack } = options;
  const where = `deployed:${stack}`;
  const { hideSettings, plan, state } = await readDeployed(root, stack, where);
  const is = await readSide({
    ...{ root, stack, evaluates: false, deploys: true },
    ...{ option: "--head", spec: workingTree },
  });
  const { base, head, notCompared, problems } = reconcile({ where, value: plan, strict: false }, is.raw);
  if (problems.length > 0) throw new ModelError(`${where} and ${workingTree}`, problems);
  const { registeredFor } = registering();
  const was = await registeredFor(base, state);
  const shared = {
    stack,
    base,
    head,
    notCompared,
    waived: is.waived ?? [],
    originOf: is.originOf,
    hideSettings,
  };
  const known = [...is.problems, ...misfits(where, was, state)];
  // The program refuses such a plan before it declares anything.
  if (is.problems.length > 0) return { ...shared, problems: known };
  const run = await runEngine(options);
  const { violations, warnings } = judged(run, stack);
  for (const warning of warnings) console.error(oneLine(warning));
  const declared = await registeredFor(head, state);
  const beneath = { steps: stepsIn(run.events), base, head, was, is: declared, state };
  return { ...shared, problems: [...known, ...violations], beneath: told(beneath) };
}

/** What no guardrail carries is not Belfry's: it is named, so that nobody misses it. */
function told(beneath: Beneath): readonly GuardrailChange[] {
  const others = outside(beneath).map(({ name, op }) => `${op} ${name}`);
  if (others.length > 0) console.error(oneLine(`Of no guardrail, and not compared: ${others.join(", ")}`));
  return changesBeneath(beneath);
}

/** A stack in the sandbox runs as `npm start` runs it; any other as its owner does. */
async function runEngine({ refresh, root, stack }: EngineOptions): Promise<EngineRun> {
  const place = await openWorkplace(root, { stack }, (line) => {
    console.error(line);
  });
  try {
    const isOurs = place.kind === "sandbox";
    if (isOurs) await place.ensureStack(stack);
    const { environment, root: folder } = place.runOf(stack);
    const without = isOurs ? foreignVariables : [];
    const policyPacks = isOurs ? [policyPack(root)] : [];
    return await enginePreview({ root: folder, stack, refresh, environment, without, policyPacks });
  } finally {
    await place.close();
  }
}

/** A preview that only a policy ended has told everything; any other that failed has not. */
function judged({ events, failure }: EngineRun, stack: string): ReturnType<typeof toldIn> {
  const found = toldIn(events);
  if (failure === null || (found.violations.length > 0 && found.errors.length === 0)) return found;
  throw new ModelError(
    `The engine's preview of ${stack}`,
    failureProblems({ events, failure }, `pulumi preview --stack ${stack}`),
  );
}
