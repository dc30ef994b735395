import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { cloneOf } from "../../environments/clone/clone";
import { cloneFileOf, hasSecret, otherThanAsked } from "../../environments/clone/existing";
import { irrevocableLocks } from "../../environments/clone/locks";
import type { Clone, CloneOptions, CloneRequest } from "../../environments/clone/request";
import { leaksOf } from "../../environments/leaks/leaks";
import { parityOf, type Parity } from "../../environments/parity/parity";
import { ModelError, type Problem } from "../../model/problem";
import { missingSettings } from "../../plan/check/wiring";
import { stateIndex } from "../../preview/deployed/state";
import { knownServices, loadPlan, type LoadedPlan } from "../../stacks/load-plan";
import { sandboxSource } from "../../stacks/made-up-settings";
import type { ConfigSource } from "../../stacks/resolve-environment";
import { stackFileOf, stackSource, type StackText } from "../../stacks/stack-file";
import type { Workplace } from "../engine/workplace";
import { registering } from "../preview/deployed-side";
import { copiedSecrets } from "./secrets";
import { stateOf, type DeployedState } from "./states";

/** What a clone is made of. */
export interface CloneWishes {
  /** Environment that is cloned. */
  readonly from: string;
  /** Name of the clone. */
  readonly to: string;
  /** What is asked of it. */
  readonly options: CloneOptions;
  /** Now. */
  readonly now: Date;
}

/** A clone that may be made: everything about it was checked, and nothing is written yet. */
export interface PreparedClone {
  /** What was asked. */
  readonly request: CloneRequest;
  /** Its file and every rewrite. */
  readonly made: Clone;
  /** Name of its file. */
  readonly file: string;
  /** Whether the file is there already, as it would be made. */
  readonly isThere: boolean;
  /** The origin as it is planned. */
  readonly origin: LoadedPlan;
  /** The clone as it would be planned. */
  readonly plan: LoadedPlan;
  /** How the two differ. */
  readonly parity: Parity;
  /** What is deployed of the origin. */
  readonly originState: DeployedState;
}

/**
 * Checks everything that can be known before anything is written, and that nothing of the origin is in the clone.
 *
 * @throws ModelError with all problems at once
 */
export async function prepareClone(place: Workplace, wishes: CloneWishes): Promise<PreparedClone> {
  const { from, to } = wishes;
  const origin = loadPlan(place.configOf(from));
  if (origin.problems.length > 0) throw new ModelError(from, origin.problems);
  const there = fileAt(place.root, `Pulumi.${to}.yaml`);
  const request = requestOf(place, wishes, there);
  const made = cloneOf(request);
  const file = `Pulumi.${to}.yaml`;
  const plan = loadPlan(sourceOf(place, to, { file, text: made.text }));
  const originState = await stateOf(place, from);
  const known = [
    ...made.problems,
    ...(there === null ? await strangers(place, wishes) : otherThanAsked(there, request, made)),
    ...unsetVariables(request, there),
    ...(await copiedSecrets(place, request.options, originState)),
  ];
  // What is wrong with the request makes the plan wrong too, and would be told twice.
  const problems =
    known.length > 0 ? known : await unfit(plan, { origin, originState, options: request.options });
  if (problems.length > 0) throw new ModelError(`A clone of ${from} as ${to}`, problems);
  const parity = parityOf(origin.inputs, plan.environment);
  return {
    request,
    made: withMadeUp(made, origin, plan),
    file,
    isThere: there !== null,
    origin,
    plan,
    parity,
    originState,
  };
}

/** The rewrites with the values that the sandbox makes up, in both environments. */
function withMadeUp(made: Clone, origin: LoadedPlan, { environment }: LoadedPlan): Clone {
  const rewrites = made.rewrites.map((each) => {
    const [, key = ""] = each.path.split("belfry:settings.");
    if (each.rule !== "made-up") return each;
    const was = origin.environment.settings[key] ?? null;
    return { ...each, from: each.from ?? was, to: environment.settings[key] ?? null };
  });
  return { ...made, rewrites };
}

function fileAt(root: string, file: string): StackText | null {
  const path = join(root, file);
  return existsSync(path) ? { file, text: readFileSync(path, "utf8") } : null;
}

/** A clone that is half made keeps the end that its file says: its time does not begin anew. */
function requestOf({ kind, root }: Workplace, wishes: CloneWishes, there: StackText | null): CloneRequest {
  const { from, now, options, to } = wishes;
  const file = stackFileOf(root, from);
  const end = options.ttl === null ? null : minuteOf(now.getTime() + options.ttl.seconds * 1000);
  return {
    from,
    to,
    origin: { file, text: readFileSync(join(root, file), "utf8") },
    options,
    known: knownServices,
    now: now.toJSON(),
    expires: (there === null ? null : cloneFileOf(there).expires) ?? end,
    makesUp: kind === "sandbox",
  };
}

/** An instant as a stack's file writes it, without seconds. */
const minuteOf = (time: number): string => `${new Date(time).toJSON().slice(0, 16)}Z`;

/** What the clone's stack will read. */
function sourceOf({ kind, root }: Workplace, stack: string, text: StackText): ConfigSource {
  const source = stackSource(root, stack, text);
  return kind === "sandbox" ? sandboxSource(source, knownServices) : source;
}

/** A stack of that name that no file of the checkout describes, and that was made of something else. */
async function strangers(place: Workplace, { from, to }: CloneWishes): Promise<readonly Problem[]> {
  const { objects, outputs, stacks } = await stateOf(place, to);
  if (objects.length === 0 || outputs.some(({ clonedFrom }) => clonedFrom === from)) return [];
  return [
    {
      code: "clone/no-clone",
      path: `stack ${stacks.join(", ")}`,
      value: null,
      rule: `something else is deployed under this name, and was not cloned from ${from}.`,
      remedy: "Choose another name.",
    },
  ];
}

/** A secret is read from its variable, unless the clone's stack has it already. */
function unsetVariables({ options }: CloneRequest, there: StackText | null): readonly Problem[] {
  return options.secrets
    .filter(([key, name]) => !process.env[name] && (there === null || !hasSecret(there, key)))
    .map(([key, name]) => ({
      code: "clone/secret",
      path: `--secret ${key}`,
      value: name,
      rule: "this variable is empty or not set.",
      remedy: `Put the clone's secret into ${name}, and ask again.`,
    }));
}

interface Against {
  readonly origin: LoadedPlan;
  readonly originState: DeployedState;
  readonly options: CloneOptions;
}

/** Whatever would keep the clone from being deployed, or leave something of the origin in it or of it behind. */
async function unfit(
  { environment, plan, problems }: LoadedPlan,
  { options, origin, originState }: Against,
): Promise<readonly Problem[]> {
  const later = new Set(options.secrets.map(([key]) => `belfry:settings.${key}`));
  const missing = missingSettings(plan.guardrails, knownServices, environment);
  const { registeredFor } = registering();
  const declared = await registeredFor(plan, stateIndex({ version: 3, deployment: {} }));
  return [
    ...problems,
    ...missing.filter(({ path }) => !later.has(path)),
    ...irrevocableLocks(declared.values()),
    ...leaksOf({
      origin: origin.inputs,
      clone: environment,
      originState: originState.objects,
      cloneState: [],
      secrets: originState.secrets,
    }),
  ];
}
