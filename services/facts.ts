import type { FactFigures } from "../model/fact";
import operations from "./facts/operations.json";
import vendhub from "./facts/vendhub.json";
import victorysync from "./facts/victorysync.json";
import vocavision from "./facts/vocavision.json";
import watchtower from "./facts/watchtower.json";

/** One operational fact of a runbook: its kind and its figures, as the runbook states them. */
export interface Fact extends FactFigures {
  /** What it is about, in the catalogue's own short name. */
  readonly signal: string;
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
