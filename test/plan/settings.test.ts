import { defaulted, production, required } from "../../model/setting";
import { setting } from "../../model/source";
import { resolveSettings, settingValue, undeclaredSettings } from "../../plan/settings";
import { escalationOf, layerOf, monitorOf } from "../support/guardrails";
import { environmentOf, guardrailOf, planOf, serviceOf, stagingOf } from "../support/models";

const service = serviceOf();
const runbook = (key: string) => `https://runbooks.example/${setting(key)}`;

const resolved = (settings: Record<string, string>, ...keys: readonly string[]) =>
  resolveSettings([monitorOf({ runbook: keys.map(runbook).join(" ") })], environmentOf({ settings }), [
    service,
  ]);

describe("a setting", () => {
  it("that was supplied takes its placeholder's place", () => {
    const { guardrails } = resolved({ "shop.domain": "shop.test" }, "shop.domain");

    expect(guardrails[0]).toMatchObject({ runbook: "https://runbooks.example/shop.test", unset: [] });
  });

  it("that is missing stays visible, and is listed once", () => {
    const { guardrails } = resolved({}, "shop.slackChannel", "shop.domain", "shop.domain");

    expect(guardrails[0]).toMatchObject({
      runbook: [runbook("shop.slackChannel"), runbook("shop.domain"), runbook("shop.domain")].join(" "),
      unset: ["shop.domain", "shop.slackChannel"],
    });
  });

  it("is listed with its value where the plan uses it, and not elsewhere", () => {
    const { settings } = resolved({ "shop.domain": "shop.test" }, "shop.slackChannel", "shop.domain");

    expect(settings).toEqual([
      { key: "shop.domain", describe: "Public host of the shop", value: "shop.test" },
      { key: "shop.slackChannel", describe: "Slack channel for alerts", value: null },
    ]);
  });

  it.each(["$&", "$1", "${setting:shop.slackChannel}", "a\nb", "\\", '"', "`rm -rf`"])(
    "whose value is %j is taken literally",
    (value) => {
      const { guardrails } = resolved({ "shop.domain": value }, "shop.domain");

      expect(guardrails[0]).toMatchObject({ runbook: `https://runbooks.example/${value}` });
    },
  );

  it("in an address is written as one, and a Datadog site as the host of its app", () => {
    const guardrail = monitorOf({
      runbook: `https://${setting("estate.datadogSite", "app")}/logs?query=${setting("shop.filter", "uri")}`,
    });
    const settings = { "estate.datadogSite": "datadoghq.eu", "shop.filter": '"a b" (c)' };
    const declared = serviceOf({
      settings: [required("estate.datadogSite", "Site", "x.example"), required("shop.filter", "Filter", "x")],
    });
    const runbookOf = (supplied: Record<string, string>) =>
      resolveSettings([guardrail], environmentOf({ settings: supplied }), [declared]).guardrails[0];

    expect(runbookOf(settings)).toMatchObject({
      runbook: "https://app.datadoghq.eu/logs?query=%22a%20b%22%20%28c%29",
      unset: [],
    });
    expect(runbookOf({})).toMatchObject({
      runbook: "https://${setting:estate.datadogSite|app}/logs?query=${setting:shop.filter|uri}",
      unset: ["estate.datadogSite", "shop.filter"],
    });
  });

  it("that nobody declares stays visible even where a value is supplied", () => {
    const { guardrails } = resolved({ "shop.unheard": "x" }, "shop.unheard");

    expect(guardrails[0]?.unset).toEqual(["shop.unheard"]);
    expect(undeclaredSettings(guardrails, [service])).toEqual(["shop.unheard"]);
  });

  it("of the escalation's users becomes a list", () => {
    const waiting = escalationOf({}, { layers: [layerOf({ users: [setting("shop.onCallUsers")] })] });

    const { guardrails } = resolveSettings(
      [waiting],
      environmentOf({ settings: { "shop.onCallUsers": "user-a, user-b,,user-c" } }),
      [service],
    );

    expect(guardrails[0]).toMatchObject({ pager: { layers: [{ users: ["user-a", "user-b", "user-c"] }] } });
  });
});

describe("a setting's value", () => {
  const everywhere = defaulted("shop.region", "Region", "eu-central-1");
  const real = production("shop.domain", "Host", { value: "shop.real.example", example: "shop.example" });

  it("is what the stack supplies, else what the runbook answers", () => {
    expect(settingValue(environmentOf({ settings: { "shop.region": "x" } }), everywhere)).toBe("x");
    expect(settingValue(stagingOf({ settings: {} }), everywhere)).toBe("eu-central-1");
  });

  it("that names production serves no other environment", () => {
    expect(settingValue(environmentOf({ settings: {} }), real)).toBe("shop.real.example");
    expect(settingValue(stagingOf({ settings: {} }), real)).toBeNull();
  });
});

describe("a plan without settings", () => {
  it("shows what each guardrail waits for", () => {
    const monitor = guardrailOf(planOf(service, environmentOf({ settings: {} })), "monitor", "shop/errors");

    expect(monitor.unset).toEqual(["estate.datadogSite", "estate.runbooks", "shop.slackChannel"]);
    expect(monitor.runbook).toBe("${setting:estate.runbooks}/shop.md#errors");
    expect(monitor.notify.alert).toEqual(["@oncall-shop", "@slack-${setting:shop.slackChannel}"]);
  });
});
