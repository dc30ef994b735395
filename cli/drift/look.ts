import { added } from "../../environments/drift/added";
import { driftOf, type Drift } from "../../environments/drift/drift";
import { editedAndDeleted } from "../../environments/drift/edited";
import { lookAt } from "../../environments/drift/look";
import { muted } from "../../environments/drift/muted";
import { ownMonitors } from "../../environments/drift/own";
import { seenIn, type Seen } from "../../environments/drift/seen";
import { ModelError, type Problem } from "../../model/problem";
import type { Plan } from "../../plan/types";
import { stateIndex, type StateIndex } from "../../preview/deployed/state";
import { shardOf, type Shard } from "../../stacks/shard";
import { foundIn } from "../../preview/engine/steps";
import { toldIn } from "../../preview/engine/told";
import { reconcile } from "../../preview/reconcile";
import { oneLine } from "../../preview/render/text";
import { exportStack, readDeployed } from "../engine/deployed-stack";
import { failureProblems } from "../engine/engine-failure";
import { engineRefresh, type EngineRun } from "../engine/engine-preview";
import { foreignVariables } from "../engine/pulumi";
import { findWorkplace, openWorkplace, type OpenWorkplace } from "../engine/workplace";
import type { WorkplaceKind } from "../engine/workplace-kind";
import { exitCodes, Stop } from "../exit";
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
  const { environment, shard } = partOf(stack);
  const all = shard === null ? state : stateIndex(await exportStack(root, environment, where, sandbox));
  const kind = findWorkplace(root, { stack, sandbox }).kind;
  // One key without the other is a mistake of whoever asks: it is told before anything is read.
  const opened = ownMonitors(state).length === 0 ? nobody : await openedSource(kind, stack);
  try {
    const place = await openWorkplace(root, { stack, sandbox }, say);
    try {
      return await lookedOver(place, opened, { stack, shard, plan, state, all, hideSettings });
    } finally {
      await place.close();
    }
  } finally {
    await opened.source?.stop();
  }
}

/** Which part of an environment a stack is; a stack that an organization is named before is taken as it is. */
const partOf = (stack: string): Shard =>
  stack.includes("/") ? { environment: stack, shard: null } : shardOf(stack);

interface Known {
  readonly stack: string;
  /** The part of the environment; null for all of it. */
  readonly shard: string | null;
  readonly plan: Plan;
  readonly state: StateIndex;
  /** The state of all stacks of the environment. */
  readonly all: StateIndex;
  readonly hideSettings: boolean;
}

async function lookedOver(place: OpenWorkplace, opened: Opened, known: Known): Promise<Drift> {
  const { all, plan, shard, stack, state } = known;
  const runs = await refreshed(place, stack);
  const events = runs.flatMap((run) => run.events);
  for (const warning of toldIn(events).warnings) say(oneLine(warning));
  const read = runs.flatMap((run) => editedAndDeleted(foundIn(run.events), known));
  const gone = new Set(read.filter(({ kind }) => kind === "deleted").map(({ object }) => object.id));
  const seen = await lookedUp(opened, known, gone);
  const beside = [
    ...muted(seen.account, { plan, state, known: all, now: new Date() }),
    ...added(seen.account, { plan, known: all, shard, gone }),
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
  const { environment, shard } = partOf(asked);
  const stacks = shard === null && !asked.includes("/") ? await place.stacksOf(environment) : [asked];
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

/** Where the account is asked, and what keeps it from being asked. */
interface Opened {
  readonly source: Source | null;
  readonly problems: readonly Problem[];
}

/** An environment without a monitor has nothing that anybody could mute or copy. */
const nobody: Opened = { source: null, problems: [] };

async function lookedUp(
  { problems, source }: Opened,
  { all, plan, state }: Known,
  gone: ReadonlySet<string>,
): Promise<Seen> {
  if (source === null) return { ...nothingSeen, problems };
  const look = await lookAt(source.account, {
    onWait: (milliseconds, why) => {
      say(`Waiting ${Math.ceil(milliseconds / 1000)} s: ${why}.`);
    },
  });
  const { environment } = plan;
  return seenIn(look, { environment, state, known: all, gone, place: source.origin.place });
}

async function openedSource(kind: WorkplaceKind, stack: string): Promise<Opened> {
  if (kind === "sandbox") {
    const { keys, stop, url } = await startSandboxApi();
    const source: Source = { account: { url, ...keys }, origin: { place: "sandbox" }, stop };
    return { source, problems: [] };
  }
  try {
    const source = await namedSource(process.env);
    return { source, problems: source === null ? [withoutKeys(stack)] : [] };
  } catch (error) {
    if (!(error instanceof Stop) || error.code === exitCodes.usage) throw error;
    return { source: null, problems: [refusedKeys(error.message)] };
  }
}

const keysPath = "DD_API_KEY, DD_APP_KEY";

const withoutKeys = (stack: string): Problem => ({
  code: "drift/keys",
  path: keysPath,
  value: null,
  rule: `they are not set, so nobody looked for what was muted or added by hand beside what ${stack} deployed.`,
  remedy: "Set both, and DD_SITE, to those of its Datadog account; reading is enough.",
});

const refusedKeys = (said: string): Problem => ({
  code: "drift/keys",
  path: keysPath,
  value: null,
  rule: `nobody looked for what was muted or added by hand: ${said}`,
  remedy: "Set both, and DD_SITE, to those of the account in which it is deployed; reading is enough.",
});
