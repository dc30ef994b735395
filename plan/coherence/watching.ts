import { convert, type Dimension, type Unit } from "../../model/quantity";
import type { SignalName } from "../../model/signal";
import type { Guardrail, GuardrailOf } from "../types";
import { ofKind } from "./rule";

type Probe = GuardrailOf<"probe">;

/** What a monitor must watch to tell of a backup. */
export interface Watched {
  /** The service of the monitor and of the probe that measures for it. */
  readonly service: string;
  /** The monitor's signal. */
  readonly signal: SignalName;
  /** Whether a probe looks at the right thing. */
  readonly probe: (probe: Probe) => boolean;
}

/** The monitors of a signal that read what such a probe posts; a draft watches nothing. */
export function watching(
  guardrails: readonly Guardrail[],
  { probe, service, signal }: Watched,
): readonly GuardrailOf<"monitor">[] {
  const sources = ofKind(guardrails, "probe")
    .filter((each) => each.service === service && probe(each))
    .map(({ id }) => `\${guardrail:${id}}`);
  return ofKind(guardrails, "monitor").filter(
    ({ draft, telemetry, ...each }) =>
      each.service === service &&
      each.signal === signal &&
      !draft &&
      telemetry !== null &&
      telemetry.status !== "uninstrumented" &&
      telemetry.source !== null &&
      sources.includes(telemetry.source),
  );
}

/** A probe of the bucket in which a database's dumps land. */
export const bucketOf =
  ({ bucket, database }: Pick<GuardrailOf<"backup">, "bucket" | "database">) =>
  ({ environment, reads }: Probe): boolean =>
    reads === "bucket" && environment["BUCKET"] === bucket && environment["DATABASE"] === database;

/** A probe that asks the provider for its own backups. */
export const atProvider = ({ reads }: Probe): boolean => reads === "supabase";

/** Seconds at which a monitor of a time alerts. */
export const limitOf = ({ critical, unit }: GuardrailOf<"monitor">): number =>
  convert<Dimension, Unit>({ value: critical, unit }, "seconds").value;
