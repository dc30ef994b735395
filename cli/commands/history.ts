import { join, resolve } from "node:path";

import { Command, Option } from "commander";

import { ModelError } from "../../model/problem";
import { writtenDuration } from "../../model/quantity";
import { keepOrigin, originOf, saidOfOrigin, type Origin } from "../../preview/history/origin";
import { clientOf } from "../../preview/history/pull/client";
import { pull, type PullResult } from "../../preview/history/pull/pull";
import { queriesOf, type PulledQueries } from "../../preview/history/pull/queries";
import { HistoryStore } from "../../preview/history/pull/store";
import { dayOf, type Range } from "../../preview/history/pull/windows";
import { many } from "../../preview/sentence";
import { withLock } from "../../sandbox/process-lock";
import { readPlans } from "../backtest/plans";
import { progressLine } from "../engine/progress";
import { exitCodes, Stop } from "../exit";
import { openSource, type Source } from "../history/account";
import { pulledFolder, shownFolder } from "../history/folder";
import { momentOf, parseInterval, parseTime, type AskedTime } from "../history/times";
import { meantGuardrail } from "../meant-guardrail";
import { stackOption } from "../options";

interface PullOptions {
  /** Environment. */
  readonly stack: string;
  /** Start of the past. */
  readonly from: AskedTime;
  /** Its end; the last whole minutes where it is not named. */
  readonly to?: AskedTime;
  /** The only guardrails to pull for. */
  readonly guardrail?: readonly string[];
  /** Folder in which it is kept. */
  readonly into?: string;
  /** Seconds between two points. */
  readonly interval: number;
}

/** Requests under way at once: what a browser with a dashboard open does to the API too. */
const together = 4;

/** Seconds after which a minute is taken to be told in full. */
const settled = 300;

/** `belfry history`: the past on which alerts are replayed. */
export function historyCommand(): Command {
  return new Command("history")
    .description("The past on which alerts are replayed.")
    .addCommand(pullCommand());
}

function pullCommand(): Command {
  return new Command("pull")
    .description(
      "Pull the past of every metric that an alert reads from Datadog (DD_API_KEY, DD_APP_KEY, DD_SITE); without keys, the sandbox's.",
    )
    .addOption(
      new Option("--from <time>", "start: 30d for so long ago, or a day such as 2026-11-01")
        .argParser(parseTime)
        .default({ ago: 30 * 86_400 }, "30d"),
    )
    .addOption(new Option("--to <time>", "end (default: five minutes ago)").argParser(parseTime))
    .option("--guardrail <id...>", "pull for these guardrails only")
    .option("--into <folder>", "keep it there (default: .belfry/history/<stack>)")
    .addOption(
      new Option("--interval <length>", "time between two points")
        .argParser(parseInterval)
        .default(60, "60s"),
    )
    .addOption(stackOption())
    .exitOverride()
    .action(pullHistory);
}

async function pullHistory({ guardrail = [], interval, stack, ...options }: PullOptions): Promise<void> {
  const range = rangeOf(options, interval);
  const folder = options.into === undefined ? pulledFolder(stack) : resolve(process.cwd(), options.into);
  const { head } = await readPlans(stack, undefined);
  const only = guardrail.map((word) => meantGuardrail(word, head).id);
  const say = (line: string): void => {
    console.error(line);
  };
  const source = await openSource(process.env, say);
  try {
    const { origin } = source;
    refuseMixing(folder, origin);
    const queries = queriesOf(head, only, origin.place === "sandbox");
    const started = Date.now();
    const result = await locked(folder, () => pullInto(folder, { interval, queries, range, source }));
    console.log(
      told({ folder, origin, queries, range, result, seconds: (Date.now() - started) / 1000, stack }),
    );
    const problems = [...queries.problems, ...result.problems];
    if (problems.length > 0) throw new ModelError(shownFolder(folder), problems);
  } finally {
    await source.stop();
  }
}

function rangeOf({ from: start, to: end }: Pick<PullOptions, "from" | "to">, interval: number): Range {
  const now = Date.now() / 1000;
  const last = Math.min(now - settled, end === undefined ? Infinity : momentOf(end, now));
  // Whole days from the start on, so that the next run asks for the same requests.
  const range = { from: dayOf(momentOf(start, now)), to: Math.floor(last / interval) * interval };
  if (range.from < range.to) return range;
  throw new Stop(exitCodes.usage, "error: --from must lie before --to, and both in the past.");
}

/** The sandbox's past, or another account's, would pass for that of this one. */
function refuseMixing(folder: string, { place }: Origin): void {
  const there = originOf(folder);
  if (there === null || there.place === place) return;
  throw new ModelError(shownFolder(folder), [
    {
      code: "history/origin",
      path: shownFolder(folder),
      value: there.place,
      rule: `it holds the past of ${there.place}, which is not mixed with that of ${place}.`,
      remedy: "Name another folder with --into, or delete this one.",
    },
  ]);
}

function locked<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const tooLong = ({ pid }: { readonly pid: number }): Stop =>
    new Stop(
      exitCodes.problems,
      `Process ${pid} is pulling into ${shownFolder(folder)} already; wait for it, or end it.`,
    );
  return withLock(join(folder, "pull.lock"), { milliseconds: 0, tooLong }, work);
}

async function pullInto(
  folder: string,
  work: Pick<PullOptions, "interval"> & {
    readonly queries: PulledQueries;
    readonly range: Range;
    readonly source: Source;
  },
): Promise<PullResult> {
  const { interval, queries, range, source } = work;
  keepOrigin(folder, source.origin);
  const progress = progressLine();
  const ask = await clientOf(source.account, {
    onWait: (milliseconds, why) => {
      progress.end();
      console.error(`Waiting ${Math.ceil(milliseconds / 1000)} s: ${why}.`);
    },
  });
  const result = await pull({
    ask,
    interval,
    range,
    together,
    texts: queries.texts,
    store: new HistoryStore(folder),
    onProgress: (done, all) => {
      progress.say(`Pulling: ${done} of ${all} days of queries.`);
    },
  });
  progress.end();
  return result;
}

interface Told {
  readonly folder: string;
  readonly origin: Origin;
  readonly queries: PulledQueries;
  readonly range: Range;
  readonly result: PullResult;
  readonly seconds: number;
  readonly stack: string;
}

function told({ folder, origin, queries, range, result, seconds, stack }: Told): string {
  const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 16).replace("T", " ");
  const kept = result.resumed > 0 ? `, ${result.resumed} kept from a run that was ended` : "";
  const unfinished = queries.texts.length - result.whole - result.pulled;
  const said = saidOfOrigin(origin);
  return [
    `${stack}: ${many(queries.texts.length, "metric")} from ${day(range.from)} to ${day(range.to)} UTC, of ${origin.place}, in ${shownFolder(folder)}.`,
    `${many(result.pulled, "metric")} pulled with ${many(result.requests, "request")} in ${seconds.toFixed(1)} s${kept}; ${result.whole} were there already.`,
    ...(unfinished > 0 ? [`${many(unfinished, "metric")} could not be finished.`] : []),
    ...seldomLines(result),
    ...(result.silent.length > 0
      ? ["", "Nothing was measured of:", ...result.silent.map((text) => `  ${text}`)]
      : []),
    ...(queries.without.length > 0
      ? ["", "Without a past:", ...queries.without.map(({ id, why }) => `  ${id}: ${why}`)]
      : []),
    ...(said === null ? [] : ["", said]),
  ].join("\n");
}

/** Metrics by how seldom they are measured. */
function seldomLines({ seldom }: PullResult): readonly string[] {
  const steps = [...new Set(seldom.map(({ step }) => step))].sort((a, b) => a - b);
  return steps.flatMap((step) => [
    "",
    `Measured, or kept, only every ${writtenDuration(step)}:`,
    ...seldom.flatMap((each) => (each.step === step ? [`  ${each.text}`] : [])),
  ]);
}
