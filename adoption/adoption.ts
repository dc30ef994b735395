import type { Fields } from "../model/record";
import type { Problem } from "../model/problem";
import { buildPlan, type PlanInputs } from "../plan/build";
import type { Plan } from "../plan/types";
import type { FieldChange } from "../preview/change";
import { keyOf } from "../preview/deployed/state";
import { monitorType } from "../preview/engine/read-back";
import { adoptionChanges } from "./differences";
import type { Destination, Reason } from "./destination";
import { express, readMonitor, type Expressed } from "./express";
import { textIn, type ForeignMonitor } from "./foreign-monitor";
import { monitorName } from "./import-file";
import { candidatesOf, matchMonitors, type Candidate, type Matching, type ReadMonitor } from "./match";
import type { MeasureOf } from "./measures";
import type { ServiceProposal } from "./propose-service";
import { proposalsFor, type Check, type Declined } from "./proposals";

/** What an adoption is made of. */
export interface AdoptionRequest {
  /** What the account has. */
  readonly monitors: readonly ForeignMonitor[];
  /** What the environment's plan is made of. */
  readonly inputs: PlanInputs;
  /** Ids of the monitors in the stack's state, each with the guardrail that carries it; null for what none carries. */
  readonly managed: ReadonlyMap<string, string | null>;
  /** Service of every monitor that names none; null leaves those out. */
  readonly service: string | null;
  /** Who says what a query measures. */
  readonly measureOf: MeasureOf;
}

/** What only the program and the checks can say. */
export interface AdoptionTools {
  /** What the program declares for a plan, by type and name. */
  readonly declare: (plan: Plan) => Promise<ReadonlyMap<string, { readonly inputs: Fields }>>;
  /** All that is wrong with a plan. */
  readonly check: Check;
}

/** A monitor as reports name it. */
export interface NamedMonitor {
  /** Datadog's number of it. */
  readonly id: string;
  /** Where a person sees it. */
  readonly address: string;
  /** What it is called. */
  readonly name: string;
}

/** A monitor that is a guardrail, or would be. */
export interface Adoptable extends NamedMonitor {
  /** Id of the guardrail. */
  readonly guardrail: string;
  /** Why they are one. */
  readonly because: string;
  /** What deploying would then change, in the words of a preview. */
  readonly changes: readonly FieldChange[];
}

/** What becomes of an account's monitors. */
export interface Adoption {
  /** Environment of the plan. */
  readonly environment: string;
  /** Monitors that are guardrails of the plan. */
  readonly adopt: readonly Adoptable[];
  /** Monitors that would be guardrails of a file that is proposed. */
  readonly propose: readonly (Adoptable & { readonly questions: readonly string[] })[];
  /** The files that are proposed. */
  readonly files: readonly Pick<ServiceProposal, "file" | "isNew" | "service" | "settings" | "source">[];
  /** What the checks say of the plan with what is proposed, and not without. */
  readonly problems: readonly Problem[];
  /** Monitors that are the same as a guardrail which has a monitor already. */
  readonly twins: readonly (NamedMonitor & { readonly guardrail: string; readonly of: string })[];
  /** Monitors that the stack has already. */
  readonly managed: readonly (NamedMonitor & { readonly guardrail: string | null })[];
  /** Monitors that stay as they are. */
  readonly declined: readonly (NamedMonitor & Reason)[];
}

/** Finds out what each monitor is, or could be. */
export async function adoptionOf(request: AdoptionRequest, tools: AdoptionTools): Promise<Adoption> {
  const { inputs, managed, measureOf, monitors, service } = request;
  const { environment } = inputs;
  const { declined, read } = readAll(monitors.filter(({ id }) => !managed.has(id)));
  const plan = buildPlan(inputs);
  const leftOut = inputs.services.flatMap(({ name }) => (environment.services.includes(name) ? [] : [name]));
  const matching = matchMonitors(read, candidatesOf(plan), environment.name);
  const to = { environment: environment.name, service, leftOut, measureOf };
  const expressed = expressAll(matching.rest, to);
  const { problems, proposals, refused, wholePlan } = proposalsFor(
    expressed.good,
    { inputs, plan },
    tools.check,
  );
  const wanted = await tools.declare(wholePlan);
  const known = new Map(candidatesOf(wholePlan).map((each) => [each.guardrail.id, each]));
  const changesOf = (each: ReadMonitor, guardrail: string): readonly FieldChange[] => {
    const candidate = known.get(guardrail);
    return candidate ? changesFor(each, candidate, wanted) : [];
  };
  return {
    environment: environment.name,
    ...matchedOf(matching, managed, changesOf),
    propose: proposals.flatMap((each) => proposedOf(each, changesOf)),
    files: proposals.map(({ file, isNew, service: of, settings, source }) => ({
      file,
      isNew,
      service: of,
      settings,
      source,
    })),
    problems,
    managed: monitors.flatMap((each) => {
      const guardrail = managed.get(each.id);
      return guardrail === undefined ? [] : [{ ...named(each), guardrail }];
    }),
    declined: [...declined, ...expressed.declined, ...refused].map(({ monitor, reason }) => ({
      ...named(monitor),
      ...reason,
    })),
  };
}

type ChangesOf = (read: ReadMonitor, guardrail: string) => readonly FieldChange[];

/** Monitors that are guardrails of the plan; one whose guardrail is deployed already is its double. */
function matchedOf(
  { matches, twins }: Matching,
  managed: AdoptionRequest["managed"],
  changesOf: ChangesOf,
): Pick<Adoption, "adopt" | "twins"> {
  const deployed = new Map([...managed].flatMap(([id, guardrail]) => (guardrail ? [[guardrail, id]] : [])));
  const free = matches.filter(({ candidate }) => !deployed.has(candidate.guardrail.id));
  const second = matches.filter(({ candidate }) => deployed.has(candidate.guardrail.id));
  const twin = (monitor: ForeignMonitor, guardrail: string, of: string) => ({
    ...named(monitor),
    guardrail,
    of,
  });
  return {
    adopt: free.map(({ because, candidate: { guardrail }, read }) => ({
      ...named(read.monitor),
      guardrail: guardrail.id,
      because,
      changes: changesOf(read, guardrail.id),
    })),
    twins: [
      ...second.map(({ candidate: { guardrail }, read }) =>
        twin(read.monitor, guardrail.id, deployed.get(guardrail.id) ?? ""),
      ),
      ...twins.map(({ candidate, of, read }) => twin(read.monitor, candidate.guardrail.id, of.id)),
    ],
  };
}

const proposedOf = ({ monitors, service }: ServiceProposal, changesOf: ChangesOf): Adoption["propose"] =>
  monitors.map(({ expressed: { read }, name, questions }) => ({
    ...named(read.monitor),
    guardrail: `${service}/${name}`,
    because: "nothing in the plan watches it",
    changes: changesOf(read, `${service}/${name}`),
    questions,
  }));

const named = ({ address, id, inputs }: ForeignMonitor): NamedMonitor => ({
  id,
  address,
  name: textIn(inputs, "name"),
});

function readAll(monitors: readonly ForeignMonitor[]) {
  const read: ReadMonitor[] = [];
  const declined: Declined[] = [];
  for (const monitor of monitors) {
    const reading = readMonitor(monitor);
    if (reading.ok) read.push(reading.read);
    else declined.push({ monitor, reason: reading.reason });
  }
  return { read, declined };
}

function expressAll(monitors: readonly ReadMonitor[], to: Destination) {
  const good: Expressed[] = [];
  const declined: Declined[] = [];
  for (const each of monitors) {
    const expression = express(each, to);
    if (expression.ok) good.push(expression.expressed);
    else declined.push({ monitor: each.monitor, reason: expression.reason });
  }
  return { good, declined };
}

function changesFor(
  { monitor, shape }: ReadMonitor,
  candidate: Candidate,
  wanted: ReadonlyMap<string, { readonly inputs: Fields }>,
): readonly FieldChange[] {
  const { guardrail } = candidate;
  const declared = wanted.get(keyOf(monitorType, monitorName(guardrail.id)));
  if (!declared) return [];
  return adoptionChanges(
    guardrail,
    { inputs: monitor.inputs, shape },
    { inputs: declared.inputs, shape: candidate.shape },
  );
}
