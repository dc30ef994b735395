import type { Finding, Rule, RuleBook } from "../../../sandbox/rules/rule";
import type { Bag } from "../../../sandbox/wire/values";

/** Inputs that a rule lets through and inputs that it refuses. */
export interface RuleCase {
  readonly code: string;
  readonly good: Bag;
  readonly bad: Bag;
  /** Path that the refusal names. */
  readonly path: string;
}

/** The day on which all rule tests happen. */
export const TODAY = new Date("2030-01-15T12:00:00Z");

/** What one rule finds. */
export function findings(book: RuleBook, code: string, inputs: Bag): readonly Finding[] {
  return ruleOf(book, code).check(inputs, TODAY);
}

/** What all rules of a type find, as codes. */
export function codesOf(book: RuleBook, type: string, inputs: Bag): readonly string[] {
  return book.rules
    .filter(({ types }) => types.includes(type))
    .filter((rule) => rule.check(inputs, TODAY).length > 0)
    .map(({ code }) => code);
}

/** Tests every row of a table, and that the table has a row for every rule. */
export function describeRules(book: RuleBook, cases: readonly RuleCase[]): void {
  describe(`rules of ${book.package}`, () => {
    it.each(cases)("$code refuses at $path", ({ code, good, bad, path }) => {
      expect(findings(book, code, good)).toEqual([]);
      const found = findings(book, code, bad);
      expect(found.map((finding) => finding.path)).toContain(path);
      for (const { message } of found) expect(message).toMatch(/[.;]|did you mean/);
    });

    it("has a row for every rule", () => {
      const covered = new Set(cases.map(({ code }) => code));
      expect(book.rules.map(({ code }) => code).filter((code) => !covered.has(code))).toEqual([]);
    });

    it("gives every rule a code of its own and a source", () => {
      const codes = [...book.rules, ...book.references].map(({ code }) => code);
      expect(new Set(codes).size).toBe(codes.length);
      for (const { code, source } of [...book.rules, ...book.references]) {
        expect(code).toMatch(new RegExp(`^${book.package}/[a-z0-9-]+$`));
        expect(source).not.toBe("");
      }
    });
  });
}

function ruleOf(book: RuleBook, code: string): Rule {
  const rule = book.rules.find((candidate) => candidate.code === code);
  if (rule === undefined) throw new Error(`no rule ${code}`);
  return rule;
}
