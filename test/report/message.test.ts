import { minutes, percent, count } from "../../model/quantity";
import { monitor } from "../../model/declaration";
import { measured } from "../../model/telemetry";
import { planCertificate } from "../../plan/certificate";
import { messageStates } from "../../plan/message/occasions";
import { planMonitor } from "../../plan/monitor";
import { sentMessages, toldStates } from "../../report/message";
import { burnRateOf, monitorOf, syntheticOf } from "../support/guardrails";
import { chosen, contextOf, errorRate, shopGuidance } from "../support/models";

const load = measured({
  via: "kubernetes",
  metrics: ["load"],
  docs: "https://docs.example",
  expression: "avg:load{scope} by {pod_name}",
  unit: "percent",
  groupBy: ["pod_name"],
});

const cpu = planMonitor(
  contextOf(),
  monitor({
    name: "cpu",
    title: "CPU usage",
    signal: "cpuUsage",
    critical: chosen(percent(98)),
    sustainedFor: chosen(minutes(10)),
    silence: chosen("alert"),
    telemetry: load,
    ...shopGuidance,
  }),
);

describe("the messages of a monitor", () => {
  it("are told in the states that it has", () => {
    expect(toldStates(monitorOf())).toEqual(["alert", "warning", "recovery"]);
    expect(toldStates(cpu)).toEqual(["alert", "no-data", "recovery"]);
    expect(toldStates(burnRateOf())).toEqual(["alert", "recovery"]);
    expect(toldStates(syntheticOf())).toEqual(["alert", "recovery"]);
    expect(sentMessages(burnRateOf(), ["warning"])).toEqual([]);
  });

  it("read as Datadog sends them, in each state", () => {
    const written = sentMessages(cpu, messageStates).map(({ text, title }) => `${title}\n${text}`);

    expect(written.join("\n=====\n")).toMatchInlineSnapshot(`
     "[P2] [Triggered on {pod_name:shop-6c9f7d8b5-x2k4p}] Shop: CPU usage
     **CPU usage: 100 %, above 98 % throughout the last 10 min** at Shop (prod), pod_name shop-6c9f7d8b5-x2k4p.
     Severity high (P2): act within 15 min.
     It is over once back under 93.1 %.

     What users notice: Buyers see errors.

     First steps:
     1. Roll back.

     Usual causes:
     - a bad release

     [Dashboard](https://\${setting:estate.datadogSite|app}/dashboard/abc-def-ghi) · [Logs](https://\${setting:estate.datadogSite|app}/logs?query=env%3Aprod%20service%3Ashop%20pod_name%3Ashop-6c9f7d8b5-x2k4p&from_ts=1767581040000&to_ts=1767582840000&live=false) · [Runbook](\${setting:estate.runbooks}/shop.md#cpu)

      @oncall-shop @slack-\${setting:shop.slackChannel}
     =====
     [P2] [No data on {pod_name:shop-6c9f7d8b5-x2k4p}] Shop: CPU usage
     **No longer measured: CPU usage** at Shop (prod), pod_name shop-6c9f7d8b5-x2k4p. The Datadog Agent reads it: see whether the Agent runs and still reaches it.
     Severity high (P2): act within 15 min.
     It is over once it is measured again.

     What users notice: Buyers see errors.

     First steps:
     1. Roll back.

     Usual causes:
     - a bad release

     [Dashboard](https://\${setting:estate.datadogSite|app}/dashboard/abc-def-ghi) · [Logs](https://\${setting:estate.datadogSite|app}/logs?query=env%3Aprod%20service%3Ashop%20pod_name%3Ashop-6c9f7d8b5-x2k4p&from_ts=1767581040000&to_ts=1767582840000&live=false) · [Runbook](\${setting:estate.runbooks}/shop.md#cpu)

      @oncall-shop @slack-\${setting:shop.slackChannel}
     =====
     [P2] [Recovered on {pod_name:shop-6c9f7d8b5-x2k4p}] Shop: CPU usage
     **Over: CPU usage back under 93.1 %, now 88.44 %** at Shop (prod), pod_name shop-6c9f7d8b5-x2k4p.

     [Dashboard](https://\${setting:estate.datadogSite|app}/dashboard/abc-def-ghi) · [Logs](https://\${setting:estate.datadogSite|app}/logs?query=env%3Aprod%20service%3Ashop%20pod_name%3Ashop-6c9f7d8b5-x2k4p&from_ts=1767581040000&to_ts=1767582840000&live=false) · [Runbook](\${setting:estate.runbooks}/shop.md#cpu)

      @oncall-shop @slack-\${setting:shop.slackChannel}"
    `);
  });

  it("have a value beyond the level, and back on its good side in the end", () => {
    const textOf = (guardrail: Parameters<typeof sentMessages>[0]) =>
      sentMessages({ ...guardrail, message: "{{value}}" }, messageStates).map(
        ({ state, text }) => `${state} ${text}`,
      );
    const below = { direction: "below", comparator: "<", warning: null, unit: "count" } as const;

    expect(textOf(planMonitor(contextOf(), errorRate))).toEqual([
      "alert 5.25",
      "warning 2.75",
      "recovery 4.513",
    ]);
    expect(textOf(cpu)).toEqual(["alert 100", "no-data ", "recovery 88.44"]);
    expect(
      textOf(
        monitorOf({
          ...below,
          signal: "replicas",
          critical: 2,
          criticalRecovery: null,
          warningRecovery: null,
        }),
      ),
    ).toEqual(["alert 1", "recovery 3"]);
    expect(
      textOf(
        monitorOf({
          signal: "restarts",
          warning: null,
          critical: count(0).value,
          criticalRecovery: null,
          unit: "count",
        }),
      ),
    ).toEqual(["alert 1", "recovery 0"]);
  });
});

describe("the messages of a certificate", () => {
  it("are those of two tests, the milder of which wakes nobody", () => {
    const certificate = planCertificate(contextOf(), {
      kind: "certificate",
      name: "tls",
      title: "certificate",
      host: "shop.example",
      critical: chosen({ value: 7, unit: "days" }),
      warning: chosen({ value: 14, unit: "days" }),
      ...shopGuidance,
    });

    expect(
      sentMessages(certificate, messageStates).map(({ state, text, title }) => [
        state,
        title,
        text.split("\n")[0],
        text.split("\n").at(-1)?.trim(),
      ]),
    ).toEqual([
      [
        "alert",
        "[P2] [Triggered] Shop: certificate (critical)",
        "**At most 7 d left, or not valid: the certificate of shop.example** at Shop (prod).",
        "@oncall-shop @slack-${setting:shop.slackChannel}",
      ],
      [
        "warning",
        "[P4] [Warn] Shop: certificate (warning)",
        "**At most 14 d left, or not valid: the certificate of shop.example** at Shop (prod).",
        "@slack-${setting:shop.slackChannel}",
      ],
      [
        "recovery",
        "[P2] [Recovered] Shop: certificate (critical)",
        "**Over: the certificate of shop.example is valid for more than 7 d** at Shop (prod).",
        "@oncall-shop @slack-${setting:shop.slackChannel}",
      ],
    ]);
  });
});
