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
  /**
   * Whether environments may hold the same value: a region, a person, a search that fits every environment's logs. What
   * names one environment's own hosts, accounts, channels and namespaces is never shared.
   */
  readonly shared: boolean;
  /** Facts whose placeholder it replaces, or whose value the fallback is. */
  readonly facts: readonly FactId[];
}

/** Declares a setting that each environment must supply, and that is its own. */
export function required(
  key: string,
  describe: string,
  example: string,
  facts: readonly FactId[] = [],
): SettingDeclaration {
  return { key, describe, example, fallback: null, holdsIn: "everywhere", shared: false, facts };
}

/** Declares a setting that each environment must supply, and that environments may have in common: a person, a project. */
export function common(
  key: string,
  describe: string,
  example: string,
  facts: readonly FactId[] = [],
): SettingDeclaration {
  return { ...required(key, describe, example, facts), shared: true };
}

/** Declares a setting that has one sensible value everywhere, and may be shared. */
export function defaulted(
  key: string,
  describe: string,
  fallback: string,
  facts: readonly FactId[] = [],
): SettingDeclaration {
  return { key, describe, example: fallback, fallback, holdsIn: "everywhere", shared: true, facts };
}

/** Declares a setting that the runbook answers for production; every other environment must supply its own. */
export function production(
  key: string,
  describe: string,
  values: { readonly value: string; readonly example: string },
  facts: readonly FactId[] = [],
): SettingDeclaration {
  return {
    key,
    describe,
    example: values.example,
    fallback: values.value,
    holdsIn: "production",
    shared: false,
    facts,
  };
}

/** The same setting, for a value that each environment must have for itself, though one would do for any. */
export const ownOfEach = (declaration: SettingDeclaration): SettingDeclaration => ({
  ...declaration,
  shared: false,
});
