import type { Environment } from "../model/environment";
import type { Problem } from "../model/problem";
import type { Service } from "../model/service";
import { buildPlan, type PlanInputs } from "../plan/build";
import type { Guardrail, Plan } from "../plan/types";
import type { Reason } from "./destination";
import type { Expressed } from "./express";
import type { ForeignMonitor } from "./foreign-monitor";
import { proposeService, type ServiceProposal } from "./propose-service";

/** A plan with what it is made of. */
export interface MadePlan {
  /** What it is made of. */
  readonly inputs: PlanInputs;
  /** The plan. */
  readonly plan: Plan;
}

/** A monitor that stays as it is, and why. */
export interface Declined {
  /** The monitor. */
  readonly monitor: ForeignMonitor;
  /** What stands in the way. */
  readonly reason: Reason;
}

/** All that is wrong with a plan. */
export type Check = (plan: Plan, inputs: PlanInputs) => readonly Problem[];

/** What is proposed, and what the checks make of it. */
export interface Proposals {
  /** The files that are proposed. */
  readonly proposals: readonly ServiceProposal[];
  /** The plan once they are in place. */
  readonly wholePlan: Plan;
  /** What the checks say of that plan and not without the files; of no single monitor. */
  readonly problems: readonly Problem[];
  /** Monitors whose declaration the checks refuse. */
  readonly refused: readonly Declined[];
}

/** Proposes what monitors become. What the checks refuse of one is a reason to leave that one as it is. */
export function proposalsFor(good: readonly Expressed[], made: MadePlan, check: Check): Proposals {
  const proposals = proposeAll(good, made);
  if (proposals.length === 0) return { proposals, wholePlan: made.plan, problems: [], refused: [] };
  const inputs = withProposals(made.inputs, proposals);
  const wholePlan = buildPlan(inputs);
  const before = new Set(check(made.plan, made.inputs).map((each) => JSON.stringify(each)));
  const problems = check(wholePlan, inputs).filter((each) => !before.has(JSON.stringify(each)));
  const refused = refusedIn(proposals, wholePlan, problems);
  if (refused.size === 0) return { proposals, wholePlan, problems, refused: [] };
  const rest = proposalsFor(
    good.filter((each) => !refused.has(each)),
    made,
    check,
  );
  const declined = [...refused].map(([{ read }, reason]) => ({ monitor: read.monitor, reason }));
  return { ...rest, refused: [...declined, ...rest.refused] };
}

/** The monitors that problems are about, each with all that is said of it. */
function refusedIn(
  proposals: readonly ServiceProposal[],
  { guardrails }: Plan,
  problems: readonly Problem[],
): ReadonlyMap<Expressed, Reason> {
  const planned = new Map(guardrails.map((each) => [each.id, each]));
  return new Map(
    proposals.flatMap(({ monitors, service }) =>
      monitors.flatMap(({ expressed, name }): readonly (readonly [Expressed, Reason])[] => {
        const guardrail = planned.get(`${service}/${name}`);
        const own = problems.filter((each) => guardrail !== undefined && isAbout(each, guardrail));
        return own.length === 0 ? [] : [[expressed, reasonOf(own, `${service}/${name}`)]];
      }),
    ),
  );
}

/** Whether a problem is in a guardrail, or in the route that leads from it to a pager. */
function isAbout({ path, value }: Problem, guardrail: Guardrail): boolean {
  const { id } = guardrail;
  if (path === id || path.startsWith(`${id}.`)) return true;
  if (!("notify" in guardrail) || path !== `${guardrail.route}.handles`) return false;
  return value === null || guardrail.notify.alert.includes(value);
}

function reasonOf(problems: readonly Problem[], id: string): Reason {
  // What follows from a level is refused by the same rule as the level.
  const rules = [...new Map([...problems].reverse().map((each) => [each.rule, each])).values()].reverse();
  const told = rules.map(({ path, rule, value }) => {
    const place = path.startsWith(`${id}.`) ? path.slice(id.length + 1) : "";
    const where = [place, value ?? ""].filter((each) => each !== "").join(" ");
    return `${where === "" ? "" : `${where}: `}${rule}`;
  });
  return {
    because: `\`belfry check\` would refuse it. ${told.join(" ")}`,
    remedy: `${rules.map(({ remedy }) => remedy).join(" ")} Change it in Datadog and import it again, or declare it by hand.`,
  };
}

function proposeAll(
  good: readonly Expressed[],
  { inputs: { environment, services }, plan }: MadePlan,
): readonly ServiceProposal[] {
  const ids = new Set(plan.guardrails.map(({ id }) => id));
  const names = [...new Set(good.map(({ service }) => service))];
  return names.map((name) =>
    proposeService(
      name,
      good.filter(({ service }) => service === name),
      { environment: environment.name, services, ids },
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
