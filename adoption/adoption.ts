import type { Fields } from "../model/record";
import type { Environment } from "../model/environment";
import type { Problem } from "../model/problem";
import type { Service } from "../model/service";
import { buildPlan, type PlanInputs } from "../plan/build";
import type { Plan } from "../plan/types";
import type { FieldChange } from "../preview/change";
import { keyOf } from "../preview/deployed/state";
import { adoptionChanges } from "./differences";
import { express, readMonitor, type Destination, type Expressed, type Reason } from "./express";
import { monitorToken, textIn, type ForeignMonitor } from "./foreign-monitor";
import { monitorName } from "./import-file";
import { candidatesOf, matchMonitors, type Candidate, type Matching, type ReadMonitor } from "./match";
import type { MeasureOf } from "./measures";
import { proposeService, type ServiceProposal } from "./propose-service";

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
  readonly check: (plan: Plan, inputs: PlanInputs) => readonly Problem[];
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
  const environment = inputs.environment.name;
  const { declined, read } = readAll(monitors.filter(({ id }) => !managed.has(id)));
  const plan = buildPlan(inputs);
  const matching = matchMonitors(read, candidatesOf(plan), environment);
  const expressed = expressAll(matching.rest, { environment, service, measureOf });
  const proposals = proposeAll(expressed.good, inputs);
  const whole = withProposals(inputs, proposals);
  const wholePlan = proposals.length === 0 ? plan : buildPlan(whole);
  const wanted = await tools.declare(wholePlan);
  const known = new Map(candidatesOf(wholePlan).map((each) => [each.guardrail.id, each]));
  const changesOf = (each: ReadMonitor, guardrail: string): readonly FieldChange[] => {
    const candidate = known.get(guardrail);
    return candidate ? changesFor(each, candidate, wanted) : [];
  };
  return {
    environment,
    ...matchedOf(matching, managed, changesOf),
    propose: proposals.flatMap((each) => proposedOf(each, changesOf)),
    files: proposals.map(({ file, isNew, service: of, settings, source }) => ({
      file,
      isNew,
      service: of,
      settings,
      source,
    })),
    problems: newProblems(tools, [plan, inputs], [wholePlan, whole]),
    managed: monitors.flatMap((each) => {
      const guardrail = managed.get(each.id);
      return guardrail === undefined ? [] : [{ ...named(each), guardrail }];
    }),
    declined: [...declined, ...expressed.declined].map(({ monitor, reason }) => ({
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

interface Declined {
  readonly monitor: ForeignMonitor;
  readonly reason: Reason;
}

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

function proposeAll(
  good: readonly Expressed[],
  { environment, services }: PlanInputs,
): readonly ServiceProposal[] {
  const names = [...new Set(good.map(({ service }) => service))];
  return names.map((name) =>
    proposeService(
      name,
      good.filter(({ service }) => service === name),
      { environment: environment.name, services },
    ),
  );
}

/** What a plan is made of once the proposed files are in place and their settings written. */
function withProposals(inputs: PlanInputs, proposals: readonly ServiceProposal[]): PlanInputs {
  const proposed = new Map(proposals.map((each) => [each.service, each.proposed]));
  const there: readonly Service[] = inputs.services.map((each) => proposed.get(each.name) ?? each);
  const come = proposals.filter(({ isNew }) => isNew).map((each) => each.proposed);
  const { environment } = inputs;
  const settings = Object.assign({}, ...proposals.map((each) => each.settings)) as Environment["settings"];
  return {
    ...inputs,
    services: [...there, ...come],
    environment: {
      ...environment,
      services: [...environment.services, ...come.map(({ name }) => name)],
      settings: { ...settings, ...environment.settings },
    },
  };
}

function changesFor(
  { monitor, shape }: ReadMonitor,
  candidate: Candidate,
  wanted: ReadonlyMap<string, { readonly inputs: Fields }>,
): readonly FieldChange[] {
  const { guardrail } = candidate;
  const declared = wanted.get(keyOf(monitorToken, monitorName(guardrail.id)));
  if (!declared) return [];
  return adoptionChanges(
    guardrail,
    { inputs: monitor.inputs, shape },
    { inputs: declared.inputs, shape: candidate.shape },
  );
}

function newProblems(
  { check }: AdoptionTools,
  [plan, inputs]: readonly [Plan, PlanInputs],
  [whole, wholeInputs]: readonly [Plan, PlanInputs],
): readonly Problem[] {
  if (whole === plan) return [];
  const before = new Set(check(plan, inputs).map((each) => JSON.stringify(each)));
  return check(whole, wholeInputs).filter((each) => !before.has(JSON.stringify(each)));
}
