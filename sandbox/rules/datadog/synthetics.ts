import { between, each, eachBag, eachText, findingIf, oneOf } from "../kit";
import { get, isMissing, number, record, text } from "../read";
import type { Finding, Rule } from "../rule";
import { SYNTHETICS } from "./types";

const SCHEMA = "terraform-provider-datadog resource_datadog_synthetics_test_.go";
const API = "https://docs.datadoghq.com/api/latest/synthetics/";
const types = [SYNTHETICS];
const MAX_ASSERTIONS = 20;

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

const OPERATORS = [
  "contains",
  "doesNotContain",
  "is",
  "isNot",
  "lessThan",
  "lessThanOrEqual",
  "moreThan",
  "moreThanOrEqual",
  "matches",
  "doesNotMatch",
  "validates",
  "isInMoreThan",
  "isInLessThan",
  "doesNotExist",
  "isUndefined",
  "validatesJSONPath",
  "validatesJSONSchema",
  "validatesXPath",
  "md5",
];

const operator = oneOf({
  code: "datadog/synthetics-operator",
  source: `${SCHEMA} (assertion.operator)`,
  types,
  path: "assertions[].operator",
  values: OPERATORS,
});

/** Certificate assertions count whole days, written as text. */
const certificate: Rule = {
  code: "datadog/synthetics-certificate",
  source: `${API} (SyntheticsAssertion: certificate, isInMoreThan/isInLessThan, days); datadog-api-client-typescript`,
  types,
  check: (inputs) =>
    eachBag(inputs, "assertions[]").flatMap(({ path, value }): readonly Finding[] => {
      const verb = text(value["operator"]);
      const isExpiry = verb === "isInMoreThan" || verb === "isInLessThan";
      const days = text(value["target"]);
      return [
        ...findingIf(
          value["type"] === "certificate" && verb !== undefined && !isExpiry,
          `${path}.operator`,
          `is "${verb ?? ""}"; use isInMoreThan or isInLessThan with days.`,
        ),
        ...findingIf(
          isExpiry && value["type"] !== "certificate",
          `${path}.type`,
          `does not know "${verb ?? ""}"; use type "certificate".`,
        ),
        ...findingIf(
          isExpiry && days !== undefined && !/^\d+$/.test(days),
          `${path}.target`,
          `is "${days ?? ""}"; write whole days as text, such as "30".`,
        ),
      ];
    }),
};

/** A test asserts something, but not more than the product takes. */
const assertionCount: Rule = {
  code: "datadog/synthetics-assertions",
  source: "https://docs.datadoghq.com/synthetics/api_tests/ (20 assertions a test)",
  types,
  check: (inputs) => {
    const count = each(inputs, "assertions[]").length;
    const isHttp = inputs["type"] === "api" && (inputs["subtype"] ?? "http") === "http";
    return [
      ...findingIf(
        count > MAX_ASSERTIONS,
        "assertions",
        `has ${count} entries; keep at most ${MAX_ASSERTIONS}.`,
      ),
      ...findingIf(
        isHttp && isMissing(inputs["assertions"]),
        "assertions",
        "is empty; say what a good answer is.",
      ),
    ];
  },
};

/** SSL and TCP tests connect to a host and a port, HTTP tests to an address. */
const request: Rule = {
  code: "datadog/synthetics-request",
  source: `${SCHEMA} (request_definition); ${API}`,
  types,
  check: (inputs) => {
    if (inputs["type"] !== "api") return [];
    const wanted = record(inputs, "requestDefinition");
    const kind = text(inputs["subtype"]) ?? "http";
    return kind === "http" ? httpRequest(wanted) : hostRequest(kind, wanted);
  },
};

function httpRequest(wanted: ReturnType<typeof record>): readonly Finding[] {
  const url = text(wanted["url"]);
  return [
    ...findingIf(isMissing(wanted["method"]), "requestDefinition.method", `is missing; write "GET".`),
    ...findingIf(isMissing(wanted["url"]), "requestDefinition.url", "is missing; write the address to call."),
    ...findingIf(
      url !== undefined && url !== "" && !/^(?:https?:\/\/|\{\{)/.test(url),
      "requestDefinition.url",
      `is "${url ?? ""}"; start with https://.`,
    ),
  ];
}

function hostRequest(kind: string, wanted: ReturnType<typeof record>): readonly Finding[] {
  if (kind !== "ssl" && kind !== "tcp") return [];
  const host = text(wanted["host"]);
  const port = text(wanted["port"]);
  const isBareHost = host === undefined || /^(?:\[[0-9a-f:]+\]|[^\s/:]+)$/i.test(host);
  const isPort = port === undefined || (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);
  return [
    ...findingIf(isMissing(wanted["host"]), "requestDefinition.host", "is missing; write the host's name."),
    ...findingIf(
      !isBareHost,
      "requestDefinition.host",
      `is "${host ?? ""}"; write the name alone, without scheme, port or path.`,
    ),
    ...findingIf(
      isMissing(wanted["port"]),
      "requestDefinition.port",
      `is missing; write it as text, such as "443".`,
    ),
    ...findingIf(
      !isPort,
      "requestDefinition.port",
      `is "${port ?? ""}"; write a port as text, such as "443".`,
    ),
  ];
}

/** Accepting self-signed certificates turns a certificate test into a test of the clock. */
const selfSigned: Rule = {
  code: "datadog/synthetics-self-signed",
  source: `${SCHEMA} (options_list.accept_self_signed: only SSL tests)`,
  types,
  check: (inputs) => {
    const accepts = get(inputs, "optionsList", "acceptSelfSigned");
    const isSsl = inputs["subtype"] === "ssl";
    return [
      ...findingIf(
        accepts === true && isSsl,
        "optionsList.acceptSelfSigned",
        "is true, so that any certificate passes; write false.",
      ),
      ...findingIf(
        accepts === true && !isSsl,
        "optionsList.acceptSelfSigned",
        "is only for SSL tests; remove it.",
      ),
    ];
  },
};

/** Rules about synthetic tests. */
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
  operator,
  certificate,
  assertionCount,
  request,
  selfSigned,
];
