import { findingIf } from "../kit";
import { text } from "../read";
import type { Finding, Rule } from "../rule";
import { groupsOf } from "./monitor-query";
import { MONITOR } from "./types";

const SOURCE =
  "https://docs.datadoghq.com/monitors/notify/variables/; grosser/kennel validate_message_variables";

const PLAIN: ReadonlySet<string> = new Set([
  "value",
  "threshold",
  "warn_threshold",
  "ok_threshold",
  "comparator",
  "first_triggered_at",
  "first_triggered_at_epoch",
  "last_triggered_at",
  "last_triggered_at_epoch",
  "triggered_duration_sec",
  "check_message",
  "else",
]);

// What comes with the event that triggered, whatever the grouping.
const EVENT =
  /^\[?@|^(?:log|span|rum|event|ci|issue|audit|finding|host|synthetics|local_time|override_priority|eval\b|tags\.)/;

const CONDITIONS: ReadonlySet<string> = new Set([
  "is_alert",
  "is_warning",
  "is_no_data",
  "is_recovery",
  "is_warning_recovery",
  "is_alert_recovery",
  "is_alert_to_warning",
  "is_no_data_recovery",
  "is_priority",
  "is_unknown",
  "is_renotify",
  "is_match",
  "is_exact_match",
]);

/** A variable that the query's grouping does not fill stays empty in the page that wakes someone. */
const variablesAreGrouped: Rule = {
  code: "datadog/monitor-message-variables",
  source: SOURCE,
  types: [MONITOR],
  check: (inputs) => {
    const query = text(inputs["query"]);
    // Composite monitors take their variables from the monitors they combine.
    if (query === undefined || inputs["type"] === "composite") return [];
    const groups = groupsOf(query);
    return ["message", "escalationMessage"].flatMap((path) =>
      variablesIn(text(inputs[path]) ?? "").flatMap((name): readonly Finding[] =>
        checkVariable(name, groups, path),
      ),
    );
  },
};

/** A block that is not closed, or closed twice, is shown as text. */
const blocksAreClosed: Rule = {
  code: "datadog/monitor-message-blocks",
  source: "https://docs.datadoghq.com/monitors/notify/variables/#conditional-variables",
  types: [MONITOR],
  check: (inputs) =>
    ["message", "escalationMessage"].flatMap((path) => checkBlocks(text(inputs[path]) ?? "", path)),
};

/** Rules about the texts that a monitor sends. */
export const monitorMessageRules: readonly Rule[] = [variablesAreGrouped, blocksAreClosed];

function variablesIn(message: string): readonly string[] {
  const plain = [...message.matchAll(/\{\{\{?\s*([^#^/{}\s][^{}]*?)\s*\}?\}\}/g)].map(
    ([, name = ""]) => name,
  );
  const matched = [...message.matchAll(/\{\{[#^]is_(?:exact_)?match\s+"([^"]+)"/g)].map(
    ([, name = ""]) => name,
  );
  return [...new Set([...plain, ...matched])];
}

function checkVariable(name: string, groups: readonly string[], path: string): readonly Finding[] {
  const first = name.split(/\s/)[0] ?? "";
  const isMonitorVariable = PLAIN.has(first) || (EVENT.test(first) && !/^host\.name$/.test(first));
  if (isMonitorVariable) return [];
  const tag = first.replace(/\.name$/, "").replaceAll(/[[\]]/g, "");
  const offer =
    groups.length === 0 ? "the query has no group-by" : `the query groups by ${groups.join(", ")}`;
  return findingIf(
    !groups.includes(tag),
    path,
    `uses {{${name}}}, which stays empty: ${offer}; group by ${tag} or remove it.`,
  );
}

function checkBlocks(message: string, path: string): readonly Finding[] {
  const open: string[] = [];
  const findings: Finding[] = [];
  for (const [, mark = "", name = ""] of message.matchAll(/\{\{([#^/])\s*(\w+)[^}]*\}\}/g)) {
    if (!CONDITIONS.has(name))
      findings.push({ path, message: `uses {{${mark}${name}}}, which Datadog does not know; remove it.` });
    else if (mark !== "/") open.push(name);
    else if (open.pop() !== name)
      findings.push({ path, message: `closes {{/${name}}} that is not open; mend the blocks.` });
  }
  return [
    ...findings,
    ...open.map((name) => ({ path, message: `never closes {{#${name}}}; add {{/${name}}}.` })),
  ];
}
