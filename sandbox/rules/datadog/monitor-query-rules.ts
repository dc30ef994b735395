import { findingIf, oneOf } from "../kit";
import { isGiven, text } from "../read";
import type { Rule } from "../rule";
import { hasFormOf, MONITOR_TYPES, windowMinutes } from "./monitor-query";
import { MONITOR } from "./types";

const SOURCE = "https://docs.datadoghq.com/api/latest/monitors/ (v1, create a monitor)";
const types = [MONITOR];
const WINDOW_MAX = 10_080;

/** The API takes a closed list of monitor types. */
const monitorType = oneOf({
  code: "datadog/monitor-type",
  source: SOURCE,
  types,
  path: "type",
  values: MONITOR_TYPES,
});

/** Each type has its own query language; a query of another is refused as invalid. */
const queryForm: Rule = {
  code: "datadog/monitor-query-form",
  source: SOURCE,
  types,
  check: (inputs) => {
    const type = text(inputs["type"]);
    const query = text(inputs["query"]);
    if (type === undefined || query === undefined) return [];
    const message = `does not have the form of a "${type}"; write the query in that type's language or change 'type'.`;
    return findingIf(!hasFormOf(type, query), "query", message);
  },
};

/** Windows run from one minute to a week (a month only for cumulative windows), in the API's units. */
const queryWindow: Rule = {
  code: "datadog/monitor-window",
  source: SOURCE,
  types,
  check: (inputs) => {
    const query = text(inputs["query"]) ?? "";
    const window = windowMinutes(query);
    const mayBeLong = isGiven(inputs["schedulingOptions"]) || / forecast\(|next_|_1mo/.test(` ${query}`);
    if (window === undefined || mayBeLong) return [];
    const isRight = window.minutes >= 1 && window.minutes <= WINDOW_MAX;
    const message = `looks at "${window.text}"; use last_#m with 1 to ${WINDOW_MAX} minutes, or the same time as #h, #d or last_1w.`;
    return findingIf(!isRight, "query", message);
  },
};

/** Rules about a monitor's type and query. */
export const monitorQueryRules: readonly Rule[] = [monitorType, queryForm, queryWindow];
