import { topics } from "../model/note";
import type { Service } from "../model/service";
import type { Plan } from "../plan/types";
import { isDraft } from "./draft";
import { anchorOf } from "./catalogue/markdown";
import { catalogueFolder } from "./catalogue/pages";

/** What became of one fact of a runbook. */
export interface FactCoverage {
  /** The fact's id, such as `VH-008`. */
  readonly id: string;
  /** Service whose runbook states it. */
  readonly service: string;
  /** Kind of the fact, such as `alert`. */
  readonly kind: string;
  /** Deployed by guardrails, told by a page of the catalogue, left out with a reason, or forgotten. */
  readonly status: "deployed" | "documented" | "not applicable" | "open";
  /** Ids of the guardrails that deploy it. */
  readonly guardrails: readonly string[];
  /** True where all that is deployed of it is that people are reminded. */
  readonly remindedOnly: boolean;
  /** Ids of guardrails that state it and wait for something to measure them; the page says for what. */
  readonly drafts: readonly string[];
  /** Page of the catalogue that tells it, with the heading's anchor; null when a guardrail deploys it. */
  readonly page: string | null;
  /** Why it is not applicable; otherwise null. */
  readonly reason: string | null;
}

/** The facts of each runbook with their kinds, by service and id. */
export type FactKinds = Readonly<Record<string, Readonly<Record<string, { readonly kind: string }>>>>;

/** What became of every fact of every runbook, in the runbooks' order. */
export function coverageOf(
  plan: Plan,
  services: readonly Service[],
  factsOf: FactKinds,
): readonly FactCoverage[] {
  return services.flatMap((service) =>
    Object.entries(factsOf[service.name] ?? {}).map(([id, { kind }]) => ({
      id,
      service: service.name,
      kind,
      ...becameOf(id, plan, service),
    })),
  );
}

type Became = Omit<FactCoverage, "id" | "service" | "kind">;

function becameOf(id: string, plan: Plan, service: Service): Became {
  const stating = plan.guardrails.filter(({ facts }) => facts.includes(id));
  const deploying = stating.filter((each) => !isDraft(each));
  const became = {
    guardrails: deploying.map((each) => each.id),
    remindedOnly: deploying.length > 0 && deploying.every(({ kind }) => kind === "reminder"),
    drafts: stating.filter(isDraft).map((each) => each.id),
    page: null,
    reason: null,
  };
  if (deploying.length > 0) return { ...became, status: "deployed" };
  const page = pageOf(id, service) ?? draftPage(became.drafts, service);
  if (page !== undefined) return { ...became, status: "documented", page };
  const left = service.undeployed.find(({ facts }) => facts.some((fact) => fact === id));
  if (left) return { ...became, status: "not applicable", reason: left.because };
  return { ...became, status: "open" };
}

function draftPage([draft]: readonly string[], { runbook }: Service): string | undefined {
  if (draft === undefined) return undefined;
  const [, name = draft] = draft.split("/");
  return `${catalogueFolder}/${runbook}#${anchorOf(name)}`;
}

function pageOf(id: string, { duties, notes, runbook }: Service): string | undefined {
  const told = ({ facts }: { readonly facts: readonly string[] }): boolean => facts.includes(id);
  const note = notes.find(told);
  const duty = duties.find(told);
  if (note === undefined && duty === undefined) return undefined;
  const heading = note === undefined ? (duty?.name ?? "") : topics[note.topic];
  return `${catalogueFolder}/${runbook}#${anchorOf(heading)}`;
}
