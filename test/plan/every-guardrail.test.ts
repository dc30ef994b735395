import { decimal } from "../../model/quantity";
import { checkMessages } from "../../plan/check/messages";
import { isAlert, messageStates } from "../../plan/message/occasions";
import type { Guardrail } from "../../plan/types";
import { sentMessages } from "../../report/message";
import { allOf, committedStacks, loadCommitted } from "../support/models";

const loaded = Object.fromEntries(
  committedStacks.map((stack) => [stack, loadCommitted(stack).plan] as const),
);
const plans = committedStacks.flatMap((stack) => loaded[stack] ?? []);
const all = plans.flatMap(({ environment, guardrails }) =>
  guardrails.map((guardrail) => ({ at: `${guardrail.id} in ${environment}`, environment, guardrail })),
);

/** What of the list breaks a rule: an empty answer reads better than the first failure of hundreds. */
const breaking = <T extends { readonly at: string }>(list: readonly T[], holds: (each: T) => boolean) =>
  list.filter((each) => !holds(each)).map(({ at }) => at);

const textOf = (value: unknown): string => JSON.stringify(value);

describe("every monitor", () => {
  const monitors = plans.flatMap((plan) =>
    allOf(plan, "monitor").map((monitor) => ({ at: `${monitor.id} in ${plan.environment}`, monitor })),
  );
  const queried = monitors.flatMap(({ at, monitor }) =>
    monitor.query === null ? [] : [{ at, monitor, query: monitor.query }],
  );

  it("is looked at by these rules", () => {
    expect(monitors.length).toBeGreaterThan(30);
    expect(queried.length).toBeGreaterThan(30);
  });

  it("compares with its own critical level and comparator", () => {
    expect(
      breaking(queried, ({ monitor: { comparator, critical }, query }) =>
        query.endsWith(` ${comparator} ${decimal(critical)}`),
      ),
    ).toEqual([]);
  });

  it("has a comparator that faces the bad side", () => {
    expect(
      breaking(monitors, ({ monitor: { comparator, direction } }) =>
        comparator.startsWith(direction === "above" ? ">" : "<"),
      ),
    ).toEqual([]);
  });

  it("warns before it alerts", () => {
    expect(
      breaking(
        monitors,
        ({ monitor: { critical, direction, warning } }) =>
          warning === null || (direction === "above" ? warning < critical : warning > critical),
      ),
    ).toEqual([]);
  });

  it("recovers on the good side of the level that it left", () => {
    const good = (direction: string, level: number | null, recovery: number | null): boolean =>
      recovery === null || (level !== null && (direction === "above" ? recovery < level : recovery > level));

    expect(
      breaking(
        monitors,
        ({ monitor: { critical, criticalRecovery, direction, warning, warningRecovery } }) =>
          good(direction, critical, criticalRecovery) && good(direction, warning, warningRecovery),
      ),
    ).toEqual([]);
  });

  it("names in its message only tags by which it is grouped", () => {
    expect(
      breaking(monitors, ({ monitor: { groupBy, message } }) => {
        const named = [...message.matchAll(/\{\{([\w.-]+)\.name\}\}/g)].map((match) => match[1] ?? "");
        return named.every((tag) => groupBy.includes(tag)) && groupBy.every((tag) => named.includes(tag));
      }),
    ).toEqual([]);
  });

  it("is grouped in its query by the tags that it names", () => {
    expect(
      breaking(queried, ({ monitor: { groupBy }, query }) => {
        const inQuery = /\bby \{([^}]*)\}/.exec(query)?.[1]?.split(",") ?? [];
        return textOf(inQuery.map((tag) => tag.trim())) === textOf(groupBy);
      }),
    ).toEqual([]);
  });

  it("is a draft exactly while nothing measures it", () => {
    expect(
      breaking(
        monitors,
        ({ monitor: { draft, query, telemetry } }) =>
          draft === (query === null) && draft === (telemetry?.status === "uninstrumented"),
      ),
    ).toEqual([]);
  });
});

describe("every alert", () => {
  const alerts = all.flatMap(({ at, guardrail }) => (isAlert(guardrail) ? [{ at, alert: guardrail }] : []));

  it("sends nothing that its reader would see as braces, holes or a handle too many", () => {
    expect(alerts.length).toBeGreaterThan(300);
    expect(alerts.flatMap(({ alert }) => checkMessages(alert))).toEqual([]);
  });

  it("says what is wrong in what a phone shows of it: 200 characters of title and text", () => {
    expect(
      breaking(alerts, ({ alert }) =>
        sentMessages(alert, ["alert"]).every(({ text, title }) => {
          const [headline = ""] = /^\*\*.*\*\*/.exec(text) ?? [];
          return headline !== "" && `${title}\n${headline}`.length <= 200;
        }),
      ),
    ).toEqual([]);
  });

  it("links dashboard, logs and runbook in each state, and tells a recovery in a line", () => {
    const links = /^\[Dashboard\]\(\S+\) · \[Logs\]\(\S+\) · \[Runbook\]\(\S+\)$/m;

    expect(
      breaking(alerts, ({ alert }) =>
        sentMessages(alert, messageStates).every(({ text }) => links.test(text)),
      ),
    ).toEqual([]);
    expect(
      breaking(alerts, ({ alert }) =>
        sentMessages(alert, ["recovery"]).every(({ text }) => /^\*\*Over: .*\n\n\[Dashboard/.test(text)),
      ),
    ).toEqual([]);
  });
});

describe("every objective", () => {
  const objectives = plans.flatMap((plan) =>
    allOf(plan, "objective").map((objective) => ({
      at: `${objective.id} in ${plan.environment}`,
      objective,
      plan,
    })),
  );

  it("waits without alerts, and with a question, while nothing measures it", () => {
    const waiting = objectives.filter(({ objective }) => objective.telemetry?.status === "uninstrumented");

    expect(waiting.map(({ at }) => at)).toContain("vocavision/database-response-time in prod");
    expect(breaking(waiting, ({ objective }) => objective.burnRates.length === 0)).toEqual([]);
  });

  it("on checks from outside counts all of the service's addresses, and none of its certificates", () => {
    const onChecks = objectives.flatMap(({ at, objective: { indicator, service }, plan }) =>
      indicator.kind === "ratio" && indicator.total.includes("synthetics.test_runs")
        ? [{ at, filter: /\{([^}]*)\}/.exec(indicator.total)?.[1]?.split(",") ?? [], service, plan }]
        : [],
    );

    expect(onChecks.map(({ at }) => at)).toContain("vendhub/uptime in prod");
    expect(
      breaking(onChecks, ({ filter, plan, service }) => {
        const counted = plan.guardrails.filter(({ tags }) => filter.every((tag) => tags.includes(tag)));
        const addresses = allOf(plan, "synthetic").filter(
          (each) => each.service === service && each.check.kind === "http",
        );
        return textOf(counted.map(({ id }) => id).sort()) === textOf(addresses.map(({ id }) => id).sort());
      }),
    ).toEqual([]);
  });

  it("is watched at several rates, over windows of several lengths, slow ones without a page", () => {
    const measured = objectives.filter(({ objective }) => objective.telemetry?.status !== "uninstrumented");
    expect(
      breaking(measured, ({ objective, plan }) => {
        const burns = allOf(plan, "burn-rate").filter(({ id }) => objective.burnRates.includes(id));
        const slowest = burns.find(
          ({ longWindow }) => longWindow === Math.max(...burns.map((each) => each.longWindow)),
        );
        const windows = new Set(burns.map(({ longWindow }) => longWindow));
        return (
          windows.size >= 2 &&
          burns.every((each) => each.shortWindow < each.longWindow) &&
          slowest?.pages === false
        );
      }),
    ).toEqual([]);
  });
});

describe("every guardrail", () => {
  it("has a source for each of its levels, windows and counts", () => {
    const explained: Readonly<Partial<Record<Guardrail["kind"], readonly string[]>>> = {
      monitor: ["critical", "severity", "respondWithin", "silence"],
      objective: ["target", "period"],
      "burn-rate": ["budgetShare", "longWindow", "severity"],
      synthetic: ["every", "locations", "failingLocations", "failingFor"],
      certificate: ["critical", "every", "locations"],
      autoscaling: ["minimum", "maximum"],
      "disruption-budget": ["maxUnavailable"],
      capacity: ["maximum.cpu", "maximum.memory", "request.cpu", "request.memory"],
      backup: ["schedule", "keepDumps", "startWindow", "completionWindow", "deadline", "majorVersion"],
      "restore-test": ["schedule", "tables", "deadline", "majorVersion"],
      "backup-store": [
        "minimumRetention",
        "maximumRetention",
        "restoreTesting",
        "restoreTesting.startWindow",
        "restoreTesting.selectionWindow",
        "restoreTesting.validationWindow",
      ],
      probe: ["every", "deadline"],
      downtime: ["rrule", "duration", "objectives"],
      reminder: ["timezone", "over", "deadline"],
      escalation: ["steps.0.after", "acknowledgeWithin"],
      "sentry-rule": ["severity"],
    };

    expect(
      breaking(all, ({ guardrail: { kind, sources } }) => {
        const fields = sources.map(({ field }) => field);
        return (explained[kind] ?? []).every((field) => fields.includes(field));
      }),
    ).toEqual([]);
  });

  it("has sources that say something: facts, a page, a reason with a question, a key", () => {
    expect(
      breaking(all, ({ guardrail: { sources } }) =>
        sources.every(({ ask, because, facts, key, kind, page }) => {
          switch (kind) {
            case "fact":
              return facts.length > 0;
            case "documentation":
              return page !== null && because !== null;
            case "house":
              return because !== null && ask !== null && ask.endsWith("?");
            case "setting":
              return key !== null;
            case "override":
              return because !== null;
          }
        }),
      ),
    ).toEqual([]);
  });

  it("lists each fact once, and every fact that a value came from", () => {
    expect(
      breaking(all, ({ guardrail: { facts, sources } }) => {
        const cited = sources.flatMap((source) => source.facts);
        return new Set(facts).size === facts.length && cited.every((id) => facts.includes(id));
      }),
    ).toEqual([]);
  });

  it("carries its identity in its tags", () => {
    expect(
      breaking(all, ({ environment, guardrail: { id, service, tags } }) =>
        ["managed-by:belfry", `belfry:${id}`, `env:${environment}`, `service:${service}`].every((tag) =>
          tags.includes(tag),
        ),
      ),
    ).toEqual([]);
  });

  it("leaves no scope unresolved", () => {
    expect(breaking(all, ({ guardrail }) => !textOf(guardrail).includes("{scope"))).toEqual([]);
  });

  it("shows every missing setting, and lists it", () => {
    expect(
      breaking(all, ({ guardrail }) => {
        const visible = [...textOf(guardrail).matchAll(/\$\{setting:([\w.-]+)(?:\|\w+)?\}/g)].map(
          (match) => match[1],
        );
        return textOf([...new Set(visible)].sort()) === textOf(guardrail.unset);
      }),
    ).toEqual([]);
  });

  it("names only guardrails of the same plan", () => {
    const byPlan = Object.fromEntries(
      plans.map(({ environment, guardrails }) => [environment, new Set(guardrails.map(({ id }) => id))]),
    );

    expect(
      breaking(all, ({ environment, guardrail }) =>
        [
          ...textOf(guardrail).matchAll(
            /\$\{(?:guardrail|objective|dashboard|monitor|backup-store):([^}]+)\}/g,
          ),
        ].every((match) => byPlan[environment]?.has(match[1] ?? "")),
      ),
    ).toEqual([]);
  });

  it("mentions each handle with a space after it", () => {
    expect(
      breaking(all, ({ guardrail }) => !("message" in guardrail) || !/@[\w$]\S*\{\{/.test(guardrail.message)),
    ).toEqual([]);
  });
});

describe("staging", () => {
  const { staging, prod } = loaded;

  it("never pages", () => {
    expect(textOf(staging)).not.toMatch(/@oncall-|@pagerduty-|PagerDutyNotify/i);
    expect(staging?.guardrails.filter((each) => "pages" in each && each.pages)).toEqual([]);
  });

  it("would be seen to page, were it production", () => {
    expect(textOf(prod)).toMatch(/@oncall-|@pagerduty-/);
  });

  it("has the guardrails of production, in the same order", () => {
    expect(staging?.guardrails.map(({ id, kind }) => `${kind} ${id}`)).toEqual(
      prod?.guardrails.map(({ id, kind }) => `${kind} ${id}`),
    );
  });

  it("says nowhere that it is production", () => {
    expect(textOf(staging)).not.toMatch(/env:prod\b|"production"|\(prod\)|belfry-prod/);
  });

  it("shares no name with production, so that nobody mixes them up", () => {
    const names = new Set(prod?.guardrails.map(({ name }) => name));

    expect(staging?.guardrails.filter(({ name }) => names.has(name))).toEqual([]);
  });

  it("holds every alert to the levels of production", () => {
    const levels = (plan: typeof staging) =>
      plan
        ? allOf(plan, "monitor").map(({ critical, id, over, warning }) => ({ critical, id, over, warning }))
        : [];

    expect(levels(staging)).toEqual(levels(prod));
  });
});

describe("every page through an escalation chain", () => {
  const paged = all.flatMap(({ at, environment, guardrail }) =>
    "notify" in guardrail && guardrail.notify.alert.some((handle) => /^@(oncall|pagerduty)-/.test(handle))
      ? [{ at, environment, guardrail }]
      : [],
  );

  it("says who is told now and who next, as the chain does", () => {
    const rolesOf = (environment: string, service: string): readonly string[] =>
      plans
        .filter((plan) => plan.environment === environment)
        .flatMap((plan) => allOf(plan, "escalation"))
        .filter((each) => each.service === service)
        .flatMap(({ steps }) => steps.map(({ role }) => role));

    expect(paged.length).toBeGreaterThan(30);
    expect(
      breaking(paged, ({ environment, guardrail }) => {
        const told = /Told now: (.*)/.exec(guardrail.message)?.[1] ?? "";
        const roles = rolesOf(environment, guardrail.service);
        return roles.length > 0 && roles.every((role) => told.includes(role));
      }),
    ).toEqual([]);
  });

  it("is not there where nobody is paged", () => {
    expect(paged.filter(({ environment }) => environment === "staging")).toEqual([]);
    expect(textOf(loaded["staging"])).not.toContain("Told now:");
  });
});
