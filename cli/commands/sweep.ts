import { Command } from "commander";

import { sweepOf, type Verdict } from "../../environments/sweep";
import { many } from "../../preview/sentence";
import { checkout } from "../checkout";
import { openWorkplace } from "../engine/workplace";
import { exitCodes, Stop } from "../exit";
import { formatOption, sandboxOption } from "../options";
import { knownEnvironments } from "../sweep/known";
import { removeEnvironment } from "../sweep/remove";
import { table } from "../table";

interface SweepOptions {
  /** Removes what is listed. */
  readonly yes?: true;
  /** The sandbox, whatever backend the user chose. */
  readonly sandbox?: true;
  /** Form of the output. */
  readonly format: "table" | "json";
}

/** What became of one clone. */
interface Swept extends Verdict {
  /** Whether it was removed by this run. */
  readonly isRemoved: boolean;
  /** Why it could not be; null where it was, or was not tried. */
  readonly failure: string | null;
}

/** `belfry sweep`: removes clones that are over; a dry run unless told otherwise. */
export function sweepCommand(): Command {
  return new Command("sweep")
    .description(
      "List clones whose time is over, and remove them with --yes: what is deployed, the stack and its file.",
    )
    .option("--yes", "remove what is listed; what is protected or wakes people always stays")
    .addOption(sandboxOption())
    .addOption(formatOption())
    .action(sweep);
}

async function sweep({ format, sandbox, yes }: SweepOptions): Promise<void> {
  // Every clone lives where an environment other than the local one does.
  const place = await openWorkplace(checkout, { stack: "clone", sandbox: sandbox ?? false }, () => undefined);
  try {
    const { environments, unread } = await knownEnvironments(place);
    const swept: Swept[] = [];
    for (const verdict of sweepOf(environments, new Date().toJSON())) {
      const isTried = verdict.isDue && yes === true;
      if (isTried) console.error(`Removing ${verdict.environment.name}.`);
      const failure = isTried ? await removeEnvironment(place, verdict.environment) : null;
      swept.push({ ...verdict, isRemoved: isTried && failure === null, failure });
    }
    console.log(format === "json" ? asJson(swept, unread) : asText(swept, unread));
    if (unread.length > 0 || swept.some(({ failure }) => failure !== null))
      throw new Stop(exitCodes.problems);
  } finally {
    await place.close();
  }
}

function asJson(swept: readonly Swept[], unread: readonly string[]): string {
  const clones = swept.map(({ environment, ...told }) => ({
    name: environment.name,
    resources: environment.resources,
    ...told,
  }));
  return JSON.stringify({ schemaVersion: 1, clones, unread }, null, 2);
}

function asText(swept: readonly Swept[], unread: readonly string[]): string {
  const rows = swept.map((each) => [
    each.environment.name,
    each.clonedFrom ?? "",
    String(each.environment.resources),
    each.isRemoved
      ? `removed: ${each.because}`
      : each.isDue
        ? `over: ${each.because}`
        : `kept: ${each.because}`,
  ]);
  return [
    sentence(swept),
    ...(rows.length === 0 ? [] : ["", table(["clone", "of", "resources", ""], rows)]),
    ...swept.flatMap(({ failure }) => (failure === null ? [] : ["", failure])),
    ...unread.flatMap((each) => ["", each]),
  ].join("\n");
}

function sentence(swept: readonly Swept[]): string {
  const due = swept.filter(({ isDue }) => isDue).length;
  const removed = swept.filter(({ isRemoved }) => isRemoved).length;
  if (due === 0) return swept.length === 0 ? "There is no clone." : "No clone is over.";
  const over = `${many(due, "clone")} ${due === 1 ? "is" : "are"} over`;
  if (swept.some(({ failure }) => failure !== null)) return `${over}, and ${removed} of them removed.`;
  return removed > 0 ? `${over} and removed.` : `${over}; --yes removes ${due === 1 ? "it" : "them"}.`;
}
