import type { PackageName } from "../packages";
import type { Moment, Subject } from "../provider/inspector";
import type { Bag } from "../wire/values";

/** One thing that a real provider would refuse. */
export interface Finding {
  /** Property at fault, such as `rules[0].schedule`. */
  readonly path: string;
  /** Goes on from the path: what is wrong with which value, then what to write instead. */
  readonly message: string;
}

/** What a provider refuses by looking at the inputs alone. */
export interface Rule {
  /** Stable code that tests and messages carry, such as `datadog/monitor-threshold-query`. */
  readonly code: string;
  /** Where the rule is written down. */
  readonly source: string;
  /** Type tokens it holds for. */
  readonly types: readonly string[];
  /** Finds every breach; values not known yet are let through. */
  readonly check: (inputs: Bag, now: Date) => readonly Finding[];
}

/** An object that exists, as a rule sees it. */
export interface WorldObject {
  /** Type token, such as `aws:backup/vault:Vault`. */
  readonly type: string;
  /** The provider's id. */
  readonly id: string;
  /** Settings that it was given, a secret as its fingerprint. */
  readonly inputs: Bag;
  /** What the control plane added: addresses, numbers, versions. */
  readonly computed: Bag;
}

/** What exists, and when "now" is. */
export interface World {
  /** The present, for rules about dates. */
  readonly now: () => Date;
  /** One object by its id. */
  readonly find: (type: string, id: string) => Promise<WorldObject | undefined>;
  /** All objects of a type. */
  readonly list: (type: string) => Promise<readonly WorldObject[]>;
}

/** What a provider refuses because of other objects; asked only when something is really made, changed or deleted. */
export interface ReferenceRule {
  /** Stable code that tests and messages carry, such as `aws/plan-vault`. */
  readonly code: string;
  /** Where the rule is written down. */
  readonly source: string;
  /** Type tokens it holds for. */
  readonly types: readonly string[];
  /** When it is asked; a rule about what is in use is asked at a deletion. */
  readonly moments: readonly Moment[];
  /** Finds every breach, in the words of the real API. */
  readonly check: (subject: Subject, world: World) => Promise<readonly string[]>;
}

/** The rules of one package. */
export interface RuleBook {
  /** The package whose provider they imitate. */
  readonly package: PackageName;
  /** What is refused by the inputs alone, in previews too. */
  readonly rules: readonly Rule[];
  /** What is refused because of other objects. */
  readonly references: readonly ReferenceRule[];
}
