import { spawn } from "node:child_process";

import { exitCodes, Stop } from "../exit";

/** How one Pulumi command ended. */
export interface PulumiResult {
  /** Pulumi's own exit code; never passed on. */
  readonly code: number;
  /** Everything that it printed. */
  readonly stdout: string;
  /** Everything that it complained of. */
  readonly stderr: string;
}

/** How a Pulumi command is run. */
export interface PulumiRun {
  /** Folder with `Pulumi.yaml`, in which it runs. */
  readonly root: string;
  /** Variables beside the caller's own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Hears each line of output as it comes. */
  readonly onLine?: (line: string) => void;
  /**
   * What it reads from its standard input.
   *
   * @defaultValue nothing
   */
  readonly input?: string;
}

/** Variables of the user that would change what a command does to the local stack. */
export const foreignVariables: readonly string[] = [
  "PULUMI_CONFIG_PASSPHRASE",
  "PULUMI_EXPERIMENTAL",
  "PULUMI_OPTION_POLICY_PACK",
  "PULUMI_SKIP_CHECKPOINTS",
];

/** Runs one Pulumi command and waits for its end. */
export function runPulumi(
  args: readonly string[],
  { environment, input, onLine, root }: PulumiRun,
): Promise<PulumiResult> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !foreignVariables.includes(key)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: root,
      env: { ...inherited, ...environment },
      stdio: ["pipe", "pipe", "pipe"],
    });
    // One that ends before it has read all says why by itself.
    child.stdin.on("error", () => undefined).end(input);
    const stdout = collect(child.stdout, onLine);
    const stderr = collect(child.stderr, onLine);
    // A terminal sends Ctrl-C to the child directly, and Pulumi takes a second one as "stop at once".
    const forward = (signal: NodeJS.Signals): void => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    process.on("SIGINT", forward).on("SIGTERM", forward);
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("SIGINT", forward).off("SIGTERM", forward);
      const result = { code: code ?? 1, stdout: stdout(), stderr: stderr() };
      const refusal = passphraseRefusal(result, environment);
      if (refusal === null) resolve(result);
      else reject(refusal);
    });
  });
}

/**
 * Runs one Pulumi command that a larger piece of work cannot do without.
 *
 * @throws Stop with what Pulumi complained of
 */
export async function mustRun(args: readonly string[], run: PulumiRun): Promise<PulumiResult> {
  const result = await runPulumi(args, run);
  if (result.code === 0) return result;
  throw new Stop(
    exitCodes.problems,
    `pulumi ${args.join(" ")} failed:\n${result.stderr.trim() || result.stdout.trim()}`,
  );
}

/** Why a command failed where it was for the passphrase of the sandbox's stacks; null where it was not. */
export function passphraseRefusal(
  { code, stderr }: Pick<PulumiResult, "code" | "stderr">,
  environment: PulumiRun["environment"],
): Stop | null {
  const file = environment["PULUMI_CONFIG_PASSPHRASE_FILE"];
  if (code === 0 || file === undefined || !stderr.includes("incorrect passphrase")) return null;
  return new Stop(
    exitCodes.problems,
    `The passphrase in ${file} is not the one with which this stack was made. Put that one back there; ` +
      "if it is lost, delete the folder .belfry and Pulumi.local.yaml, and npm start makes all of it anew.",
  );
}

function collect(stream: NodeJS.ReadableStream, onLine: PulumiRun["onLine"]): () => string {
  const chunks: string[] = [];
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    chunks.push(chunk);
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine?.(line);
  });
  return () => chunks.join("");
}
