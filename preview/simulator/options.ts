/** How a simulation is run. */
export interface SimulationOptions {
  /**
   * Start of what is reported, in seconds since 1970. What lies before it in the history still leads up to it.
   *
   * @defaultValue the first evaluation whose whole window the history covers
   */
  readonly from?: number;
  /**
   * End of what is reported, in seconds since 1970; not part of it.
   *
   * @defaultValue after the last evaluation that the history covers
   */
  readonly to?: number;
  /**
   * Seconds between two evaluations.
   *
   * @defaultValue what the provider documents for the window
   */
  readonly every?: number;
  /**
   * Phases of the clock that are tried: a number of them, spread evenly, or seconds after the round time, the first of
   * which is the one that is shown.
   *
   * @defaultValue 60, a phase for each second of a minute
   */
  readonly phases?: number | readonly number[];
  /**
   * Whether nothing was measured before the history starts, as in a test: windows that reach before it are evaluated,
   * and its groups are new.
   *
   * @defaultValue false: the history is a part of a longer past
   */
  readonly startsEmpty?: boolean;
}

/** The phases in seconds. */
export function phasesOf({ phases = 60 }: SimulationOptions, every: number): readonly number[] {
  if (typeof phases !== "number") return phases;
  return Array.from({ length: phases }, (_, index) => (index * every) / phases);
}
