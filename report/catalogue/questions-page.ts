import type { Service } from "../../model/service";
import type { Plan } from "../../plan/types";
import { code, escaped, markdownTable, page } from "./markdown";

/** A question to the owner of a runbook, with all guardrails that wait for the answer. */
interface Question {
  /** What we ask. */
  readonly ask: string;
  /** Why the value is as it is until then. */
  readonly because: string;
  /** Each value that waits: guardrail, field and what it is now. */
  readonly where: readonly string[];
}

/** The page for the owners of the runbooks: what we decided in their place, and what we ask them. */
export function questionsPage(services: readonly Service[], plan: Plan): string {
  return page([
    "# Questions to the owners of the runbooks",
    "Where a runbook contradicts itself or is silent, Belfry deploys the choice below. An answer changes one line of a service.",
    ...services.flatMap((service) => questionsOf(service, plan)),
  ]);
}

function questionsOf(service: Service, plan: Plan): readonly string[] {
  const questions = grouped(plan, service.name);
  if (questions.length === 0 && service.decisions.length === 0) return [];
  const decisions = service.decisions.map(({ because, decided, id }) => [
    id,
    escaped(decided),
    escaped(because),
  ]);
  const rows = questions.map(({ ask, because, where }) => [escaped(ask), escaped(because), firstOf(where)]);
  return [
    `## ${escaped(service.title)}`,
    decisions.length === 0 ? "" : markdownTable(["doubt", "we deploy", "because"], decisions),
    rows.length === 0 ? "" : markdownTable(["question", "until then", "values"], rows),
  ];
}

/** Values that wait for one answer are often alike: a few stand for all. */
function firstOf(where: readonly string[]): string {
  const shown = where.slice(0, 3).map(code).join(", ");
  return where.length > 3 ? `${shown} and ${where.length - 3} more` : shown;
}

function grouped({ guardrails }: Plan, service: string): readonly Question[] {
  const questions = new Map<string, { ask: string; because: string; where: string[] }>();
  for (const { id, service: owner, sources } of guardrails) {
    if (owner !== service) continue;
    for (const { ask, because, field, stated } of sources) {
      if (ask === null) continue;
      const question = questions.get(`${ask}\n${because ?? ""}`) ?? {
        ask,
        because: because ?? "",
        where: [],
      };
      question.where.push(`${id}.${field} ${stated ?? ""}`.trim());
      questions.set(`${ask}\n${because ?? ""}`, question);
    }
  }
  return [...questions.values()];
}
