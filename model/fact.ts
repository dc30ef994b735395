/** The figures that a runbook states in one of its facts, as far as plans are held to them. */
export interface FactFigures {
  /** What kind of fact, such as `alert`; decides whether it must be accounted for. */
  readonly kind: string;
  /** Level that only informs, in `unit`. */
  readonly warning?: number;
  /** Level that alerts, in `unit`. */
  readonly critical?: number;
  /** Objective or setting, in `unit`. */
  readonly target?: number;
  /** Unit of the figures, in the catalogue's spelling; figures without a known one are not compared. */
  readonly unit?: string;
  /** Time that is looked at, a number and one of `s`, `m`, `h` and `d`, such as `5m`. */
  readonly window?: string;
  /** Time that a level must last, spelt like `window`. */
  readonly for?: string;
  /** Lower and upper figure, in `unit`, where the runbook gives two. */
  readonly range?: readonly number[];
  /** Length of a maintenance window. */
  readonly duration_minutes?: number;
}
