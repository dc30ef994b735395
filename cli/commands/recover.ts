import { existsSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";

import { stackFileOf } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { localStack } from "../engine/local-stack";
import { recoverEnvironment, stacksIn, type RecoveryReport } from "../engine/recover";
import { holdingStack, refuseWhileHeld } from "../engine/stack-lock";
import { openWorkplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { sandboxOption } from "../options";

interface RecoverOptions {
  /** Does what is listed. */
  readonly yes?: true;
  /** Looks into the sandbox, whatever backend the user chose. */
  readonly sandbox?: true;
}

/** `belfry recover`: state and provider together again after a run was cut off; a dry run unless told otherwise. */
export function recoverCommand(): Command {
  return new Command("recover")
    .description(
      "Bring state and provider together by identity after a run was cut off. Shows only, unless --yes.",
    )
    .argument("[environment]", "the environment to recover, in one stack or in shards", localStack)
    .option("--yes", "do what is listed; a copy of the state is kept first")
    .addOption(sandboxOption())
    .action(async (environment: string, { sandbox, yes }: RecoverOptions) => {
      if (!existsSync(join(checkout, stackFileOf(checkout, environment))))
        throw new Stop(
          exitCodes.problems,
          `There is no stack ${environment}: there is no Pulumi.${environment}.yaml.`,
        );
      const work = (apply: boolean): Promise<void> =>
        recover({ environment, sandbox: sandbox ?? false }, apply);
      if (yes) await holdingStack(checkout, () => work(true), environment);
      else await work(false);
    });
}

interface Recovered {
  readonly environment: string;
  readonly sandbox: boolean;
}

async function recover({ environment, sandbox }: Recovered, apply: boolean): Promise<void> {
  if (!apply) refuseWhileHeld(checkout, environment);
  const make = environment === localStack ? [localStack] : [];
  const place = await openWorkplace(checkout, { stack: environment, sandbox, make }, (line) => {
    console.error(line);
  });
  try {
    if (place.kind === "own")
      throw new Stop(
        exitCodes.usage,
        `Only what is in the sandbox can be recovered: listing ${environment}'s objects needs its providers' own APIs, which is not built yet. --sandbox looks into the sandbox.`,
      );
    if (stacksIn(place, environment).length === 0)
      throw new Stop(
        exitCodes.problems,
        `${environment} was never deployed in the sandbox of this checkout.`,
      );
    const report = await recoverEnvironment(place, environment, apply);
    // What looks left behind may be what a run that began meanwhile has half done.
    if (!apply && report.repairs.length > 0) refuseWhileHeld(checkout, environment);
    console.log(describeRepairs(report, apply));
  } finally {
    await place.close();
  }
}

const verbs = { adopt: "Adopt", forget: "Forget", delete: "Delete", drop: "Drop" } as const;

/** What recovery did, or would do, a line each. */
export function describeRepairs({ backups, locks, repairs }: RecoveryReport, applied: boolean): string {
  const lines = [
    ...locks.map(({ host, pid }) => `  Break the lock of process ${pid} on ${host}: it is gone.`),
    ...repairs.map(
      ({ action, because, id, name, type }) => `  ${verbs[action]} ${type} ${name} (${id}): ${because}.`,
    ),
  ];
  if (lines.length === 0) return "State and provider agree; nothing to recover.";
  const heading = applied ? "Recovered:" : "Recovery would do this (--yes does it):";
  return [heading, ...lines, ...backups.map((each) => `The state as it was: ${each}`)].join("\n");
}
