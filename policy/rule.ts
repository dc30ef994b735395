import type { PolicyConfigSchema } from "@pulumi/policy";

import type { Problem } from "../model/problem";
import type { StackFacts } from "./environment";
import type { Settings } from "./settings";
import type { Bag } from "./value";

/** What is wrong with a resource; the code is the rule's name. */
export type Violation = Omit<Problem, "code">;

/** A resource as a rule sees it, whoever made it. */
export interface Subject {
  /** Its URN. */
  readonly urn: string;
  /** Type token, such as `datadog:index/monitor:Monitor`. */
  readonly type: string;
  /** What it is to be made of, defaults of its provider included. */
  readonly props: Bag;
}

/** A resource of a whole stack: its properties are what the provider answered. */
export interface StackSubject extends Subject {
  /** URNs of the resources from which a property comes, by the property's name. */
  readonly comesFrom: Readonly<Record<string, readonly string[]>>;
}

/** What a rule knows beside the resource. */
export interface RuleContext {
  /** The stack that is deployed. */
  readonly stack: StackFacts;
  /** The rule's configuration. */
  readonly settings: Settings;
}

/** What every rule tells of itself. */
export interface RuleText {
  /** Its id in Pulumi's output and configuration, such as `backup-vault-key`. */
  readonly name: string;
  /** What must hold, in a few words. */
  readonly title: string;
  /** Why it must hold, in a sentence. */
  readonly because: string;
  /** Types that it reads; every type of a package by `aws:`, and every type at all by the empty text. */
  readonly types: readonly string[];
  /** How bad a violation is. */
  readonly severity: "low" | "medium" | "high" | "critical";
  /**
   * What a team may configure.
   *
   * @defaultValue nothing but how strictly it is enforced, which Pulumi itself offers
   */
  readonly schema?: PolicyConfigSchema;
}

/** A rule that each resource keeps by itself: a pure function of its inputs. */
export interface ResourceRule extends RuleText {
  /** What is wrong; what a preview cannot know is never wrong, since the update looks again. */
  readonly check: (subject: Subject, context: RuleContext) => readonly Violation[];
}

/** A rule that the resources of a stack keep together. */
export interface StackRule extends RuleText {
  /** What is wrong, each at the resource that lacks something. */
  readonly check: (
    subjects: readonly StackSubject[],
    context: RuleContext,
  ) => readonly (Violation & Pick<Subject, "urn">)[];
}
