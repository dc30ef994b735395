import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { onInterrupt } from "./processes.mjs";
import { elapsed } from "./terminal.mjs";

const heartbeatMs = 10_000;
const silentMs = 120_000;
const pollMs = 500;

/**
 * Runs `action` while no other process does the same work. The lock is a file that its holder touches every few seconds;
 * one whose holder is gone is taken over. Two processes that take over at the same instant would both work: what is
 * guarded here is written under another name and renamed, so that costs time and breaks nothing.
 */
export async function withLock(file, { log, work }, action) {
  const start = Date.now();
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    const holder = readHolder(file);
    if (holder && isAbandoned(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    log.status?.(`Waiting for process ${holder?.pid ?? "?"} to finish: ${work} (${elapsed(start)})`);
    await sleep(pollMs);
  }

  const release = () => rmSync(file, { force: true });
  const forget = onInterrupt(release);
  const heartbeat = setInterval(() => touch(file), heartbeatMs);
  try {
    return await action();
  } finally {
    clearInterval(heartbeat);
    forget();
    release();
  }
}

function take(file) {
  try {
    writeFileSync(file, `${process.pid} ${hostname()}`, { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Undefined if the lock has just been released; without a pid if its holder has not written it yet. */
function readHolder(file) {
  try {
    const silent = Date.now() - statSync(file).mtimeMs > silentMs;
    const [pid, host] = readFileSync(file, "utf8").split(" ");
    return { pid: Number(pid) || undefined, host, silent };
  } catch {
    return undefined;
  }
}

function isAbandoned({ pid, host, silent }) {
  // Silence covers what a process id cannot: another host on a shared home, a number used again after a restart.
  return silent || (pid !== undefined && host === hostname() && !isAlive(pid));
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Taken away by hand: the work goes on, and ends by renaming.
  }
}
