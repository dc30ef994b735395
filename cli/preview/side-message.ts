import { fork, type ChildProcess } from "node:child_process";
import { join } from "node:path";

import type { Origin } from "../../model/origin";
import { ModelError, type Problem } from "../../model/problem";
import type { Plan } from "../../plan/types";
import { exitCodes, Stop } from "../exit";
import { readSide, workingTree, type Side, type SideRequest } from "./read-side";

/** A side of a preview as one process tells it another. */
interface SideMessage {
  /** The plan of the checkout; null where none can be made. */
  readonly plan: Plan | null;
  /** What the model says of it. */
  readonly problems: readonly Problem[];
  /** What the stack's configuration waives of that. */
  readonly waived: readonly Problem[];
  /** Where fields are written, by guardrail and field. */
  readonly origins: Readonly<Record<string, Readonly<Record<string, Origin | null>>>>;
}

/** Which checkout another process reads, and how. */
type FreshRequest = Pick<SideRequest, "root" | "stack" | "deploys">;

/** Reads the checkout as it stands and tells the process that asked. */
export async function sendSide(asked: FreshRequest): Promise<void> {
  process.send?.(await messageOf(asked));
}

async function messageOf(asked: FreshRequest): Promise<SideMessage> {
  const nothing = { plan: null, waived: [], origins: {} };
  try {
    const request = { ...asked, evaluates: false, option: "--head", spec: workingTree } as const;
    const { originOf, problems, raw, waived } = await readSide(request);
    const plan = raw.value as Plan;
    const origins = plan.guardrails.map((each) => [
      each.id,
      Object.fromEntries(Object.keys(each).map((field) => [field, originOf(each, field)])),
    ]);
    return {
      plan,
      problems,
      waived: waived ?? [],
      origins: Object.fromEntries(origins) as SideMessage["origins"],
    };
  } catch (error) {
    if (error instanceof ModelError) return { ...nothing, problems: error.problems };
    throw error;
  }
}

/**
 * The checkout as it stands, read by a process of its own.
 *
 * @param started - hears of the process, to end it early
 * @throws ModelError with all that keeps its plan from being made
 */
export async function freshSide(
  request: FreshRequest,
  started: (child: ChildProcess) => void,
): Promise<Side> {
  const { origins, plan, problems, waived } = await ask(request, started);
  if (plan === null) throw new ModelError(request.stack, problems);
  return {
    raw: { where: workingTree, value: plan, strict: true },
    problems,
    waived,
    originOf: ({ id }, field) => origins[id]?.[field] ?? null,
  };
}

function ask(
  { deploys, root, stack }: FreshRequest,
  started: (child: ChildProcess) => void,
): Promise<SideMessage> {
  return new Promise((done, failed) => {
    const child = fork(join(__dirname, "side-process.cjs"), [JSON.stringify({ deploys, root, stack })], {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      serialization: "advanced",
    });
    started(child);
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.on("message", (message) => {
      done(message as SideMessage);
    });
    child.on("error", failed).on("close", () => {
      failed(new Stop(exitCodes.failure, `The plan of ${stack} could not be read:\n${said.trim()}`));
    });
  });
}
