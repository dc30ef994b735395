import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { startSandbox, type Sandbox } from "../../sandbox/control-plane";
import type { PackageName } from "../../sandbox/packages";
import { withLock } from "../../sandbox/process-lock";
import { knownServices } from "../../stacks/load-plan";
import { sandboxSource } from "../../stacks/made-up-settings";
import type { ConfigSource } from "../../stacks/resolve-environment";
import { shardOf, stacksAmong } from "../../stacks/shard";
import { readStackFile, stackFileOf, yamlOf } from "../../stacks/stack-file";
import { exitCodes, Stop } from "../exit";
import { findPulumi } from "./find-pulumi";
import {
  localPlaces,
  localStack,
  prepareLocalFile,
  prepareSandboxStacks,
  sandboxEnvironment,
  sandboxStacks,
  type LocalPlaces,
} from "./local-stack";
import { writeProject, writeStackFile, type StackDocument } from "./project-folder";
import { runPulumi, type PulumiRun } from "./pulumi";
import { backendSigns, kindOf, type KindRequest, type WorkplaceKind } from "./workplace-kind";

/** Where stacks live and how Pulumi reaches them: the checkout's sandbox, or a backend of the user's own. */
export interface Workplace {
  /** Which of the two it is. */
  readonly kind: WorkplaceKind;
  /** Root of the checkout. */
  readonly root: string;
  /** Where the checkout keeps what git ignores; in the sandbox, its stacks' state and objects too. */
  readonly places: LocalPlaces;
  /** What an environment's stacks read: its file, in the sandbox with made-up values for the settings that it leaves out. */
  readonly configOf: (environment: string) => ConfigSource;
  /** The environment's stacks that the backend has, in either layout; they may be empty. */
  readonly stacksOf: (environment: string) => Promise<readonly string[]>;
  /** Every stack of the project that the backend has. */
  readonly allStacks: () => Promise<readonly string[]>;
  /** How Pulumi's commands reach a stack: folder and variables. */
  readonly runOf: (stack: string) => PulumiRun;
  /** Makes a stack that is not there, and brings the file that it reads up to date; tells whether it was made. */
  readonly ensureStack: (stack: string) => Promise<boolean>;
}

/** A workplace whose providers answer. */
export interface OpenWorkplace extends Workplace {
  /** Leaves the sandbox, where it is one; the last to leave ends it. */
  readonly close: () => Promise<void>;
}

/** What a command wants to work on. */
export interface WorkplaceRequest extends KindRequest {
  /**
   * Stacks to make where they are not there, before anything else runs.
   *
   * @defaultValue none
   */
  readonly make?: readonly string[];
  /**
   * Fixed ports of the sandbox.
   *
   * @defaultValue any free port
   */
  readonly ports?: Readonly<Partial<Record<PackageName, number>>>;
}

type Say = (line: string) => void;

/**
 * Finds where a stack's environment lives, makes sure that there is a Pulumi CLI, makes the stacks that are asked for, and
 * starts or joins the sandbox where it lives there.
 */
export async function openWorkplace(
  root: string,
  { make = [], ports = {}, ...request }: WorkplaceRequest,
  onProgress: Say,
): Promise<OpenWorkplace> {
  await findPulumi(root);
  const found = findWorkplace(root, request, onProgress);
  const { environment } = shardOf(request.stack);
  if (found.kind === "sandbox" && environment !== localStack && request.sandbox !== true)
    onProgress(`${environment} is in the sandbox of this checkout: nobody is logged in to another backend.`);
  for (const stack of make) await found.ensureStack(stack);
  if (found.kind === "own") return { ...found, close: () => Promise.resolve() };
  // Last, so that whatever fails before leaves no sandbox running.
  const sandbox = await startSandbox({ directory: found.places.sandbox, onProgress, ports });
  return { ...sandboxPlace(root, onProgress, sandbox), close: () => sandbox.stop() };
}

/** Finds where a stack's environment lives, and starts nothing: for what only reads its state. */
export function findWorkplace(
  root: string,
  request: KindRequest,
  onProgress: Say = () => undefined,
): Workplace {
  const kind = kindOf(request, backendSigns(root));
  return kind === "own" ? ownPlace(root, onProgress) : sandboxPlace(root, onProgress);
}

const isLocal = (stack: string): boolean => shardOf(stack).environment === localStack;

function sandboxPlace(root: string, onProgress: Say, sandbox?: Pick<Sandbox, "environment">): Workplace {
  const places = localPlaces(root);
  const folder = join(places.projects, "sandbox");
  const configOf = (environment: string): ConfigSource => {
    const source = readStackFile(root, environment);
    return isLocal(environment) ? source : sandboxSource(source, knownServices);
  };
  // Plain `pulumi` finds the local stack in the checkout itself (docs/decisions/0003).
  const runOf = (stack: string): PulumiRun => ({
    root: stack === localStack || !existsSync(folder) ? root : folder,
    environment: sandboxEnvironment(places, stack, sandbox?.environment),
  });
  const prepare = (stack: string): void => {
    if (stack === localStack) {
      prepareLocalFile(root);
      return;
    }
    writeProject(root, folder);
    writeStackFile(folder, stack, documentOf(configOf(shardOf(stack).environment)));
  };
  const stacks = (): readonly string[] => sandboxStacks(places);
  return {
    kind: "sandbox",
    root,
    places,
    configOf,
    stacksOf: (environment) => Promise.resolve(stacksAmong(stacks(), environment)),
    allStacks: () => Promise.resolve(stacks()),
    runOf,
    ensureStack: (stack) =>
      whileNobodyMakes(places, async () => {
        prepareSandboxStacks(root);
        prepare(stack);
        if (stacks().includes(stack)) return false;
        onProgress(`Making the stack ${stack}: its state stays in .belfry/state.`);
        await makeStack(stack, runOf(stack), []);
        return true;
      }),
  };
}

function ownPlace(root: string, onProgress: Say): Workplace {
  const places = localPlaces(root);
  const folder = join(places.projects, "own");
  // A stack that has the environment's name has the environment's file; a shard's is a copy of it.
  const runOf = (stack: string): PulumiRun => ({
    // What only reads a state needs no copy of the file, and finds none in a fresh checkout.
    root: shardOf(stack).shard === null || !existsSync(folder) ? root : folder,
    environment: { ...ownEnvironment(), PULUMI_STACK: stack },
  });
  const list = async (): Promise<readonly string[]> => {
    const run = { root, environment: ownEnvironment() };
    const { code, stderr, stdout } = await runPulumi(["stack", "ls", "--json"], run);
    if (code !== 0) throw new Stop(exitCodes.problems, `pulumi stack ls failed:\n${stderr.trim()}`);
    const listed = JSON.parse(stdout) as readonly { readonly name: string }[];
    return listed.map(({ name }) => name.split("/").pop() ?? name);
  };
  return {
    kind: "own",
    root,
    places,
    configOf: (environment) => readStackFile(root, environment),
    stacksOf: async (environment) => stacksAmong(await list(), environment),
    allStacks: list,
    runOf,
    ensureStack: (stack) =>
      whileNobodyMakes(places, async () => {
        const { environment, shard } = shardOf(stack);
        readStackFile(root, environment);
        const file = join(root, stackFileOf(root, environment));
        const document = yamlOf(file, readFileSync(file, "utf8")) as StackDocument;
        if (shard !== null) {
          writeProject(root, folder);
          writeStackFile(folder, stack, document);
        }
        if ((await list()).includes(stack)) return false;
        const { secretsprovider: provider } = document;
        onProgress(`Making the stack ${stack} in your backend.`);
        const keys = typeof provider === "string" ? ["--secrets-provider", provider] : [];
        await makeStack(stack, runOf(stack), keys);
        return true;
      }),
  };
}

/** Variables of a user who works on stacks of their own: their backend and login, and the passphrase if there is one. */
export function ownEnvironment(): Readonly<Record<string, string>> {
  const { PULUMI_CONFIG_PASSPHRASE: passphrase } = process.env;
  return {
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...(passphrase !== undefined && { PULUMI_CONFIG_PASSPHRASE: passphrase }),
  };
}

async function makeStack(stack: string, run: PulumiRun, options: readonly string[]): Promise<void> {
  const made = await runPulumi(["stack", "init", stack, "--no-select", ...options], run);
  // Somebody's own `pulumi stack init` may have been faster.
  if (made.code !== 0 && !made.stderr.includes("already exists"))
    throw new Stop(exitCodes.problems, `The stack ${stack} could not be made:\n${made.stderr.trim()}`);
}

const makingPatience = 60_000;

/** Two commands at once on a fresh checkout must end up with one stack: the second waits, then finds it. */
function whileNobodyMakes<Result>({ folder }: LocalPlaces, work: () => Promise<Result>): Promise<Result> {
  const tooLong = ({ pid }: { readonly pid: number }): Stop =>
    new Stop(exitCodes.problems, `Process ${pid} is still making a stack; wait for it, or end it.`);
  return withLock(join(folder, "making.lock"), { milliseconds: makingPatience, tooLong }, work);
}

/** A configuration as a stack's file writes it: Pulumi adds the project's defaults by itself. */
const documentOf = ({ own = [], values }: ConfigSource): StackDocument => ({
  config: Object.fromEntries(
    [...new Set([...own, "settings"])]
      .filter((key) => values[key] !== undefined)
      .map((key) => [`belfry:${key}`, values[key]]),
  ),
});
