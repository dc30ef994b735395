import { Command, InvalidArgumentError } from "commander";

import { colour } from "../../cli/colour";
import { exitCodes } from "../../cli/exit";
import { table } from "../../cli/table";
import { agreementOf, type Agreement } from "./agreement";
import { datadogQuestions } from "./datadog-questions";
import { prometheusQuestions } from "./prometheus-questions";

interface Options {
  /** The program. */
  readonly promtool: string;
  /** What the lots are drawn by. */
  readonly seed: number;
  /** How many cases of each kind. */
  readonly cases: number;
}

/** What PromQL cannot say, or says in another way, and where it is tested instead. */
const notCompared = [
  "what is sent and repeated, and to whom: promtool knows states only",
  "full windows, new-group delay and the day after which a silent group is forgotten",
  "default_zero(), fill() and rollup(): Prometheus fills no gaps",
  "change alerts, percentiles, gauges that are added or divided point by point",
  "burn rates and Sentry's rules",
];

function compare({ cases, promtool, seed }: Options): void {
  const start = performance.now();
  const agreements = [
    { title: "Datadog's metric monitors", questions: datadogQuestions, cases },
    { title: "Prometheus' alerts in promtool's files", questions: prometheusQuestions, cases },
  ].map((suite) => agreementOf(promtool, suite, seed));
  const seconds = (performance.now() - start) / 1000;
  console.log(describe(agreements));
  console.log(
    `\nNot compared, but tested in test/preview/simulator:\n${notCompared.map((each) => `- ${each}`).join("\n")}`,
  );
  for (const { reproduction } of agreements) if (reproduction !== null) console.log(`\n${reproduction}`);
  const sum = (of: (each: Agreement) => number): number =>
    agreements.reduce((total, each) => total + of(each), 0);
  const [all, agreed, refused] = [
    sum((each) => each.cases),
    sum((each) => each.agreed),
    sum((each) => each.refused),
  ];
  console.log(
    `\n${agreed} of ${all} cases agree at every evaluation; ${refused} of ${all} with one answer turned round are refused (seed ${seed}, ${seconds.toFixed(1)} s).`,
  );
  if (agreed < all || refused < all) process.exitCode = exitCodes.problems;
}

function describe(agreements: readonly Agreement[]): string {
  const head = ["compared with promtool", "cases", "evaluations", "firing", "changes", "agree"];
  const rows = agreements.map(({ agreed, answers, cases, changes, firing, title }) => [
    title,
    ...[cases, answers, firing, changes].map((each) => each.toLocaleString("en")),
    agreed === cases ? colour.green("all") : colour.red(`${agreed} of ${cases}`),
  ]);
  return table(head, rows);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("Write a whole number from 1.");
}

new Command("test:oracle")
  .description("Compare what Belfry says of alerts with what promtool says, on cases drawn by lot.")
  .requiredOption("--promtool <file>", "the program")
  .option("--seed <number>", "what the lots are drawn by; the same draws the same", wholeNumber, 20_261_121)
  .option("--cases <number>", "how many of each kind", wholeNumber, 250)
  .action(compare)
  .parse();
