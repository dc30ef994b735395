import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import type { Guardrail, GuardrailOf, Plan } from "../../../plan/types";
import { backtestOf, type BacktestInputs } from "../../../preview/backtest/backtest";
import { defaultHours } from "../../../preview/backtest/hours";
import { budgetProblems } from "../../../preview/backtest/teams";
import { HistoryFolder } from "../../../preview/history/folder";
import { objectiveOf, queryHash, wantedBy } from "../../../preview/history/wanted";

const prod = JSON.parse(readFileSync(join(__dirname, "../../../rendered/prod.json"), "utf8")) as Plan;

function find<K extends Guardrail["kind"]>(kind: K, id: string): GuardrailOf<K> {
  const found = prod.guardrails.find((each): each is GuardrailOf<K> => each.kind === kind && each.id === id);
  if (!found) throw new Error(`no ${kind} ${id}`);
  return found;
}

const cpu = find("monitor", "vendhub/cpu");
const planOf = (...guardrails: readonly Guardrail[]): Plan => ({ ...prod, guardrails: [...guardrails] });
const query = (level: number, metric = "belfry.railway.cpu"): string =>
  `avg(last_15m):max:${metric}{env:prod,service:vendhub} > ${level}`;
const cpuAt = (critical: number): Guardrail => ({ ...cpu, critical, query: query(critical) });

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "belfry-history-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A day that begins at midnight on a Monday, with one value a minute. */
const monday = Date.UTC(2026, 10, 16) / 1000;
const day = (at: (minute: number) => number): readonly string[] =>
  Array.from({ length: 1440 }, (_, minute) => `${monday + minute * 60},${at(minute)}`);

function write(file: string, rows: readonly string[], header = "timestamp,value"): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), [header, ...rows].join("\n"));
}

const run = (parts: Partial<BacktestInputs> & Pick<BacktestInputs, "head">) =>
  backtestOf({
    stack: "prod",
    base: null,
    only: null,
    folder: new HistoryFolder(root),
    hours: defaultHours,
    budget: 28,
    ledger: null,
    ...parts,
  });

/** From ten o'clock an hour at 88 %, and at night half an hour at 95 %. */
const busy = day((minute) => (minute >= 600 && minute < 660 ? 88 : minute >= 120 && minute < 150 ? 95 : 40));

describe("a backtest", () => {
  it("tells pages, times and teams of a guardrail by the file with its id", async () => {
    write("vendhub/cpu.csv", busy);
    const { backtest, problems } = await run({ head: planOf(cpu) });
    const [told] = backtest.guardrails;

    expect(problems).toEqual([]);
    expect(told?.after).toMatchObject({
      verdict: "approximate",
      reasons: [{ code: "input-interval" }],
      // Each time it warns, alerts, warns again below its recovery level, and is over.
      figures: { alerts: 2, pages: 2, notifications: 8, offHoursShare: 50 },
    });
    expect(told).toMatchObject({ id: "vendhub/cpu", team: "vendhub", before: null, gained: [], lost: [] });
    const week = told?.after?.figures?.pagesPerWeek.shown ?? 0;
    expect(backtest.teams).toEqual([{ team: "vendhub", before: null, after: week, budget: 28 }]);
    expect(budgetProblems(backtest.teams)).toEqual([]);
    expect(budgetProblems([{ team: "vendhub", before: 1, after: 28.1, budget: 28 }])).toHaveLength(1);
  });

  it("tells the incidents that a looser level loses, under the old and the new id", async () => {
    write("vendhub/cpu.csv", busy);
    write("vendhub/cpu-load.csv", busy);
    const loose = cpuAt(92);
    const renamed = { ...cpuAt(92), id: "vendhub/cpu-load" };
    for (const after of [loose, renamed]) {
      const base = { name: "main", plan: planOf(cpu) };
      const [told] = (await run({ head: planOf(after), base })).backtest.guardrails;
      expect(told?.before?.figures?.alerts).toBe(2);
      expect(told?.after?.figures?.alerts).toBe(1);
      expect(told?.gained).toEqual([]);
      expect(told?.lost).toHaveLength(1);
      expect(told?.lost[0]?.start).toBeGreaterThan(monday + 600 * 60);
    }
  });

  it("replays the plan before on the past of its own query only", async () => {
    const other = { ...cpu, query: query(85, "belfry.railway.load") };
    const base = { name: "main", plan: planOf(other) };
    write("vendhub/cpu.csv", busy);
    const [blind] = (await run({ head: planOf(cpu), base })).backtest.guardrails;
    expect(blind?.before).toMatchObject({ verdict: "unsupported", figures: null });
    expect(blind?.after?.figures?.alerts).toBe(2);

    write(`${queryHash("max:belfry.railway.load{env:prod,service:vendhub}")}.csv`, busy);
    const [seeing] = (await run({ head: planOf(cpu), base })).backtest.guardrails;
    expect(seeing?.before?.figures?.alerts).toBe(2);
  });

  it("tells a guardrail that is gone by the file with its id", async () => {
    write("vendhub/cpu.csv", busy);
    const base = { name: "main", plan: planOf(cpu) };
    const [gone] = (await run({ head: planOf(), base })).backtest.guardrails;
    expect(gone).toMatchObject({ id: "vendhub/cpu", after: null, before: { figures: { alerts: 2 } } });
  });

  it("lists what has no past, what is not replayed and what nobody reads", async () => {
    write("vendhub/cpus.csv", busy);
    const { backtest } = await run({ head: prod });
    const missing = backtest.withoutHistory.find(({ id }) => id === "vendhub/cpu");
    expect(missing?.files).toEqual([
      "vendhub/cpu.csv",
      `${queryHash("max:belfry.railway.cpu{env:prod,service:vendhub}")}.csv`,
    ]);
    expect(backtest.guardrails).toEqual([]);
    expect(backtest.notReplayed).toContainEqual({ kind: "synthetic", guardrails: 22 });
    expect(backtest.unusedFiles).toEqual(["vendhub/cpus.csv"]);
  });

  it("replays an alert on an error budget on the counts of its rate", async () => {
    const burn = find("burn-rate", "victorysync/errors-burn-fast");
    const objective = objectiveOf(burn, prod);
    const { hashed, whole } = wantedBy(burn, prod);
    expect([objective?.id, whole]).toEqual(["victorysync/errors", null]);
    const [hits, errors] = hashed.map(({ text }) => `${queryHash(text)}.csv`);
    write(
      hits ?? "",
      day(() => 100),
    );
    write(
      errors ?? "",
      day((minute) => (minute >= 600 && minute < 630 ? 50 : 0)),
    );
    const { backtest } = await run({ head: prod, only: burn.id });
    expect(backtest.guardrails[0]?.after?.figures).toMatchObject({ alerts: 1 });
  });

  it.each([
    ["vendhub/cpu.csv", "timestamp,value,pod", "60,1,a", "history/groups"],
    ["vendhub/cpu.csv", "timestamp,value", "60,x", "history/csv"],
  ])("refuses %s with the header %s and the row %s", async (file, header, row, code) => {
    write(file, [row, row.replace("60", "120")], header);
    const { problems } = await run({ head: planOf(cpu) });
    expect(problems[0]?.code).toBe(code);
  });

  it("holds a change against the ledger", async () => {
    write("vendhub/cpu.csv", busy);
    const start = monday + 600 * 60;
    const ledger = {
      incidents: [
        { name: "Slow", start, end: start + 3600, guardrails: [{ id: "vendhub/cpu", within: 1200 }] },
      ],
    };
    const base = { name: "main", plan: planOf(cpu) };
    for (const [head, after] of [
      [planOf(cpu), "caught"],
      [planOf(cpuAt(92)), "missed"],
      [planOf(), "missed"],
    ] as const) {
      const { backtest } = await run({ head, base, ledger });
      expect(backtest.ledger).toMatchObject([{ before: { verdict: "caught" }, after: { verdict: after } }]);
    }
  });
});
