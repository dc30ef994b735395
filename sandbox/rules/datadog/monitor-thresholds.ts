import type { Bag } from "../../wire/values";
import { findingIf } from "../kit";
import { isGiven, numeric, record, text } from "../read";
import type { Rule } from "../rule";
import { conditionOf, type Condition } from "./monitor-query";
import { MONITOR } from "./types";

const SOURCE = "grosser/kennel lib/kennel/models/monitor.rb; https://docs.datadoghq.com/api/latest/monitors/";
const types = [MONITOR];
const STATIC = ["critical", "warning", "criticalRecovery", "warningRecovery", "ok", "unknown"] as const;

interface Levels {
  /** What the query compares with. */
  readonly condition: Condition;
  /** A threshold by its name; undefined when it is left out, not known yet or no number. */
  readonly at: (name: (typeof STATIC)[number]) => number | undefined;
}

/** Thresholds are numbers written as text. */
const areNumeric: Rule = {
  code: "datadog/monitor-threshold-numeric",
  source: "terraform-provider-datadog monitor_thresholds (validateFloatString)",
  types,
  check: (inputs) => {
    const levels = record(inputs, "monitorThresholds");
    return STATIC.flatMap((name) => {
      const written = text(levels[name]);
      const isWrong = written !== undefined && numeric(written) === undefined;
      return findingIf(
        isWrong,
        `monitorThresholds.${name}`,
        `is "${written ?? ""}"; write a number as text, such as "90".`,
      );
    });
  },
};

/** The API refuses a monitor whose query compares with another number than its critical threshold. */
const matchesQuery: Rule = {
  code: "datadog/monitor-threshold-query",
  source: `${SOURCE} (critical_does_not_match_query)`,
  types,
  check: (inputs) => {
    const levels = levelsOf(inputs);
    const critical = levels?.at("critical");
    if (levels === undefined || critical === undefined) return [];
    const { limit } = levels.condition;
    const message = `is ${critical}, but the query compares with ${limit}; make both the same number.`;
    return findingIf(critical !== limit, "monitorThresholds.critical", message);
  },
};

/** A warning must be reached before the page. */
const warnsFirst: Rule = {
  code: "datadog/monitor-threshold-order",
  source: `${SOURCE} (validate_thresholds)`,
  types,
  check: (inputs) => {
    const levels = levelsOf(inputs);
    const warning = levels?.at("warning");
    if (levels === undefined || warning === undefined) return [];
    const critical = levels.at("critical") ?? levels.condition.limit;
    const side = isRising(levels.condition) ? "below" : "above";
    const message = `is ${warning}, which is not reached before critical (${critical}) with "${levels.condition.comparator}"; set it ${side} ${critical}.`;
    return findingIf(!isMilder(warning, critical, levels.condition), "monitorThresholds.warning", message);
  },
};

/** An alert recovers on the good side of its threshold, never on the bad one. */
const recoversOnGoodSide: Rule = {
  code: "datadog/monitor-threshold-recovery",
  source: `${SOURCE}; https://docs.datadoghq.com/monitors/guide/recovery-thresholds/`,
  types,
  check: (inputs) => {
    const levels = levelsOf(inputs);
    if (levels === undefined) return [];
    return (["critical", "warning"] as const).flatMap((name) => {
      const level = levels.at(name);
      const recovery = levels.at(`${name}Recovery`);
      if (level === undefined || recovery === undefined) return [];
      const side = isRising(levels.condition) ? "below" : "above";
      const message = `is ${recovery}, on the bad side of ${name} (${level}); set it ${side} ${level}.`;
      return findingIf(
        !isMilder(recovery, level, levels.condition),
        `monitorThresholds.${name}Recovery`,
        message,
      );
    });
  },
};

/** Nothing recovers from a warning that does not exist (datadog-sync-cli drops it). */
const recoveryNeedsWarning: Rule = {
  code: "datadog/monitor-warning-recovery",
  source: "DataDog/datadog-sync-cli datadog_sync/model/monitors.py",
  types,
  check: (inputs) => {
    const levels = record(inputs, "monitorThresholds");
    const isAlone = isGiven(levels["warningRecovery"]) && !isGiven(levels["warning"]);
    return findingIf(
      isAlone,
      "monitorThresholds.warningRecovery",
      "has no warning to recover from; set 'warning' or remove it.",
    );
  },
};

/** "Ok" and "unknown" counts belong to service checks. */
const checkLevels: Rule = {
  code: "datadog/monitor-threshold-service-check",
  source: "terraform-provider-datadog monitor_thresholds (ok, unknown: only service check)",
  types,
  check: (inputs) => {
    const type = text(inputs["type"]);
    const levels = record(inputs, "monitorThresholds");
    return (["ok", "unknown"] as const).flatMap((name) => {
      const isWrong = type !== undefined && type !== "service check" && isGiven(levels[name]);
      return findingIf(isWrong, `monitorThresholds.${name}`, `is only for a "service check"; remove it.`);
    });
  },
};

/** Rules about a monitor's thresholds. */
export const monitorThresholdRules: readonly Rule[] = [
  areNumeric,
  matchesQuery,
  warnsFirst,
  recoversOnGoodSide,
  recoveryNeedsWarning,
  checkLevels,
];

function levelsOf(inputs: Bag): Levels | undefined {
  const query = text(inputs["query"]);
  const condition = query === undefined ? undefined : conditionOf(query);
  const written = record(inputs, "monitorThresholds");
  return condition === undefined ? undefined : { condition, at: (name) => numeric(written[name]) };
}

function isRising({ comparator }: Condition): boolean {
  return comparator.startsWith(">");
}

function isMilder(level: number, than: number, condition: Condition): boolean {
  return isRising(condition) ? level < than : level > than;
}
