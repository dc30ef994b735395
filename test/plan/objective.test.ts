import { monitor, objective, type ObjectiveDeclaration } from "../../model/declaration";
import { days, hours, milliseconds, percent } from "../../model/quantity";
import type { Service } from "../../model/service";
import { measured, uninstrumented } from "../../model/telemetry";
import { planObjective } from "../../plan/objective";
import {
  chosen,
  contextOf,
  environmentOf,
  latency,
  serviceOf,
  shopGuidance,
  stagingOf,
} from "../support/models";

const counted = measured({
  via: "apm",
  metrics: ["all"],
  docs: "https://docs.example",
  expression: "",
  unit: "count",
});

const promiseOf = (changes: Partial<ObjectiveDeclaration> = {}): ObjectiveDeclaration =>
  objective({
    name: "success",
    title: "requests without error",
    indicator: {
      kind: "ratio",
      good: "sum:good{scope}.as_count()",
      total: "sum:all{scope}.as_count()",
      telemetry: counted,
    },
    target: chosen(percent(99.9)),
    burn: "page",
    ...shopGuidance,
    ...changes,
  });

function planned(changes: Partial<ObjectiveDeclaration> = {}, environment = environmentOf()) {
  const [first, ...burns] = planObjective(contextOf(environment), promiseOf(changes));
  if (first?.kind !== "objective") throw new Error("The objective comes first.");
  return { objective: first, burns: burns.flatMap((each) => (each.kind === "burn-rate" ? [each] : [])) };
}

const tierOf = ({ burns }: ReturnType<typeof planned>) =>
  burns.map(({ budgetShare, factor, id, longWindow, severity, shortWindow }) =>
    [
      id.replace("shop/success-burn-", ""),
      severity,
      budgetShare,
      factor,
      longWindow / 3600,
      shortWindow / 60,
    ].join(" "),
  );

describe("the alerts on a budget", () => {
  it.each([
    [7, ["fast critical 10 16.8 1 5", "medium high 20 5.6 6 30", "slow medium 40 2.8 24 120"]],
    [30, ["fast critical 2 14.4 1 5", "medium high 5 6 6 30", "slow medium 10 3 24 120"]],
    [90, ["fast critical 1 21.6 1 5", "medium high 3 10.8 6 30", "slow medium 5 4.5 24 120"]],
  ])("over %d days are the three that Datadog recommends", (period, tiers) => {
    expect(tierOf(planned({ period: chosen(days(period)) }))).toEqual(tiers);
  });

  it.each([
    ["page", ["fast", "medium", "slow"]],
    ["ticket", ["medium", "slow"]],
    ["none", []],
  ] as const)("where burn is %s: %j", (burn, names) => {
    expect(planned({ burn }).burns.map(({ id }) => id)).toEqual(
      names.map((name) => `shop/success-burn-${name}`),
    );
  });

  it("wait until something measures the indicator", () => {
    const indicator = { ...promiseOf().indicator, telemetry: uninstrumented("Made up.", "Is it?") };

    expect(planned({ indicator })).toMatchObject({ objective: { burnRates: [] }, burns: [] });
  });

  it("page for none that only opens tickets", () => {
    expect(planned({ burn: "ticket" }).burns.map(({ pages, severity }) => [severity, pages])).toEqual([
      ["medium", false],
      ["medium", false],
    ]);
  });

  it("are listed by the objective, and refer to it by its id in the plan", () => {
    const { burns, objective: promise } = planned();

    expect(promise.burnRates).toEqual(burns.map(({ id }) => id));
    expect(burns[0]?.query).toBe(
      'burn_rate("${objective:shop/success}").over("30d").long_window("1h").short_window("5m") > 14.4',
    );
  });

  it("wake nobody in staging", () => {
    expect(planned({}, stagingOf()).burns.map(({ notify, pages }) => [pages, notify.alert])).toEqual(
      [1, 2, 3].map(() => [false, ["@slack-${setting:shop.slackChannel}"]]),
    );
  });

  it("follow a window that the stack's configuration changes, factor and all", () => {
    const change = { value: hours(2), bare: false, because: null, until: null };
    const environment = environmentOf({ overrides: { "shop/success-burn-fast": { longWindow: change } } });

    const [fast] = planned({}, environment).burns;

    expect(fast).toMatchObject({ longWindow: 7200, shortWindow: 600, factor: 7.2, budgetShare: 2 });
    expect(fast?.query).toContain('.long_window("2h").short_window("10m") > 7.2');
  });

  it("say how fast the budget goes", () => {
    expect(planned().burns[0]?.message).toContain(
      '**Error budget burns 14.4 times too fast: 2 % of it went in 1 h** at Shop (prod). It is the budget of "requests without error" (99.9 % over 30 d); at this rate all of it goes in 50 h.',
    );
  });
});

describe("the time of a monitor", () => {
  const quiet = { kind: "monitor", monitor: "latency" } as const;
  const plannedIn = (service: Service) => {
    const [objective, ...burns] = planObjective(
      contextOf(environmentOf(), service),
      promiseOf({ indicator: quiet, burn: "ticket" }),
    );
    return { objective, burns };
  };

  it("names the monitor by its id in the plan, is measured where that is, and is found by a tag", () => {
    const { burns, objective } = plannedIn(serviceOf());

    expect(objective).toMatchObject({
      indicator: { kind: "monitor", monitor: "${monitor:shop/latency}" },
      telemetry: { metrics: ["requests"] },
    });
    expect(objective?.tags).toContain("indicator:monitor");
    expect(burns.map(({ id, telemetry }) => [id, telemetry?.status])).toEqual([
      ["shop/success-burn-medium", "integration"],
      ["shop/success-burn-slow", "integration"],
    ]);
  });

  it("reads the monitor's own telemetry before the service's, and waits for it", () => {
    const waiting = { ...latency, telemetry: uninstrumented("Made up.", "Is it?") } as typeof latency;

    expect(plannedIn(serviceOf({ guardrails: [waiting] }))).toMatchObject({
      objective: { telemetry: { status: "uninstrumented" }, burnRates: [] },
      burns: [],
    });
  });

  it("stays quiet through maintenance as the monitor does", () => {
    const heard = monitor({
      name: "latency",
      title: "age of the backup",
      signal: "backupAge",
      critical: chosen(hours(26)),
      ...shopGuidance,
    });
    const mutable = (service: Service) =>
      plannedIn(service).burns.map(({ tags }) => tags.includes("maintenance:mutable"));

    expect(mutable(serviceOf())).toEqual([true, true]);
    expect(mutable(serviceOf({ guardrails: [heard] }))).toEqual([false, false]);
  });
});

describe("the alerts on a promise", () => {
  const muted = (signal: "latencyP95" | "backupAge") => {
    const level = signal === "backupAge" ? hours(24) : milliseconds(500);
    const indicator = { kind: "time-slice", signal, level: chosen(level) } as const;
    return planned({ indicator }).burns.map(({ tags }) => tags.includes("maintenance:mutable"));
  };

  it("may stay quiet through maintenance, but never of backups", () => {
    expect([muted("latencyP95"), muted("backupAge")]).toEqual([
      [true, true, true],
      [false, false, false],
    ]);
  });
});

describe("an indicator", () => {
  it("of good events is scoped to the environment", () => {
    expect(planned({}, stagingOf()).objective.indicator).toEqual({
      kind: "ratio",
      good: "sum:good{env:staging,service:shop}.as_count()",
      total: "sum:all{env:staging,service:shop}.as_count()",
    });
  });

  it("of time slices reads the signal's telemetry, a percentile in its own unit", () => {
    const indicator = { kind: "time-slice", signal: "latencyP95", level: chosen(milliseconds(500)) } as const;

    expect(planned({ indicator }).objective.indicator).toEqual({
      kind: "time-slice",
      signal: "latencyP95",
      query: "p95:requests{env:prod,service:shop}",
      comparator: "<",
      level: 0.5,
      unit: "seconds",
      slice: 300,
    });
  });

  it("of time slices that nothing measures has no query, which a check reports", () => {
    const indicator = { kind: "time-slice", signal: "cpuUsage", level: chosen(percent(50)) } as const;
    const [promise] = planObjective(
      contextOf(environmentOf(), serviceOf()),
      promiseOf({ indicator, burn: "none" }),
    );

    expect(promise).toMatchObject({ indicator: { query: null }, telemetry: null });
  });
});
