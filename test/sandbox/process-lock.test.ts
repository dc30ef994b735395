import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { holderOf, takeLock, withLock } from "../../sandbox/process-lock";
import { ownMark } from "../../sandbox/process-mark";
import { enter, hasUsers } from "../../sandbox/users";
import { temporaryFolder } from "./support/temporary-folder";

const folder = temporaryFolder("process-lock");
/** Process numbers end below this. */
const nobody = { host: hostname(), pid: 2 ** 30, began: null, since: "" };
/** A later process that was given a dead one's number; where the system tells the two apart. */
const stranger = ownMark().began === null ? nobody : { ...ownMark(), began: "1" };

describe("a lock", () => {
  const file = join(folder, "a.lock");
  const take = (): (() => void) => {
    const lock = takeLock(file);
    if (!lock.taken) throw new Error(`held by ${lock.holder.pid}`);
    return lock.release;
  };

  it("has one holder at a time, whose name it tells", () => {
    const release = take();
    expect(takeLock(file)).toMatchObject({ taken: false, holder: { pid: process.pid, host: hostname() } });
    expect(holderOf(file)?.pid).toBe(process.pid);
    release();
    expect([holderOf(file), readdirSync(folder)]).toEqual([null, []]);
  });

  it.each([
    ["a dead process", JSON.stringify(nobody)],
    ["a process whose number another has by now", JSON.stringify(stranger)],
    ["nobody that can be read", "{ half"],
  ])("of %s is broken", (_whose, text) => {
    writeFileSync(file, text);
    take()();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that another has taken since is not given back", () => {
    const release = take();
    writeFileSync(file, JSON.stringify(nobody));
    release();
    expect(readFileSync(file, "utf8")).toBe(JSON.stringify(nobody));
  });

  it("lets work wait for its turn, and gives up in the end", async () => {
    const order: string[] = [];
    const patience = { milliseconds: 5000, tooLong: () => new Error("too long") };
    const slow = withLock(file, patience, async () => {
      await wait(200);
      order.push("first");
    });
    const next = withLock(file, patience, () => Promise.resolve(order.push("second")));
    await expect(withLock(file, { ...patience, milliseconds: 0 }, () => Promise.resolve())).rejects.toThrow(
      "too long",
    );
    await Promise.all([slow, next]);
    expect(order).toEqual(["first", "second"]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("the users of a sandbox", () => {
  it("are those that entered and did not leave; the dead do not count", () => {
    const directory = join(folder, "sandbox");
    expect(hasUsers(directory)).toBe(false);
    const [leave, leaveAgain] = [enter(directory), enter(directory)];
    for (const [name, mark] of Object.entries({ nobody, stranger }))
      writeFileSync(join(directory, "users", `${name}.json`), JSON.stringify(mark));
    leave();
    expect(hasUsers(directory)).toBe(true);
    leaveAgain();
    expect(hasUsers(directory)).toBe(false);
    expect(readdirSync(join(directory, "users"))).toEqual([]);
  });
});
