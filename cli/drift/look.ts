import { added } from "../../environments/drift/added";
import { driftOf, type Drift } from "../../environments/drift/drift";
import { editedAndDeleted } from "../../environments/drift/edited";
import type { DriftFinding } from "../../environments/drift/finding";
import { lookAt } from "../../environments/drift/look";
import { muted } from "../../environments/drift/muted";
import { ownMonitors } from "../../environments/drift/own";
import { seenIn, type Seen } from "../../environments/drift/seen";
import { ModelError, type Problem } from "../../model/problem";
import type { Plan } from "../../plan/types";
import type { StateIndex } from "../../preview/deployed/state";
import { shardOf } from "../../stacks/shard";
import { foundIn } from "../../preview/engine/steps";
import { toldIn } from "../../preview/engine/told";
import { reconcile } from "../../preview/reconcile";
import { oneLine } from "../../preview/render/text";
import { readDeployed } from "../engine/deployed-stack";
import { failureProblems } from "../engine/engine-failure";
import { engineRefresh, type EngineRun } from "../engine/engine-preview";
import { foreignVariables } from "../engine/pulumi";
import { openWorkplace, type OpenWorkplace } from "../engine/workplace";
import type { WorkplaceKind } from "../engine/workplace-kind";
import { namedSource, startSandboxApi, type Source } from "../history/account";

/** Which stack is looked at. */
export interface DriftRequest {
  /** Root of the checkout. */
  readonly root: string;
  /** The stack. */
  readonly stack: string;
  /** The sandbox's, whatever backend the user chose. */
  readonly sandbox: boolean;
}

interface StackRun extends EngineRun {
  readonly stack: string;
}

const say = (line: string): void => {
  console.error(line);
};

/**
 * What was changed by hand at the providers of a stack. It reads, and writes nothing.
 *
 * @throws ModelError where nothing is deployed, or the stack cannot be read
 */
export async function driftIn({ root, sandbox, stack }: DriftRequest): Promise<Drift> {
  const where = `deployed:${stack}`;
  const { hideSettings, plan: exported, state } = await readDeployed(root, stack, where, sandbox);
  const raw = { where, value: exported, strict: false };
  const { base: plan, problems } = reconcile(raw, raw);
  if (problems.length > 0) throw new ModelError(where, problems);
  const place = await openWorkplace(root, { stack, sandbox }, say);
  try {
    return await lookedOver(place, { stack, plan, state, hideSettings });
  } finally {
    await place.close();
  }
}

interface Known {
  readonly stack: string;
  readonly plan: Plan;
  readonly state: StateIndex;
  readonly hideSettings: boolean;
}

async function lookedOver(place: OpenWorkplace, known: Known): Promise<Drift> {
  const { plan, stack, state } = known;
  const runs = await refreshed(place, stack);
  const events = runs.flatMap((run) => run.events);
  for (const warning of toldIn(events).warnings) say(oneLine(warning));
  const read = runs.flatMap((run) => editedAndDeleted(foundIn(run.events), known));
  const seen = await lookedUp(place, known, read);
  const beside = [
    ...muted(seen.account, { plan, state, now: new Date() }),
    ...added(seen.account, state, plan),
  ];
  return driftOf({
    ...known,
    findings: [...read, ...beside],
    looked: { resources: readResources(events), ...seen.looked },
    problems: [
      ...runs.flatMap((run) => failureProblems(run, `pulumi refresh --preview-only --stack ${run.stack}`)),
      ...seen.problems,
    ],
  });
}

/** Every stack of the environment that its workplace has, read one after the other. */
async function refreshed(place: OpenWorkplace, asked: string): Promise<readonly StackRun[]> {
  const { environment, shard } = shardOf(asked);
  const all = await place.stacksOf(environment);
  const stacks = shard === null && !asked.includes("/") ? all : [asked];
  const runs: StackRun[] = [];
  for (const stack of stacks) {
    const isOurs = place.kind === "sandbox";
    // In the sandbox, and for a shard, Pulumi reads a file that Belfry writes.
    if (isOurs || shardOf(stack).shard !== null) await place.ensureStack(stack);
    const { environment: variables, root } = place.runOf(stack);
    const without = isOurs ? foreignVariables : [];
    runs.push({ stack, ...(await engineRefresh({ root, stack, environment: variables, without })) });
  }
  return runs;
}

/** Resources of providers that the engine read. */
const readResources = (events: EngineRun["events"]): number =>
  events.filter(({ resOutputsEvent }) => {
    const metadata = resOutputsEvent?.metadata;
    return (
      metadata !== undefined &&
      (metadata.new ?? metadata.old)?.custom === true &&
      !metadata.type.startsWith("pulumi:")
    );
  }).length;

const nothingSeen: Omit<Seen, "problems"> = {
  account: { monitors: [], others: [], downtimes: [], matches: new Map() },
  looked: { monitors: null, downtimes: null },
};

async function lookedUp(
  { kind }: OpenWorkplace,
  { plan, stack, state }: Known,
  read: readonly DriftFinding[],
): Promise<Seen> {
  // An environment without a monitor has nothing that anybody could mute or copy.
  if (ownMonitors(state).length === 0) return { ...nothingSeen, problems: [] };
  const source = await sourceOf(kind);
  if (source === null) return { ...nothingSeen, problems: [withoutKeys(stack)] };
  try {
    const look = await lookAt(source.account, {
      onWait: (milliseconds, why) => {
        say(`Waiting ${Math.ceil(milliseconds / 1000)} s: ${why}.`);
      },
    });
    const gone = new Set(read.filter(({ kind }) => kind === "deleted").map(({ object }) => object.id));
    return await seenIn(look, { environment: plan.environment, state, gone, place: source.origin.place });
  } finally {
    await source.stop();
  }
}

async function sourceOf(kind: WorkplaceKind): Promise<Source | null> {
  if (kind === "own") return namedSource(process.env);
  const { keys, stop, url } = await startSandboxApi();
  return { account: { url, ...keys }, origin: { place: "sandbox" }, stop };
}

const withoutKeys = (stack: string): Problem => ({
  code: "drift/keys",
  path: "DD_API_KEY, DD_APP_KEY",
  value: null,
  rule: `they are not set, so nobody looked for what was muted or added by hand beside what ${stack} deployed.`,
  remedy: "Set both, and DD_SITE, to those of its Datadog account; reading is enough.",
});
