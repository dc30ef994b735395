import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { StackExport } from "../../recovery/deployment";
import { breakLocks, locksOf } from "../../recovery/lock";
import { exitCodes, Stop } from "../exit";
import { project } from "./local-stack";
import { mustRun } from "./pulumi";
import { isTorn, mendState } from "./torn-state";
import type { Workplace } from "./workplace";

/** States by stack. */
export type States = ReadonlyMap<string, StackExport>;

/** How what was written is taken back. */
export interface Way {
  /** Folder of the copies. */
  readonly backup: string;
  /** Stacks of which there is no copy, since they were not there. */
  readonly made: readonly string[];
}

/** The states of stacks where they live, read and written as wholes. */
export class StackStates {
  readonly #place: Pick<Workplace, "kind" | "places" | "runOf">;
  readonly #say: (text: string) => void;

  constructor(place: Pick<Workplace, "kind" | "places" | "runOf">, say: (text: string) => void) {
    this.#place = place;
    this.#say = say;
  }

  /** States with their secrets readable, for this process alone: stacks may have different keys for them. */
  async read(stacks: readonly string[]): Promise<States> {
    const exported = await Promise.all(stacks.map((stack) => this.#export(stack, "--show-secrets")));
    return new Map(stacks.map((stack, index) => [stack, JSON.parse(exported[index] ?? "") as StackExport]));
  }

  /** Writes a state; Pulumi checks that it is whole, and encrypts its secrets with the stack's key. */
  async write(stack: string, state: StackExport): Promise<void> {
    await this.#import(stack, JSON.stringify(state));
  }

  /** Keeps a copy of each state as it is, secrets encrypted; gives the folder. */
  async keepCopies(environment: string, stacks: readonly string[]): Promise<string> {
    const time = new Date().toJSON().replaceAll(/[:.]/g, "-");
    const folder = join(this.#place.places.backups, `reshard-${environment}-${time}`);
    mkdirSync(folder, { recursive: true });
    for (const stack of stacks)
      writeFileSync(copyIn(folder, stack), await this.#export(stack), { mode: 0o600 });
    return folder;
  }

  /** Gives stacks the states back of which there are copies, and removes those that were made. */
  async putBack(stacks: readonly string[], { backup, made }: Way): Promise<void> {
    this.#say("Putting the states back.");
    try {
      for (const stack of stacks)
        if (!made.includes(stack)) await this.#import(stack, readFileSync(copyIn(backup, stack), "utf8"));
      for (const stack of made) await this.letGo(stack);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const how = `Run it again, or put them back with \`pulumi stack import\` from ${backup}.`;
      throw new Stop(exitCodes.problems, `The states could not all be put back. ${how}\n${why}`);
    }
  }

  /** Empties a stack's state and removes the stack; its file stays, and so does everything at the providers. */
  async letGo(stack: string): Promise<void> {
    this.#say(`Removing the stack ${stack}.`);
    const { deployment, ...rest } = JSON.parse(await this.#export(stack)) as StackExport;
    await this.write(stack, {
      ...rest,
      deployment: { ...deployment, resources: [], pending_operations: [] },
    });
    // Without --force, Pulumi itself refuses should the stack hold anything after all.
    await mustRun(["stack", "rm", "--yes", "--preserve-config", "--stack", stack], this.#place.runOf(stack));
  }

  /**
   * Breaks the locks that dead runs left in the sandbox, and puts the copy back of a state that they wrote half; in a
   * backend of the user's own, `pulumi cancel` does. A stack of which nothing whole is left is gone: another one has what
   * it should have got.
   *
   * @throws Stop while a run is under way
   */
  settle(stacks: readonly string[]): void {
    const { kind, places } = this.#place;
    if (kind === "own") return;
    const locks = stacks.flatMap((stack) => locksOf(places.state, project, stack));
    const living = locks.find(({ dead }) => !dead);
    if (living)
      throw new Stop(
        exitCodes.problems,
        `Process ${living.pid} on ${living.host} holds one of the stacks since ${living.since}; wait for it, or end it.`,
      );
    breakLocks(locks);
    for (const stack of stacks) if (isTorn(places, stack)) mendState(places, stack);
  }

  async #export(stack: string, ...options: readonly string[]): Promise<string> {
    const words = ["stack", "export", ...options, "--stack", stack];
    return (await mustRun(words, this.#place.runOf(stack))).stdout;
  }

  async #import(stack: string, input: string): Promise<void> {
    await mustRun(["stack", "import", "--stack", stack], { ...this.#place.runOf(stack), input });
  }
}

const copyIn = (folder: string, stack: string): string => join(folder, `${stack}.json`);
