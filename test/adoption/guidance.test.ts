import { guidanceOf, unanswered } from "../../adoption/guidance";

const all = ["What do users notice?", "What usually causes it?", "What should a person do first?"];

describe("what a message says", () => {
  it("is taken apart by its headings and lists, without handles, variables and marks", () => {
    const message = [
      "{{#is_alert}}**Impact:** Readers of {{host.name}} wait. @slack-books{{/is_alert}}",
      "{{#is_recovery}}It is over.{{/is_recovery}}",
      "",
      "## Possible causes",
      "- a slow statement",
      "* too few instances",
      "",
      "### What to do",
      "1. Look at the graph.",
      "2) Scale out.",
      "@books@example.org",
    ].join("\n");
    expect(guidanceOf(message)).toEqual({
      impact: "Readers of wait.",
      causes: ["a slow statement", "too few instances"],
      firstSteps: ["Look at the graph.", "Scale out."],
      questions: [],
    });
  });

  it("addresses nobody whom the message does not, once its marks are gone", () => {
    const { firstSteps, impact } = guidanceOf(
      "**@slack-a** is told.\nImpact:@slack-b sees it.\n- {@slack-c} acts",
    );
    expect([impact, firstSteps]).toEqual(["is told. sees it. acts", [unanswered.firstStep]]);
  });

  it.each([
    ["", { impact: unanswered.impact, causes: [], firstSteps: [unanswered.firstStep], questions: all }],
    [
      "@slack-books",
      { impact: unanswered.impact, causes: [], firstSteps: [unanswered.firstStep], questions: all },
    ],
    [
      "CPU is high.\nRunbook: https://wiki.example/cpu",
      {
        impact: "CPU is high.",
        causes: [],
        firstSteps: ["Follow https://wiki.example/cpu"],
        questions: ["What usually causes it?"],
      },
    ],
    [
      "Steps to take are many: call somebody.\n- Call somebody.",
      {
        impact: unanswered.impact,
        causes: [],
        firstSteps: ["call somebody.", "Call somebody."],
        questions: all.slice(0, 2),
      },
    ],
  ])("leaves open what it does not say: %j", (message, expected) => {
    expect(guidanceOf(message)).toEqual(expected);
  });
});
