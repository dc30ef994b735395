import type { Environment } from "../model/environment";
import { wakes, type Handle } from "../model/route";
import { setting } from "../model/source";
import type { PlanContext } from "./context";

/** Handle of the Datadog team that answers for a service: each environment has its own, so that none wakes another's. */
export function teamHandle({ name }: Environment, service: string): string {
  return name === "prod" ? service : `${service}-${name}`;
}

/** The PagerDuty service that answers for a service, as the placeholder of its setting. */
export const pagerDutyService = (service: string): string => setting(`${service}.pagerDutyService`);

/** Who hears of a route here: an environment that does not page keeps only the handles that wake nobody. */
export function handlesOf({ environment, service }: PlanContext, route: string): readonly Handle[] {
  const handles = service.routes[route]?.handles ?? [];
  return handles
    .filter((handle) => environment.pages || !wakes(handle))
    .map((handle) => heardHere(environment, handle));
}

/** An on-call handle names a service; who answers for it is this environment's team, or its pager's service. */
function heardHere(environment: Environment, handle: Handle): Handle {
  if (handle.kind !== "on-call") return handle;
  return environment.pager === "pagerduty"
    ? { kind: "pagerduty", name: pagerDutyService(handle.name) }
    : { kind: "on-call", name: teamHandle(environment, handle.name) };
}
