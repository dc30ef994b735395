import type { FactFigures } from "../model/fact";
import type { Origin } from "../model/origin";
import type { Guardrail, Plan, PlanSource } from "../plan/types";
import { comesNext, recurringOf, type ComesNext } from "./recurring";
import { summaryOf } from "./summary";

/** One layer's say in a value; a later layer wins. */
export interface ExplainedLayer {
  /** Which layer spoke. */
  readonly layer: PlanSource["layer"];
  /** The value as that layer wrote it, with its unit; null for what is no quantity. */
  readonly stated: string | null;
  /** Where the value comes from: kind, reason, question, page, setting, end. */
  readonly source: PlanSource;
  /** The facts behind it, as their runbook states them. */
  readonly facts: readonly (FactFigures & { readonly id: string })[];
  /** The line on which it is written; null for what no line of ours says. */
  readonly origin: Origin | null;
}

/** One value of a guardrail with everything that touched it. */
export interface ExplainedValue {
  /** The field that it fills, such as `critical`. */
  readonly field: string;
  /** Every layer that spoke, in order; the last one is deployed. */
  readonly layers: readonly ExplainedLayer[];
}

/** Another guardrail that has to do with the explained one. */
export interface Related {
  /** Its id. */
  readonly id: string;
  /** What it has to do with it. */
  readonly because: string;
}

/** Why a guardrail is as it is. */
export interface Explanation {
  /** Id of the guardrail. */
  readonly id: string;
  /** Its kind. */
  readonly kind: Guardrail["kind"];
  /** What people call it. */
  readonly title: string;
  /** Environment whose plan it is of. */
  readonly environment: string;
  /** What it does, in a few words with its numbers. */
  readonly summary: string;
  /** What is asked of the provider; null where nothing is. */
  readonly query: string | null;
  /** What of it comes again by the calendar, with its next times from the plan's day on. */
  readonly recurring: readonly ComesNext[];
  /** Each value, in the order in which they were decided. */
  readonly values: readonly ExplainedValue[];
  /** Guardrails that share its facts, refer to it, or watch the same signal. */
  readonly related: readonly Related[];
  /** Required settings that it still waits for. */
  readonly unset: readonly string[];
}

/** What an explanation looks things up in. */
export interface ExplainInputs {
  /** The plan that holds the guardrail. */
  readonly plan: Plan;
  /** Lines on which the sources of each guardrail are written, by id, in the order of its sources. */
  readonly origins: ReadonlyMap<string, readonly (Origin | undefined)[]>;
  /** Every runbook fact, by id. */
  readonly facts: Readonly<Record<string, FactFigures>>;
}

/** Explains one guardrail of a plan. */
export function explain(guardrail: Guardrail, inputs: ExplainInputs): Explanation {
  return {
    id: guardrail.id,
    kind: guardrail.kind,
    title: guardrail.title,
    environment: inputs.plan.environment,
    summary: summaryOf(guardrail),
    query: "query" in guardrail ? guardrail.query : null,
    recurring: recurringOf(guardrail).map((each) => comesNext(each, inputs.plan.asOf)),
    values: valuesOf(guardrail, inputs),
    related: relatedTo(guardrail, inputs),
    unset: guardrail.unset,
  };
}

function valuesOf({ id, sources }: Guardrail, { facts, origins }: ExplainInputs): readonly ExplainedValue[] {
  const layers = sources.map((source, index) => ({
    field: source.field,
    layer: {
      layer: source.layer,
      stated: source.stated,
      source,
      facts: source.facts.flatMap((fact) => (facts[fact] ? [{ id: fact, ...facts[fact] }] : [])),
      origin: origins.get(id)?.[index] ?? null,
    },
  }));
  return [...new Set(layers.map(({ field }) => field))].map((field) => ({
    field,
    layers: layers.filter((each) => each.field === field).map(({ layer }) => layer),
  }));
}

function relatedTo(guardrail: Guardrail, { facts, plan }: ExplainInputs): readonly Related[] {
  const own = JSON.stringify(guardrail);
  // Every alert of a severity deploys the severity's response time: that relates nothing.
  const telling = guardrail.facts.filter((fact) => facts[fact]?.kind !== "severity");
  return plan.guardrails
    .filter(({ id }) => id !== guardrail.id)
    .flatMap((other) => {
      const because = relation(guardrail, other, { own, telling });
      return because === undefined ? [] : [{ id: other.id, because }];
    });
}

function relation(
  guardrail: Guardrail,
  other: Guardrail,
  { own, telling }: { readonly own: string; readonly telling: readonly string[] },
): string | undefined {
  if (names(JSON.stringify(other), guardrail.id)) return "refers to it";
  if (names(own, other.id)) return "is referred to by it";
  const shared = other.facts.filter((fact) => telling.includes(fact));
  if (other.service === guardrail.service && shared.length > 0) return `also deploys ${shared.join(", ")}`;
  const sameSignal =
    guardrail.kind === "monitor" && other.kind === "monitor" && other.signal === guardrail.signal;
  return sameSignal && other.service === guardrail.service ? `also watches ${other.signal}` : undefined;
}

/** Whether a text names an id, and not only a longer one that starts with it. */
function names(text: string, id: string): boolean {
  return new RegExp(`${id}(?![a-z0-9-])`).test(text);
}

/**
 * The guardrail that somebody means: by its id, by what its provider's console shows, by its identity tag, or by the
 * logical name or URN of one of its resources.
 */
export function findGuardrail(word: string, { guardrails }: Plan): Guardrail | undefined {
  const name =
    word
      .split("::")
      .pop()
      ?.replace(/^belfry:/, "") ?? word;
  const exact = guardrails.find((each) => each.id === name || each.name === word);
  if (exact) return exact;
  // A resource is called after its guardrail, with what it is at the end.
  return guardrails
    .filter(({ id }) => name.startsWith(`${id}-`))
    .sort((one, other) => other.id.length - one.id.length)[0];
}
