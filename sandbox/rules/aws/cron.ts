import { awsCronMistakes } from "../../../model/aws-cron";

/** What is wrong with an AWS schedule of the form `cron(…)`; `undefined` when nothing is. */
export function cronProblem(expression: string): string | undefined {
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1];
  if (fields === undefined)
    return "must be of the form cron(minutes hours day-of-month month day-of-week year)";
  const [mistake] = awsCronMistakes(fields);
  return mistake && `is refused, since ${mistake.rule.replace(/\.$/, "")}`;
}

/** Tells whether a schedule fires more than once an hour, which AWS Backup does not do. */
export function isSubHourly(expression: string): boolean {
  const minutes = /^cron\((\S+)/.exec(expression)?.[1] ?? "0";
  return /[*,/-]/.test(minutes);
}
