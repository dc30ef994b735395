import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { defaultHours } from "../../../preview/backtest/hours";
import { keyOf, planBacktestOf, type PlanBacktestInputs } from "../../../preview/backtest/plan-backtest";
import { Replays } from "../../../preview/backtest/replays";
import { diffPlans } from "../../../preview/diff";
import { HistoryFolder } from "../../../preview/history/folder";
import type { Guardrail, GuardrailOf, Plan } from "../../../plan/types";
import { monitorOf, planOf, syntheticOf } from "../../support/guardrails";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "belfry-past-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const alertOf = (
  name: string,
  critical: number,
  changes: Partial<GuardrailOf<"monitor">> = {},
): Guardrail => ({
  ...monitorOf({
    warning: null,
    warningRecovery: null,
    critical,
    criticalRecovery: null,
    query: `avg(last_5m):max:${name}{env:prod} > ${critical}`,
    renotifyEvery: null,
    ...changes,
  }),
  id: `shop/${name}`,
});

const team = (name: string) => ({ tags: ["managed-by:belfry", `team:${name}`] });

/** A day from midnight, a value a minute: so many bursts of ten minutes at 8, and one of them at 20. */
function write(name: string, bursts: number): void {
  const value = (minute: number): number =>
    minute % 60 >= 10 || minute >= bursts * 60 ? 1 : minute < 60 ? 20 : 8;
  const rows = Array.from({ length: 1440 }, (_, minute) => `${minute * 60},${value(minute)}`);
  mkdirSync(dirname(join(root, `shop/${name}.csv`)), { recursive: true });
  writeFileSync(join(root, `shop/${name}.csv`), ["timestamp,value", ...rows].join("\n"));
}

const run = (base: Plan, head: Plan, changes: Partial<PlanBacktestInputs> = {}) =>
  planBacktestOf({
    base,
    head,
    changes: diffPlans(base, head).changes,
    past: { source: "past", made: false, replays: new Replays(new HistoryFolder(root)) },
    hours: defaultHours,
    budget: 28,
    ledger: null,
    ...changes,
  });

const key = (name: string): string => keyOf({ kind: "monitor", id: `shop/${name}` });

/** Three alerts of one day are 21 a week, less what the first windows take. */
const aWeek = (pages: number): number => (pages * 604_800) / (1436 * 60);

describe("the past of a change", () => {
  it("tells pages, incidents and the chart of what changes, and pages of its team", async () => {
    write("a", 3);
    write("b", 2);
    const unchanged = alertOf("b", 5);
    const { backtest, problems } = await run(
      planOf(alertOf("a", 5), unchanged),
      planOf(alertOf("a", 9), unchanged),
    );
    const told = backtest?.changes.get(key("a"));

    expect(problems).toEqual([]);
    expect([...(backtest?.changes.keys() ?? [])]).toEqual([key("a")]);
    expect(told).toMatchObject({
      verdict: "approximate",
      before: { alerts: 3 },
      after: { alerts: 1 },
      gained: [],
    });
    expect(told?.lost.map(({ start }) => Math.floor(start / 3600))).toEqual([1, 2]);
    expect(told?.chart?.levels).toMatchObject({ before: { critical: 5 }, after: { critical: 9 } });
    const { pagesPerWeek, teams, ...stack } = backtest?.stack ?? {};
    expect([pagesPerWeek?.before.shown, pagesPerWeek?.after.shown]).toEqual([aWeek(3), aWeek(1)]);
    expect(teams).toEqual([
      { team: "shop", before: aWeek(3) + aWeek(2), after: aWeek(1) + aWeek(2), budget: 28, exceeds: false },
    ]);
    expect(stack).toMatchObject({ source: "past", from: 0, until: 86_400, replayed: 2, withoutHistory: 0 });
  });

  it("replays neither other teams, nor what does not page, unless the ledger names it", async () => {
    for (const name of ["a", "b", "c", "d"]) write(name, 1);
    const others = [alertOf("b", 5, { pages: false }), alertOf("c", 5, team("stock")), syntheticOf()];
    const [base, head] = [planOf(alertOf("a", 5), ...others), planOf(alertOf("a", 9), ...others)];
    const replayed = async (changes: Partial<PlanBacktestInputs>) =>
      (await run(base, head, changes)).backtest?.stack;
    const incident = { name: "Slow", start: 0, end: 3600, guardrails: [{ id: "shop/c", within: 600 }] };

    expect(await replayed({})).toMatchObject({ replayed: 1, notReplayed: 1 });
    expect(await replayed({ ledger: { file: "incidents.yaml", incidents: [incident] } })).toMatchObject({
      replayed: 2,
      ledger: [{ id: "shop/c", lost: false, before: { verdict: "unknown" } }],
    });
  });

  it("is null where only words change, or nothing of it is there", async () => {
    const base = planOf(alertOf("a", 5));
    expect((await run(base, planOf(alertOf("a", 9)))).backtest).toBeNull();
    write("a", 1);
    expect((await run(base, planOf(alertOf("a", 5, { message: "Other." })))).backtest).toBeNull();
    expect((await run(base, planOf(alertOf("a", 9)))).backtest).not.toBeNull();
  });

  it("tells what is new and what is gone with one side", async () => {
    write("a", 3);
    const plan = planOf(alertOf("a", 5));
    const come = (await run(planOf(), plan)).backtest;
    const gone = (await run(plan, planOf())).backtest;

    expect(come?.changes.get(key("a"))).toMatchObject({ before: null, after: { alerts: 3 }, lost: [] });
    expect(gone?.changes.get(key("a"))).toMatchObject({ before: { alerts: 3 }, after: null, lost: [] });
    expect(gone?.stack.pagesPerWeek).toMatchObject({ before: { shown: aWeek(3) }, after: { shown: 0 } });
  });

  it.each([
    { what: "over the budget", before: 9, after: 5, budget: 10, exceeded: true },
    { what: "further over it", before: 9, after: 5, budget: 5, exceeded: true },
    { what: "that stays below it", before: 9, after: 5, budget: 28, exceeded: false },
    { what: "that leaves it over the budget", before: 5, after: 9, budget: 5, exceeded: false },
  ])("holds back a team $what: $exceeded", async ({ after, before, budget, exceeded }) => {
    write("a", 3);
    const { backtest } = await run(planOf(alertOf("a", before)), planOf(alertOf("a", after)), { budget });

    expect(backtest?.stack.teams[0]?.exceeds).toBe(exceeded);
    expect(backtest?.problems.map(({ code, path }) => [code, path])).toEqual(
      exceeded ? [["backtest/page-budget", "shop"]] : [],
    );
  });

  it.each([
    ["no longer told", 9, 600, true],
    ["still told", 7, 600, false],
    ["late before, and missed now", 9, 60, true],
    ["late as before", 7, 60, false],
  ])("holds back an incident that is %s", async (_, after, within, lost) => {
    write("a", 3);
    const incident = { name: "Slow", start: 3600, end: 7200, guardrails: [{ id: "shop/a", within }] };
    const ledger = { file: "incidents.yaml", incidents: [incident] };
    const { backtest } = await run(planOf(alertOf("a", 5)), planOf(alertOf("a", after)), { ledger });

    expect(backtest?.stack.ledger[0]?.lost).toBe(lost);
    expect(backtest?.problems.map(({ code, value }) => [code, value])).toEqual(
      lost ? [["ledger/not-caught", "shop/a"]] : [],
    );
  });

  it("replays once what asks the same, under any words, and forgets what nobody asks for", async () => {
    write("a", 1);
    const replays = new Replays(new HistoryFolder(root));
    const ask = (alert: Guardrail) =>
      alert.kind === "monitor" ? replays.of(alert, planOf(alert), alert.id) : undefined;
    const first = ask(alertOf("a", 5));

    expect(ask(alertOf("a", 5, { message: "Other." }))).toBe(first);
    expect(ask(alertOf("a", 6))).not.toBe(first);
    replays.forgetUnasked();
    expect(ask(alertOf("a", 5))).toBe(first);
    replays.forgetUnasked();
    replays.forgetUnasked();
    expect(ask(alertOf("a", 5))).not.toBe(first);
    expect((await ask(alertOf("a", 5)))?.simulation).toEqual((await first)?.simulation);
  });
});
