import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { Contender } from "./contender";
import type { Pair } from "./measure";
import { isDeclared, logicalName, plainProgram } from "./plain-program";
import { copyBelfry, writePlain } from "./projects";
import { timesFor, type Size } from "./sizes";

/** Where a pair of programs is made, and who hears of it. */
export interface Places {
  /** The checkout. */
  readonly root: string;
  /** Where everything is made. */
  readonly folder: string;
  /** Hears of progress, a line at a time. */
  readonly say: (text: string) => void;
}

/** Deploys Belfry and the plain program of the same resources, lets them be used, and ends their sandboxes. */
export async function withPair<T>(size: Size, places: Places, use: (pair: Pair) => Promise<T>): Promise<T> {
  const { folder, root, say } = places;
  const temporary = join(folder, "set-up");
  mkdirSync(temporary);
  const times = size.least === null ? 1 : await timesUntil(size.least, places, temporary);
  say(`${size.title}: deploying Belfry's program`);
  const belfry = await Contender.deploy(copyBelfry(root, join(folder, "belfry"), times), temporary);
  try {
    const resources = (await belfry.resources()).filter(isDeclared);
    say(`${size.title}: deploying a plain program with the same ${resources.length} resources`);
    const project = writePlain(root, join(folder, "plain"), plainProgram(resources));
    const plain = await Contender.deploy(project, temporary);
    try {
      return await use({ plain, belfry, resources: resources.length });
    } finally {
      await plain.stop();
    }
  } finally {
    await belfry.stop();
  }
}

/** Counts what the services deploy, each once, and how often they must be there to make up a size. */
async function timesUntil(least: number, { folder, root, say }: Places, temporary: string): Promise<number> {
  say("Counting the resources of the services");
  const once = await Contender.deploy(copyBelfry(root, join(folder, "once"), 1), temporary);
  const names = (await once.resources().finally(() => once.stop())).filter(isDeclared).map(logicalName);
  const shared = names.filter((name) => name.startsWith("estate/")).length;
  return timesFor(least, { services: names.length - shared, shared });
}
