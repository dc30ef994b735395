import type { EscalationDeclaration, RotationLayer } from "../../model/escalation";
import { days, type Duration } from "../../model/quantity";
import type { Handle, Route } from "../../model/route";
import { common, defaulted, required, type SettingDeclaration } from "../../model/setting";
import { house, setting, type FactId, type Sourced } from "../../model/source";

/** Key of the setting that names whom a service's chain calls first. */
const people = (service: string): string => `${service}.onCallUsers`;

/** Key of the setting that says when on-call first changes hands. */
const handover = (service: string): string => `${service}.handover`;

/** A channel of the chat, named by a setting. */
export const slack = (key: string): Handle => ({ kind: "slack", name: setting(key) });

/** The two routes that a service with a rotation needs: one wakes whoever is on call and tells the team, one only tells. */
export function pageAndTeam(service: string): Readonly<Record<"page" | "team", Route>> {
  const team = slack(`${service}.slackChannel`);
  return {
    page: {
      purpose: "Wakes whoever is on call and tells the team",
      handles: [{ kind: "on-call", name: service }, team],
    },
    team: { purpose: "Tells the team", handles: [team] },
  };
}

/** What a service says about its chain. */
export interface Chain extends Pick<EscalationDeclaration, "acknowledgeWithin" | "unproven"> {
  /** Name of the service. */
  readonly service: string;
  /** Facts that the chain carries, beside those that its values name. */
  readonly facts: readonly FactId[];
  /** Who is on call: the role, and the time since the page began. */
  readonly first: Omit<EscalationDeclaration["steps"][number], "person">;
  /** Who is told next, in order: role, time since the page began, and the setting that names the person. */
  readonly then: EscalationDeclaration["steps"];
  /**
   * How long one person is on call.
   *
   * @defaultValue a week
   */
  readonly turn?: Sourced<Duration>;
}

/** Whoever is on call is told first, then persons by name; on-call goes round without end and at all hours. */
export function escalationChain(chain: Chain): EscalationDeclaration {
  const { acknowledgeWithin, facts, first, service, then, turn = aWeek, unproven } = chain;
  return {
    kind: "escalation",
    name: "on-call",
    title: "escalation",
    facts,
    steps: [{ ...first, person: null }, ...then],
    rotation: { timezone: "UTC", layers: [everyone(service, turn)] },
    acknowledgeWithin,
    ...(unproven && { unproven }),
  };
}

const everyone = (service: string, length: Sourced<Duration>): RotationLayer => ({
  name: "rotation",
  people: people(service),
  length,
  handover: {
    value: setting(handover(service)),
    source: { kind: "setting", key: handover(service) },
  },
});

const aWeek = house(days(7), "A week, as the other runbooks do it.", "How long is one on-call turn?");

/** The settings of a chain, whichever pager holds it; an environment is asked only for those that its own needs. */
export function chainSettings(
  service: string,
  {
    example,
    facts,
    who,
  }: { readonly who: string; readonly example: string; readonly facts: readonly FactId[] },
): readonly SettingDeclaration[] {
  return [
    common(people(service), `Datadog ids of ${who} on the rotation, comma separated`, example, facts),
    defaulted(handover(service), "Local time at which on-call changes hands", "2026-01-05T09:00:00", facts),
    required(
      `${service}.pagerDutyService`,
      "Name of the PagerDuty service that pages, where the pager is PagerDuty",
      `${service}-on-call`,
    ),
  ];
}
