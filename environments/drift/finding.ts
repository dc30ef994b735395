import type { Classes, FieldChange } from "../../preview/change";

/** How something was changed by hand. */
export type DriftKind = "edited" | "deleted" | "muted" | "added";

/** A guardrail that a change by hand touches, and the people who live with it. */
export interface Affected {
  /** Id of the guardrail. */
  readonly id: string;
  /** How bad an alert of it is; null where it tells nobody by itself. */
  readonly severity: string | null;
  /** The route that hears of it, such as `vendhub/on-call`; null where it tells nobody by itself. */
  readonly route: string | null;
  /** Whether it wakes a person. */
  readonly pages: boolean;
  /** The places that hear of an alert, as a message spells them. */
  readonly told: readonly string[];
}

/** One thing that somebody changed by hand at a provider. */
export interface DriftFinding {
  /** How. */
  readonly kind: DriftKind;
  /** What it is at the provider. */
  readonly object: {
    /** Type token of its resource, such as `datadog:index/monitor:Monitor`. */
    readonly type: string;
    /** The provider's id; empty where none is known. */
    readonly id: string;
    /** The resource's logical name in the program; what people call it where it is in no state. */
    readonly title: string;
  };
  /** What it means for the people on call, weightiest first. */
  readonly classes: Classes;
  /** What differs: `before` is what Belfry deployed, `after` what is there. */
  readonly fields: readonly FieldChange[];
  /** What a person should know of it beside the fields: who did it, until when; null for nothing. */
  readonly because: string | null;
  /** The guardrails that it touches; none for what no guardrail carries. */
  readonly affected: readonly Affected[];
}
