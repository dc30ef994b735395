import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { breakLocks, locksOf, type Lock } from "../../recovery/lock";
import type { PreviewStep, StackExport } from "../../recovery/deployment";
import { identityOf } from "../../recovery/identity";
import { belongsTo, isGone, reconcile, type Reconciliation, type Repair } from "../../recovery/reconcile";
import { deleteObject, listObjects, type InventoryObject } from "../../sandbox/inventory";
import { shardOf, stacksAmong } from "../../stacks/shard";
import { exitCodes, Stop } from "../exit";
import { project, sandboxStacks, type LocalPlaces } from "./local-stack";
import { inOrder } from "./merged-shards";
import { mustRun, type PulumiResult } from "./pulumi";
import { refuseWhilePulumiRuns } from "./stack-lock";
import { deploymentOf, isTorn, mendState } from "./torn-state";
import type { Workplace } from "./workplace";

/** The parts of a workplace in the sandbox that recovery works on. */
export type RecoveryPlace = Pick<Workplace, "configOf" | "ensureStack" | "places" | "runOf">;

/** What recovery found, and did where it was told to. */
export interface RecoveryReport {
  /** Locks that dead runs left; a living one stops recovery before there is a report. */
  readonly locks: readonly Lock[];
  /** What was repaired, or would be, in order; empty when state and sandbox agree. */
  readonly repairs: readonly Repair[];
  /** Copies of the states before they were changed; none where nothing was. */
  readonly backups: readonly string[];
}

/** Adopted objects make further ones recognisable, such as a rule by the id of its team; it ends well before this. */
const mostRounds = 20;

/** The stacks of an environment in the sandbox, in the order in which they need each other. */
export const stacksIn = ({ places }: Pick<Workplace, "places">, environment: string): readonly string[] =>
  inOrder(stacksAmong(sandboxStacks(places), environment));

/**
 * Reconciles the states of an environment's stacks with the sandbox by identity: of those that a cheap look finds wrong.
 *
 * @param apply - false shows what would be done and changes nothing
 * @throws Stop when a run that holds a stack is under way
 */
export async function recoverEnvironment(
  place: RecoveryPlace,
  environment: string,
  apply: boolean,
): Promise<RecoveryReport> {
  const stacks = stacksIn(place, environment);
  refuseWhilePulumiRuns(place.places.state, stacks);
  const reports: RecoveryReport[] = [];
  for (const stack of await cutOff(place, stacks)) reports.push(await recoverStack(place, stack, apply));
  return {
    locks: reports.flatMap(({ locks }) => locks),
    repairs: reports.flatMap(({ repairs }) => repairs),
    backups: reports.flatMap(({ backups }) => backups),
  };
}

/** Whether a run of one of an environment's stacks was cut off, or something was changed behind their back. */
export const needsRecovery = async (place: RecoveryPlace, environment: string): Promise<boolean> =>
  (await cutOff(place, stacksIn(place, environment))).length > 0;

/** Brings an environment in the sandbox together by identity where a run was cut off, before anything is deployed over it. */
export async function recoverFirst(
  place: RecoveryPlace,
  environment: string,
  say: (line: string) => void,
): Promise<RecoveryReport | null> {
  refuseWhilePulumiRuns(place.places.state, stacksIn(place, environment));
  if (!(await needsRecovery(place, environment))) return null;
  say("An earlier run was cut off; bringing state and sandbox together by identity.");
  return recoverEnvironment(place, environment, true);
}

/** Objects that were made by hand and become the program's: type and id, with the resource's name. */
export type Meant = ReadonlyMap<string, string>;

/**
 * Enters objects that were made by hand into a stack's state, each as a resource that the program would make; what differs
 * is changed in place by the next deployment.
 *
 * @throws Stop when state and sandbox disagree in anything else: that is mended first
 */
export async function adoptInto(place: RecoveryPlace, stack: string, meant: Meant): Promise<RecoveryReport> {
  const { places, runOf } = place;
  refuseWhilePulumiRuns(places.state, [stack]);
  const exported = exportIn(await mustRun(["stack", "export"], runOf(stack)));
  const found = await reconcileOnce(exported, place, stack, meant);
  const isMeant = ({ action, id, type }: Repair): boolean => action === "adopt" && meant.has(`${type} ${id}`);
  if (locksOf(places.state, project, stack).length > 0 || !found.repairs.every(isMeant))
    throw new Stop(
      exitCodes.problems,
      "State and provider disagree in something else: run `npx belfry recover` first, then import again.",
    );
  const backup = keepCopy(places, stack, exported);
  await carryOut(found, place, stack);
  return { locks: [], repairs: found.repairs, backups: [backup] };
}

async function recoverStack(place: RecoveryPlace, stack: string, apply: boolean): Promise<RecoveryReport> {
  const { places } = place;
  const locks = locksOf(places.state, project, stack);
  if (apply) breakLocks(locks);
  if (apply) mendState(places, stack);
  else if (isTorn(places, stack)) throw torn(stack);
  // The preview must plan what the next deployment will.
  await place.ensureStack(stack);
  const repairs: Repair[] = [];
  let backup: string | null = null;
  for (let round = 0; round < mostRounds; round++) {
    const exported = exportIn(await mustRun(["stack", "export"], place.runOf(stack)));
    const found = await reconcileOnce(exported, place, stack);
    repairs.push(...found.repairs);
    if (!apply || found.repairs.length === 0) break;
    backup ??= keepCopy(places, stack, exported);
    await carryOut(found, place, stack);
    if (!found.repairs.some(({ action }) => action === "adopt" || action === "forget")) break;
  }
  return { locks, repairs, backups: backup === null ? [] : [backup] };
}

const torn = (stack: string): Stop =>
  new Stop(
    exitCodes.problems,
    `The state of ${stack} was cut off while it was written. --yes brings back the copy from before, and what was done since.`,
  );

/** The stacks of which a cheap look shows that state and sandbox disagree, or that a run was cut off. */
async function cutOff(
  { configOf, places }: RecoveryPlace,
  stacks: readonly string[],
): Promise<readonly string[]> {
  const objects = await listObjects(places.sandbox);
  const held = new Set(objects.map(keyOf));
  const known = knownObjects(places, sandboxStacks(places));
  const strays = objects
    .filter((each) => !known.has(keyOf(each)))
    .map(({ inputs, type }) => identityOf(type, inputs));
  return stacks.filter((stack) => {
    const { pending_operations: pending = [], resources = [] } = deploymentOf(places, stack);
    const owner = ownerOf(configOf, stack);
    return (
      isTorn(places, stack) ||
      pending.length > 0 ||
      locksOf(places.state, project, stack).length > 0 ||
      resources.some((each) => isGone(each, held)) ||
      strays.some((each) => each.environment === null || belongsTo(each, owner))
    );
  });
}

/** The environment and the shard by which a stack's objects are known. */
function ownerOf(configOf: Workplace["configOf"], stack: string) {
  const { environment: file, shard } = shardOf(stack);
  const { environment } = configOf(file).values;
  return { environment: typeof environment === "string" && environment !== "" ? environment : file, shard };
}

async function reconcileOnce(
  exported: StackExport,
  { configOf, places, runOf }: RecoveryPlace,
  stack: string,
  meant?: Meant,
): Promise<Reconciliation> {
  const others = sandboxStacks(places).filter((each) => each !== stack);
  // What another stack has is its own, however alike the two are.
  const theirs = knownObjects(places, others);
  const objects = (await listObjects(places.sandbox)).filter((each) => !theirs.has(keyOf(each)));
  const preview = await mustRun(["preview", "--json", "--suppress-outputs"], runOf(stack));
  const { steps = [] } = JSON.parse(preview.stdout) as { readonly steps?: readonly PreviewStep[] };
  return reconcile({
    exported,
    objects: objects.map(({ id, inputs, outputs, type }) => ({ id, inputs, outputs, type })),
    steps,
    ...ownerOf(configOf, stack),
    ...(meant && { meant }),
  });
}

const keyOf = ({ id, type }: { readonly id?: string; readonly type: string }): string =>
  `${type} ${id ?? ""}`;

/** Type and id of everything that the states of stacks hold. */
const knownObjects = (places: LocalPlaces, stacks: readonly string[]): ReadonlySet<string> =>
  new Set(stacks.flatMap((stack) => (deploymentOf(places, stack).resources ?? []).map(keyOf)));

/** Whether a stack in the sandbox holds nothing. */
export const isEmptyInSandbox = (places: LocalPlaces, stack: string): boolean =>
  (deploymentOf(places, stack).resources ?? []).length === 0;

async function carryOut(
  { repaired, surplus }: Reconciliation,
  { places, runOf }: RecoveryPlace,
  stack: string,
): Promise<void> {
  const file = join(places.backups, "repaired.json");
  mkdirSync(places.backups, { recursive: true });
  writeFileSync(file, JSON.stringify(repaired));
  await mustRun(["stack", "import", "--file", file], runOf(stack));
  const objects = await listObjects(places.sandbox);
  for (const { id, type } of surplus) {
    const object: InventoryObject | undefined = objects.find((each) => each.id === id && each.type === type);
    if (object) await deleteObject(places.sandbox, { package: object.package, type, id });
  }
}

function keepCopy({ backups }: LocalPlaces, stack: string, exported: StackExport): string {
  mkdirSync(backups, { recursive: true });
  const file = join(backups, `${stack}-${new Date().toJSON().replaceAll(/[:.]/g, "-")}.json`);
  writeFileSync(file, JSON.stringify(exported, null, 2), { mode: 0o600 });
  return file;
}

const exportIn = ({ stdout }: PulumiResult): StackExport => JSON.parse(stdout) as StackExport;
