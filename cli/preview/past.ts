import { existsSync } from "node:fs";

import type { Command } from "commander";

import { ModelError } from "../../model/problem";
import { planBacktestOf, type PlanBacktest } from "../../preview/backtest/plan-backtest";
import { Replays } from "../../preview/backtest/replays";
import type { PlanDiff } from "../../preview/diff";
import { saidOfOrigin } from "../../preview/history/origin";
import type { StackPlans } from "../../preview/preview";
import { ledgerFile, ledgerOf } from "../backtest/ledger";
import { pastOptions, type PastOptions } from "../backtest/options";
import { findHistory, pulledFolder } from "../history/folder";

/** How a preview looks at the past. */
export interface PastRequest extends PastOptions {
  /** Folder with the past; the one that was pulled for the environment when left out, where it is there. */
  readonly history?: string;
}

/** Adds the options of {@link PastRequest}. */
export function withPastOptions(command: Command): Command {
  command.option(
    "--history <folder>",
    "the past on which changed alerts are replayed, as for belfry backtest (default: the one that was pulled)",
  );
  for (const option of pastOptions()) command.addOption(option);
  return command;
}

interface Opened {
  readonly source: string;
  readonly made: boolean;
  readonly replays: Replays;
}

/** Both plans of an environment, and in what they differ. */
type ComparedPlans = Pick<StackPlans, "base" | "head" | "stack"> & { readonly diff: PlanDiff };

/** The past of each environment, kept over the rounds of a watch so that files are read and alerts replayed once. */
export class Past {
  private readonly root: string;
  private readonly request: PastRequest;
  private readonly opened = new Map<string, Opened | null>();

  constructor(root: string, request: PastRequest) {
    this.root = root;
    this.request = request;
  }

  /**
   * What the past says of a change; null where there is none of it.
   *
   * @throws ModelError for files that cannot be read
   */
  async backtestOf({ base, diff, head, stack }: ComparedPlans): Promise<PlanBacktest | null> {
    const past = this.of(stack);
    if (past === null) return null;
    const { hours, incidents, pageBudget, timezone } = this.request;
    const ledger = ledgerOf(incidents, this.root);
    const { backtest, problems } = await planBacktestOf({
      base,
      head,
      changes: diff.changes,
      past,
      hours: { ...hours, timezone },
      budget: pageBudget,
      ledger: ledger && { ...ledger, file: incidents ?? ledgerFile },
    });
    if (problems.length > 0) throw new ModelError(past.source, problems);
    past.replays.forgetUnasked();
    return backtest;
  }

  private of(stack: string): Opened | null {
    const known = this.opened.get(stack);
    if (known !== undefined) return known;
    const opened = this.find(stack);
    this.opened.set(stack, opened);
    return opened;
  }

  private find(stack: string): Opened | null {
    const { history } = this.request;
    if (history === undefined && !existsSync(pulledFolder(stack))) return null;
    const { opened, source } = findHistory(history, stack);
    return { source, made: saidOfOrigin(opened.origin) !== null, replays: new Replays(opened) };
  }
}
