import { checkMessages } from "../../../plan/check/messages";
import type { Speaking } from "../../../plan/message/occasions";
import {
  burnRateOf,
  certificateOf,
  dashboardOf,
  monitorOf,
  reminderOf,
  syntheticOf,
} from "../../support/guardrails";

const byPod = {
  groupBy: ["pod_name"],
  query: "avg(last_5m):avg:load{env:prod} by {pod_name} > 5",
};

const silent = monitorOf({ silence: "alert" });
const calm = monitorOf({ warning: null, warningRecovery: null, renotifyEvery: null });

/** Codes and values of what is wrong with a message. */
const wrong = (alert: Speaking): readonly string[] =>
  checkMessages(alert).map(({ code, value }) => `${code} ${value ?? ""}`);

describe("a message that is fine", () => {
  it.each<readonly [string, Speaking]>([
    ["{{value}} {{threshold}} {{warn_threshold}} {{ok_threshold}} {{comparator}}", monitorOf()],
    ["{{pod_name.name}} and {{{pod_name.name}}}", monitorOf(byPod)],
    [
      "{{host.name}} {{host.ip}}",
      monitorOf({ groupBy: ["host"], query: "avg(last_5m):avg:x{*} by {host} > 5" }),
    ],
    ["{{[kube.app].name}}", monitorOf({ groupBy: ["kube.app"], query: 'logs("x").by("kube.app") > 5' })],
    ['{{eval "value/1000"}} at {{last_triggered_at}}', monitorOf()],
    ["{{#is_no_data}}{{#is_renotify}}again{{/is_renotify}}{{/is_no_data}}", silent],
    ["{{#is_recovery}}{{#is_warning_recovery}}over{{/is_warning_recovery}}{{/is_recovery}}", monitorOf()],
    ["{{#is_warning}}{{#is_alert_to_warning}}better{{/is_alert_to_warning}}{{/is_warning}}", monitorOf()],
    ["{{#is_priority 'P1'}}now{{else}}soon{{/is_priority}}", monitorOf()],
    ['{{#is_match "pod_name.name" "web"}}web{{/is_match}}', monitorOf(byPod)],
    ["{{#is_alert}} @oncall-shop {{/is_alert}} mail support@provider.example", monitorOf()],
    ["{{^is_recovery}}{{{synthetics.attributes.result.failure.message}}}{{/is_recovery}}", syntheticOf()],
    ["{{#is_alert}}{{event.title}} {{event.text}} {{reminder.name}}{{/is_alert}}", reminderOf()],
    ["{{!-- {{value}} --}} {{first_triggered_at_epoch}}", burnRateOf()],
  ])("%s", (message, alert) => {
    expect(wrong({ ...alert, message })).toEqual([]);
  });
});

describe("a message that is wrong", () => {
  it.each<readonly [string, Speaking, readonly string[]]>([
    ["{{valeu}}", monitorOf(), ["message/variable {{valeu}}"]],
    ["{{event.text}}", reminderOf(), ["message/variable {{event.text}}"]],
    [
      "{{#is_alert}}{{value}} @oncall-shop{{/is_alert}}",
      reminderOf(),
      ["message/variable {{value}}", "message/handle @oncall-shop"],
    ],
    ["{{#is_warning}}soon{{/is_warning}}", reminderOf(), ["message/state {{#is_warning}}"]],
    ["{{value}}", burnRateOf(), ["message/variable {{value}}"]],
    ["{{value}}", syntheticOf(), ["message/variable {{value}}"]],
    ["{{warn_threshold}}", calm, ["message/variable {{warn_threshold}}"]],
    ["{{#is_no_data}}{{value}}{{/is_no_data}}", silent, ["message/variable {{value}}"]],
    ["{{host.name}}", monitorOf(byPod), ["message/variable {{host.name}}"]],
    ["{{pod_name.name}}", monitorOf({ groupBy: ["pod_name"] }), ["message/variable {{pod_name.name}}"]],
    ["{{pod_name}}", monitorOf(byPod), ["message/variable {{pod_name}}"]],
    [
      "{{synthetics.attributes.result.failure.message}}",
      monitorOf(),
      ["message/variable {{synthetics.attributes.result.failure.message}}"],
    ],
    [
      '{{#is_match "pod_name.name" "web"}}{{nope}}{{/is_match}}',
      monitorOf(),
      ['message/variable {{#is_match "pod_name.name" "web"}}', "message/variable {{nope}}"],
    ],
    ['{{eval "valeu/1000"}}', monitorOf(), ['message/variable {{eval "valeu/1000"}}']],
    ['{{eval "value/"}}', monitorOf(), ['message/expression {{eval "value/"}}']],
    ['{{eval "sinh(value)"}}', monitorOf(), ['message/expression {{eval "sinh(value)"}}']],
    ["{{eval value}}", monitorOf(), ["message/variable {{eval value}}"]],
    ["{{#is_alert}}x", monitorOf(), ["message/block {{#is_alert}}"]],
    ["x{{/is_alert}}", monitorOf(), ["message/block {{/is_alert}}"]],
    [
      "{{#is_alert}}{{#is_warning}}{{/is_alert}}{{/is_warning}}",
      monitorOf(),
      ["message/block {{/is_alert}}", "message/block {{#is_alert}}", "message/state {{#is_warning}}"],
    ],
    ["{{#is_alret}}x{{/is_alret}}", monitorOf(), ["message/block {{#is_alret}}"]],
    ["{{value", monitorOf(), ["message/block {{value"]],
    ["{{#is_warning}}x{{/is_warning}}", calm, ["message/state {{#is_warning}}"]],
    ["{{^is_warning}}x{{/is_warning}}", calm, ["message/state {{^is_warning}}"]],
    ["{{#is_warning_recovery}}x{{/is_warning_recovery}}", calm, ["message/state {{#is_warning_recovery}}"]],
    ["{{#is_renotify}}x{{/is_renotify}}", calm, ["message/state {{#is_renotify}}"]],
    ["{{#is_no_data}}x{{/is_no_data}}", monitorOf(), ["message/state {{#is_no_data}}"]],
    ["{{#is_no_data}}x{{/is_no_data}}", burnRateOf(), ["message/state {{#is_no_data}}"]],
    ["{{#is_warning}}x{{/is_warning}}", certificateOf(), ["message/state {{#is_warning}}"]],
    ["{{#is_unknown}}x{{/is_unknown}}", monitorOf(), ["message/state {{#is_unknown}}"]],
    [
      "{{#is_alert}}{{#is_recovery}}x{{/is_recovery}}{{/is_alert}}",
      monitorOf(),
      ["message/state {{#is_recovery}}"],
    ],
    ["{{#is_alert}}{{^is_alert}}x{{/is_alert}}{{/is_alert}}", monitorOf(), ["message/state {{^is_alert}}"]],
    ["@slack-shop", monitorOf(), ["message/handle @slack-shop"]],
    [
      "{{#is_alert}}x{{/is_alert}}\n@oncall-shop @slack-shop",
      monitorOf(),
      ["message/handle @oncall-shop", "message/handle @slack-shop"],
    ],
    ["{{#is_alert}} @slack-other {{/is_alert}}", monitorOf(), ["message/handle @slack-other"]],
    [
      "{{^is_recovery}}1. Filter by @http.status_code.{{/is_recovery}}",
      monitorOf(),
      ["message/handle @http.status_code"],
    ],
    [
      `{{#is_alert}}${"x".repeat(2500)}{{/is_alert}}${"y".repeat(2000)}`,
      monitorOf(),
      ["message/length 4500 characters"],
    ],
  ])("%s", (message, alert, problems) => {
    expect(wrong({ ...alert, message })).toEqual(problems);
  });

  it("may be the name, or what a certificate's warning says", () => {
    expect(checkMessages(monitorOf({ name: "Shop: {{pod_name.name}}" })).map(({ path }) => path)).toEqual([
      "shop/errors.name",
    ]);
    expect(
      checkMessages(certificateOf({ warningMessage: "{{value}}" })).map(({ path, rule }) => [path, rule]),
    ).toEqual([["shop/tls.warningMessage", "a certificate has no value."]]);
  });

  it("says what the query is grouped by, and which states there are", () => {
    const [grouped] = checkMessages(monitorOf({ ...byPod, message: "{{host.name}}" }));
    const [state] = checkMessages({ ...calm, message: "{{#is_warning}}x{{/is_warning}}" });

    expect(grouped).toEqual({
      code: "message/variable",
      path: "shop/errors.message",
      value: "{{host.name}}",
      rule: "the query is grouped by pod_name.",
      remedy: "Group it by that tag, or leave it out.",
    });
    expect(state?.rule).toBe(
      "this place is reached in the states alert, recovery only, so the block decides nothing.",
    );
  });

  it("is no concern of a guardrail that tells nobody", () => {
    expect(checkMessages(dashboardOf())).toEqual([]);
  });
});
