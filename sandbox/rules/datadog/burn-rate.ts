import { findingIf } from "../kit";
import { text } from "../read";
import type { Finding, Rule } from "../rule";
import { conditionOf } from "./monitor-query";
import { MONITOR } from "./types";

/** A burn-rate query taken apart. */
export interface BurnRate {
  /** Datadog's id of the objective. */
  readonly objective: string;
  /** Time over which the objective holds, as written, such as `30d`. */
  readonly period: string;
  /** Long window, in minutes. */
  readonly longMinutes: number;
  /** Short window, in minutes. */
  readonly shortMinutes: number;
  /** How many times faster than sustainable the budget must burn to alert. */
  readonly factor: number;
}

const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };
const FORM =
  /^\s*burn_rate\("([^"]+)"\)\.over\("([^"]+)"\)\.long_window\("(\d+)([mhd])"\)\.short_window\("(\d+)([mhd])"\)\s*(?:>=|>)/;
const LONG_MIN = 60;
const LONG_MAX = 48 * 60;

/** Reads a burn-rate query; `undefined` when it is none. */
export function burnRateOf(query: string): BurnRate | undefined {
  const match = FORM.exec(query);
  const condition = conditionOf(query);
  if (match === null || condition === undefined) return undefined;
  const [, objective = "", period = "", long = "", longUnit = "", short = "", shortUnit = ""] = match;
  return {
    objective,
    period,
    longMinutes: Number(long) * (UNITS[longUnit] ?? 1),
    shortMinutes: Number(short) * (UNITS[shortUnit] ?? 1),
    factor: condition.limit,
  };
}

/** Burn-rate alerts compare a long and a short window, the long one from an hour to two days. */
const windows: Rule = {
  code: "datadog/burn-rate-windows",
  source: "https://docs.datadoghq.com/service_management/service_level_objectives/burn_rate/",
  types: [MONITOR],
  check: (inputs): readonly Finding[] => {
    const query = text(inputs["query"]);
    if (query === undefined || !query.includes("burn_rate(")) return [];
    const burn = burnRateOf(query);
    if (burn === undefined) {
      return [
        {
          path: "query",
          message: `is no burn-rate query; write burn_rate("<slo id>").over("30d").long_window("1h").short_window("5m") > 14.4.`,
        },
      ];
    }
    const isLongRight = burn.longMinutes >= LONG_MIN && burn.longMinutes <= LONG_MAX;
    return [
      ...findingIf(!isLongRight, "query", `has a long window of ${burn.longMinutes} minutes; use 1h to 48h.`),
      ...findingIf(
        burn.shortMinutes >= burn.longMinutes,
        "query",
        "has a short window that is not shorter than the long one; shorten it.",
      ),
      ...findingIf(burn.factor <= 0, "query", `compares with ${burn.factor}; a burn rate is above 0.`),
      ...findingIf(
        !/^(?:7|30|90)d$/.test(burn.period),
        "query",
        `looks over "${burn.period}"; use 7d, 30d or 90d.`,
      ),
    ];
  },
};

/** Rules about burn-rate alerts that need no other object. */
export const burnRateRules: readonly Rule[] = [windows];
