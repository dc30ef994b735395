// node -r toolchain/register.cjs bench/backtest-child.ts <folder>: reads a past from a file, tries the levels on it, and
// prints what came out, how long the trying took and the most memory that was held.

import { HistoryFolder } from "../preview/history/folder";
import type { Interval } from "../preview/simulator/result";
import { sweep, type SimulatedMonitor } from "../preview/simulator/simulate";
import type { Levels } from "../preview/simulator/states";
import { levels, metric } from "./backtest-data";

/** What a run says of itself. */
export interface Replayed {
  /** Seconds of the trying alone. */
  readonly evaluation: number;
  /** Most memory of the process, in bytes. */
  readonly memory: number;
  /** When each pod was in alert, for each level. */
  readonly alerts: readonly Readonly<Record<string, readonly Interval[]>>[];
}

const monitor: SimulatedMonitor = {
  query: `avg(last_5m):${metric} > ${levels[0] ?? 0}`,
  comparator: ">",
  critical: levels[0] ?? 0,
  warning: null,
  criticalRecovery: null,
  warningRecovery: null,
  groupBy: ["pod"],
  silence: "resolve",
  requireFullWindow: false,
  evaluationDelay: 0,
  newGroupDelay: 0,
  renotifyEvery: null,
};

const candidates = levels.map((critical): Levels => ({
  critical,
  warning: null,
  criticalRecovery: null,
  warningRecovery: null,
}));

async function replay(folder: string): Promise<Replayed> {
  const wanted = { whole: { text: metric, by: ["pod"] }, hashed: [] };
  const { history, problems } = await new HistoryFolder(folder).historyOf("load", wanted);
  if (history === null || problems.length > 0) throw new Error(JSON.stringify(problems));
  const start = performance.now();
  const results = sweep(monitor, history, candidates);
  const evaluation = (performance.now() - start) / 1000;
  const alerts = results.map((result) => {
    if (result.verdict === "unsupported") throw new Error(JSON.stringify(result.reasons));
    return Object.fromEntries(
      result.outcome.groups.map((each) => [each.group.replace("pod:", ""), each.alerts]),
    );
  });
  return { evaluation, memory: process.resourceUsage().maxRSS * 1024, alerts };
}

replay(process.argv[2] ?? "").then(
  (replayed) => {
    process.stdout.write(JSON.stringify(replayed));
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
