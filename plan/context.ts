import type { Environment } from "../model/environment";
import type { Declared } from "../model/declared";
import type { Service } from "../model/service";
import type { FactId } from "../model/source";
import type { SourceTrail } from "./trail";
import type { Guardrail, GuardrailKind } from "./types";

/** What every translation from a declaration to a guardrail may look at. */
export interface PlanContext {
  /** The environment that is planned. */
  readonly environment: Environment;
  /** Whose declaration is translated: a service, or the estate that services share. */
  readonly service: Service;
}

/** The fields that every guardrail has, but for those that settings fill in later. */
type Common<K extends GuardrailKind> = Pick<
  Guardrail,
  "id" | "service" | "title" | "name" | "facts" | "sources" | "telemetry" | "unset" | "tags"
> & { readonly kind: K };

/** Names one guardrail: its place in the plan and what the provider's console shows. */
export interface Naming<K extends GuardrailKind> {
  /** What sort of guardrail it becomes. */
  readonly kind: K;
  /** Name, title and facts that it was declared with. */
  readonly declared: Declared;
  /** Where its values came from; complete, since sources and facts are copied from it. */
  readonly trail: SourceTrail;
  /** What measures it; null, as for a dashboard, when left out. */
  readonly telemetry?: Guardrail["telemetry"];
  /** Tags beside the identity. */
  readonly tags?: readonly string[];
}

/** Id of a service's guardrail. */
export const idOf = (context: PlanContext, name: string): string => `${context.service.name}/${name}`;

/** What a provider's console shows; everywhere but in production it starts with the environment. */
export function displayName({ environment, service }: PlanContext, title: string): string {
  const prefix = environment.name === "prod" ? "" : `[${environment.name}] `;
  return `${prefix}${service.title}: ${title}`;
}

/** The identity that outlives state, and the tags by which people find things. */
export function identityTags({ environment, service }: PlanContext, id: string): string[] {
  return [
    "managed-by:belfry",
    `belfry:${id}`,
    `env:${environment.name}`,
    `service:${service.name}`,
    `team:${service.team}`,
  ];
}

/** The common fields of one guardrail. */
export function commonOf<const K extends GuardrailKind>(context: PlanContext, naming: Naming<K>): Common<K> {
  const { declared, kind, tags = [], telemetry = null, trail } = naming;
  const id = idOf(context, declared.name);
  return {
    id,
    service: context.service.name,
    kind,
    title: declared.title,
    name: displayName(context, declared.title),
    facts: sortedFacts([...(declared.facts ?? []), ...trail.facts]),
    sources: [...trail.entries],
    telemetry,
    unset: [],
    tags: [...identityTags(context, id), ...tags],
  };
}

/** Fact ids without repetition, in their runbook's order. */
export function sortedFacts(facts: readonly FactId[]): string[] {
  return [...new Set<string>(facts)].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
}
