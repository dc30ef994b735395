import fc from "fast-check";

import { objections, rulesText, testText } from "./promtool";
import { turnedRound, type Question } from "./question";

/** A kind of questions that is put to promtool. */
export interface Suite {
  /** What the table calls it. */
  readonly title: string;
  /** What is drawn by lot. */
  readonly questions: fc.Arbitrary<Question>;
  /** How many are drawn. */
  readonly cases: number;
}

/** How far Belfry and promtool agree. */
export interface Agreement {
  /** What was compared. */
  readonly title: string;
  /** Questions. */
  readonly cases: number;
  /** Those in which promtool agrees with every answer. */
  readonly agreed: number;
  /** Answers: an alert at a time. */
  readonly answers: number;
  /** Answers in which something fires. */
  readonly firing: number;
  /** Times at which an alert begins or ends to fire, of all groups. */
  readonly changes: number;
  /** Of the questions with one answer turned round, those that promtool refuses: all, or it does not look. */
  readonly refused: number;
  /** The first disagreement, made as small as it goes; null where there is none. */
  readonly reproduction: string | null;
}

/** Longest time that is spent on making a disagreement smaller, in milliseconds. */
const shrinking = 60_000;

/** Puts questions to promtool, each once as Belfry answers it and once with an answer turned round. */
export function agreementOf(promtool: string, { cases, questions, title }: Suite, seed: number): Agreement {
  const drawn = fc.sample(questions, { numRuns: cases, seed });
  const said = objections(promtool, drawn);
  const first = said.findIndex((objection) => objection !== null);
  const turned = objections(promtool, drawn.map(turnedRound));
  return {
    title,
    cases: drawn.length,
    agreed: said.filter((objection) => objection === null).length,
    ...countsOf(drawn),
    refused: turned.filter((objection) => objection !== null).length,
    reproduction: first === -1 ? null : smallest(promtool, questions, { seed, path: String(first) }),
  };
}

function countsOf(questions: readonly Question[]): Pick<Agreement, "answers" | "firing" | "changes"> {
  let [answers, firing, changes] = [0, 0, 0];
  for (const question of questions) {
    const before = new Map<string, string>();
    for (const { alert, firing: now } of question.answers) {
      const alerts = JSON.stringify(now);
      answers += 1;
      if (now.length > 0) firing += 1;
      if (alerts !== (before.get(alert) ?? "[]")) changes += 1;
      before.set(alert, alerts);
    }
  }
  return { answers, firing, changes };
}

function smallest(
  promtool: string,
  questions: fc.Arbitrary<Question>,
  at: { readonly seed: number; readonly path: string },
): string {
  const agrees = (question: Question): boolean => objections(promtool, [question])[0] === null;
  const { counterexample } = fc.check(fc.property(questions, agrees), {
    ...at,
    numRuns: 1,
    interruptAfterTimeLimit: shrinking,
    markInterruptAsFailure: true,
  });
  const [question] = counterexample ?? [];
  if (!question) return `The disagreement at ${JSON.stringify(at)} did not come up again.`;
  const single = question.answers.map((answer) => ({ ...question, answers: [answer] }));
  const refused = objections(promtool, single);
  const index = refused.findIndex((each) => each !== null);
  return [
    `# disagreement, seed ${at.seed}, case ${at.path}`,
    "# rules.yml",
    rulesText(question),
    "# test.yml, with Belfry's answer: promtool test rules test.yml",
    testText(single[index] ?? question, "rules.yml"),
    "# Belfry was asked",
    question.asked,
    "# promtool says",
    refused[index] ?? "",
  ].join("\n");
}
