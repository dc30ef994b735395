import { minutes } from "../../model/quantity";
import { fact, house } from "../../model/source";
import { recoveryBlock } from "../../report/catalogue/recovery-block";
import { summaryOf } from "../../report/summary";
import { unprovenPromises } from "../../report/unproven";
import { SourceTrail } from "../../plan/trail";
import { backupOf, capacityOf, restoreTestOf } from "../support/infrastructure-guardrails";
import { committedStacks, loadCommitted } from "../support/models";

const trail = new SourceTrail();
trail.take("recoveryPoint.objective", fact("VS-096", minutes(5)));
trail.take("recoveryPoint.keptBy", house("unproven", "Dumps are nightly.", "Is it so?"));

const unproven = backupOf({
  sources: [...trail.entries],
  recoveryPoint: { objective: 300, keptBy: "unproven" },
});

describe("a promise on recovery", () => {
  it("that nothing shows is listed with its figure and the question", () => {
    const plan = { ...loadCommitted("prod").plan, guardrails: [backupOf(), unproven] };

    expect(unprovenPromises(plan)).toEqual([
      {
        path: "shop/dump.recoveryPoint",
        promised: "5 min",
        because: "Dumps are nightly.",
        ask: "Is it so?",
      },
    ]);
  });

  it.each(committedStacks)("is listed in %s exactly where the plan says that it is unproven", (stack) => {
    const { plan } = loadCommitted(stack);
    const said = plan.guardrails.flatMap((each) => [
      ...(each.kind === "escalation"
        ? each.unproven.map(({ severity }) => `${each.id}.unproven.${severity}`)
        : []),
      ...(each.kind === "backup" && each.recoveryPoint?.keptBy === "unproven"
        ? [`${each.id}.recoveryPoint`]
        : []),
      ...(each.kind === "restore-test" && each.recoveryTime?.keptBy === "unproven"
        ? [`${each.id}.recoveryTime`]
        : []),
    ]);

    const told = unprovenPromises(plan);
    expect(told.map(({ path }) => path)).toEqual(said);
    expect(told.filter(({ ask, promised }) => promised === "" || !ask.endsWith("?"))).toEqual([]);
  });

  it("stands in the summary", () => {
    expect(summaryOf(unproven)).toMatch(/; loses at most 5 min \(unproven\)$/);
    expect(summaryOf(backupOf({ recoveryPoint: { objective: 3600, keptBy: "dumps" } }))).toMatch(
      /; loses at most 1 h$/,
    );
    expect(summaryOf(restoreTestOf({ recoveryTime: { objective: 900, keptBy: "restore-test" } }))).toMatch(
      /; back within 15 min$/,
    );
    expect(summaryOf(backupOf())).not.toContain("loses");
  });

  it.each([
    [
      unproven,
      "The dumps alone lose up to 26 h. At most 5 min may be lost. **Unproven**: nothing shows that it is kept.",
    ],
    [backupOf(), "The dumps alone lose up to 26 h. No recovery point is promised."],
    [
      backupOf({ worstLoss: null, recoveryPoint: { objective: 3600, keptBy: "point-in-time" } }),
      "At most 1 h may be lost. Point-in-time recovery at the provider keeps it, which monitors verify.",
    ],
    [
      restoreTestOf({
        recoveryTime: { objective: 3600, keptBy: "restore-test" },
        verification: [
          { by: "job", check: "rows", step: "Rows are there." },
          { by: "people", duty: "drill", step: "Start the shop." },
        ],
      }),
      [
        "The data must be back within 1 h. Each restore test is timed, and a monitor tells when it takes longer.",
        "Checked at each run:",
        "- Rows are there.",
        "Rehearsed by people:",
        "- Start the shop. (duty `drill`)",
      ].join("\n\n"),
    ],
    [
      restoreTestOf(),
      [
        "No recovery time is promised.",
        "Checked at each run:",
        "- The tables that must hold rows do.",
        "Nothing more is rehearsed by people.",
      ].join("\n\n"),
    ],
    [capacityOf(), ""],
  ])("stands in the catalogue", (guardrail, text) => {
    expect(recoveryBlock(guardrail)).toBe(text);
  });
});
