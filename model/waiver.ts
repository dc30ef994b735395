/** A problem that is left as it is on purpose, for a time. */
export interface Waiver {
  /** Code of the problem, such as `coherence/at-maximum`. */
  readonly code: string;
  /** Path of the problem, as the message shows it, such as `vendhub/cpu.critical`. */
  readonly path: string;
  /** Why it is left. */
  readonly because: string;
  /** Last day on which that is meant to hold, `YYYY-MM-DD`. */
  readonly until: string;
}
