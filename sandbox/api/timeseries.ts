import { z } from "zod";

import { answerOf, type AnsweredSeries } from "../history/answer";
import { finest } from "../history/past";
import { fine, refused, type Handler } from "./exchange";

/** The part of the documented request that the sandbox reads: metrics, and arithmetic between their names. */
const request = z.object({
  data: z.object({
    type: z.literal("timeseries_request"),
    attributes: z.object({
      from: z.int(),
      to: z.int(),
      interval: z.int().positive().optional(),
      queries: z
        .array(
          z.object({
            data_source: z.literal("metrics"),
            query: z.string().min(1),
            name: z
              .string()
              .regex(/^[a-z][a-z0-9_]*$/i)
              .optional(),
          }),
        )
        .min(1),
      formulas: z.array(z.object({ formula: z.string().min(1) })).optional(),
    }),
  }),
});

/**
 * `POST /api/v2/query/timeseries`: the values of formulas over queries, on times that all of them share. The interval that is
 * asked for is in milliseconds, and a larger one answers where a series would be too long.
 *
 * Source: https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-data-across-multiple-products
 */
export const queryTimeseries: Handler = ({ body }) => {
  const read = request.safeParse(body);
  if (!read.success)
    return refused(400, ...read.error.issues.map(({ message, path }) => `${path.join(".")}: ${message}`));
  const { formulas, from, interval = finest * 1000, queries, to } = read.data.data.attributes;
  if (to <= from) return refused(400, "to: must be after from");
  const named = new Map(queries.map(({ name, query }, at) => [name ?? `query${at}`, query]));
  const asked = formulas?.map(({ formula }) => withQueries(formula, named)) ?? [...named.values()];
  const span = { from: from / 1000, to: to / 1000, interval: interval / 1000 };
  const answers = asked.map((query) => answerOf(query, span));
  const wrong = answers.filter((answer) => typeof answer === "string");
  if (wrong.length > 0) return refused(400, ...wrong);
  const series = answers.flatMap((answer, index) =>
    typeof answer === "string" ? [] : answer.series.map((each) => ({ each, index })),
  );
  const times = [...new Set(series.flatMap(({ each }) => each.times))].sort((a, b) => a - b);
  return fine({
    data: {
      id: "0",
      type: "timeseries_response",
      attributes: {
        series: series.map(({ each, index }) => ({
          group_tags: each.tags.map(([name, value]) => `${name}:${value}`),
          query_index: index,
          unit: [null, null],
        })),
        times: times.map((time) => time * 1000),
        values: series.map(({ each }) => onTimes(each, times)),
      },
    },
  });
};

/** A formula as one query: names stand for what they name. */
const withQueries = (formula: string, named: ReadonlyMap<string, string>): string =>
  formula.replaceAll(/[a-z][a-z0-9_]*/gi, (word) => (named.has(word) ? `(${named.get(word) ?? ""})` : word));

function onTimes({ times, values }: AnsweredSeries, shared: readonly number[]): readonly (number | null)[] {
  const known = new Map(times.map((time, at) => [time, values[at] ?? null]));
  return shared.map((time) => known.get(time) ?? null);
}
