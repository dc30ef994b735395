import type { Quantity } from "./quantity";
import type { Waiver } from "./waiver";

/** A deliberate change of one value in one environment. */
export interface Override {
  /** The new level, in any unit of its dimension. */
  readonly value: Quantity;
  /** True when it was written as a bare number, which is then in the guardrail's own unit. */
  readonly bare: boolean;
  /** Why it differs; null when not said. */
  readonly because: string | null;
  /** Last day it should hold, `YYYY-MM-DD`; null for a lasting difference. After that day it is a problem. */
  readonly until: string | null;
}

/** Everything in which one environment differs from another, resolved: no optionals are left. */
export interface Environment {
  /** `prod`, `staging`, `local`, …: the `env` tag and part of the names. */
  readonly name: string;
  /** Whether alerts may wake a person. */
  readonly pages: boolean;
  /** Who holds the escalation chains and pages. */
  readonly pager: "datadog" | "pagerduty";
  /** How many times rarer checks from outside run than in production. */
  readonly probeSlowdown: number;
  /** `full`: all tiers of recovery points; `daily`: only the daily one, kept for a week. */
  readonly backups: "full" | "daily";
  /** The day for which the plan is made, `YYYY-MM-DD`; only checks read it. */
  readonly asOf: string;
  /** Names of the services that are deployed, in the estate's order. */
  readonly services: readonly string[];
  /** Supplied settings, by key. */
  readonly settings: Readonly<Record<string, string>>;
  /** Changed values: guardrail id, then field. */
  readonly overrides: Readonly<Record<string, Readonly<Record<string, Override>>>>;
  /** Problems of coherence that are left on purpose. */
  readonly waivers: readonly Waiver[];
}
