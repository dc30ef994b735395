import type { Declaration } from "./declaration";
import type { Duty, Note } from "./note";
import type { Route } from "./route";
import type { SettingDeclaration } from "./setting";
import type { SeverityScale } from "./severity";
import type { SignalName } from "./signal";
import type { FactId } from "./source";
import type { Telemetry } from "./telemetry";

/** Facts that no guardrail deploys, with the reason; nothing is left out silently. */
export interface Undeployed {
  /** Facts of this service's own runbook that share the reason. */
  readonly facts: readonly FactId[];
  /** Why no guardrail deploys them; `belfry coverage` prints it. */
  readonly because: string;
}

/** How a conflict, a layered value or an ambiguity of a runbook was decided. */
export interface Decision {
  /** Id of the conflict or ambiguity, such as `C-VH-01`. */
  readonly id: string;
  /** What Belfry deploys. */
  readonly decided: string;
  /** Why. */
  readonly because: string;
}

/** One runbook as typed data. */
export interface Service {
  /** First half of each guardrail's id, and the `service` tag in Datadog. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** What it runs on, in a few words. */
  readonly stack: string;
  /** Tag value of the team that owns it. */
  readonly team: string;
  /** File of the generated catalogue that the alerts link to. */
  readonly runbook: string;
  /** Values that each environment supplies; the service's texts hold placeholders for them. */
  readonly settings: readonly SettingDeclaration[];
  /** What each severity means here: the runbook's word, how soon, and who hears of it. */
  readonly severities: SeverityScale;
  /** Who hears of what; keyed by the names that the severities use. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Where its signals are measured. */
  readonly telemetry: Partial<Readonly<Record<SignalName, Telemetry>>>;
  /** What the runbook asks for, in the order in which the plan lists it. */
  readonly guardrails: readonly Declaration[];
  /** What people do again and again. */
  readonly duties: readonly Duty[];
  /** What people need to know and no provider carries. */
  readonly notes: readonly Note[];
  /** Facts that neither a guardrail deploys nor the catalogue tells. */
  readonly undeployed: readonly Undeployed[];
  /** How conflicts and ambiguities of the runbook were decided. */
  readonly decisions: readonly Decision[];
}
