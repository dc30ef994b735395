import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Command } from "commander";
import { stringify } from "yaml";

import { Contender } from "../../bench/contender";
import { copyBelfry, stacks } from "../../bench/projects";
import { checkout } from "../../cli/checkout";
import { colour } from "../../cli/colour";
import { exitCodes, Stop } from "../../cli/exit";
import { soundPlan } from "../../cli/sound-plan";
import type { Stack } from "../../operator/schema";
import type { StateResource } from "../../recovery/deployment";
import { knownServices } from "../../stacks/load-plan";
import { madeUpSettings } from "../../stacks/made-up-settings";
import { ApiServer } from "./api-server";
import { Judge, type KubernetesObject } from "./judge";
import { knownBad, objectsOf, type Refused } from "./objects";
import { knownBadStacks, operatorObjectsOf } from "./operator-objects";
import { Companions } from "./processes";
import { stackDefinition } from "./stack-definition";
import { workspacePod } from "./workspace-pod";

interface Options {
  /** The program of the API server. */
  readonly apiServer: string;
  /** Folder with the definitions of custom resources. */
  readonly definitions: string;
  /** Folder with the operator's own definitions; without, one of the fields that Belfry writes. */
  readonly operatorDefinitions?: string;
}

/** `npm run test:cluster`: a real API server judges every Kubernetes object that production deploys. */
async function judge({ apiServer, definitions, operatorDefinitions }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "belfry-cluster-"));
  process.on("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  console.error("Deploying prod into a sandbox.");
  const deployedObjects = objectsOf(await deployed(folder));
  const operator = operatorObjectsOf(soundPlan("prod"));
  const objects = [...deployedObjects, ...operator, ...operator.flatMap(podOf)];
  // From here on a signal ends this at once; until here it lets Pulumi end its run.
  const companions = new Companions();
  try {
    console.error(`Starting etcd and the API server for ${objects.length} objects.`);
    const server = await ApiServer.start(apiServer, folder, companions);
    const judging = new Judge(server, companions);
    await judging.learn(definitions);
    if (operatorDefinitions === undefined) await judging.define(stackDefinition());
    else await judging.learn(operatorDefinitions);
    const bad = [...knownBad(deployedObjects), ...knownBadStacks(operator)];
    if (!(await agrees(judging, objects, bad))) process.exitCode = exitCodes.problems;
  } finally {
    await companions.stop();
  }
}

/** Prod as it is, with made-up settings: nothing of the sandbox reaches anyone. */
async function deployed(folder: string): Promise<readonly StateResource[]> {
  const temporary = join(folder, "temporary");
  mkdirSync(temporary);
  const project = copyBelfry(checkout, join(folder, "belfry"), 1);
  const config = {
    "belfry:environment": "prod",
    "belfry:pages": true,
    "belfry:backups": "full",
    "belfry:settings": madeUpSettings("prod", knownServices),
  };
  for (const stack of Object.values(stacks))
    writeFileSync(join(project.folder, `Pulumi.${stack}.yaml`), stringify({ config }));
  const stack = await Contender.deploy(project, temporary);
  return await stack.resources().finally(() => stack.stop());
}

/** The pod in which a Stack would run. */
const podOf = (object: KubernetesObject): readonly KubernetesObject[] =>
  object.kind === "Stack" ? [workspacePod(object as unknown as Stack)] : [];

/** Whether every deployed object is accepted and every bad one refused. */
async function agrees(
  judging: Judge,
  objects: readonly KubernetesObject[],
  bad: readonly Refused[],
): Promise<boolean> {
  const kinds = new Map<string, number>();
  let [accepted, refused, wrong] = [0, 0, 0];
  const tell = (right: boolean, text: string): void => {
    if (!right) wrong += 1;
    console.log(`${right ? colour.green("as it must be") : colour.red("wrong")}: ${text}`);
  };
  for (const object of objects) {
    const objection = await judging.objectionTo(object);
    if (objection === null) accepted += 1;
    else refused += 1;
    const { kind, metadata } = object;
    if (objection === null) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    else tell(false, `${kind} ${metadata.namespace ?? ""}/${metadata.name} is refused: ${objection}`);
  }
  for (const [kind, count] of kinds) tell(true, `${count} ${kind} accepted`);
  for (const { object, what } of bad) {
    const objection = await judging.objectionTo(object);
    if (objection === null) accepted += 1;
    else refused += 1;
    tell(objection !== null, `${what} is ${objection === null ? "accepted" : `refused: ${objection}`}`);
  }
  console.log(`${accepted} accepted, ${refused} refused`);
  return wrong === 0;
}

new Command("test:cluster")
  .description("Let a real Kubernetes API server judge what production deploys.")
  .requiredOption("--api-server <file>", "kube-apiserver")
  .requiredOption("--definitions <folder>", "definitions of custom resources")
  .option("--operator-definitions <folder>", "deploy/crds of the Pulumi Kubernetes Operator (default: ours)")
  .action(judge)
  .parseAsync()
  .catch((error: unknown) => {
    console.error(error instanceof Stop ? error.message : error);
    process.exitCode = error instanceof Stop ? error.code : exitCodes.failure;
  });
