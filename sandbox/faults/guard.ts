import { setTimeout as wait } from "node:timers/promises";

import type { PackageName } from "../packages";
import { GoneError, ProviderError } from "../provider/errors";
import type { ObjectStore } from "../store/store";
import type { Guard } from "../wire/protocol";
import type { Fault, FaultBoard, Operation } from "./faults";
import { refusalText } from "./texts";

const SLOW = 2000;
const CRASH_CODE = 70;

/** What a guard acts on. */
export interface GuardParts {
  /** Package whose calls it guards. */
  readonly package: PackageName;
  /** Objects on disk, from which `gone` removes one. */
  readonly store: ObjectStore;
  /** The faults that were asked for. */
  readonly board: FaultBoard;
}

interface Guarded {
  /** What the engine asks for. */
  readonly operation: Operation;
  /** Type token of the resource, or the function's token for `invoke`. */
  readonly type: string;
  /** The provider's id; absent where the call names no object: `check`, `create` and `invoke`. */
  readonly id?: string;
}

/** Makes calls fail in the ways that the control file asks for. */
export function faultGuard(parts: GuardParts): Guard {
  return async (what, hangUp, work) => {
    const fault = parts.board.next({ package: parts.package, ...what });
    if (fault === undefined) return work();
    await strikeBefore(parts, what, fault);
    const answer = await work();
    if (fault.kind === "crash") process.exit(CRASH_CODE);
    if (fault.kind !== "lose-answer") return answer;
    await wait(fault.milliseconds ?? 0);
    hangUp();
    return undefined;
  };
}

async function strikeBefore(parts: GuardParts, what: Guarded, fault: Fault): Promise<void> {
  switch (fault.kind) {
    case "429":
    case "500":
      throw new ProviderError(refusalText(parts.package, what, fault.kind));
    case "timeout":
      await wait(fault.milliseconds ?? SLOW);
      throw new ProviderError(refusalText(parts.package, what, "timeout"));
    case "slow":
      await wait(fault.milliseconds ?? SLOW);
      return;
    case "gone":
      await forget(parts, what);
      return;
    case "lose-answer":
    case "crash":
      return;
  }
}

/** Somebody deleted the object behind everyone's back. */
async function forget({ package: name, store }: GuardParts, what: Guarded): Promise<void> {
  if (what.id === undefined) throw new GoneError(`${what.type}: 404 Not Found`);
  await store.remove({ package: name, type: what.type, id: what.id });
}
