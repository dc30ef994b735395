import { shown } from "../../schema/check";
import type { Bag } from "../../wire/values";
import { each, eachBag, findingIf } from "../kit";
import { number, text } from "../read";
import type { ReferenceRule, Rule, World } from "../rule";
import { monitorError, objectiveError } from "./errors";
import { MONITOR, OBJECTIVE, SYNTHETICS } from "./types";

const PAGE = "https://docs.datadoghq.com/service_level_objectives/monitor/";
const types = [OBJECTIVE];
const PUT = ["create", "update"] as const;

const MOST_MONITORS = 20;
const MOST_GROUPS = 100;

/** So many monitors make one objective. */
const limit: Rule = {
  code: "datadog/slo-monitor-limit",
  source: `${PAGE}#define-queries (up to 20 monitors)`,
  types,
  check: (inputs) => {
    const count = each(inputs, "monitorIds[]").length;
    return findingIf(
      count > MOST_MONITORS,
      "monitorIds",
      `are ${count}; name at most ${MOST_MONITORS} monitors.`,
    );
  },
};

/** Groups narrow one monitor. */
const groups: Rule = {
  code: "datadog/slo-groups",
  source:
    "https://docs.datadoghq.com/api/latest/service-level-objectives/#create-an-slo-object (groups: up to 100, one monitor)",
  types,
  check: (inputs) => {
    const count = each(inputs, "groups[]").length;
    if (count === 0) return [];
    return [
      ...findingIf(count > MOST_GROUPS, "groups", `are ${count}; name at most ${MOST_GROUPS}.`),
      ...findingIf(
        inputs["type"] !== "monitor" || each(inputs, "monitorIds[]").length > 1,
        "groups",
        "narrow one monitor; remove them, or name a single monitor.",
      ),
    ];
  },
};

/** The time of a monitor is told with two places after the point, and over 90 days with three. */
const precision: Rule = {
  code: "datadog/slo-monitor-precision",
  source: `${PAGE}#set-your-slo-targets (7-day and 30-day: two decimal places, 90-day: three)`,
  types,
  check: (inputs) => {
    if (inputs["type"] !== "monitor") return [];
    return eachBag(inputs, "thresholds[]").flatMap(({ path, value }) => {
      const target = number(value["target"]) ?? 0;
      const places = value["timeframe"] === "90d" ? 3 : 2;
      const isFiner = Math.abs(Number(target.toFixed(places)) - target) > 1e-9;
      const message = `is ${target}; round it to ${places} places after the point.`;
      return findingIf(isFiner, `${path}.target`, message);
    });
  },
};

/** Rules about objectives on monitors that need no other object. */
export const objectiveMonitorRules: readonly Rule[] = [limit, groups, precision];

/** Types of the monitors on metrics, the only ones whose time has burn rates. */
const METRIC_MONITORS = ["metric alert", "query alert"];
/** Types of the monitors whose time can be counted. */
const COUNTED_MONITORS = [...METRIC_MONITORS, "service check"];

/** A synthetic test has a monitor of its own, which is no object here. */
const TEST_MONITOR = "synthetics alert";

interface Named {
  readonly id: string;
  /** Type of the monitor; `undefined` where there is none. */
  readonly type: string | undefined;
}

async function monitorsOf(inputs: Bag, world: Pick<World, "find" | "list">): Promise<readonly Named[]> {
  const ids = each(inputs, "monitorIds[]").map(({ value }) => shown(value));
  if (ids.length === 0) return [];
  const tests = await world.list(SYNTHETICS);
  const ofTests = new Set(tests.map(({ computed }) => shown(computed["monitorId"] ?? null)));
  return Promise.all(
    ids.map(async (id) => {
      if (ofTests.has(id)) return { id, type: TEST_MONITOR };
      const monitor = await world.find(MONITOR, id);
      return { id, type: monitor && (text(monitor.inputs["type"]) ?? "") };
    }),
  );
}

/** A monitor-based objective is built on monitors that exist. */
const existing: ReferenceRule = {
  code: "datadog/slo-monitors",
  source: "terraform-provider-datadog service_level_objective validate (checks that monitors exist)",
  types,
  moments: PUT,
  check: async ({ inputs }, world) =>
    (await monitorsOf(inputs, world))
      .filter(({ type }) => type === undefined)
      .map(({ id }) => objectiveError(`monitor ${id} does not exist`)),
};

/** Only the time of some types of monitors can be counted. */
const countable: ReferenceRule = {
  code: "datadog/slo-monitor-type",
  source: `${PAGE}#prerequisites (metric monitors, synthetic tests, service checks)`,
  types,
  moments: PUT,
  check: async ({ inputs }, world) =>
    (await monitorsOf(inputs, world))
      .filter(({ type }) => type !== undefined && ![...COUNTED_MONITORS, TEST_MONITOR].includes(type))
      .map(({ id, type }) => objectiveError(`monitor ${id} is a ${type ?? ""}, which no SLO can be made of`)),
};

/** Alerts on the budget of an objective on monitors are for monitors on metrics alone. */
const alertable: ReferenceRule = {
  code: "datadog/slo-alert-monitor-type",
  source:
    "https://docs.datadoghq.com/service_level_objectives/burn_rate/ and error_budget/ (monitor-based SLOs only composed of metric monitors)",
  types: [MONITOR],
  moments: PUT,
  check: async ({ inputs }, world) => {
    const id = /\b(?:burn_rate|error_budget)\("([^"]+)"\)/.exec(text(inputs["query"]) ?? "")?.[1];
    const objective = id === undefined ? undefined : await world.find(OBJECTIVE, id);
    if (objective === undefined) return [];
    return (await monitorsOf(objective.inputs, world))
      .filter(({ type }) => type !== undefined && !METRIC_MONITORS.includes(type))
      .map(({ id: monitor, type }) =>
        monitorError(`SLO ${id ?? ""} counts monitor ${monitor}, a ${type ?? ""}, and has no alerts`),
      );
  },
};

/** What Datadog refuses of objectives on monitors because of other objects. */
export const objectiveMonitorReferences: readonly ReferenceRule[] = [existing, countable, alertable];
