import { existsSync, writeFileSync } from "node:fs";

import { FaultBoard, parseFaults, type Fault, type FaultyCall } from "../../../sandbox/faults/faults";
import { faultGuard } from "../../../sandbox/faults/guard";
import { refusalText } from "../../../sandbox/faults/texts";
import { faultsFile } from "../../../sandbox/paths";
import { PACKAGES } from "../../../sandbox/packages";
import type { ObjectStore } from "../../../sandbox/store/store";
import { temporaryFolder } from "../support/temporary-folder";

const folder = temporaryFolder("faults");
const empty = temporaryFolder("no-faults");
const MONITOR = "datadog:index/monitor:Monitor";
const create: FaultyCall = { package: "datadog", type: MONITOR, operation: "create" };

function asked(faults: readonly Fault[]): FaultBoard {
  writeFileSync(faultsFile(folder), JSON.stringify(faults));
  return new FaultBoard(folder, "datadog");
}

const kinds = (board: FaultBoard, calls: readonly FaultyCall[]): readonly (string | undefined)[] =>
  calls.map((call) => board.next(call)?.kind);

describe("FaultBoard", () => {
  it("strikes the nth call, the first calls, or all", () => {
    const calls = [create, create, create, create];
    expect(kinds(asked([{ kind: "429", nth: 2 }]), calls)).toEqual([undefined, "429", undefined, undefined]);
    expect(kinds(asked([{ kind: "500", count: 2 }]), calls)).toEqual(["500", "500", undefined, undefined]);
    expect(kinds(asked([{ kind: "500", nth: 2, count: 2 }]), calls)).toEqual([
      undefined,
      "500",
      "500",
      undefined,
    ]);
    expect(kinds(asked([{ kind: "slow" }]), calls)).toEqual(["slow", "slow", "slow", "slow"]);
  });

  it("strikes only what it names", () => {
    const board = asked([{ kind: "429", package: "datadog", type: "Monitor", operation: "update" }]);
    expect(
      kinds(board, [
        create,
        { ...create, operation: "update" },
        { ...create, operation: "update", type: "x:y:Z" },
      ]),
    ).toEqual([undefined, "429", undefined]);
  });

  it("leaves checks alone unless they are named", () => {
    expect(kinds(asked([{ kind: "500", count: 9 }]), [{ ...create, operation: "check" }])).toEqual([
      undefined,
    ]);
    expect(
      kinds(asked([{ kind: "500", operation: "check", count: 9 }]), [{ ...create, operation: "check" }]),
    ).toEqual(["500"]);
  });

  it("counts on across a restart, so that a crash does not meet itself again", () => {
    const fault: Fault = { kind: "crash", nth: 1, type: "Dashboard" };
    const dashboard = { ...create, type: "datadog:index/dashboard:Dashboard" };
    expect(kinds(asked([fault]), [dashboard])).toEqual(["crash"]);
    expect(kinds(new FaultBoard(folder, "datadog"), [dashboard])).toEqual([undefined]);
  });

  it("says what is wrong with a control file", () => {
    expect(() => parseFaults("nonsense", "faults.json")).toThrow(/is not JSON/);
    expect(() => parseFaults("{}", "faults.json")).toThrow(/must hold a list/);
    expect(() => parseFaults('[{"kind":"boom"}]', "faults.json")).toThrow(
      /"boom" is no fault; use one of 429/,
    );
  });

  it("does nothing without a control file", () => {
    expect(new FaultBoard(empty, "aws").next({ ...create, package: "aws" })).toBeUndefined();
    expect(existsSync(faultsFile(empty))).toBe(false);
  });
});

describe("faultGuard", () => {
  const removed: string[] = [];
  const store = {
    remove: ({ id }: { id: string }) => Promise.resolve(removed.push(id) > 0),
  } as unknown as ObjectStore;
  const guarded = (fault: Fault) => faultGuard({ package: "datadog", store, board: asked([fault]) });
  const what = { operation: "update", type: MONITOR, id: "7" } as const;

  it("refuses in the provider's words without doing the work", async () => {
    const work = jest.fn(() => Promise.resolve("done"));
    await expect(guarded({ kind: "429", milliseconds: 1 })(what, jest.fn(), work)).rejects.toThrow(
      /429 Too Many Requests/,
    );
    await expect(guarded({ kind: "timeout", milliseconds: 2 })(what, jest.fn(), work)).rejects.toThrow(
      /deadline exceeded/,
    );
    expect(work).not.toHaveBeenCalled();
  });

  it("does the work and loses the answer", async () => {
    const hangUp = jest.fn();
    const work = jest.fn(() => Promise.resolve("done"));
    expect(
      await guarded({ kind: "lose-answer", nth: 1, milliseconds: 3 })(what, hangUp, work),
    ).toBeUndefined();
    expect(work).toHaveBeenCalledTimes(1);
    expect(hangUp).toHaveBeenCalledTimes(1);
  });

  it("takes the object away first, and is only slow when told to be slow", async () => {
    const work = jest.fn(() => Promise.resolve("done"));
    expect(await guarded({ kind: "gone", milliseconds: 4 })(what, jest.fn(), work)).toBe("done");
    expect(removed).toEqual(["7"]);
    expect(await guarded({ kind: "slow", milliseconds: 5 })(what, jest.fn(), work)).toBe("done");
  });

  it.each(PACKAGES)("has words for every refusal of %s", (name) => {
    for (const refusal of ["429", "500", "timeout"] as const) {
      expect(refusalText(name, { type: "a:b:Thing", operation: "create" }, refusal)).toMatch(/Thing/i);
    }
  });
});
