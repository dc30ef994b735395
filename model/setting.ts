import type { FactId } from "./source";

/** A value that differs from one environment to the next and that only the user knows. */
export interface SettingDeclaration {
  /** Key under `belfry:settings`, such as `vendhub.domain`. */
  readonly key: string;
  /** What it is, in a sentence. */
  readonly describe: string;
  /** A made-up value of the right form; the local stack uses it, and messages show it. */
  readonly example: string;
  /** The value when a stack gives none; null makes the setting required. */
  readonly fallback: string | null;
  /** Where the fallback holds: a value that names production must never serve another environment. */
  readonly holdsIn: "everywhere" | "production";
  /** Facts whose placeholder it replaces, or whose value the fallback is. */
  readonly facts: readonly FactId[];
}

/** Declares a setting that each environment must supply. */
export function required(
  key: string,
  describe: string,
  example: string,
  facts: readonly FactId[] = [],
): SettingDeclaration {
  return { key, describe, example, fallback: null, holdsIn: "everywhere", facts };
}

/** Declares a setting that has one sensible value everywhere. */
export function defaulted(
  key: string,
  describe: string,
  fallback: string,
  facts: readonly FactId[] = [],
): SettingDeclaration {
  return { key, describe, example: fallback, fallback, holdsIn: "everywhere", facts };
}

/** Declares a setting that the runbook answers for production; every other environment must supply its own. */
export function production(
  key: string,
  describe: string,
  values: { readonly value: string; readonly example: string },
  facts: readonly FactId[] = [],
): SettingDeclaration {
  return { key, describe, example: values.example, fallback: values.value, holdsIn: "production", facts };
}
