import { answerOf, type Answer, type AnsweredSeries } from "../history/answer";
import { finest } from "../history/past";
import { fine, refused, type Handler } from "./exchange";

/**
 * `GET /api/v1/query`: points of a query between two times in seconds, at an interval that follows the range.
 *
 * Source: https://docs.datadoghq.com/api/latest/metrics/#query-timeseries-points
 */
export const queryV1: Handler = ({ url }) => {
  const [from, to] = [secondsOf(url, "from"), secondsOf(url, "to")];
  const query = url.searchParams.get("query") ?? "";
  if (from === undefined || to === undefined || query === "")
    return refused(400, "The parameters 'from', 'to' and 'query' are required");
  if (to <= from) return refused(400, "The parameter 'to' must be after 'from'");
  const answer = answerOf(query, { from, to, interval: finest });
  if (typeof answer === "string") return refused(400, answer);
  return fine({
    status: "ok",
    res_type: "time_series",
    resp_version: 1,
    query,
    from_date: from * 1000,
    to_date: to * 1000,
    series: answer.series.map((series) => seriesOf(series, answer, query)),
    values: [],
    times: [],
    message: "",
    group_by: [...new Set(answer.metrics.flatMap(({ by }) => by))],
  });
};

function secondsOf(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name) ?? "";
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function seriesOf(
  { tags, times, values }: AnsweredSeries,
  { interval, metrics }: Answer,
  query: string,
): unknown {
  const tagSet = tags.map(([name, value]) => `${name}:${value}`);
  const first = metrics[0];
  return {
    metric: first?.metric,
    display_name: first?.metric,
    aggr: first?.space,
    expression: query,
    scope:
      [...tagSet, ...(first?.filter ?? "").split(",")].filter((tag) => tag !== "" && tag !== "*").join() ||
      "*",
    tag_set: tagSet,
    interval,
    length: times.length,
    start: (times[0] ?? 0) * 1000,
    end: ((times.at(-1) ?? 0) + interval) * 1000 - 1,
    query_index: 0,
    unit: null,
    pointlist: times.map((time, at) => [time * 1000, values[at] ?? null]),
    attributes: {},
  };
}
