import { findingIf } from "../kit";
import { get, isMissing, record, text } from "../read";
import type { Finding, Rule } from "../rule";
import { API, SCHEMA } from "./synthetics";
import { SYNTHETICS } from "./types";

const types = [SYNTHETICS];

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

/** Rules about what a synthetic test calls. */
export const syntheticsRequestRules: readonly Rule[] = [request, selfSigned];
