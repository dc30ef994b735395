import { existsSync } from "node:fs";
import { join } from "node:path";

import { Command } from "commander";

import { stackFileOf } from "../../stacks/stack-file";
import { checkout } from "../checkout";
import { localStack } from "../engine/local-stack";
import { recoverLocalStack, type RecoveryReport } from "../engine/recover";
import { holdingStack, refuseWhileHeld } from "../engine/stack-lock";
import { openWorkplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";

/** `belfry recover`: state and provider together again after a run was cut off; a dry run unless told otherwise. */
export function recoverCommand(): Command {
  return new Command("recover")
    .description(
      "Bring state and provider together by identity after a run was cut off. Shows only, unless --yes.",
    )
    .argument("[stack]", "the stack to recover", localStack)
    .option("--yes", "do what is listed; a copy of the state is kept first")
    .action(async (stack: string, { yes }: { readonly yes?: true }) => {
      refuseOtherStacks(stack);
      if (yes) await holdingStack(checkout, () => recover(true));
      else await recover(false);
    });
}

function refuseOtherStacks(stack: string): void {
  if (stack === localStack) return;
  if (!existsSync(join(checkout, stackFileOf(checkout, stack)))) {
    throw new Stop(
      exitCodes.problems,
      `There is no stack ${stack}: there is no Pulumi.${stack}.yaml. Only ${localStack} can be recovered.`,
    );
  }
  throw new Stop(
    exitCodes.usage,
    `Only the local stack can be recovered: listing ${stack}'s objects needs its providers' own APIs, which is not built yet.`,
  );
}

async function recover(apply: boolean): Promise<void> {
  if (!apply) refuseWhileHeld(checkout);
  const { close, places, runOf } = await openWorkplace(
    checkout,
    { stack: localStack, make: [localStack] },
    (line) => {
      console.error(line);
    },
  );
  try {
    const report = await recoverLocalStack({ places, run: runOf(localStack), apply });
    // What looks left behind may be what a run that began meanwhile has half done.
    if (!apply && report.repairs.length > 0) refuseWhileHeld(checkout);
    console.log(describeRepairs(report, apply));
  } finally {
    await close();
  }
}

const verbs = { adopt: "Adopt", forget: "Forget", delete: "Delete", drop: "Drop" } as const;

/** What recovery did, or would do, a line each. */
export function describeRepairs({ backup, locks, repairs }: RecoveryReport, applied: boolean): string {
  const lines = [
    ...locks.map(({ host, pid }) => `  Break the lock of process ${pid} on ${host}: it is gone.`),
    ...repairs.map(
      ({ action, because, id, name, type }) => `  ${verbs[action]} ${type} ${name} (${id}): ${because}.`,
    ),
  ];
  if (lines.length === 0) return "State and provider agree; nothing to recover.";
  const heading = applied ? "Recovered:" : "Recovery would do this (--yes does it):";
  return [heading, ...lines, ...(backup === null ? [] : [`The state as it was: ${backup}`])].join("\n");
}
