import type { Bag } from "../../wire/values";
import { eachBag, eachText, findingIf, oneOf } from "../kit";
import { get, isGiven, isMissing, number, text } from "../read";
import type { Finding, Rule } from "../rule";
import { OBJECTIVE } from "./types";

const API = "https://docs.datadoghq.com/api/latest/service-level-objectives/";
const types = [OBJECTIVE];

/** The SDK's documentation prints "timeSlice", the API knows "time_slice". */
const objectiveType = oneOf({
  code: "datadog/slo-type",
  source: `${API} (SLOType)`,
  types,
  path: "type",
  values: ["metric", "monitor", "time_slice"],
});

/** Periods that the API computes. */
const timeframe = oneOf({
  code: "datadog/slo-timeframe",
  source: `${API} (SLOTimeframe)`,
  types,
  path: "thresholds[].timeframe",
  values: ["7d", "30d", "90d", "custom"],
});

/** A target lies between 0 and 100, both excluded. */
const target: Rule = {
  code: "datadog/slo-target",
  source: "terraform-provider-datadog service_level_objective thresholds.target (0,100)",
  types,
  check: (inputs) =>
    eachBag(inputs, "thresholds[]").flatMap(({ path, value }) => {
      const percent = number(value["target"]);
      const isWrong = percent !== undefined && !(percent > 0 && percent < 100);
      return findingIf(
        isWrong,
        `${path}.target`,
        `is ${percent ?? 0}; write a percentage above 0 and below 100.`,
      );
    }),
};

/** The warning is the stricter number: it is crossed before the target is missed. */
const warning: Rule = {
  code: "datadog/slo-warning",
  source: "terraform-provider-datadog service_level_objective thresholds.warning (greater than target)",
  types,
  check: (inputs) =>
    eachBag(inputs, "thresholds[]").flatMap(({ path, value }) => {
      const goal = number(value["target"]);
      const warn = number(value["warning"]);
      const isWrong = goal !== undefined && warn !== undefined && !(warn > goal && warn < 100);
      return findingIf(
        isWrong,
        `${path}.warning`,
        `is ${warn ?? 0}; write a percentage above the target (${goal ?? 0}) and below 100.`,
      );
    }),
};

/** One target a period, and at least one. */
const thresholds: Rule = {
  code: "datadog/slo-thresholds",
  source: `${API} (thresholds)`,
  types,
  check: (inputs) => {
    const periods = eachBag(inputs, "thresholds[]").map(({ value }) => text(value["timeframe"]));
    const twice = periods.filter(
      (period, index) => period !== undefined && periods.indexOf(period) !== index,
    );
    return [
      ...findingIf(
        isMissing(inputs["thresholds"]),
        "thresholds",
        "is empty; give at least one period with its target.",
      ),
      ...findingIf(
        twice.length > 0,
        "thresholds",
        `states ${twice.join(", ")} twice; give each period one target.`,
      ),
    ];
  },
};

/** Each type is measured by its own part, and only by that. */
const parts: Rule = {
  code: "datadog/slo-parts",
  source:
    "terraform-provider-datadog resource_datadog_service_level_objective.go (ConflictsWith, required by type)",
  types,
  check: (inputs) => {
    const has = {
      metric: isGiven(inputs["query"]) || isGiven(get(inputs, "sliSpecification", "count")),
      monitor: !isMissing(inputs["monitorIds"]),
      time_slice: isGiven(get(inputs, "sliSpecification", "timeSlice")),
    };
    return partFindings(inputs, has);
  },
};

const NEEDS = {
  metric: "'query' or 'sliSpecification.count'",
  monitor: "'monitorIds'",
  time_slice: "'sliSpecification.timeSlice'",
} as const;

function partFindings(inputs: Bag, has: Readonly<Record<keyof typeof NEEDS, boolean>>): readonly Finding[] {
  const type = text(inputs["type"]);
  const kinds = ["metric", "monitor", "time_slice"] as const;
  const own = kinds.find((kind) => kind === type);
  if (own === undefined) return [];
  const others = kinds.filter((kind) => kind !== own && has[kind]);
  return [
    ...findingIf(!has[own], "type", `is "${own}", which needs ${NEEDS[own]}; add it.`),
    ...findingIf(
      others.length > 0,
      "type",
      `is "${own}", which excludes ${others.map((kind) => NEEDS[kind]).join(", ")}; remove it.`,
    ),
  ];
}

/** Good and total events are counts; a rate cannot be summed over a period. */
const countQueries: Rule = {
  code: "datadog/slo-count-query",
  source:
    "https://docs.datadoghq.com/service_management/service_level_objectives/metric/ (count and distribution queries)",
  types,
  check: (inputs) =>
    (["numerator", "denominator"] as const).flatMap((name) => {
      const query = text(get(inputs, "query", name));
      const isCount =
        query === undefined ||
        /\.as_count\(\)|\bcount:|\.as_rate\(\)/.test(query) ||
        !/^\s*(?:avg|min|max):/.test(query);
      return findingIf(!isCount, `query.${name}`, "averages its series; use sum:… with .as_count().");
    }),
};

/** Time slices are one or five minutes long. */
const slice = oneOf({
  code: "datadog/slo-slice",
  source: "terraform-provider-datadog time_slice.query_interval_seconds",
  types,
  path: "sliSpecification.timeSlice.queryIntervalSeconds",
  values: [60, 300],
});

/** How a slice's value may be compared. */
const sliceComparator = oneOf({
  code: "datadog/slo-slice-comparator",
  source: `${API} (SLOTimeSliceComparator)`,
  types,
  path: "sliSpecification.timeSlice.comparator",
  values: [">", ">=", "<", "<="],
});

/** A slice's formula combines queries by their names: each has one, and no other name stands in it. */
const sliceFormula: Rule = {
  code: "datadog/slo-slice-formula",
  source: `${API} (SLOTimeSliceQuery: exactly one formula, an expression involving named queries)`,
  types,
  check: (inputs) => {
    const query = "sliSpecification.timeSlice.query";
    const names = eachText(inputs, `${query}.queries[].metricQuery.name`);
    const twice = names.filter(({ value }, index) => names.findIndex((one) => one.value === value) !== index);
    const strange = eachText(inputs, `${query}.formula.formulaExpression`).flatMap(({ path, value }) =>
      // A word before a bracket is a function.
      [...value.matchAll(/\b[A-Za-z_]\w*\b(?!\s*\()/g)]
        .filter(([word]) => !names.some((name) => name.value === word))
        .map(([word]) => ({ path, message: `names "${word}", which is no query; name one of its queries.` })),
    );
    return [
      ...twice.map(({ path, value }) => ({
        path,
        message: `is "${value}", the name of another query too; give each its own.`,
      })),
      ...strange,
    ];
  },
};

/** Arithmetic is the formula's: a query of its own reads one metric. */
const sliceQuery: Rule = {
  code: "datadog/slo-slice-query",
  source: `${API} (FormulaAndFunctionMetricQueryDefinition, SLOFormula: how to combine the results of multiple queries)`,
  types,
  check: (inputs) =>
    eachText(inputs, "sliSpecification.timeSlice.query.queries[].metricQuery.query").flatMap(
      ({ path, value }) => {
        const outside = value.replaceAll(/\{[^}]*\}/g, "");
        return findingIf(
          /\s[-+*/]\s/.test(outside),
          path,
          "combines metrics; give each a query of its own and combine them in the formula.",
        );
      },
    ),
};

/** Rules about service level objectives. */
export const objectiveRules: readonly Rule[] = [
  objectiveType,
  timeframe,
  target,
  warning,
  thresholds,
  parts,
  countQueries,
  slice,
  sliceComparator,
  sliceFormula,
  sliceQuery,
];
