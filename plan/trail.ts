import type { Declared } from "../model/declared";
import type { Override } from "../model/environment";
import { convert, units, written, type Dimension, type Quantity, type Unit } from "../model/quantity";
import { sameOrigin } from "../model/origin";
import type { FactId, Source, Sourced } from "../model/source";
import type { PlanContext } from "./context";
import type { PlanSource } from "./types";

/** The layer that set a value; a later layer wins. */
export type Layer = PlanSource["layer"];

const layerOf: Readonly<Record<Source["kind"], Layer>> = {
  fact: "service",
  documentation: "default",
  house: "default",
  setting: "environment",
  override: "override",
};

/** What an environment makes of a declared quantity. */
export interface Adaptation<Q extends Quantity> {
  /** The key of the environment's file that asks for it. */
  readonly key: "belfry:backups" | "belfry:probeSlowdown" | "belfry:relax" | "belfry:scale";
  /** Why, in a sentence. */
  readonly because: string;
  /** The quantity in this environment; the same one where nothing changes. */
  readonly adapted: (quantity: Q) => Q;
}

/**
 * Collects where each value of one guardrail comes from, as the values are taken, and lets the stack's configuration
 * change any quantity among them: both layers stay visible.
 */
export class SourceTrail {
  readonly #overrides: Readonly<Record<string, Override>>;
  readonly #entries: PlanSource[] = [];
  readonly #facts: FactId[] = [];

  constructor(overrides: Readonly<Record<string, Override>> = {}) {
    this.#overrides = overrides;
  }

  /** The trail of one declared guardrail in its environment. */
  static of({ environment, service }: PlanContext, declared: Declared): SourceTrail {
    return new SourceTrail(environment.overrides[`${service.name}/${declared.name}`]);
  }

  /** Takes a value and remembers its source under the field that it fills; an override of a quantity wins. */
  take<T>(field: string, sourced: Sourced<T>, layer?: Layer): T {
    this.note(field, sourced, layer);
    const override = Object.hasOwn(this.#overrides, field) ? this.#overrides[field] : undefined;
    const like = likeOf(sourced.value);
    if (!override || !like) return sourced.value;
    const value = override.bare
      ? { value: override.value.value, unit: like.unit }
      : inUnitOf(override.value, like);
    const { because, until } = override;
    this.note(field, { value, source: { kind: "override", because, until } });
    // In another dimension it would only bring further problems beside the one that a check reports.
    if (value.unit !== like.unit) return sourced.value;
    return (isQuantity(sourced.value) ? value : value.value) as T;
  }

  /**
   * Takes a quantity that the environment adapts: what it makes of it is a layer of its own. An override wins over both,
   * and is not adapted.
   */
  adapt<Q extends Quantity>(field: string, sourced: Sourced<Q>, { adapted, because, key }: Adaptation<Q>): Q {
    const taken = this.take(field, sourced);
    if (Object.hasOwn(this.#overrides, field)) return taken;
    const value = adapted(taken);
    if (value.value === taken.value && value.unit === taken.unit) return taken;
    this.#add(
      { field, sourced: { value, source: { kind: "override", because, until: null } } },
      "environment",
      key,
    );
    return value;
  }

  /** Remembers a source alone. */
  note(field: string, sourced: Sourced<unknown>, layer: Layer = layerOf[sourced.source.kind]): void {
    const { source } = sourced;
    this.#add({ field, sourced }, layer, source.kind === "setting" ? source.key : null);
  }

  #add(
    { field, sourced }: { readonly field: string; readonly sourced: Sourced<unknown> },
    layer: Layer,
    key: string | null,
  ): void {
    const { source, value } = sourced;
    if (source.kind === "fact") this.#facts.push(...source.facts);
    const entry: PlanSource = {
      field,
      layer,
      kind: source.kind,
      facts: source.kind === "fact" ? [...source.facts] : [],
      because: "because" in source ? source.because : null,
      ask: source.kind === "house" ? source.ask : null,
      page: source.kind === "documentation" ? source.page : null,
      key,
      until: source.kind === "override" ? source.until : null,
      stated: stated(value),
    };
    this.#entries.push(sameOrigin(sourced, entry));
  }

  /** Everything taken so far, in order. */
  get entries(): readonly PlanSource[] {
    return this.#entries;
  }

  /** Every fact that a value came from. */
  get facts(): readonly FactId[] {
    return this.#facts;
  }
}

/** A quantity in another's unit; unchanged where the two measure different things, which a check reports. */
export function inUnitOf(quantity: Quantity, like: Quantity): Quantity {
  if (units[quantity.unit].dimension !== units[like.unit].dimension) return quantity;
  return convert<Dimension, Unit>(quantity, like.unit);
}

/** The quantity that a value is changed as: a bare number is a count. Words and lists are not changed. */
function likeOf(value: unknown): Quantity | undefined {
  if (isQuantity(value)) return value;
  return typeof value === "number" ? { value, unit: "count" } : undefined;
}

function stated(value: unknown): string | null {
  if (isQuantity(value)) return written(value);
  if (typeof value === "string" || typeof value === "number") return String(value);
  return Array.isArray(value) ? value.join(", ") : null;
}

function isQuantity(value: unknown): value is Quantity {
  return typeof value === "object" && value !== null && "unit" in value && "value" in value;
}
