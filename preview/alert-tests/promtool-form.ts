import { z } from "zod";

import { readBy, time } from "./fields";
import { readSeries, readTime, type Read } from "./notation";

/** A stale sample ends a series where a missing one does not; monitors know no such difference, so it is not kept. */
const readPoints = (text: string): Read<Float64Array> =>
  /\bstale\b/.test(text)
    ? { ok: false, why: "stale is not understood in promtool's files." }
    : readSeries(text);

const label = /\{\{\s*\$labels\.(\w+)\s*\}\}/g;

/** A text with the labels that it shows. */
export const filled = (text: string, labels: Readonly<Record<string, string>>): string =>
  text.replaceAll(label, (_all, key: string) => labels[key] ?? "");

const text = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((written) => !written.replaceAll(label, "").includes("{{"), {
    message: "of templates only {{ $labels.name }} is understood.",
  });
const texts = z.record(z.string(), text);

/** A series' name and labels. */
export interface Selector {
  /** Name of the metric. */
  readonly metric: string;
  /** Labels, or what they must equal. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Reads `name{label="value"}`; matchers other than equality are not understood. */
export function readSelector(text: string): Read<Selector> {
  const [, metric, inside = ""] = /^\s*([a-zA-Z_:][\w:]*)\s*(?:\{(.*)\})?\s*$/.exec(text) ?? [];
  const labels: Record<string, string> = {};
  const rest = inside.replaceAll(
    /\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\])*)"\s*(?:,|$)/g,
    (_all, key: string, value: string) => {
      labels[key] = value;
      return "";
    },
  );
  return metric === undefined || rest.trim() !== ""
    ? { ok: false, why: `${text} is not understood: a metric with labels that are equal is.` }
    : { ok: true, value: { metric, labels } };
}

/** What a rule's expression asks, of those that are understood. */
export interface Condition extends Selector {
  /** How the samples of a range become one; null takes the newest sample. */
  readonly over: { readonly by: "avg" | "min" | "max" | "sum" | "last"; readonly seconds: number } | null;
  /** Comparison. */
  readonly comparator: ">" | ">=" | "<" | "<=";
  /** Level. */
  readonly level: number;
}

const expression =
  /^\s*(?:(avg|min|max|sum|last)_over_time\(\s*([^[\]]+?)\s*\[(\w+)\]\s*\)|([^()[\]]+?))\s*(>=|<=|>|<)\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*$/i;

/** Reads `metric{label="value"} > 5` and `avg_over_time(metric[5m]) > 5`. */
export function readCondition(text: string): Read<Condition> {
  const found = expression.exec(text);
  if (!found)
    return { ok: false, why: `${text} is not understood: metric > 5 and avg_over_time(metric[5m]) > 5 are.` };
  const [, by, ranged, range = "", plain, comparator, level] = found;
  const selector = readSelector(ranged ?? plain ?? "");
  if (!selector.ok) return selector;
  const seconds = readTime(range || "0");
  if (!seconds.ok) return seconds;
  const over = by === undefined ? null : { by: by.toLowerCase() as "avg", seconds: seconds.value };
  return {
    ok: true,
    value: { ...selector.value, over, comparator: comparator as ">", level: Number(level) },
  };
}

/** A rule file, as far as it is understood. */
export const ruleFileForm = z.strictObject({
  /** Its groups. */
  groups: z.array(
    z.strictObject({
      /** Name. */
      name: z.string(),
      /** Its alerts; recording rules are not understood. */
      rules: z.array(
        z.strictObject({
          /** Name of the alert. */
          alert: z.string(),
          /** Its condition. */
          expr: readBy(readCondition),
          /** How long it must hold. */
          for: time.default(0),
          /** How long it keeps firing afterwards. */
          keep_firing_for: time.default(0),
          /** Labels that it adds. */
          labels: texts.default({}),
          /** Annotations that it adds. */
          annotations: texts.default({}),
        }),
      ),
    }),
  ),
});

/** A test file of promtool, as far as it is understood. */
export const promtoolForm = z.strictObject({
  /** Files of rules, from the folder of this file. */
  rule_files: z.array(z.string()),
  /** Seconds between two evaluations. */
  evaluation_interval: time.default(60),
  /** The tests. */
  tests: z.array(
    z.strictObject({
      /** Name. */
      name: z.string().optional(),
      /** Seconds between two points. */
      interval: time.optional(),
      /** Series. */
      input_series: z.array(z.strictObject({ series: readBy(readSelector), values: readBy(readPoints) })),
      /** What must fire. */
      alert_rule_test: z.array(
        z.strictObject({
          /** When. */
          eval_time: time,
          /** Which alert. */
          alertname: z.string(),
          /** The alerts that fire, by their labels. */
          exp_alerts: z
            .array(z.strictObject({ exp_labels: texts.default({}), exp_annotations: texts.default({}) }))
            .nullish()
            .transform((alerts) => alerts ?? []),
        }),
      ),
    }),
  ),
});
