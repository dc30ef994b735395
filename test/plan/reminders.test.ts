import type { Duty } from "../../model/note";
import type { DowntimeDeclaration } from "../../model/platform-declaration";
import { hours, minutes } from "../../model/quantity";
import { planReminderWatch } from "../../plan/reminder-watch";
import { planReminders } from "../../plan/reminders";
import { chosen, contextOf, environmentOf, serviceOf, stagingOf } from "../support/models";

const review: Duty = {
  name: "review",
  title: "Review",
  facts: ["VH-013"],
  rrule: "FREQ=DAILY;BYHOUR=9;BYMINUTE=30",
  because: null,
  steps: ["Read the logs.", "Settle what they show."],
};
const window: DowntimeDeclaration = {
  kind: "downtime",
  name: "maintenance",
  title: "maintenance",
  rrule: chosen("FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=0"),
  duration: chosen(hours(2)),
  timezone: "UTC",
};

const planned = (
  duties: readonly Duty[],
  windows: readonly DowntimeDeclaration[] = [],
  environment = environmentOf(),
) => planReminders(contextOf(environment, serviceOf({ duties, guardrails: windows })));

describe("reminders", () => {
  it("are none where nothing is due", () => {
    expect(planned([])).toEqual([]);
  });

  it("tell the steps of a duty and where to read on, by its name, to those who need not be woken", () => {
    expect(planned([review])).toMatchObject([
      {
        id: "shop/reminders",
        facts: ["VH-013"],
        schedule: "30 9 * * *",
        timezone: "UTC",
        suspended: false,
        reminders: [
          {
            name: "review",
            kind: "duty",
            title: "Shop: Review",
            before: 0,
            text: "1. Read the logs.\n2. Settle what they show.\n${setting:estate.runbooks}/shop.md#review",
          },
        ],
        query:
          'events("managed-by:belfry env:prod service:shop reminder:*").rollup("count").by("reminder").last("15m") > 0',
        tells: ["@slack-${setting:shop.slackChannel}"],
      },
    ]);
  });

  it("of a duty without an hour come at the house's", () => {
    const [open] = planned([{ ...review, rrule: "FREQ=MONTHLY;BYDAY=1MO" }]);

    expect(open?.reminders[0]?.rrule).toBe("FREQ=MONTHLY;BYDAY=1MO;BYHOUR=8;BYMINUTE=0");
    expect(open?.sources.map(({ field, stated }) => `${field} ${stated ?? ""}`)).toEqual([
      "time 08:00",
      "timezone UTC",
      "over 15 min",
      "deadline 5 min",
    ]);
    expect(planned([{ ...review, rrule: "FREQ=DAILY;BYHOUR=9" }])[0]?.reminders[0]?.rrule).toBe(
      "FREQ=DAILY;BYHOUR=9;BYMINUTE=0",
    );
  });

  it("of a window come a day before it, or when the service says", () => {
    const notices = [{ before: chosen(minutes(90)), steps: ["Tell users."] }];
    const [told] = planned([], [window, { ...window, name: "short", notices }]);

    expect(told?.reminders).toMatchObject([
      { name: "maintenance-in-1-d", kind: "notice", title: "Shop: maintenance in 1 d", before: 86_400 },
      {
        name: "short-in-90-min",
        before: 5400,
        text: "Maintenance begins at {time} and lasts 2 h.\n1. Tell users.\n${setting:estate.runbooks}/shop.md#short",
      },
    ]);
    expect(told?.schedule).toBe("0,30 0,2 * * *");
  });

  it("of a window say how long it lasts in this environment", () => {
    const overrides = {
      "shop/maintenance": {
        duration: { value: hours(3), bare: false, because: "A long move.", until: null },
      },
    };
    const [told] = planned([], [window], environmentOf({ overrides }));

    expect(told?.reminders[0]?.text).toContain("begins at {time} and lasts 3 h.");
  });

  it("of a rule that is none leave the job its schedule", () => {
    const [told] = planned([review, { ...review, name: "never", rrule: "FREQ=DAILY;BYHOUR=noon" }]);

    expect(told?.schedule).toBe("30 9 * * *");
    expect(planned([{ ...review, rrule: "each noon" }])[0]?.schedule).toBe("0 0 * * *");
  });

  it("of a duty may come beforehand too", () => {
    const [told] = planned([{ ...review, notices: [{ before: chosen(hours(48)), steps: ["Prepare it."] }] }]);

    expect(told?.reminders.map(({ name }) => name)).toEqual(["review", "review-in-2-d"]);
  });

  it("have a job for each clock", () => {
    const berlin = { ...review, name: "other", timezone: chosen("Europe/Berlin") };

    expect(
      planned([review, berlin], [window]).map(({ id, reminders, timezone }) => [
        id,
        timezone,
        reminders.length,
      ]),
    ).toEqual([
      ["shop/reminders", "UTC", 2],
      ["shop/reminders-europe-berlin", "Europe/Berlin", 1],
    ]);
  });

  it("stay quiet where nobody is paged", () => {
    expect(planned([review], [], stagingOf())).toMatchObject([
      { suspended: true, name: "[staging] Shop: reminders (UTC)" },
    ]);
  });
});

describe("the alert on reminders that stay out", () => {
  const watched = (environment = environmentOf(), duties = [review]) => {
    const context = contextOf(environment, serviceOf({ duties }));
    return planReminders(context).map((each) => planReminderWatch(context, each));
  };

  it("waits for the longest gap between two runs, and alerts on silence", () => {
    expect(watched()).toMatchObject([
      {
        id: "shop/reminders-run",
        query: "min(last_27h):max:belfry.reminders.run{env:prod,service:shop,belfry:shop/reminders} < 1",
        over: 97_200,
        silence: "alert",
        pages: false,
        telemetry: { status: "owned", source: "${guardrail:shop/reminders}" },
      },
    ]);
    const [often] = watched(environmentOf(), [
      review,
      { ...review, name: "night", rrule: "FREQ=DAILY;BYHOUR=21" },
    ]);
    expect(often?.over).toBe((12 + 3) * 3600);
  });

  it("takes silence for fine where nobody is reminded", () => {
    expect(watched(stagingOf())).toMatchObject([{ silence: "resolve" }]);
  });
});
