import { topics, type Duty, type Topic } from "../../model/note";
import type { Service } from "../../model/service";
import type { Plan } from "../../plan/types";
import { guardrailSection } from "./guardrail-section";
import { code, escaped, page } from "./markdown";

/** The page of one service: every guardrail, what people do and know, what is left out and how doubts were decided. */
export function servicePage(service: Service, plan: Plan): string {
  const guardrails = plan.guardrails.filter((each) => each.service === service.name);
  return page([
    `# ${escaped(service.title)}`,
    `${escaped(service.stack)}. Owned by the team ${code(service.team)}. ${guardrails.length} guardrails in ${code(plan.environment)}; ` +
      "settings that an environment supplies stand as `${setting:…}`.",
    "## Guardrails",
    ...guardrails.map((each) => guardrailSection(each, guardrails)),
    ...dutyBlocks(service.duties),
    ...noteBlocks(service),
    ...leftOut(service),
    ...decided(service),
  ]);
}

function dutyBlocks(duties: readonly Duty[]): readonly string[] {
  if (duties.length === 0) return [];
  return ["## Duties", ...duties.flatMap(dutyBlock)];
}

function dutyBlock({ because, facts, name, rrule, steps, title }: Duty): readonly string[] {
  return [
    `### ${name}`,
    `**${escaped(title)}**: ${code(rrule)}${because === null ? "" : `. ${escaped(because)}`} (${facts.join(", ")})`,
    steps.map((step, index) => `${index + 1}. ${escaped(step)}`).join("\n"),
  ];
}

function noteBlocks({ notes }: Service): readonly string[] {
  return (Object.keys(topics) as Topic[]).flatMap((topic) => {
    const of = notes.filter((note) => note.topic === topic);
    if (of.length === 0) return [];
    const lines = of.map(({ facts, text }) => `- ${escaped(text)} (${facts.join(", ")})`);
    return [`## ${topics[topic]}`, lines.join("\n")];
  });
}

function leftOut({ undeployed }: Service): readonly string[] {
  if (undeployed.length === 0) return [];
  const lines = undeployed.map(({ because, facts }) => `- ${facts.join(", ")}: ${escaped(because)}`);
  return ["## Not deployed", lines.join("\n")];
}

function decided({ decisions }: Service): readonly string[] {
  if (decisions.length === 0) return [];
  const lines = decisions.map(
    ({ because, decided: what, id }) => `- **${id}**: ${escaped(what)} ${escaped(because)}`,
  );
  return ["## Decisions", lines.join("\n")];
}
