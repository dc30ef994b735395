import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { breakLocks, locksOf } from "../../recovery/lock";

let state: string;
let folder: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "belfry-locks-"));
  folder = join(state, ".pulumi", "locks", "organization", "belfry", "local");
  mkdirSync(folder, { recursive: true });
});
afterEach(() => {
  rmSync(state, { recursive: true, force: true });
});

function write(content: unknown, name = "one.json"): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const found = () => locksOf(state, "belfry", "local");

/** A process that has ended; its id is not given again so soon. */
const endedProcess = (): number => spawnSync(process.execPath, ["--version"]).pid;

const lockOf = (pid: unknown, host: unknown = hostname()) => ({
  pid,
  hostname: host,
  username: "someone",
  timestamp: "2026-11-21T06:00:00Z",
});

describe("a lock", () => {
  it("of this process is alive", () => {
    const file = write(lockOf(process.pid));

    expect(found()).toEqual([
      { file, host: hostname(), pid: process.pid, since: "2026-11-21T06:00:00Z", dead: false },
    ]);
  });

  it("of a process that has ended is dead", () => {
    const pid = endedProcess();
    write(lockOf(pid));

    expect(found()).toMatchObject([{ pid, dead: true }]);
  });

  it("of another host is never known to be dead", () => {
    write(lockOf(endedProcess(), "elsewhere"));

    expect(found()).toMatchObject([{ host: "elsewhere", dead: false }]);
  });

  it("of the first process of the machine, whoever owns it, is alive", () => {
    write(lockOf(1));

    expect(found()).toMatchObject([{ pid: 1, dead: false }]);
  });

  it.each([
    ["no JSON", "{"],
    ["nothing", ""],
    ["null", "null"],
    ["a list", []],
    ["no process", { hostname: hostname() }],
    ["no host", { pid: 1 }],
    ["a process in words", lockOf("1")],
    ["half a process", lockOf(1.5)],
    ["a process below zero", lockOf(-1)],
    ["process zero", lockOf(0)],
    ["a process beyond all", lockOf(1e12)],
    ["a host that is no text", lockOf(endedProcess(), 1)],
  ])("that holds %s is shown and never broken", (_, content) => {
    const file = write(content);

    expect(found()).toEqual([{ file, host: "unknown", pid: 0, since: "unknown", dead: false }]);
    breakLocks(found());
    expect(existsSync(file)).toBe(true);
  });

  it.each([undefined, null, 1_795_000_000, {}])("taken at %j does not say since when", (timestamp) => {
    const pid = endedProcess();
    write({ ...lockOf(pid), timestamp });

    expect(found()).toMatchObject([{ pid, since: "unknown", dead: true }]);
  });

  it("is looked for only in its own stack's folder, among JSON files", () => {
    write(lockOf(process.pid), "other.txt");
    mkdirSync(join(folder, "..", "prod"));
    writeFileSync(join(folder, "..", "prod", "one.json"), JSON.stringify(lockOf(process.pid)));

    expect(found()).toEqual([]);
    expect(locksOf(state, "belfry", "unheard-of")).toEqual([]);
    expect(locksOf(join(state, "nowhere"), "belfry", "local")).toEqual([]);
  });
});

describe("breaking locks", () => {
  it("removes those of dead processes and no other", () => {
    const dead = write(lockOf(endedProcess()), "dead.json");
    const alive = write(lockOf(process.pid), "alive.json");
    const elsewhere = write(lockOf(endedProcess(), "elsewhere"), "elsewhere.json");

    breakLocks(found());

    expect([dead, alive, elsewhere].map((file) => existsSync(file))).toEqual([false, true, true]);
  });

  it("that are gone already is no error", () => {
    const file = write(lockOf(endedProcess()));
    const locks = found();
    rmSync(file);

    expect(() => {
      breakLocks(locks);
    }).not.toThrow();
  });
});
