import type { Duration } from "./quantity";
import type { Sourced } from "./source";

/** How much may be lost in a disaster, and what keeps it to that. */
export interface RecoveryPoint {
  /** The most, as the age of the newest data that can be brought back. */
  readonly objective: Sourced<Duration>;
  /**
   * What keeps it: `dumps` as often as they run, `point-in-time` recovery at the provider, which monitors verify, or
   * nothing that is known: `unproven`, with the question to the runbook's owner.
   */
  readonly keptBy: Sourced<"dumps" | "point-in-time" | "unproven">;
}

/** How soon the data must be back, and what shows that it would be. */
export interface RecoveryTime {
  /** The longest that it may take. */
  readonly objective: Sourced<Duration>;
  /** What shows it: the `restore-test`, timed at each run, or nothing that is known: `unproven`, with the question. */
  readonly keptBy: Sourced<"restore-test" | "unproven">;
}

/** What each restore test proves, in its order; the test fails where one does not hold. */
export const restoreChecks = {
  file: "The dump is the file that was uploaded, by size and SHA-256.",
  archive: "PostgreSQL reads it to its end into an empty database.",
  integrity: "No row breaks a key or a constraint, and no index fails to build.",
  tables: "Every table whose data the dump holds is there, in the schemas of the tables that are counted.",
  rows: "The tables that must hold rows do.",
  duration: "The time from the start of the download to the last row counted is recorded.",
} as const;

/** One of the checks that a restore test makes. */
export type RestoreCheck = keyof typeof restoreChecks;

/** A step of a runbook's recovery that no job can take: people do it as part of a duty. */
export interface RehearsedStep {
  /** What they do, in our own words. */
  readonly step: string;
  /** Name of the service's duty in which they do it. */
  readonly duty: string;
}
