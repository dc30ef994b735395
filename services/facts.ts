import operations from "./facts/operations.json";
import vendhub from "./facts/vendhub.json";
import victorysync from "./facts/victorysync.json";
import vocavision from "./facts/vocavision.json";
import watchtower from "./facts/watchtower.json";

/** One operational fact of a runbook: its kind and its figures, as the runbook states them. */
export interface Fact {
  /** What kind of fact, such as `alert` or `backup`. */
  readonly kind: string;
  /** What it is about, in the catalogue's own short name. */
  readonly signal: string;
  /** Level that only informs, in `unit`. */
  readonly warning?: number;
  /** Level that alerts, in `unit`. */
  readonly critical?: number;
  /** Objective or setting, in `unit`. */
  readonly target?: number;
  /** Unit of the figures, in the catalogue's spelling. */
  readonly unit?: string;
  /** Window, such as `5m`. */
  readonly window?: string;
  /** Time that the level must last, such as `10m`. */
  readonly for?: string;
  /** Lower and upper figure where the runbook gives two. */
  readonly range?: readonly number[];
  /** Length of a maintenance window. */
  readonly duration_minutes?: number;
  /** How often, in a word. */
  readonly cadence?: string;
}

/** Every fact of one service's runbook, by id. */
export const factsOf: Readonly<Record<string, Readonly<Record<string, Fact>>>> = {
  victorysync,
  vendhub,
  vocavision,
  operations,
  watchtower,
};

/** Every fact of every runbook, by id. */
export const facts: Readonly<Record<string, Fact>> = Object.assign({}, ...Object.values(factsOf)) as Record<
  string,
  Fact
>;
