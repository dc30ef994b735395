import { topics } from "../model/note";
import type { Service } from "../model/service";
import type { Plan } from "../plan/types";
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

type Became = Pick<FactCoverage, "status" | "guardrails" | "page" | "reason">;

function becameOf(id: string, plan: Plan, service: Service): Became {
  const guardrails = plan.guardrails.filter(({ facts }) => facts.includes(id)).map((each) => each.id);
  if (guardrails.length > 0) return { status: "deployed", guardrails, page: null, reason: null };
  const page = pageOf(id, service);
  if (page !== undefined) return { status: "documented", guardrails, page, reason: null };
  const left = service.undeployed.find(({ facts }) => facts.some((fact) => fact === id));
  if (left) return { status: "not applicable", guardrails, page: null, reason: left.because };
  return { status: "open", guardrails, page: null, reason: null };
}

function pageOf(id: string, { duties, notes, runbook }: Service): string | undefined {
  const told = ({ facts }: { readonly facts: readonly string[] }): boolean => facts.includes(id);
  const note = notes.find(told);
  const duty = duties.find(told);
  if (note === undefined && duty === undefined) return undefined;
  const heading = note === undefined ? (duty?.name ?? "") : topics[note.topic];
  return `${catalogueFolder}/${runbook}#${anchorOf(heading)}`;
}
