import { longestAwsGap, longestGap } from "../../plan/longest-gap";
import type { GuardrailOf, PlanSource } from "../../plan/types";
import { facts } from "../../services/facts";
import { loadCommitted } from "../support/models";

const { guardrails } = loadCommitted("prod").plan;
const backups = guardrails.filter((each): each is GuardrailOf<"backup"> => each.kind === "backup");
const tests = guardrails.filter((each): each is GuardrailOf<"restore-test"> => each.kind === "restore-test");
const monitors = guardrails.filter((each): each is GuardrailOf<"monitor"> => each.kind === "monitor");

const day = 86_400;

/** The longest time that the facts behind a value leave between two runs, in seconds; a month has 31 days at most. */
const stated = (sources: readonly PlanSource[], field: string): readonly number[] =>
  sources
    .filter((source) => source.field === field)
    .flatMap((source) => source.facts)
    .flatMap((id) => {
      const { target, unit } = facts[id] ?? {};
      const length = { days: day, months: 31 * day }[unit ?? ""];
      return target !== undefined && length !== undefined ? [target * length] : [];
    });

describe("what the runbooks promise of recovery", () => {
  it.each([
    ["victorysync", { objective: 300, keptBy: "unproven" }, { objective: 900, keptBy: "restore-test" }],
    ["vendhub", null, null],
    ["vocavision", null, null],
    ["operations", null, null],
    ["watchtower", { objective: 3600, keptBy: "point-in-time" }, { objective: 3600, keptBy: "restore-test" }],
  ])("stands in the plan of %s", (service, point, time) => {
    expect(backups.filter((each) => each.service === service).map((each) => each.recoveryPoint)).toEqual([
      point,
    ]);
    expect(tests.filter((each) => each.service === service).map((each) => each.recoveryTime)).toEqual([time]);
  });

  it.each(
    backups.flatMap(({ id, sources, tiers }) =>
      tiers.map((tier) => [`${id} ${tier.name}`, tier, sources] as const),
    ),
  )("is met by the tier of %s, where a fact says how often", (_, { name, schedule }, sources) => {
    for (const longest of stated(sources, `tiers.${name}.schedule`))
      expect(longestAwsGap(schedule)).toBeLessThanOrEqual(longest);
  });

  it("is carried by the tier of its name", () => {
    const tiers = backups.flatMap(({ sources }) =>
      sources.filter(({ field }) => /^tiers\..*\.schedule$/.test(field)),
    );

    expect(tiers.filter(({ kind }) => kind === "fact").map(({ facts: ids, field }) => [field, ids])).toEqual([
      ["tiers.daily.schedule", ["WT-062"]],
      ["tiers.weekly.schedule", ["WT-063"]],
      ["tiers.monthly.schedule", ["WT-064"]],
    ]);
    for (const { kind, facts: ids, field } of tiers)
      if (kind === "fact") expect(ids.map((id) => facts[id]?.cadence)).toEqual([field.split(".")[1]]);
  });

  it.each(tests.map((test) => [test.id, test] as const))("is met by the schedule of %s", (_, test) => {
    for (const longest of stated(test.sources, "schedule"))
      expect(longestGap(test.schedule)).toBeLessThanOrEqual(longest);
  });
});

describe.each(backups.map((backup) => [backup.service, backup] as const))(
  "a dump of %s",
  (service, backup) => {
    const [size] = monitors.filter((each) => each.service === service && each.signal === "backupSizeRatio");

    it("that is empty is refused by its job", () => {
      expect(backup.minimumBytes).toBeGreaterThan(1024);
    });

    it("that shrank against the one before warns, then alerts, and silence alerts too", () => {
      expect(size).toMatchObject({
        comparator: "<",
        warning: 80,
        critical: 50,
        unit: "percent",
        silence: "alert",
      });
      expect(size?.query).toContain("belfry.backup.size_ratio");
      expect(size?.draft).toBe(false);
    });
  },
);
