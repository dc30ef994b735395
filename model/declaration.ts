import type { Declared } from "./declared";
import type { EscalationDeclaration } from "./escalation";
import { writtenHere } from "./origin";
import type {
  AutoscalingDeclaration,
  BackupDeclaration,
  BackupStoreDeclaration,
  CapacityDeclaration,
  DisruptionBudgetDeclaration,
  DowntimeDeclaration,
  LogMetricDeclaration,
  ProbeDeclaration,
  RestoreTestDeclaration,
  SentryRuleDeclaration,
} from "./platform-declaration";
import type { Duration, Quantity } from "./quantity";
import type { Severity } from "./severity";
import type { Direction, LevelOf, SignalName } from "./signal";
import type { Sourced } from "./source";
import type { Telemetry } from "./telemetry";

/** What missing data means: an alert, something to show, a recovery, or simply nothing that happened. */
export type Silence = "alert" | "show" | "resolve" | "zero";

/** What the person who is told needs to know. In our words, from the runbook. */
export interface Guidance {
  /** What users notice, in a sentence. */
  readonly impact: string;
  /** What usually is behind it. */
  readonly causes: readonly string[];
  /** What to do first, in order. */
  readonly firstSteps: readonly string[];
}

/** How urgent an alert is, and who hears of it. */
export interface Urgency {
  /**
   * How bad it is.
   *
   * @defaultValue the house severity (model/defaults.ts); a check from outside is critical, since users cannot reach
   * what its address serves
   */
  readonly severity?: Sourced<Severity>;
  /**
   * How soon a person acts, where the runbook says it of this alert alone.
   *
   * @defaultValue the severity's
   */
  readonly respondWithin?: Sourced<Duration>;
  /**
   * Name of a route of the service, where it is not the severity's own.
   *
   * @defaultValue the severity's route
   */
  readonly route?: string;
}

/** An alert on a signal's level. */
export interface MonitorDeclaration<S extends SignalName> extends Declared, Guidance, Urgency {
  /** Tells the declarations apart. */
  readonly kind: "monitor";
  /** What is measured; it decides in which units the levels may be written. */
  readonly signal: S;
  /** Level that alerts. Required: a monitor without it does not compile. */
  readonly critical: Sourced<LevelOf<S>>;
  /**
   * Level that only informs; it must be reached before `critical`.
   *
   * @defaultValue no warning level
   */
  readonly warning?: Sourced<LevelOf<S>>;
  /**
   * Which side of the level is bad.
   *
   * @defaultValue the signal's own
   */
  readonly direction?: Direction;
  /**
   * Whether the level itself is bad already (`>=` rather than `>`).
   *
   * @defaultValue false, as the runbooks write "above" and "under"
   */
  readonly inclusive?: boolean;
  /**
   * The window that is looked at.
   *
   * @defaultValue the house window of the signal's reading (model/defaults.ts)
   */
  readonly over?: Sourced<Duration>;
  /**
   * How long every value must stay bad. Excludes `over`.
   *
   * @defaultValue not sustained: the window's one value decides
   */
  readonly sustainedFor?: Sourced<Duration>;
  /**
   * What missing data means.
   *
   * @defaultValue the house rule of the signal's reading (model/defaults.ts)
   */
  readonly silence?: Sourced<Silence>;
  /**
   * Where it is measured, when not where the service measures the signal elsewhere.
   *
   * @defaultValue the service's telemetry of the signal
   */
  readonly telemetry?: Telemetry;
}

/** An alert on any signal, its levels tied to that signal. */
export type AnyMonitorDeclaration = { [S in SignalName]: MonitorDeclaration<S> }[SignalName];

/**
 * How an objective is measured: by counting good events, by slices of time in which a level held, or by the time in
 * which an alert was quiet.
 */
export type Indicator =
  | {
      /** Tells the indicators apart. */
      readonly kind: "ratio";
      /** Datadog expression that counts good events; `{scope}` stands for environment and service. */
      readonly good: string;
      /** Datadog expression that counts all events. */
      readonly total: string;
      /** Where they come from. */
      readonly telemetry: Telemetry;
    }
  | {
      /** Tells the indicators apart. */
      readonly kind: "time-slice";
      /** The signal whose level must hold. */
      readonly signal: SignalName;
      /** The level, with its fact. */
      readonly level: Sourced<Quantity>;
      /**
       * Where it is measured.
       *
       * @defaultValue the service's telemetry of the signal
       */
      readonly telemetry?: Telemetry;
    }
  | {
      /** Tells the indicators apart. */
      readonly kind: "monitor";
      /**
       * Name of a monitor of the same service: time in which it does not alert is good. For levels that no slice of five
       * minutes can hold, such as a number an hour.
       */
      readonly monitor: string;
    };

/** A promise about how good a service is, with a budget for being worse. */
export interface ObjectiveDeclaration extends Declared, Guidance {
  /** Tells the declarations apart. */
  readonly kind: "objective";
  /** How it is measured. */
  readonly indicator: Indicator;
  /** Percent of events or of the time that must be good. */
  readonly target: Sourced<Quantity<"percent">>;
  /**
   * Time over which the target holds: 7, 30 or 90 days.
   *
   * @defaultValue 30 days, the period in which the runbooks' budgets are usually read
   */
  readonly period?: Sourced<Duration>;
  /** `page`: fast burns page and slow burns open a ticket; `ticket`: burns over hours and over a day open one; `none`: shown only. */
  readonly burn: "page" | "ticket" | "none";
}

/** One thing that must hold of an answer. */
export type Assertion =
  /** The HTTP status is this number, or is below it. */
  | { readonly on: "status"; readonly operator: "is" | "below"; readonly value: Sourced<number> }
  /** The whole answer comes within this time. */
  | { readonly on: "response-time"; readonly below: Sourced<Duration> }
  /** The value at a dotted path of the JSON body is this text; null only asks that there is one. */
  | { readonly on: "json"; readonly path: string; readonly equals: string | null }
  /** The header of this name is there, whatever it holds. */
  | { readonly on: "header"; readonly name: string }
  /** At least one DNS record of the kind that the check asks for comes back. */
  | { readonly on: "record"; readonly operator: "some" };

/** What is called from outside. */
export type Check =
  | {
      /** Tells the checks apart. */
      readonly kind: "http";
      /** How the address is asked; nothing is sent along. */
      readonly method: "GET" | "HEAD" | "POST";
      /** Whole address with its scheme; may hold `${setting:…}`. */
      readonly url: string;
      /** What the request carries beside Datadog's own, by header name; none when left out. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** A name, without scheme, and the kind of record that it should resolve to. */
  | { readonly kind: "dns"; readonly host: string; readonly record: "A" | "AAAA" | "CNAME" }
  /** An address that starts with `wss://`; the connection must open. */
  | { readonly kind: "websocket"; readonly url: string }
  /** A page that a real browser loads. */
  | { readonly kind: "browser"; readonly url: string };

/** A check from outside, on a schedule. */
export interface SyntheticDeclaration extends Declared, Guidance, Urgency {
  /** Tells the declarations apart. */
  readonly kind: "synthetic";
  /** What is called. */
  readonly check: Check;
  /** What must hold of the answer; all of it. */
  readonly assertions: readonly Assertion[];
  /**
   * Time between two runs.
   *
   * @defaultValue the house interval (model/defaults.ts)
   */
  readonly every?: Sourced<Duration>;
}

/** A watch over a certificate's last days, and its renewal where the service runs on Kubernetes. */
export interface CertificateDeclaration extends Declared, Guidance, Urgency {
  /** Tells the declarations apart. */
  readonly kind: "certificate";
  /** Name alone, without scheme, port and path. */
  readonly host: string;
  /** Days left that alert. */
  readonly critical: Sourced<Quantity<"days">>;
  /**
   * Days left that only inform.
   *
   * @defaultValue one level only
   */
  readonly warning?: Sourced<Quantity<"days">>;
  /**
   * The cert-manager object that renews it.
   *
   * @defaultValue the platform renews it
   */
  readonly issued?: {
    /** Kubernetes namespace of the certificate and its secret. */
    readonly namespace: string;
    /** Name of the cert-manager issuer that signs it. */
    readonly issuer: string;
    /** Kubernetes secret that holds key and certificate. */
    readonly secret: string;
    /** DNS names that it is valid for. */
    readonly names: readonly string[];
    /** How long one certificate is valid. */
    readonly duration: Sourced<Duration>;
    /** How long before its end the next one is issued. */
    readonly renewBefore: Sourced<Duration>;
  };
}

/** Anything that a service declares. */
export type Declaration =
  | AnyMonitorDeclaration
  | ObjectiveDeclaration
  | SyntheticDeclaration
  | CertificateDeclaration
  | AutoscalingDeclaration
  | DisruptionBudgetDeclaration
  | CapacityDeclaration
  | BackupDeclaration
  | RestoreTestDeclaration
  | DowntimeDeclaration
  | SentryRuleDeclaration
  | EscalationDeclaration
  | LogMetricDeclaration
  | ProbeDeclaration
  | BackupStoreDeclaration;

/** A declaration of one kind. */
export type DeclarationOf<K extends Declaration["kind"]> = Extract<Declaration, { kind: K }>;

/** Declares an alert on a level: the signal decides in which units its levels may be written. */
export function monitor<const S extends SignalName>(
  declaration: Omit<MonitorDeclaration<S>, "kind">,
): AnyMonitorDeclaration {
  // The compiler cannot see that a generic member of a union is in the union.
  return writtenHere({ kind: "monitor", ...declaration } as unknown as AnyMonitorDeclaration);
}

/** Declares an objective. */
export const objective = (declaration: Omit<ObjectiveDeclaration, "kind">): ObjectiveDeclaration =>
  writtenHere({ kind: "objective", ...declaration });
