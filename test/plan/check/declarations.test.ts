import { join } from "node:path";

import { monitor, objective, type Declaration } from "../../../model/declaration";
import { convert, minutes, percent, seconds } from "../../../model/quantity";
import { describeProblem } from "../../../model/problem";
import { documented, fact, house } from "../../../model/source";
import { uninstrumented } from "../../../model/telemetry";
import { checkDeclarations } from "../../../plan/check/declarations";
import { knownServices } from "../../../stacks/load-plan";
import { chosen, codesOf, errorRate, estateOf, serviceOf, shopGuidance } from "../../support/models";

const root = join(__dirname, "../../..");

/** What is wrong with a service whose types were stripped: with `changes`, which the compiler would refuse. */
const problemsOf = (changes: object) => checkDeclarations([serviceOf(changes)], root);

/** The same for one declaration, as text without the line on which the test stands. */
const told = (declaration: object): readonly string[] =>
  problemsOf({ guardrails: [declaration] })
    .map(describeProblem)
    .map((text) => text.replace(/^(\S+\.ts):\d+/, "$1:<line>"));

const slow = { name: "slow", title: "slow", signal: "latencyP95", ...shopGuidance } as const;
const monitorOf = (changes: object): Declaration => monitor({ ...slow, ...changes } as never);

describe("checkDeclarations", () => {
  it("takes every committed service, and made-up ones", () => {
    expect(checkDeclarations(knownServices, root)).toEqual([]);
    expect(checkDeclarations([estateOf(), serviceOf()], root)).toEqual([]);
  });

  it("tells file, line, what must hold and what to write", () => {
    expect(told(monitorOf({}))).toMatchInlineSnapshot(`
     [
       "test/plan/check/declarations.test.ts:<line> shop/slow.critical: it is missing, and has no default. Write fact("VH-008", value) for a runbook's, house(value, reason, question) for our own. \`npm run check\` shows more. [source/missing]",
     ]
    `);
    expect(told(monitorOf({ critical: percent(5) }))).toMatchInlineSnapshot(`
     [
       "test/plan/check/declarations.test.ts:<line> shop/slow.critical (5 %): a value says where it comes from. Write fact("VH-008", value) for a runbook's, house(value, reason, question) for our own. \`npm run check\` shows more. [source/missing]",
     ]
    `);
    expect(told(monitorOf({ critical: chosen(percent(5)) }))).toMatchInlineSnapshot(`
     [
       "test/support/models.ts:<line> shop/slow.critical (5 %): 5 % is in percent, and this is measured in nanoseconds, milliseconds, seconds, minutes, hours, days. Write it in one of these units. \`npm run check\` shows more. [threshold/unit]",
     ]
    `);
    expect(told(monitorOf({ critical: chosen(seconds("5" as never)) }))).toMatchInlineSnapshot(`
     [
       "test/support/models.ts:<line> shop/slow.critical ("5" s): seconds() takes a number. Write the number without quotes. \`npm run check\` shows more. [quantity/number]",
     ]
    `);
    expect(told(monitorOf({ signal: "latencyp95", critical: chosen(seconds(5)) }))).toMatchInlineSnapshot(`
     [
       "test/plan/check/declarations.test.ts:<line> shop/slow.signal ("latencyp95"): no such word is known here. Did you mean latencyP95? \`npm run check\` shows more. [declaration/word]",
     ]
    `);
    expect(told(monitorOf({ critical: chosen(seconds(5)), sustainedFr: chosen(minutes(5)) })))
      .toMatchInlineSnapshot(`
     [
       "test/support/models.ts:<line> shop/slow.sustainedFr (5 min): no such field is known; it would be ignored. Mend it as the type in model/ says. \`npm run check\` shows more. [declaration/form]",
     ]
    `);
    expect(told(monitorOf({ critical: house(seconds(5), "", " ") }))).toMatchInlineSnapshot(`
     [
       "test/plan/check/declarations.test.ts:<line> shop/slow.critical.source.because (""): a value of our own says why it is safe to start with. Write the reason after the value: house(value, reason, question). [source/reason]",
       "test/plan/check/declarations.test.ts:<line> shop/slow.critical.source.ask (" "): a value of our own asks the runbook's owner what to confirm. Write the question after the reason: house(value, reason, question). [source/question]",
     ]
    `);
  });

  it.each<[string, object, readonly string[]]>([
    ["an unknown kind", { kind: "monitr", name: "x" }, ["declaration/word"]],
    ["no kind", { name: "x" }, ["declaration/word"]],
    ["no declaration", [], ["declaration/form"]],
    [
      "a warning in another dimension",
      monitorOf({ critical: chosen(seconds(5)), warning: chosen(percent(1)) }),
      ["threshold/unit"],
    ],
    [
      "a window in percent",
      monitorOf({ critical: chosen(seconds(5)), over: chosen(percent(1)) }),
      ["quantity/unit"],
    ],
    ["an unknown unit", monitorOf({ critical: chosen({ value: 5, unit: "weeks" }) }), ["quantity/form"]],
    ["no number", monitorOf({ critical: chosen(seconds(Number.NaN)) }), ["quantity/number"]],
    [
      "no number, in another dimension",
      monitorOf({ critical: chosen(percent("5" as never)) }),
      ["quantity/number"],
    ],
    [
      "an unknown severity",
      monitorOf({ critical: chosen(seconds(5)), severity: chosen("urgent") }),
      ["declaration/word"],
    ],
    ["a fact that names none", monitorOf({ critical: fact([], seconds(5)) }), ["declaration/form"]],
    ["an empty page", monitorOf({ critical: documented(seconds(5), "", "x") }), ["declaration/text"]],
    [
      "causes that are no list",
      monitorOf({ critical: chosen(seconds(5)), causes: "load" }),
      ["declaration/form"],
    ],
    [
      "an objective of a share in fractions",
      objective({
        name: "x",
        title: "x",
        indicator: { kind: "time-slice", signal: "latencyP95", level: chosen(percent(5)) },
        target: chosen({ value: 1, unit: "fraction" }) as never,
        burn: "none",
        ...shopGuidance,
      }),
      ["quantity/unit", "threshold/unit"],
    ],
  ])("refuses %s", (_, declaration, codes) => {
    expect(codesOf(problemsOf({ guardrails: [declaration] }))).toEqual(codes);
  });

  it("tells the mistakes of all declarations and services at once", () => {
    const guardrails = [monitorOf({}), errorRate, monitorOf({ critical: percent(5) })];

    expect(
      codesOf(problemsOf({ guardrails, duties: undefined, telemetry: { cpuUsag: uninstrumented("", "x") } })),
    ).toEqual(["declaration/form", "source/missing", "source/missing", "declaration/form"]);
  });

  it("refuses what is measured in another dimension than its signal's", () => {
    const { latencyP95 } = serviceOf().telemetry;

    expect(
      problemsOf({ telemetry: { ...serviceOf().telemetry, errorRate: latencyP95 } }).map(describeProblem),
    ).toMatchInlineSnapshot(`
     [
       "shop.telemetry.errorRate.unit ("seconds"): 1 s is in seconds, and this is measured in percent, fraction. Write it in one of these units. \`npm run check\` shows more. [telemetry/unit]",
     ]
    `);
  });

  it("names a service that is none by its place", () => {
    expect(checkDeclarations([undefined], root).map(describeProblem)).toMatchInlineSnapshot(`
     [
       "services/all.ts: service 0 of the list is nothing: the file that it is imported from exports no such name. Import it by the name that its file exports. [service/missing]",
     ]
    `);
  });
});

describe("convert", () => {
  it("never makes a number of one dimension one of another", () => {
    expect(() => convert(percent(5) as never, "seconds")).toThrow(
      "5 % (percent) cannot be converted to seconds.",
    );
  });
});
