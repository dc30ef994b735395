import { closeSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** How much of a past is replayed. */
export interface Past {
  /** Number of series, each a group of the same metric. */
  readonly series: number;
  /** Points of each, one a minute. */
  readonly points: number;
}

/** Levels that are tried: from one that alerts every day to one that seldom does. */
export const levels = Array.from({ length: 10 }, (_, index) => 76 + index * 2);

/** What both sides measure, as Datadog writes it. */
export const metric = "avg:load{*} by {pod}";

/** When the past starts, in seconds since 1970: a midnight. */
export const start = 1_761_955_200;

const step = 60;
const day = 1440;

/** Name of a group's only label. */
export const podName = (index: number): string => `pod-${index}`;

/** CPU usage in percent: a daily rhythm, noise, and an incident every few days, the same in each run. */
export function* pointsOf(index: number, count: number): Generator<number> {
  let seed = index + 1;
  // Numerical Recipes' generator: all that is wanted is that every run draws the same.
  const random = (): number => (seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
  let incident = 0;
  for (let at = 0; at < count; at++) {
    if (incident === 0 && random() < 1 / (3 * day)) incident = 10 + Math.floor(random() * 50);
    else if (incident > 0) incident -= 1;
    const rhythm = 45 + 20 * Math.sin((2 * Math.PI * (at + index * 30)) / day);
    const value = rhythm + 16 * (random() - 0.5) + (incident > 0 ? 30 : 0);
    yield Math.round(Math.min(100, value) * 100) / 100;
  }
}

/** The past as Belfry reads it: one row a point, the series in turn. */
export function writeCsv(file: string, { points, series }: Past): void {
  const all = Array.from({ length: series }, (_, index) => pointsOf(index, points));
  const target = openSync(file, "w");
  writeSync(target, "timestamp,value,pod\n");
  for (let at = 0; at < points; at++) {
    const rows = all.map(
      (each, index) => `${start + at * step},${String(each.next().value)},${podName(index)}\n`,
    );
    writeSync(target, rows.join(""));
  }
  closeSync(target);
}

/** Which pods alert at a level, at a time in seconds since the start. */
export interface Expected {
  /** When. */
  readonly at: number;
  /** Index in {@link levels}. */
  readonly level: number;
  /** The pods. */
  readonly pods: readonly string[];
}

/**
 * The past as promtool reads it: the same values, the same levels, and what must fire. `offset 1ms` makes its windows, which
 * are closed at their end, those of Datadog, which are closed at their start.
 */
export function writePromtool(
  folder: string,
  name: string,
  { points, series }: Past,
  expected: readonly Expected[],
): string {
  const rules = levels.map(
    (level, index) =>
      `      - alert: Level${index}\n        expr: avg_over_time(load[5m] offset 1ms) > ${level}\n`,
  );
  writeFileSync(join(folder, "rules.yml"), `groups:\n  - name: bench\n    rules:\n${rules.join("")}`);
  const input = Array.from({ length: series }, (_, index) => {
    const values = [...pointsOf(index, points)].join(" ");
    return `      - { series: 'load{pod="${podName(index)}"}', values: '${values}' }\n`;
  });
  const tests = expected.map(({ at, level, pods }) => {
    const alerts = pods.map((pod) => `{ exp_labels: { pod: ${pod} } }`).join(", ");
    return `      - { eval_time: ${at}s, alertname: Level${level}, exp_alerts: [${alerts}] }\n`;
  });
  const text = `rule_files: [rules.yml]\nevaluation_interval: 1m\ntests:\n  - interval: 1m\n    input_series:\n${input.join("")}    alert_rule_test:\n${tests.join("")}`;
  writeFileSync(join(folder, name), text);
  return name;
}
