import fc from "fast-check";

import { given } from "../../preview/alert-tests/given";
import { readSeries } from "../../preview/alert-tests/notation";
import { readsOfQuery } from "../../preview/alert-tests/reads";
import { simulate, type SimulatedMonitor } from "../../preview/simulator/simulate";
import type { State } from "../../preview/simulator/result";
import { timesOf, type Answer, type Question, type Rule } from "./question";

/** What of a monitor and its past is drawn by lot. Every number is a multiple of a quarter, so that sums are exact. */
interface Lot {
  readonly kind: "gauge" | "count" | "ratio";
  readonly aggregator: "avg" | "sum" | "min" | "max" | "last";
  readonly comparator: ">" | ">=" | "<" | "<=";
  readonly minutes: number;
  readonly delay: number;
  readonly every: number;
  readonly interval: number;
  readonly silence: SimulatedMonitor["silence"];
  readonly critical: number;
  readonly warningGap: number | null;
  readonly criticalRecoveryGap: number | null;
  readonly warningRecoveryGap: number | null;
  readonly grouped: boolean;
  readonly pods: readonly (readonly Spell[])[];
}

/** A few points in a row; null is a gap, which a stale marker may open. */
interface Spell {
  readonly count: number;
  readonly stale: boolean;
  readonly points: { readonly value: number; readonly step: number; readonly of: number } | null;
}

const quarters = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 4, max: max * 4 }).map((each) => each / 4);

const spells = fc.array(
  fc.record({
    count: fc.integer({ min: 1, max: 8 }),
    stale: fc.boolean(),
    points: fc.option(
      fc.record({
        value: quarters(0, 8),
        step: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: quarters(-1, 1) }),
        of: fc.integer({ min: 1, max: 8 }),
      }),
      { freq: 4 },
    ),
  }),
  { minLength: 1, maxLength: 14 },
);

const gap = (least: number): fc.Arbitrary<number | null> => fc.option(quarters(least, 3), { freq: 3 });

const lots: fc.Arbitrary<Lot> = fc.record({
  kind: fc.constantFrom("gauge", "gauge", "count", "ratio"),
  aggregator: fc.constantFrom("avg", "sum", "min", "max", "last"),
  comparator: fc.constantFrom(">", ">=", "<", "<="),
  minutes: fc.constantFrom(1, 2, 3, 5, 10, 15, 30),
  delay: fc.constantFrom(0, 0, 60, 90, 300),
  every: fc.constantFrom(60, 60, 120),
  interval: fc.constantFrom(60, 60, 15, 20, 30),
  silence: fc.constantFrom("resolve", "zero", "alert", "show"),
  critical: quarters(1, 6),
  warningGap: gap(0.25),
  criticalRecoveryGap: gap(0.25),
  warningRecoveryGap: gap(0.25),
  grouped: fc.boolean(),
  pods: fc.array(spells, { minLength: 1, maxLength: 4 }),
});

/** Monitors whose windows, levels, recovery, gaps and groups PromQL can say too. */
export const datadogQuestions: fc.Arbitrary<Question> = lots.map(questionOf);

interface Series {
  readonly metric: string;
  readonly pod: string;
  readonly values: string;
}

function seriesOf({ grouped, kind, pods }: Lot): readonly Series[] {
  return pods.slice(0, grouped ? pods.length : 1).flatMap((each, index): Series[] => {
    const pod = String.fromCharCode("a".charCodeAt(0) + index);
    const load = { metric: "load", pod, values: written(each, ({ step, value }) => ({ value, step })) };
    if (kind !== "ratio") return [load];
    // Divided counts have the same gaps, and something to divide by.
    return [load, { metric: "hits", pod, values: written(each, ({ of }) => ({ value: of, step: 0 })) }];
  });
}

type Points = NonNullable<Spell["points"]>;

const written = (
  all: readonly Spell[],
  of: (points: Points) => { readonly value: number; readonly step: number },
): string =>
  all
    .map(({ count, points, stale }) => {
      if (points === null) return stale ? `stale _x${count}` : `_x${count}`;
      const { step, value } = of(points);
      return step === 0 ? `${value}x${count}` : `${value}${step < 0 ? "" : "+"}${step}x${count}`;
    })
    .join(" ");

/** Towards health: down where high values are bad. */
const eased = ({ comparator }: Lot, level: number | null, by: number | null): number | null =>
  level === null || by === null ? null : level + (comparator.startsWith(">") ? -by : by);

function monitorOf(lot: Lot): SimulatedMonitor & { readonly query: string } {
  const { comparator, critical, grouped, kind, minutes } = lot;
  const by = grouped ? " by {pod}" : "";
  const load = `sum:load{*}${by}.as_count()`;
  const measured = {
    gauge: `avg:load{*}${by}`,
    count: load,
    ratio: `${load} / sum:hits{*}${by}.as_count()`,
  }[kind];
  const aggregator = kind === "gauge" ? lot.aggregator : "sum";
  const warning = eased(lot, critical, lot.warningGap);
  return {
    query: `${aggregator}(last_${minutes}m):${measured} ${comparator} ${critical}`,
    comparator,
    critical,
    warning,
    criticalRecovery: eased(lot, critical, lot.criticalRecoveryGap),
    warningRecovery: eased(lot, warning, lot.warningRecoveryGap),
    groupBy: grouped ? ["pod"] : [],
    silence: lot.silence,
    requireFullWindow: false,
    evaluationDelay: lot.delay,
    newGroupDelay: 0,
    renotifyEvery: null,
  };
}

/**
 * The monitor as rules. Datadog's window `[t - delay - window, t - delay)` is closed at its start, Prometheus' range at its
 * end: looking back a millisecond, the grain of its times, makes them the same. What a state was is read from `ALERTS`.
 */
function rulesOf(
  lot: Lot,
  { comparator, critical, criticalRecovery, warning, warningRecovery }: SimulatedMonitor,
): readonly Rule[] {
  const back = `offset ${lot.delay * 1000 + 1}ms`;
  const over = (metric: string, by: string): string => `${by}_over_time(${metric}[${lot.minutes}m] ${back})`;
  const measured = {
    gauge: over("load", lot.aggregator),
    count: over("load", "sum"),
    ratio: `(${over("load", "sum")} / ${over("hits", "sum")})`,
  }[lot.kind];
  const seen = `max by(pod)(last_over_time(load[1d] ${back}))`;
  // Silence of what is counted is 0 where missing data is; any other value stays what it was.
  const zero = lot.silence === "zero" && lot.kind !== "gauge";
  const value = zero ? `(${measured} or 0 * ${seen})` : measured;
  const was = (alert: string): string => `ALERTS{alertname="${alert}",alertstate="firing"}`;
  const beyond = (level: number): string => `${value} ${comparator} ${level}`;
  const held = (alert: string, level: number | null): readonly string[] =>
    level === null ? [] : [`(${beyond(level)} and on(pod) ${was(alert)})`];
  const kept = (alert: string): readonly string[] =>
    lot.silence === "zero" && !zero ? [`(max by(pod)(${was(alert)}) unless on(pod) ${value})`] : [];
  const rules: Rule[] = [
    {
      alert: "Critical",
      expr: [beyond(critical), ...held("Critical", criticalRecovery), ...kept("Critical")].join(" or "),
    },
  ];
  // The rules are evaluated in turn, so this one knows whether it is critical now.
  const worse = `(${value} and on(pod) ${was("Critical")})`;
  const warns = [
    ...(warning === null ? [] : [beyond(warning)]),
    worse,
    ...held("Warning", warningRecovery),
    ...kept("Warning"),
  ];
  rules.push({ alert: "Warning", expr: warns.join(" or ") });
  if (lot.silence === "alert" || lot.silence === "show")
    rules.push({
      alert: "Silent",
      expr: `${seen} unless on(pod) ${value}`,
    });
  return rules;
}

const states: Readonly<Record<string, readonly State[]>> = {
  Critical: ["alert"],
  Warning: ["warn", "alert"],
  Silent: ["no data"],
};

function questionOf(lot: Lot): Question {
  const monitor = monitorOf(lot);
  const series = seriesOf(lot);
  const rules = rulesOf(lot, monitor);
  const { every, interval } = lot;
  const points = Math.max(...series.map(({ values }) => pointsOf(values).length));
  const until = Math.ceil((points * interval + lot.delay + lot.minutes * 60) / every + 2) * every;
  const stateAt = statesOf(lot, monitor, series, until);
  const pods = [...new Set(series.map(({ pod }) => pod))];
  const answers = timesOf({ every, until }).flatMap((at) =>
    rules.map(({ alert }): Answer => {
      const firing = pods.filter((pod) => states[alert]?.includes(stateAt(pod, at)));
      return {
        at,
        alert,
        firing: firing.map((pod) => ({ labels: lot.grouped ? { pod } : {}, annotations: {} })),
      };
    }),
  );
  const levels = { ...monitor, every };
  return {
    asked: JSON.stringify(levels, null, 2),
    every,
    interval,
    rules,
    series: series.map(({ metric, pod, values }) => ({
      series: lot.grouped ? `${metric}{pod="${pod}"}` : metric,
      values,
    })),
    answers,
  };
}

function pointsOf(text: string): Float64Array {
  const read = readSeries(text);
  if (!read.ok) throw new Error(`${text}: ${read.why}`);
  return read.value;
}

function statesOf(
  lot: Lot,
  monitor: SimulatedMonitor & { readonly query: string },
  series: readonly Series[],
  until: number,
): (pod: string, at: number) => State {
  const reads = readsOfQuery(monitor.query);
  if (!reads.ok) throw new Error(reads.why);
  const gift = given(reads.value, {
    series: series.map(({ metric, pod, values }) => ({
      ...(lot.grouped ? { group: { pod } } : {}),
      ...(lot.kind === "ratio" ? { part: metric === "load" ? 1 : 2 } : {}),
      values: pointsOf(values),
    })),
    interval: lot.interval,
    until,
  });
  if ("misfits" in gift) throw new Error(gift.misfits.map(({ why }) => why).join(" "));
  const options = { phases: [0], startsEmpty: true, every: lot.every };
  const simulation = simulate(monitor, gift.history, options);
  if (simulation.verdict === "unsupported")
    throw new Error(simulation.reasons.map(({ text }) => text).join(" "));
  const byGroup = new Map(simulation.outcome.groups.map(({ group, transitions }) => [group, transitions]));
  return (pod, at) => {
    const transitions = byGroup.get(lot.grouped ? `pod:${pod}` : "*") ?? [];
    return transitions.filter(({ time }) => time <= at).at(-1)?.to ?? "gone";
  };
}
