import type { Declaration } from "../model/declaration";
import type { Service } from "../model/service";
import type { Severity } from "../model/severity";
import { call, importsOf, record, sourceOf, valueOf, type Code } from "./code";
import type { Expressed } from "./express";
import { tagsOf, tagValue } from "./foreign-monitor";
import { importedFrom, proposeMonitor, type ProposedMonitor } from "./propose-monitor";
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

/** Proposes what a service's monitors become: a whole service, or further declarations of one that is known. */
export function proposeService(
  service: string,
  monitors: readonly Expressed[],
  known: { readonly environment: string; readonly services: readonly Service[] },
): ServiceProposal {
  const there = known.services.find(({ name }) => name === service);
  return there
    ? proposeFurther(there, monitors, known.environment)
    : proposeNew(service, monitors, known.environment);
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
  environment: string,
): ServiceProposal {
  const names = there.guardrails.map(({ name }) => name);
  const proposed = proposeAll(monitors, { environment, title: there.title, names }, (each) =>
    knownRoute(there, each),
  );
  const code = proposed.map((each) => each.code);
  const head = {
    file: `services/${there.name}/imported.ts`,
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

/** The route of a service that tells the same kinds of places as a monitor does; its severity's where none does. */
function knownRoute({ routes, severities }: Service, { read, severity }: Expressed): string | null {
  const kinds = (handles: readonly { readonly kind: string }[]): string =>
    handles
      .map(({ kind }) => (kind === "pagerduty" ? "on-call" : kind))
      .sort()
      .join();
  const told = kinds(handlesOf(notifyOf(read.monitor.inputs).alert));
  const found = Object.entries(routes).find(([, { handles }]) => kinds(handles) === told)?.[0];
  return found === undefined || found === severities[severity ?? "high"].route ? null : found;
}

function proposeNew(service: string, monitors: readonly Expressed[], environment: string): ServiceProposal {
  const title = service
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
  const { bySeverity, routeOf, routes, settings } = proposeRoutes(service, monitors);
  const proposed = proposeAll(monitors, { environment, title, names: [] }, routeOf);
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
    guardrails: proposed.map((each) => each.code),
    duties: [],
    notes: [],
    undeployed: [],
    decisions: [],
  });
  const name = service.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const variable = /^[a-z]/.test(name) ? name : `service${name}`;
  const head = {
    file: `services/${service}.ts`,
    about: `${title}, as its monitors in Datadog say it. Add it to services/all.ts.`,
    type: [variable, "Service", "Service", "model/service"] as const,
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

/** The team that most monitors name. */
function teamOf(monitors: readonly Expressed[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { read } of monitors) {
    const team = tagValue(tagsOf(read.monitor), "team");
    if (team !== undefined) counts.set(team, (counts.get(team) ?? 0) + 1);
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

interface FileHead {
  /** Where it belongs. */
  readonly file: string;
  /** What its value is, in a sentence. */
  readonly about: string;
  /** Name of its value, its type, the type to import and its module. */
  readonly type: readonly [variable: string, type: string, imported: string, from: string];
  /** From the file to the folder above model/. */
  readonly model: string;
}

/** First line of each proposed file, by which it is known again. */
export const fileMark = "// Proposed by `belfry import`.";

/** Address of an account's monitors, without the number of any. */
function baseOf([first]: readonly ProposedMonitor[]): string {
  const monitor = first?.expressed.read.monitor;
  return monitor ? monitor.address.slice(0, -monitor.id.length) : "";
}

function fileOf(code: Code, { about, model, type }: FileHead, monitors: readonly ProposedMonitor[]): string {
  const [variable, typeText, imported, from] = type;
  const calls = importsOf(code);
  const modules = [...new Set([...calls.keys(), from])].sort();
  const imports = modules.map((each) => {
    const names = [...(calls.get(each) ?? []), ...(each === from ? [`type ${imported}`] : [])];
    const sorted = names.length === 1 && each === from ? `type { ${imported} }` : `{ ${names.join(", ")} }`;
    return `import ${sorted} from "${model}${each}";`;
  });
  const asked = monitors.filter(({ questions }) => questions.length > 0);
  return [
    `${fileMark} Every number is one of Datadog's: none is a runbook's until its owner confirms it.`,
    ...(asked.length === 0
      ? []
      : [
          "// What nobody has answered yet:",
          ...asked.map(({ name, questions }) => `// - ${name}: ${questions.join(" ")}`),
        ]),
    "",
    ...imports,
    "",
    `const imported = (id: number): string => \`${importedFrom(baseOf(monitors), "${id}")}\`;`,
    "",
    `/** ${about} */`,
    `export const ${variable}: ${typeText} = ${sourceOf(code)};`,
    "",
  ].join("\n");
}
