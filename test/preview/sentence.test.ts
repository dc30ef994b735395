import { sentenceOf } from "../../preview/sentence";
import { pastGates } from "../../preview/gates";
import { stackBacktestOf } from "../support/previews";

const loosened = { alerts: true, classes: ["loosened" as const], held: true, waivedBy: [] };
const [team] = stackBacktestOf().teams;
const [known] = stackBacktestOf().ledger;
if (!team || !known) throw new Error("The fixture has neither.");

const ranged = (shown: number) => ({ shown, least: shown, most: shown });
const pages = (before: number, after: number) => ({ before: ranged(before), after: ranged(after) });
const past = (changes: Partial<ReturnType<typeof stackBacktestOf>>) =>
  stackBacktestOf({ teams: [], ledger: [], ...changes });
const gated = (code: string) => ({ code, waived: false });

describe("the sentence of a preview with a past", () => {
  it.each([
    [past({ pagesPerWeek: pages(3, 11) }), [], "pages/week 3 → 11 (+8): 2 need a second look."],
    [past({ pagesPerWeek: pages(11.04, 2.96) }), [], "pages/week 11 → 3 (-8): 2 need a second look."],
    [past({ pagesPerWeek: pages(0.1, 0.4) }), [], "pages/week 0.1 → 0.4 (+0.3): 2 need a second look."],
    [past({ pagesPerWeek: pages(3, 3.01) }), [], "pages/week stay 3: 2 need a second look."],
    [
      past({ pagesPerWeek: pages(3, 4), made: true }),
      [],
      "pages/week 3 → 4 (+1) in a made-up past: 2 need a second look.",
    ],
    [
      past({ pagesPerWeek: pages(3, 11), ledger: [known, { ...known, id: "shop/other" }] }),
      [gated(pastGates.ledger), gated(pastGates.ledger)],
      "pages/week 3 → 11 (+8); 1 known incident no longer caught: 4 need a second look.",
    ],
    [
      past({
        pagesPerWeek: pages(3, 11),
        teams: [team, { ...team, team: "stock" }, { ...team, exceeds: false }],
        ledger: [{ ...known, after: { verdict: "late", after: 900, why: null } }],
      }),
      [gated(pastGates.ledger), gated(pastGates["page-budget"]), gated(pastGates["page-budget"])],
      "pages/week 3 → 11 (+8); 2 teams over budget; 1 known incident no longer caught in time: 5 need a second look.",
    ],
  ])("is right", (backtest, problems, ending) => {
    const sentence = sentenceOf({ stack: "prod", changes: [loosened, loosened], problems, backtest });
    expect(sentence).toBe(`prod: 2 alerts loosened; ${ending}`);
  });

  it("counts other problems apart", () => {
    expect(sentenceOf({ stack: "prod", changes: [], problems: [gated("coherence/x")], backtest: null })).toBe(
      "prod: 1 problem: 1 needs a second look.",
    );
  });
});
