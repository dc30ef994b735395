import type { FactId } from "./source";

/** What every declared guardrail says about itself. */
export interface Declared {
  /** Second half of the id, such as `cpu` in `vendhub/cpu`; never changes once deployed. */
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  /**
   * Facts that it carries beside those its values name: an issue page's symptom, a checklist's look.
   *
   * @defaultValue none
   */
  readonly facts?: readonly FactId[];
}
