import {
  crawledDelay,
  defaultSeverity,
  defaultSilence,
  defaultWindow,
  groupedSilence,
  newGroupDelay,
  probeWindow,
} from "../model/defaults";
import type { AnyMonitorDeclaration, MonitorDeclaration } from "../model/declaration";
import { inSeconds, seconds } from "../model/quantity";
import { signals, type Signal, type SignalName } from "../model/signal";
import { house } from "../model/source";
import type { Measurement, Telemetry } from "../model/telemetry";
import { alertingOf } from "./alerting";
import { commonOf, idOf, type PlanContext } from "./context";
import { levelsOf } from "./levels";
import { messageOf } from "./message/compose";
import { mutableTags } from "./mute";
import { countedMetric, monitorQuery } from "./query";
import { SourceTrail } from "./trail";
import type { Guardrail, GuardrailOf } from "./types";
import { wordingOf } from "./wording";

/** Plans one monitor. */
export function planMonitor(context: PlanContext, typed: AnyMonitorDeclaration): GuardrailOf<"monitor"> {
  // Each member of the union ties its levels to its signal; from here on they are quantities like any other.
  const declaration = typed as unknown as MonitorDeclaration<SignalName>;
  const trail = SourceTrail.of(context, declaration);
  const telemetry = declaration.telemetry ?? context.service.telemetry[declaration.signal];
  const measured = measuredPart(context, trail, { declaration, telemetry });
  const alerting = alertingOf(context, trail, {
    severity: declaration.severity ?? defaultSeverity,
    respondWithin: declaration.respondWithin,
    route: declaration.route,
    anchor: declaration.name,
  });
  const { fields, links, wording } = measured;
  return {
    ...commonOf(context, {
      kind: "monitor",
      declared: declaration,
      trail,
      telemetry: telemetryOf(context, telemetry),
      tags: [`severity:${alerting.severity}`, ...mutableTags(signals[declaration.signal])],
    }),
    ...fields,
    ...alerting,
    message: messageOf(context, alerting, { ...wording, links, guidance: declaration }),
  };
}

interface MeasuredParts {
  /** The monitor, without its signal's units in the type. */
  readonly declaration: MonitorDeclaration<SignalName>;
  /** Its own or the service's; undefined when neither says anything of the signal. */
  readonly telemetry: Telemetry | undefined;
}

/** The part of a monitor that says what is compared with what, and the sentences that follow from it. */
function measuredPart(context: PlanContext, trail: SourceTrail, { declaration, telemetry }: MeasuredParts) {
  const signal: Signal = signals[declaration.signal];
  const inclusive = declaration.inclusive ?? false;
  const direction = declaration.direction ?? signal.bad;
  const comparator = comparatorOf(direction, inclusive);
  const measurement = telemetry && telemetry.status !== "uninstrumented" ? telemetry : null;
  const levels = levelsOf(context, trail, { declaration, direction, measurement });
  const window = windowOf(trail, declaration, { signal, measurement });
  const sustained = window.sustainedFor > 0;
  const groupBy = [...(measurement?.groupBy ?? [])];
  const fallback = groupBy.length > 0 ? groupedSilence : defaultSilence[signal.reading];
  const silence = trail.take("silence", declaration.silence ?? fallback);
  const { critical } = levels;
  const asked = { reading: signal.reading, direction, comparator, critical, over: window.over, sustained };
  const fields = {
    signal: declaration.signal,
    direction,
    comparator,
    warning: levels.warning?.value ?? null,
    critical: critical.value,
    warningRecovery: levels.warningRecovery?.value ?? null,
    criticalRecovery: levels.criticalRecovery?.value ?? null,
    unit: critical.unit,
    ...window,
    query: measurement && monitorQuery(context, { measurement, ...asked }),
    groupBy,
    silence,
    requireFullWindow: sustained,
    evaluationDelay: delayOf(trail, measurement),
    newGroupDelay: groupBy.length > 0 ? inSeconds(trail.take("newGroupDelay", newGroupDelay)) : null,
    draft: measurement === null,
  };
  const said = { signal, inclusive, direction, levels, silence, over: window.over, sustained, groupBy };
  const before = window.over + fields.evaluationDelay;
  return {
    fields,
    wording: wordingOf(context, { ...said, measurement }),
    links: { source: measurement?.source ?? null, groupBy, before },
  };
}

function comparatorOf(direction: "above" | "below", inclusive: boolean): ">" | ">=" | "<" | "<=" {
  if (direction === "above") return inclusive ? ">=" : ">";
  return inclusive ? "<=" : "<";
}

function windowOf(
  trail: SourceTrail,
  declaration: MonitorDeclaration<SignalName>,
  { measurement, signal }: { readonly measurement: Measurement | null; readonly signal: Signal },
): { over: number; sustainedFor: number } {
  if (declaration.sustainedFor) {
    const sustainedFor = inSeconds(trail.take("sustainedFor", declaration.sustainedFor));
    return { over: sustainedFor, sustainedFor };
  }
  const probed = measurement?.via === "probe" && signal.reading === "gauge";
  const fallback = probed ? probeWindow : defaultWindow[signal.reading];
  const over = inSeconds(trail.take("over", declaration.over ?? fallback));
  return { over, sustainedFor: 0 };
}

function delayOf(trail: SourceTrail, measurement: Measurement | null): number {
  if (!measurement || measurement.delay === 0) return 0;
  const crawled = measurement.delay === inSeconds(crawledDelay.value);
  const other = house(
    seconds(measurement.delay),
    "Points of this source arrive that late.",
    "How late do its points arrive?",
  );
  return inSeconds(trail.take("evaluationDelay", crawled ? crawledDelay : other));
}

/** A service's telemetry as the plan shows it. */
export function telemetryOf(context: PlanContext, telemetry: Telemetry | undefined): Guardrail["telemetry"] {
  if (!telemetry) return null;
  if (telemetry.status === "uninstrumented") {
    return { status: "uninstrumented", because: telemetry.because, ask: telemetry.ask };
  }
  const { docs, metrics, source, status, via } = telemetry;
  const names = via === "log-metric" ? metrics.map((metric) => countedMetric(context, metric)) : [...metrics];
  return { status, via, metrics: names, docs, source: source && `\${guardrail:${idOf(context, source)}}` };
}
