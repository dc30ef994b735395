import { InvalidArgumentError, Option } from "commander";

import { isTimezone } from "../../model/recurrence";
import { defaultHours, readHours, type WorkingHours } from "../../preview/backtest/hours";
import { defaultPageBudget } from "../../preview/backtest/teams";
import { ledgerFile } from "./ledger";

/** How a past is looked at: the options that a backtest and a preview share. */
export interface PastOptions {
  /** Ledger of incidents. */
  readonly incidents?: string;
  /** Working hours. */
  readonly hours: Pick<WorkingHours, "from" | "to">;
  /** Zone of the working hours. */
  readonly timezone: string;
  /** Pages a week that a team can bear. */
  readonly pageBudget: number;
}

/** The options of {@link PastOptions}. */
export const pastOptions = (): readonly Option[] => [
  new Option(
    "--incidents <file>",
    `incidents that must be told (default: ${ledgerFile}, where there is one)`,
  ),
  hoursOption(),
  timezoneOption(),
  pageBudgetOption(),
];

/** `--hours`, the hours in which people work. */
const hoursOption = (): Option =>
  new Option("--hours <from-to>", "working hours from Monday to Friday; the rest is off-hours")
    .argParser(parseHours)
    .default({ from: defaultHours.from, to: defaultHours.to }, "09:00-17:00");

/** `--timezone`, the zone of the clock that the hours are read from. */
const timezoneOption = (): Option =>
  new Option("--timezone <zone>", "zone of the working hours, such as Europe/Berlin")
    .argParser(parseTimezone)
    .default(defaultHours.timezone);

/** `--page-budget`, the pages that a team can bear in a week. */
const pageBudgetOption = (): Option =>
  new Option("--page-budget <pages>", "pages a week that a team can bear: two in each shift of twelve hours")
    .argParser(parseBudget)
    .default(defaultPageBudget);

function parseHours(text: string): Pick<WorkingHours, "from" | "to"> {
  const hours = readHours(text);
  if (hours) return hours;
  throw new InvalidArgumentError("Write hours of one day, such as 09:00-17:00.");
}

function parseTimezone(text: string): string {
  if (isTimezone(text)) return text;
  throw new InvalidArgumentError("It is no time zone; write one such as Europe/Berlin.");
}

function parseBudget(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Write a number of pages, such as 28.");
}
