import { between, each, eachText, findingIf, oneOf } from "../kit";
import { get, isMissing, number, record } from "../read";
import type { Rule } from "../rule";
import { SYNTHETICS } from "./types";

/** Where the provider's own checks are. */
export const SCHEMA = "terraform-provider-datadog resource_datadog_synthetics_test_.go";
/** Where the API is documented. */
export const API = "https://docs.datadoghq.com/api/latest/synthetics/";

const types = [SYNTHETICS];

const testType = oneOf({
  code: "datadog/synthetics-type",
  source: SCHEMA,
  types,
  path: "type",
  values: ["api", "browser", "mobile", "network"],
});

const subtype = oneOf({
  code: "datadog/synthetics-subtype",
  source: SCHEMA,
  types,
  path: "subtype",
  values: ["http", "ssl", "tcp", "dns", "multi", "icmp", "udp", "websocket", "grpc"],
});

const status = oneOf({
  code: "datadog/synthetics-status",
  source: SCHEMA,
  types,
  path: "status",
  values: ["live", "paused"],
});

/** From every half minute to once a week. */
const tickEvery = between({
  code: "datadog/synthetics-tick",
  source: `${SCHEMA} (tick_every)`,
  types,
  path: "optionsList.tickEvery",
  min: 30,
  max: 604_800,
  unit: "seconds",
});

/** Without options there is no frequency, which the API refuses. */
const options: Rule = {
  code: "datadog/synthetics-options",
  source: `${API} (options.tick_every is required)`,
  types,
  check: (inputs) =>
    findingIf(isMissing(inputs["optionsList"]), "optionsList", "is missing; set at least 'tickEvery'."),
};

/** A test runs from somewhere. */
const locations: Rule = {
  code: "datadog/synthetics-locations",
  source: `${API} (locations)`,
  types,
  check: (inputs) => [
    ...findingIf(
      isMissing(inputs["locations"]),
      "locations",
      `is empty; name at least one, such as "aws:eu-central-1".`,
    ),
    ...eachText(inputs, "locations[]")
      .filter(({ value }) => !/^(?:aws|azure|gcp|pl):[a-z0-9-]+$/i.test(value))
      .map(({ path, value }) => ({
        path,
        message: `is "${value}"; write provider:region or a private location's "pl:…" id.`,
      })),
  ],
};

/** At most three quick retries for API tests, two for others. */
const retries: Rule = {
  code: "datadog/synthetics-retry",
  source: `${SCHEMA} (options_list.retry)`,
  types,
  check: (inputs) => {
    const retry = record(inputs, "optionsList", "retry");
    const most = inputs["type"] === "api" ? 3 : 2;
    const count = number(retry["count"]);
    const interval = number(retry["interval"]);
    return [
      ...findingIf(
        count !== undefined && !(count >= 0 && count <= most),
        "optionsList.retry.count",
        `is ${count ?? 0}; use 0 to ${most}.`,
      ),
      ...findingIf(
        interval !== undefined && !(interval >= 0 && interval <= 5000),
        "optionsList.retry.interval",
        `is ${interval ?? 0}; use 0 to 5000 milliseconds.`,
      ),
    ];
  },
};

const renotify = oneOf({
  code: "datadog/synthetics-renotify",
  source: `${SCHEMA} (monitor_options.renotify_interval)`,
  types,
  path: "optionsList.monitorOptions.renotifyInterval",
  values: [0, 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440],
});

const priority = between({
  code: "datadog/synthetics-priority",
  source: `${SCHEMA} (monitor_priority)`,
  types,
  path: "optionsList.monitorPriority",
  min: 1,
  max: 5,
  unit: "priority",
});

/** More failing locations than locations can never be reached: the test would never alert. */
const minLocationFailed: Rule = {
  code: "datadog/synthetics-min-location",
  source: `${API} (options.min_location_failed)`,
  types,
  check: (inputs) => {
    const least = number(get(inputs, "optionsList", "minLocationFailed"));
    const count = each(inputs, "locations[]").length;
    const isWrong = least !== undefined && count > 0 && !(least >= 1 && least <= count);
    return findingIf(
      isWrong,
      "optionsList.minLocationFailed",
      `is ${least ?? 0}, but the test runs from ${count}; use 1 to ${count}.`,
    );
  },
};

/** Rules about a synthetic test's settings: where and how often it runs, and when it alerts. */
export const syntheticsRules: readonly Rule[] = [
  testType,
  subtype,
  status,
  options,
  tickEvery,
  locations,
  retries,
  renotify,
  priority,
  minLocationFailed,
];
