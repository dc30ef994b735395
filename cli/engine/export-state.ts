import type { StackExport } from "../../recovery/deployment";
import { exitCodes, Stop } from "../exit";
import { runPulumi } from "./pulumi";
import type { Workplace } from "./workplace";

/**
 * Reads a stack's state where it lives.
 *
 * @param secrets - whether its secrets are readable: for this process alone
 * @throws Stop with what Pulumi says where it cannot be read
 */
export async function exportState(
  { runOf }: Pick<Workplace, "runOf">,
  stack: string,
  secrets: "readable" | "encrypted",
): Promise<StackExport> {
  const options = secrets === "readable" ? ["--show-secrets"] : [];
  const words = ["stack", "export", ...options, "--stack", stack];
  const { code, stderr, stdout } = await runPulumi(words, runOf(stack));
  if (code === 0) return JSON.parse(stdout) as StackExport;
  throw new Stop(exitCodes.problems, `The stack ${stack} cannot be read:\n${stderr.trim()}`);
}
