import type { Service } from "../../model/service";
import { coherenceRules } from "../../plan/coherence/rules";
import type { Plan } from "../../plan/types";
import { calendarPage } from "./calendar-page";
import { escaped, markdownTable, page } from "./markdown";
import { questionsPage } from "./questions-page";
import { rulesPage } from "./rules-page";
import { servicePage } from "./service-page";

/** Folder of the catalogue, from the checkout's root. Alerts link to its pages through the setting `estate.runbooks`. */
export const catalogueFolder = "docs/catalogue";

/** Every page of the catalogue, by path: what production deploys, as people read it. */
export function cataloguePages(services: readonly Service[], plan: Plan): ReadonlyMap<string, string> {
  return new Map([
    [`${catalogueFolder}/README.md`, contents(services, plan)],
    ...services.map(
      (service) => [`${catalogueFolder}/${service.runbook}`, servicePage(service, plan)] as const,
    ),
    [`${catalogueFolder}/calendar.md`, calendarPage(services, plan)],
    [`${catalogueFolder}/questions.md`, questionsPage(services, plan)],
    [`${catalogueFolder}/coherence.md`, rulesPage(coherenceRules)],
  ]);
}

function contents(services: readonly Service[], plan: Plan): string {
  const rows = services.map(({ duties, name, runbook, stack, title }) => [
    `[${escaped(title)}](${runbook})`,
    escaped(stack),
    String(plan.guardrails.filter(({ service }) => service === name).length),
    String(duties.length),
  ]);
  return page([
    "# Catalogue",
    "Every guardrail with its numbers, their sources and what to do, written by `npm run render` from the same plan that is deployed.",
    markdownTable(["service", "runs on", "guardrails", "duties"], rows),
    [
      "- [Calendar](calendar.md): planned maintenance and what people do again and again",
      "- [Questions](questions.md): what the owners of the runbooks should answer",
      "- [Coherence](coherence.md): the rules that several guardrails keep together",
    ].join("\n"),
  ]);
}
