import type { FactFigures } from "../../model/fact";
import type { Problem } from "../../model/problem";
import {
  convert,
  parseQuantity,
  units,
  written,
  type Dimension,
  type Quantity,
  type Unit,
} from "../../model/quantity";
import type { Service } from "../../model/service";
import type { Guardrail, PlanSource } from "../types";

/** The facts to which a plan is held. */
export interface FactBook {
  /** Facts of all services, by id. */
  readonly facts: Readonly<Record<string, FactFigures>>;
  /** The same facts by service, then by id. */
  readonly factsOf: Readonly<Record<string, Readonly<Record<string, FactFigures>>>>;
}

const unitNames: Readonly<Record<string, Unit>> = {
  per_minute: "perMinute",
  per_hour: "perHour",
  cpu_cores: "cores",
  megabytes: "mebibytes",
};

/** Every fact that a guardrail cites exists, and a number that cites facts is a number of theirs. */
export function checkFacts(guardrail: Guardrail, { facts }: FactBook): readonly Problem[] {
  const unknown = guardrail.facts
    .filter((id) => !facts[id])
    .map((id) => ({
      code: "fact/unknown",
      path: guardrail.id,
      value: id,
      rule: "no runbook fact has this id.",
      remedy: "Cite a fact of services/facts.",
    }));
  const differing = guardrail.sources
    .filter(({ kind, stated }) => kind === "fact" && stated !== null)
    .flatMap((source) => checkNumber(guardrail.id, source, facts));
  return [...unknown, ...differing];
}

function checkNumber(id: string, source: PlanSource, facts: FactBook["facts"]): readonly Problem[] {
  const stated = parseQuantity(source.stated ?? "");
  const figures = source.facts.flatMap((fact) => figuresOf(facts[fact]));
  if (!stated || figures.length === 0) return [];
  const meant = source.facts.flatMap((fact) => meantBy(source.field, figuresOf(facts[fact])));
  const fitting = [...meant, ...meant.flatMap(complement), ...sumsOf(source, facts)];
  if (fitting.some((figure) => same(figure, stated))) return [];
  return [
    {
      code: "fact/number",
      path: `${id}.${source.field}`,
      value: source.stated,
      rule: `${source.facts.join(", ")} says ${figures.map(({ name, ...figure }) => `${written(figure)} (${spoken[name]})`).join(", ")}.`,
      remedy:
        "Write the fact's number for this field. If the runbook changed, change its figure in services/facts too; " +
        "if the number is not the runbook's, say house() instead of fact().",
    },
  ];
}

/** A value that cites two facts may be their sum, such as thirty minutes after the fifteen of the step before. */
function sumsOf(source: PlanSource, facts: FactBook["facts"]): readonly Quantity[] {
  const [first, second, ...more] = source.facts;
  if (first === undefined || second === undefined || more.length > 0) return [];
  return figuresOf(facts[first]).flatMap((one) =>
    figuresOf(facts[second])
      .filter(({ unit }) => unit === one.unit)
      .map((other) => ({ value: one.value + other.value, unit: one.unit })),
  );
}

/** An error rate's limit also states the share without error. */
function complement({ unit, value }: Quantity): readonly Quantity[] {
  return unit === "percent" ? [{ value: 100 - value, unit }] : [];
}

/** What a fact calls its numbers, in words. */
const spoken = {
  warning: "warning",
  critical: "critical",
  target: "target",
  range: "range",
  window: "window",
  for: "for so long",
  duration_minutes: "duration",
} as const satisfies Partial<Record<keyof FactFigures, string>>;

type FigureName = keyof typeof spoken;
type Figure = Quantity & { readonly name: FigureName };

/**
 * The numbers of a fact that a guardrail's field may state, the best first: a fact that has one of the first does not
 * mean the next. A field that is not here may state any.
 */
const meanings: Readonly<Record<string, readonly (readonly FigureName[])[]>> = {
  critical: [["critical"], ["warning", "target", "range"]],
  warning: [["warning"], ["target", "range"]],
  target: [["target"], ["warning", "critical", "range"]],
  level: [["target"], ["warning", "critical", "range"]],
  over: [
    ["window", "for"],
    ["target", "range"],
  ],
  sustainedFor: [["for"], ["window"], ["target", "range"]],
};

function meantBy(field: string, figures: readonly Figure[]): readonly Figure[] {
  const ranked = Object.hasOwn(meanings, field) ? meanings[field] : undefined;
  if (!ranked) return figures;
  const named = ranked.map((names) => figures.filter(({ name }) => names.includes(name)));
  return named.find(({ length }) => length > 0) ?? [];
}

/** Every number of a fact, with what the fact calls it. */
function figuresOf(fact: FactFigures | undefined): readonly Figure[] {
  if (!fact) return [];
  const unit = fact.unit === undefined ? undefined : (unitNames[fact.unit] ?? (fact.unit as Unit));
  const figures: Figure[] = [];
  if (unit && unit in units) {
    for (const name of ["warning", "critical", "target"] as const) {
      const value = fact[name];
      if (value !== undefined) figures.push({ value, unit, name });
    }
    figures.push(...(fact.range ?? []).map((value): Figure => ({ value, unit, name: "range" })));
  }
  for (const name of ["window", "for"] as const) {
    const duration = parseDuration(fact[name] ?? "");
    if (duration) figures.push({ ...duration, name });
  }
  if (fact.duration_minutes !== undefined)
    figures.push({ value: fact.duration_minutes, unit: "minutes", name: "duration_minutes" });
  return figures;
}

function parseDuration(text: string): Quantity | undefined {
  const match = /^(\d+)([smhd])$/.exec(text);
  const names: Readonly<Record<string, Unit>> = { s: "seconds", m: "minutes", h: "hours", d: "days" };
  const unit = match?.[2] && names[match[2]];
  return unit ? { value: Number(match[1]), unit } : undefined;
}

function same(figure: Quantity, stated: Quantity): boolean {
  const from = units[figure.unit].dimension;
  const comparable = from === units[stated.unit].dimension || (stated.unit === "count" && from === "rate");
  if (!comparable) return false;
  const value =
    from === units[stated.unit].dimension
      ? convert<Dimension, Unit>(figure, stated.unit).value
      : figure.value;
  return Math.abs(value - stated.value) < 1e-9 * Math.max(1, Math.abs(value));
}

/** Facts of a service that nothing deploys, the catalogue does not tell and nobody explained. */
export function unaccountedFacts(
  service: Service,
  guardrails: readonly Guardrail[],
  book: FactBook,
): readonly string[] {
  const deployed = guardrails.filter((each) => each.service === service.name);
  const naming: readonly { readonly facts: readonly string[] }[] = [
    ...deployed,
    ...service.duties,
    ...service.notes,
    ...service.undeployed,
  ];
  const accounted = new Set(naming.flatMap(({ facts }) => facts));
  return Object.keys(book.factsOf[service.name] ?? {}).filter((id) => !accounted.has(id));
}

/** A problem for every fact that nobody accounts for, and for every one that is told and yet said to be left out. */
export function checkCoverage(
  service: Service,
  guardrails: readonly Guardrail[],
  book: FactBook,
): readonly Problem[] {
  const told = new Set<string>([...service.duties, ...service.notes].flatMap(({ facts }) => facts));
  const both = service.undeployed.flatMap(({ facts }) => facts).filter((id) => told.has(id));
  return [
    ...unaccountedFacts(service, guardrails, book).map((id) => ({
      code: "fact/unaccounted",
      path: service.name,
      value: id,
      rule: "no guardrail deploys this fact, no duty or note tells it, and nothing says why not.",
      remedy: "Cite it in a guardrail, a duty or a note, or list it under undeployed with the reason.",
    })),
    ...both.map((id) => ({
      code: "fact/contradiction",
      path: `${service.name}.undeployed`,
      value: id,
      rule: "a duty or a note tells this fact, so it is not left out.",
      remedy: "Remove it here or there.",
    })),
  ];
}
