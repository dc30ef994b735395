import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { capture, tail } from "./processes.mjs";
import { elapsed } from "./terminal.mjs";

const child = fileURLToPath(new URL("install-pulumi.cjs", import.meta.url));
const stalledMs = 60_000;
const longestMs = 20 * 60_000;

/**
 * Lets the `pulumi` npm package download the CLI with all its language hosts into `staging`. It runs in a process of its
 * own, because it blocks and knows no time-out: a network that swallows packets would hold `npm start` for ever. Its
 * temporary files are sent to `staging` too, so that progress is seen and nothing is left of a download that broke off.
 *
 * @returns {Promise<{ binFolder: string } | { problem: string }>}
 */
export async function downloadCli({ version, packageFolder, staging, env, log }) {
  const start = Date.now();
  const target = join(staging, "download");
  const watch = watchGrowth(staging, (bytes) => {
    log.status?.(`Downloading the Pulumi CLI ${version}: ${Math.round(bytes / 1e6)} MB (${elapsed(start)})`);
  });
  log(`Downloading the Pulumi CLI ${version} (once per machine)…`);
  const result = await capture(process.execPath, [child, packageFolder, version, target], {
    // Node's own fetch heeds the proxy variables only if told to; curl, in the installer, always does.
    env: { ...env, TMPDIR: staging, TEMP: staging, NODE_USE_ENV_PROXY: "1" },
    timeoutMs: longestMs,
    stop: watch.stalled,
  }).finally(watch.end);

  if (result.problem) return { problem: explain(result) };
  return { binFolder: join(target, "bin") };
}

/** An exit code adds nothing to what was written; that it was stopped does. */
function explain({ problem, code, output }) {
  const last = tail(output);
  return last && code !== null ? last : `${problem}\n${last}`.trimEnd();
}

/** Reports a folder's size each second; `stalled` aborts once it has not changed for a minute. */
function watchGrowth(folder, report) {
  const stall = new AbortController();
  let [bytes, changed] = [0, Date.now()];
  const timer = setInterval(() => {
    const now = sizeOf(folder);
    if (now !== bytes) [bytes, changed] = [now, Date.now()];
    report(bytes);
    if (Date.now() - changed > stalledMs) stall.abort(`nothing arrived in ${stalledMs / 1000} s`);
  }, 1_000);
  return { stalled: stall.signal, end: () => clearInterval(timer) };
}

function sizeOf(folder) {
  try {
    const files = readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)));
    return files.reduce((sum, { size }) => sum + size, 0);
  } catch {
    // A temporary file went away between being listed and being measured.
    return 0;
  }
}
