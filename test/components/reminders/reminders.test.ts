import { spawnSync } from "node:child_process";

import { Reminders, toReminderJob, toReminderMonitorArgs } from "../../../components/reminders/reminders";
import { toCronJobArgs } from "../../../components/kubernetes/scripted-job";
import { reminderOf, tagsOf } from "../../support/guardrails";
import { PulumiRecorder } from "../../support/pulumi-recorder";

/** What the first step of the job prints at a moment, as a pod would run it. */
function printedAt(now: string, guardrail = reminderOf()): readonly unknown[] {
  const [{ environment, script }] = toReminderJob(guardrail).steps;
  const { stderr, stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...environment, NOW: now },
    encoding: "utf8",
  });
  if (stderr !== "") throw new Error(stderr);
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
}

const titles = (now: string): readonly unknown[] =>
  printedAt(now).map((event) => (event as { readonly title: string }).title);

describe("Reminders", () => {
  it("register scripts, a job and the monitor that tells people of its events", async () => {
    const engine = await PulumiRecorder.install();

    new Reminders("shop/reminders", { guardrail: reminderOf() });

    expect(await engine.names()).toEqual(
      expect.arrayContaining([
        "belfry:reminders:Reminders shop/reminders",
        "kubernetes:core/v1:ConfigMap shop/reminders-scripts",
        "kubernetes:batch/v1:CronJob shop/reminders-job",
        "datadog:index/monitor:Monitor shop/reminders-monitor",
      ]),
    );
    expect(await engine.inputsOf("shop/reminders-monitor")).toEqual({
      name: "Shop: reminders",
      type: "event-v2 alert",
      query: 'events("reminder:*").rollup("count").by("reminder").last("15m") > 0',
      message: "{{#is_alert}}\n{{event.title}}\n\n@slack-shop {{/is_alert}}",
      priority: "5",
      tags: tagsOf("shop/reminders"),
      monitorThresholds: { critical: "0" },
      onMissingData: "default",
      requireFullWindow: false,
      includeTags: false,
      notifyAudit: false,
      assets: [{ category: "runbook", name: "Calendar", url: "https://runbooks.example/calendar.md" }],
      draftStatus: "published",
    });
  });

  it("give the API key to the step that posts, and the calendar to the other", () => {
    const [due, post] = toReminderJob(reminderOf()).steps;

    expect(due.secrets).toEqual([]);
    expect(Object.keys(due.environment)).toEqual(["REMINDERS", "TAGS", "TIMES", "TIMEZONE", "START"]);
    expect(due.environment["TIMES"]).toBe('["02:00","02:30","08:00","08:30"]');
    expect(post?.secrets).toEqual([{ variable: "DD_API_KEY", secret: "belfry-datadog", key: "api-key" }]);
    expect(post?.environment).toEqual({
      POSTS: "events",
      METRICS: '["belfry.reminders.run"]',
      TAGS: '["env:prod"]',
      DD_SITE: "datadoghq.eu",
    });
  });

  it("do not run where nobody is to be reminded", () => {
    const suspended = (guardrail = reminderOf()) =>
      (toCronJobArgs(toReminderJob(guardrail)).spec as { readonly suspend?: boolean }).suspend;

    expect(suspended()).toBeUndefined();
    expect(suspended(reminderOf({ suspended: true }))).toBe(true);
  });

  it("find nothing in the monitor that the plan does not say", () => {
    expect(toReminderMonitorArgs(reminderOf({ priority: 4 })).priority).toBe("4");
  });
});

describe("the step that finds what is due", () => {
  it("prints an event with its tags, by the zone's clock in summer and in winter", () => {
    const event = {
      title: "Shop: review",
      text: "1. Read the logs.",
      tags: ["env:prod", "reminder:review"],
      alert_type: "info",
      priority: "normal",
    };

    expect(printedAt("2026-11-23T07:30:00Z")).toEqual([event]);
    expect(printedAt("2026-07-06T06:30:00Z")).toEqual([event]);
    expect(printedAt("2026-07-06T07:30:00Z")).toEqual([event]);
  });

  it("prints a notice as long before as it says, with the time of what it announces", () => {
    expect(printedAt("2026-11-29T01:00:00Z")).toMatchObject([
      { title: "Shop: window in 7 d", text: "It begins at 2026-12-06 02:00 Europe/Berlin." },
    ]);
    expect(titles("2026-12-06T01:00:00Z")).toEqual([]);
  });

  it.each([
    ["a little late", "2026-11-23T07:31:40Z", ["Shop: review"]],
    ["half an hour late", "2026-11-23T08:00:00Z", ["Shop: review"]],
    ["too early", "2026-11-23T07:29:59Z", []],
    ["on another day", "2026-11-24T07:30:00Z", []],
    ["just after midnight, for the evening before", "2026-11-23T23:10:00Z", ["Shop: review"]],
  ])("run %s", (_, now, told) => {
    expect(titles(now)).toEqual(told);
  });
});
