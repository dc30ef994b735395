import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { breakLocks, locksOf, type Lock } from "../../recovery/lock";
import type { PreviewStep, StackExport } from "../../recovery/deployment";
import { isGone, reconcile, type Reconciliation, type Repair } from "../../recovery/reconcile";
import { deleteObject, listObjects } from "../../sandbox/inventory";
import { exitCodes, Stop } from "../exit";
import { localStack, project, type LocalPlaces } from "./local-stack";
import { runPulumi, type PulumiResult, type PulumiRun } from "./pulumi";
import { refuseWhilePulumiRuns } from "./stack-lock";

/** What recovery works on. */
export interface RecoveryParts {
  /** How Pulumi's commands reach the local stack. */
  readonly run: PulumiRun;
  /** Where the state, the sandbox's objects and the copies of the state lie. */
  readonly places: LocalPlaces;
  /** False shows what would be done and changes nothing. */
  readonly apply: boolean;
  /** Objects that were made by hand and become the program's: type and id, with the resource's name; none when left out. */
  readonly meant?: ReadonlyMap<string, string>;
}

/** What recovery found, and did where it was told to. */
export interface RecoveryReport {
  /** Locks that dead runs left; a living one stops recovery before there is a report. */
  readonly locks: readonly Lock[];
  /** What was repaired, or would be, in order; empty when state and sandbox agree. */
  readonly repairs: readonly Repair[];
  /** Copy of the state before it was changed; null when it was not. */
  readonly backup: string | null;
}

/** Adopted objects make further ones recognisable, such as a rule by the id of its team; it ends well before this. */
const mostRounds = 20;

/** Reconciles the local stack's state with the sandbox by identity. */
export async function recoverLocalStack(parts: RecoveryParts): Promise<RecoveryReport> {
  const { apply, places, run } = parts;
  refuseWhilePulumiRuns(places.state);
  const locks = locksOf(places.state, project, localStack);
  if (apply) breakLocks(locks);

  const repairs: Repair[] = [];
  let backup: string | null = null;
  for (let round = 0; round < mostRounds; round++) {
    const exported = exportIn(await mustRun(["stack", "export"], run));
    const found = await reconcileOnce(exported, parts);
    repairs.push(...found.repairs);
    if (!apply || found.repairs.length === 0) break;
    backup ??= keepCopy(places, exported);
    await carryOut(found, parts);
    if (!found.repairs.some(({ action }) => action === "adopt" || action === "forget")) break;
  }
  return { locks, repairs, backup };
}

/**
 * Enters objects that were made by hand into the local stack's state, each as a resource that the program would make; what
 * differs is changed in place by the next deployment.
 *
 * @throws Stop when state and sandbox disagree in anything else: that is mended first
 */
export async function adoptIntoLocalStack(
  parts: Omit<RecoveryParts, "apply" | "meant"> & Required<Pick<RecoveryParts, "meant">>,
): Promise<RecoveryReport> {
  const { places, run } = parts;
  refuseWhilePulumiRuns(places.state);
  const exported = exportIn(await mustRun(["stack", "export"], run));
  const found = await reconcileOnce(exported, { ...parts, apply: true });
  const isMeant = ({ action, id, type }: Repair): boolean =>
    action === "adopt" && parts.meant.has(`${type} ${id}`);
  if (locksOf(places.state, project, localStack).length > 0 || !found.repairs.every(isMeant))
    throw new Stop(
      exitCodes.problems,
      "State and provider disagree in something else: run `npx belfry recover` first, then import again.",
    );
  const backup = keepCopy(places, exported);
  await carryOut(found, { ...parts, apply: true });
  return { locks: [], repairs: found.repairs, backup };
}

/**
 * True when a cheap look already shows that state and sandbox disagree, or that a run was cut off.
 *
 * @throws Stop when a run that holds the stack is under way: it explains both
 */
export async function needsRecovery({ places, run }: Omit<RecoveryParts, "apply">): Promise<boolean> {
  refuseWhilePulumiRuns(places.state);
  if (locksOf(places.state, project, localStack).length > 0) return true;
  const { deployment } = exportIn(await mustRun(["stack", "export"], run));
  if ((deployment.pending_operations ?? []).length > 0) return true;
  const resources = deployment.resources ?? [];
  const objects = await listObjects(places.sandbox);
  const held = new Set(objects.map(({ id, type }) => `${type} ${id}`));
  if (resources.some((each) => isGone(each, held))) return true;
  const known = new Set(resources.map(({ id, type }) => `${type} ${id ?? ""}`));
  return objects.some(({ id, type }) => !known.has(`${type} ${id}`));
}

async function reconcileOnce(
  exported: StackExport,
  { meant, places, run }: RecoveryParts,
): Promise<Reconciliation> {
  const objects = await listObjects(places.sandbox);
  const preview = await mustRun(["preview", "--json", "--suppress-outputs"], run);
  const { steps = [] } = JSON.parse(preview.stdout) as { readonly steps?: readonly PreviewStep[] };
  return reconcile({
    exported,
    objects: objects.map(({ id, inputs, outputs, type }) => ({ id, inputs, outputs, type })),
    steps,
    environment: localStack,
    ...(meant && { meant }),
  });
}

async function carryOut(
  { repaired, surplus }: Reconciliation,
  { places, run }: RecoveryParts,
): Promise<void> {
  const file = join(places.backups, "repaired.json");
  writeFileSync(file, JSON.stringify(repaired));
  await mustRun(["stack", "import", "--file", file], run);
  const objects = await listObjects(places.sandbox);
  for (const { id, type } of surplus) {
    const object = objects.find((each) => each.id === id && each.type === type);
    if (object) await deleteObject(places.sandbox, { package: object.package, type, id });
  }
}

function keepCopy({ backups }: LocalPlaces, exported: StackExport): string {
  mkdirSync(backups, { recursive: true });
  const file = join(backups, `${localStack}-${new Date().toJSON().replaceAll(/[:.]/g, "-")}.json`);
  writeFileSync(file, JSON.stringify(exported, null, 2), { mode: 0o600 });
  return file;
}

async function mustRun(args: readonly string[], run: PulumiRun): Promise<PulumiResult> {
  const { environment, root } = run;
  const result = await runPulumi(args, { environment, root });
  if (result.code === 0) return result;
  throw new Stop(
    exitCodes.problems,
    `pulumi ${args.join(" ")} failed:\n${result.stderr.trim() || result.stdout.trim()}`,
  );
}

const exportIn = ({ stdout }: PulumiResult): StackExport => JSON.parse(stdout) as StackExport;
