import type { Problem } from "../../model/problem";
import type { Service } from "../../model/service";
import type { StackText } from "../../stacks/stack-file";
import type { RuleName } from "./rules";

/** What is asked of a clone, beside its origin. Pairs keep the order in which they were said. */
export interface CloneOptions {
  /** Names of services; null for those of the origin. */
  readonly services: readonly string[] | null;
  /** Domains of the origin, each with the one that stands for it. */
  readonly domains: readonly (readonly [from: string, to: string])[];
  /** Values of settings and of other packages' keys; an empty one leaves such a key out. */
  readonly set: readonly (readonly [key: string, value: string])[];
  /** Keys whose value is a secret, each with the variable that holds it. */
  readonly secrets: readonly (readonly [key: string, variable: string])[];
  /** Environments of Pulumi ESC that the origin imports, each with the one that stands for it. */
  readonly esc: readonly (readonly [from: string, to: string])[];
  /** Part of the origin's replicas; null leaves them. */
  readonly scale: number | null;
  /** How many times looser than the origin's thresholds are; null leaves them. */
  readonly relax: number | null;
  /** How long it lives, in seconds, with the text that said so; null for an environment that lasts. */
  readonly ttl: { readonly seconds: number; readonly text: string } | null;
}

/** A clone that is asked for. */
export interface CloneRequest {
  /** Environment that is cloned. */
  readonly from: string;
  /** Name of the clone. */
  readonly to: string;
  /** File of the origin. */
  readonly origin: StackText;
  /** What is asked of it. */
  readonly options: CloneOptions;
  /** Every service that a stack may select, and what they share. */
  readonly known: readonly Service[];
  /** Now, as an instant: temporary values that are over are left out. */
  readonly now: string;
  /** When the clone ends, such as `2026-11-24T19:30Z`; null where it lasts. */
  readonly expires: string | null;
  /** Whether what nobody can derive is made up later, as in the sandbox; otherwise it is asked for. */
  readonly makesUp: boolean;
}

/** One difference between the origin's file and the clone's. */
export interface Rewrite {
  /** Where it stands in the file, such as `belfry:settings.vendhub.domain`. */
  readonly path: string;
  /** What the origin has there, or what holds there unwritten; null for nothing, and for a secret. */
  readonly from: string | null;
  /** What the clone has; null where it is left out, and for a secret. */
  readonly to: string | null;
  /** The rule that made it. */
  readonly rule: RuleName;
  /** Why, in a sentence. */
  readonly because: string;
}

/** The file of a clone, and how it came to be. */
export interface Clone {
  /** The whole file; not to be used while there are problems. */
  readonly text: string;
  /** Every difference from the origin's, in the order in which the rules are kept. */
  readonly rewrites: readonly Rewrite[];
  /** Paths of what stays as it is. */
  readonly inherited: readonly string[];
  /** Everything that keeps the clone from being made. */
  readonly problems: readonly Problem[];
}
