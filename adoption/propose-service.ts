import type { Declaration } from "../model/declaration";
import { defaultSeverity } from "../model/defaults";
import { originOf } from "../model/origin";
import { wakes } from "../model/route";
import type { Service } from "../model/service";
import type { Severity } from "../model/severity";
import { dashboardName } from "../plan/message/links";
import { call, record, valueOf, type Code } from "./code";
import type { Expressed } from "./express";
import { tagsOf, tagValue } from "./foreign-monitor";
import { proposeMonitor, type ProposedMonitor } from "./propose-monitor";
import { fileOf, variableOf } from "./proposed-file";
import { handlesOf, proposeRoutes } from "./receivers";
import { notifyOf } from "./told";

/** What is proposed for one service. */
export interface ServiceProposal {
  /** Its name. */
  readonly service: string;
  /** Whether no such service is declared yet. */
  readonly isNew: boolean;
  /** Where its source belongs, from the checkout's root. */
  readonly file: string;
  /** Its source in TypeScript. */
  readonly source: string;
  /** The service as it would be with it. */
  readonly proposed: Service;
  /** Its monitors, each with the declaration that it becomes. */
  readonly monitors: readonly ProposedMonitor[];
  /** Settings that it needs, with the values that the monitors have. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What is declared already. */
export interface KnownServices {
  /** Environment of the plan. */
  readonly environment: string;
  /** The services. */
  readonly services: readonly Service[];
  /** Ids of all that is planned of them, declared or not. */
  readonly ids: ReadonlySet<string>;
}

/** Proposes what a service's monitors become: a whole service, or further declarations of one that is known. */
export function proposeService(
  service: string,
  monitors: readonly Expressed[],
  known: KnownServices,
): ServiceProposal {
  const there = known.services.find(({ name }) => name === service);
  return there ? proposeFurther(there, monitors, known) : proposeNew(service, monitors, known.environment);
}

function proposeAll(
  monitors: readonly Expressed[],
  context: { readonly environment: string; readonly title: string; readonly names: readonly string[] },
  routeOf: (expressed: Expressed) => string | null,
): readonly ProposedMonitor[] {
  const taken = new Set(context.names);
  return monitors.map((expressed) => {
    const proposed = proposeMonitor(expressed, { ...context, taken, route: routeOf(expressed) });
    taken.add(proposed.name);
    return proposed;
  });
}

function proposeFurther(
  there: Service,
  monitors: readonly Expressed[],
  { environment, ids }: KnownServices,
): ServiceProposal {
  const own = `${there.name}/`;
  const planned = [...ids].flatMap((id) => (id.startsWith(own) ? [id.slice(own.length)] : []));
  const names = [...planned, ...there.guardrails.map(({ name }) => name)];
  const proposed = proposeAll(monitors, { environment, title: there.title, names }, (each) =>
    knownRoute(there, each),
  );
  const code = proposed.map((each) => each.code);
  const head = {
    file: freeFile(there),
    about: `Alerts of ${there.title} that were made by hand before. Add them to the guardrails of services/${there.name}.ts.`,
    type: ["importedAlerts", "readonly Declaration[]", "Declaration", "model/declaration"] as const,
    model: "../../",
  };
  return {
    service: there.name,
    isNew: false,
    file: head.file,
    source: fileOf(code, head, proposed),
    proposed: { ...there, guardrails: [...there.guardrails, ...(valueOf(code) as readonly Declaration[])] },
    monitors: proposed,
    settings: {},
  };
}

/** A file for further declarations: what is in place from an earlier import stays there. */
function freeFile({ guardrails, name }: Service): string {
  const used = guardrails.map((each) => originOf(each)?.file ?? "");
  for (let number = 1; ; number++) {
    const file = `services/${name}/imported${number === 1 ? "" : `-${number}`}.ts`;
    if (!used.some((each) => each.endsWith(`/${file}`))) return file;
  }
}

/**
 * The route of a service that tells the same kinds of places as a monitor does, or wakes people as it does; its severity's
 * where that does so too.
 */
function knownRoute({ routes, severities }: Service, { read, severity }: Expressed): string | null {
  const kinds = (handles: readonly { readonly kind: string }[]): string =>
    handles
      .map(({ kind }) => (kind === "pagerduty" ? "on-call" : kind))
      .sort()
      .join();
  const own = severities[severity ?? defaultSeverity.value].route;
  const told = handlesOf(notifyOf(read.monitor.inputs).alert);
  const alike = Object.entries(routes).filter(([, { handles }]) => handles.some(wakes) === told.some(wakes));
  const [same] = alike.find(([, { handles }]) => kinds(handles) === kinds(told)) ?? [];
  const found = same ?? (alike.some(([name]) => name === own) ? own : alike[0]?.[0]);
  return found === undefined || found === own ? null : found;
}

function proposeNew(service: string, monitors: readonly Expressed[], environment: string): ServiceProposal {
  const title = service
    .split("-")
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
  const { bySeverity, routeOf, routes, settings, waking } = proposeRoutes(service, monitors);
  const chain = waking.length > 0 ? [chainOf(waking)] : [];
  const proposed = proposeAll(monitors, { environment, title, names: [dashboardName, chainName] }, routeOf);
  const code = record({
    name: service,
    title,
    stack: "not written down yet",
    team: teamOf(monitors) ?? service,
    runbook: `${service}.md`,
    settings: settings.map(({ describe, key, value }) => call("required", key, describe, value)),
    severities: record(
      Object.fromEntries(
        (Object.keys(bySeverity) as Severity[]).map((each) => [each, levelOf(each, bySeverity[each])]),
      ),
    ),
    routes: record(routes),
    telemetry: record({}),
    guardrails: [...proposed.map((each) => each.code), ...chain],
    duties: [],
    notes: [],
    undeployed: [],
    decisions: [],
  });
  const head = {
    file: `services/${service}.ts`,
    about: `${title}, as its monitors in Datadog say it. Add it to services/all.ts.`,
    type: [variableOf(service), "Service", "Service", "model/service"] as const,
    model: "../",
  };
  return {
    service,
    isNew: true,
    file: head.file,
    source: fileOf(code, head, proposed),
    proposed: valueOf(code) as Service,
    monitors: proposed,
    settings: Object.fromEntries(settings.map(({ key, value }) => [key, value])),
  };
}

/** Name of a proposed chain, as of every service's. */
const chainName = "on-call";

/** The chain that answers to a pager: PagerDuty has it, so that only its first step is known. */
const chainOf = (waking: readonly Severity[]): Code =>
  record({
    kind: "escalation",
    name: chainName,
    title: "escalation",
    steps: [
      record({
        role: "whoever is on call in PagerDuty",
        after: call("house", call("minutes", 0), "PagerDuty calls at once.", "Who is called first?"),
        person: null,
      }),
    ],
    rotation: null,
    acknowledgeWithin: call(
      "house",
      call("minutes", 5),
      "A third of the time in which someone must act.",
      "How soon must a page be acknowledged?",
    ),
    unproven: record(
      Object.fromEntries(
        waking.map((severity) => [
          severity,
          call(
            "house",
            "a second person",
            "Only PagerDuty knows who is called next.",
            "Who is called when nobody answers, and after how long?",
          ),
        ]),
      ),
    ),
  });

/** The team that most monitors name. */
function teamOf(monitors: readonly Expressed[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { read } of monitors) {
    const team = tagValue(tagsOf(read.monitor), "team");
    if (team) counts.set(team, (counts.get(team) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** How soon a person acts, which no monitor says. */
const responses: Readonly<Record<Severity, Code>> = {
  critical: call("minutes", 15),
  high: call("hours", 1),
  medium: call("hours", 8),
  low: call("hours", 24),
};

const levelOf = (severity: Severity, route: string): Code =>
  record({
    label: severity,
    respondWithin: call(
      "house",
      responses[severity],
      "A start, since no monitor says it.",
      "How soon must someone act?",
    ),
    route,
  });
