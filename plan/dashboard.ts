import type { SignalName } from "../model/signal";
import type { Service } from "../model/service";
import type { Measurement } from "../model/telemetry";
import { commonOf, identityTags, idOf, type PlanContext } from "./context";
import { onMonitorTag } from "./indicator";
import { dashboardName } from "./message/links";
import { inUnit, scoped } from "./query";
import { SourceTrail } from "./trail";
import type { Guardrail, GuardrailOf } from "./types";

type Dashboard = GuardrailOf<"dashboard">;
type Widget = Dashboard["widgets"][number];
type Series = Extract<Widget, { kind: "series" }>;

/** Signals that tell at a glance whether a service is well; the estate's overview shows these alone. */
const headline: ReadonlySet<SignalName> = new Set<SignalName>([
  "errorRate",
  "serverErrorRate",
  "latencyP95",
  "latencyMean",
  "cpuUsage",
  "memoryUsage",
  "databaseConnections",
]);

/** Plans the dashboard of one service: its alerts, its objectives, and every measured signal with its levels drawn. */
export function planServiceDashboard(context: PlanContext, guardrails: readonly Guardrail[]): Dashboard {
  const { service } = context;
  const declared = { name: dashboardName, title: "guardrails", facts: [] };
  const objectives = guardrails.filter((each) => each.kind === "objective");
  const later = objectives.filter(({ indicator }) => indicator.kind === "monitor");
  const monitors = guardrails.filter((each) => each.kind === "monitor");
  return {
    ...commonOf(context, { kind: "dashboard", declared, trail: new SourceTrail() }),
    description: descriptionOf(
      context,
      declared.name,
      `${service.title} on ${service.stack}: what its runbook promises.`,
    ),
    widgets: [
      { kind: "alerts", title: "Alerts now", query: alertsQuery(context, service.name) },
      ...objectives
        .filter((each) => !later.includes(each))
        .map(({ id, title }): Widget => ({ kind: "objective", guardrail: id, title })),
      ...foundByTag(context, later),
      ...monitors.flatMap((monitor) => seriesOf(context, monitor)),
      ...monitors.filter(({ draft }) => draft).map(unmeasured),
    ],
  };
}

/** Plans the overview of all services. It selects by tag, so that it refers to no service's ids. */
export function planEstateDashboard(context: PlanContext, services: readonly ServicePlan[]): Dashboard {
  const declared = { name: "overview", title: "overview", facts: [] };
  return {
    ...commonOf(context, { kind: "dashboard", declared, trail: new SourceTrail() }),
    description: descriptionOf(
      context,
      declared.name,
      "All services: alerts by service, and the signals that tell at a glance.",
    ),
    widgets: services.flatMap(({ guardrails, service }): Widget[] => [
      { kind: "alerts", title: `${service.title}: alerts now`, query: alertsQuery(context, service.name) },
      ...guardrails
        .filter((each) => each.kind === "monitor")
        .filter(({ signal }) => headline.has(signal))
        .flatMap((monitor) => seriesOf({ ...context, service }, monitor))
        .map((widget): Widget => ({ ...widget, title: `${service.title}: ${widget.title}` })),
    ]),
  };
}

/** A service with what is planned for it. */
export interface ServicePlan {
  /** The service as declared. */
  readonly service: Service;
  /** What is planned for it, its own dashboard included. */
  readonly guardrails: readonly Guardrail[];
}

/** Dashboards take no tags but `team:`, so they carry their identity in the description. */
function descriptionOf(context: PlanContext, name: string, text: string): string {
  const [, id, environment] = identityTags(context, idOf(context, name));
  return `${text} (managed-by:belfry ${id ?? ""} ${environment ?? ""})`;
}

const alertsQuery = ({ environment }: PlanContext, service: string): string =>
  `tag:("managed-by:belfry" AND "env:${environment.name}" AND "service:${service}")`;

function seriesOf(context: PlanContext, monitor: GuardrailOf<"monitor">): Series[] {
  const telemetry = monitor.query === null ? null : measurementOf(context, monitor);
  if (!telemetry) return [];
  const { critical, title, unit, warning } = monitor;
  const markers = [{ level: critical, label: `critical ${critical}`, tone: "error" as const }];
  return [
    {
      kind: "series",
      guardrail: monitor.id,
      title,
      query: inUnit(scoped(context, telemetry.expression), telemetry.unit, unit),
      unit,
      markers:
        warning === null
          ? markers
          : [{ level: warning, label: `warning ${warning}`, tone: "warning" }, ...markers],
    },
  ];
}

/** The objectives that count a monitor's time: made after this dashboard, they have no id that it could name. */
function foundByTag(
  { environment, service }: PlanContext,
  objectives: readonly GuardrailOf<"objective">[],
): readonly Widget[] {
  const measured = objectives.filter(({ telemetry }) => telemetry?.status !== "uninstrumented");
  if (measured.length === 0) return [];
  const query = [`env:${environment.name}`, `service:${service.name}`, onMonitorTag].join(" AND ");
  return [{ kind: "objectives", title: "Objectives on the time without an alert", query }];
}

/** The measurement behind a planned monitor. */
function measurementOf({ service }: PlanContext, monitor: GuardrailOf<"monitor">): Measurement | null {
  const declared = service.guardrails.find(
    (each) => each.kind === "monitor" && `${service.name}/${each.name}` === monitor.id,
  );
  const own = declared?.kind === "monitor" ? declared.telemetry : undefined;
  const telemetry = own ?? service.telemetry[monitor.signal];
  return telemetry && telemetry.status !== "uninstrumented" ? telemetry : null;
}

function unmeasured({ telemetry, title }: GuardrailOf<"monitor">): Widget {
  const reason =
    telemetry?.status === "uninstrumented" ? `${telemetry.because} ${telemetry.ask}` : "No telemetry.";
  return { kind: "note", text: `**Not measured yet: ${title}.** ${reason}` };
}
