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
  /**
   * How many replicas workloads keep, against what is declared: 0.5 is half, never fewer than one nor than a disruption
   * budget needs. 1 is what is declared.
   */
  readonly scale: number;
  /** How many times farther off the levels of alerts are than what is declared, at least 1; 1 is what is declared. */
  readonly relax: number;
  /** The instant after which `belfry sweep` removes the environment, as `2026-11-24T19:30Z`; null for one that stays. */
  readonly expires: string | null;
  /** Name of the environment of which it was cloned; null for one that was written by hand. */
  readonly clonedFrom: string | null;
  /** Whether nothing may remove it as a whole; what pages is always protected. */
  readonly protected: boolean;
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
