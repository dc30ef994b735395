import { delimiter } from "node:path";

import { exitCodes, Stop } from "../exit";

/**
 * Puts a Pulumi CLI on this process's PATH, found or installed as `npm start` does it; the `pulumi` npm package's own
 * command, which npx puts there, is none: it would begin a download.
 *
 * @throws Stop naming the ways that were tried and what to do by hand
 */
export async function findPulumi(root: string): Promise<void> {
  const { BELFRY_PULUMI: found, PATH: path } = process.env;
  if (found !== undefined && path?.split(delimiter)[0] === found) return;
  const { ensurePulumiCli, withCliOnPath } = await import("../../toolchain/pulumi-cli.mjs");
  try {
    const { BELFRY_PULUMI, PATH } = withCliOnPath(await ensurePulumiCli({ root }));
    Object.assign(process.env, { BELFRY_PULUMI, PATH });
  } catch (error) {
    if (error instanceof Error && error.name === "SetUpError")
      throw new Stop(exitCodes.problems, error.message);
    throw error;
  }
}
