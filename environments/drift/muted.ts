import { writtenTime } from "../../model/recurrence";
import type { Plan } from "../../plan/types";
import { opposite, weighed, type Classes } from "../../preview/change";
import { classesOfNew } from "../../preview/compare";
import { muted as silencing } from "../../preview/rules/common";
import type { StateIndex } from "../../preview/deployed/state";
import { monitorType } from "../../preview/engine/read-back";
import type { SeenAccount, SeenDowntime, SeenMonitor } from "./account";
import { affectedBy } from "./affected";
import type { Affected, DriftFinding } from "./finding";
import { downtimeType, ownDowntimes, ownMonitors, type OwnMonitor } from "./own";

/** What muting is told against. */
export interface Muting {
  /** The deployed plan. */
  readonly plan: Plan;
  /** The state of the stacks that are looked at. */
  readonly state: StateIndex;
  /** The state of all stacks of the environment. */
  readonly known: StateIndex;
  /** The moment that is looked at. */
  readonly now: Date;
}

/** What silences this environment's monitors and no stack of it made, and what was to silence them and was called off. */
export function muted(account: SeenAccount, { known, now, plan, state }: Muting): readonly DriftFinding[] {
  const monitors = withTags(ownMonitors(state), account.monitors);
  const ours = ownDowntimes(known);
  const foreign = account.downtimes.filter(({ id }) => !ours.has(id)).filter(mutes);
  const byHand = foreign.flatMap((downtime) => {
    const hit = monitors.filter((monitor) => reaches(downtime, monitor, account.matches));
    return hit.length === 0 ? [] : [downtimeFinding(downtime, affectedIn(hit, plan))];
  });
  const explained = new Set(
    foreign
      .filter(({ status }) => status === "active")
      .flatMap((downtime) => monitors.filter((each) => reaches(downtime, each, account.matches)))
      .map(({ id }) => id),
  );
  const silenced = account.monitors.flatMap((seen) => {
    const own = monitors.find(({ id }) => id === seen.id);
    return own === undefined || explained.has(seen.id) ? [] : silencedFindings(seen, own, { now, plan });
  });
  return [...byHand, ...silenced, ...calledOff(account.downtimes, ownDowntimes(state), plan)];
}

const mutes = ({ status }: SeenDowntime): boolean => status === "active" || status === "scheduled";

/** A monitor's tags as they are now; those with which it was deployed where Datadog did not list it. */
function withTags(own: readonly OwnMonitor[], seen: readonly SeenMonitor[]): readonly OwnMonitor[] {
  const now = new Map(seen.map(({ id, tags }) => [id, tags]));
  return own.map((each) => ({ ...each, tags: now.get(each.id) ?? each.tags }));
}

/**
 * Whether a downtime names a monitor: by its id, or by tags of which it has all.
 *
 * Source: https://docs.datadoghq.com/api/latest/downtimes/#schedule-a-downtime (monitor_identifier)
 */
export function names({ monitorId, monitorTags }: SeenDowntime, monitor: OwnMonitor): boolean {
  if (monitorId !== null) return monitorId === monitor.id;
  return monitorTags.every((tag) => tag === "*" || monitor.tags.includes(tag));
}

/** Whether it takes Datadog's own judgement to say that a downtime mutes a monitor which it names. */
export const needsJudgement = (downtime: SeenDowntime): boolean =>
  downtime.scope !== "*" && downtime.status === "active";

/** A scope that is not yet looked at may mute every group, or some, or none: it is told, with its words. */
function reaches(downtime: SeenDowntime, monitor: OwnMonitor, matches: SeenAccount["matches"]): boolean {
  if (!names(downtime, monitor)) return false;
  return !needsJudgement(downtime) || (matches.get(monitor.id) ?? []).includes(downtime.id);
}

function affectedIn(monitors: readonly OwnMonitor[], plan: Plan): readonly Affected[] {
  const ids = new Set(monitors.flatMap(({ guardrail }) => guardrail ?? []));
  return plan.guardrails.filter(({ id }) => ids.has(id)).map(affectedBy);
}

const classesOf = (affected: readonly Affected[]): Classes =>
  weighed([...silencing, ...(affected.some(({ pages }) => pages) ? (["stopped-paging"] as const) : [])]);

function downtimeFinding(downtime: SeenDowntime, affected: readonly Affected[]): DriftFinding {
  const { creator, id, message, scope, status } = downtime;
  const who = creator === null ? "Made by hand." : `Made by ${creator}.`;
  const said = message === "" ? "It says nothing of why." : `It says: “${message}”.`;
  return {
    kind: "muted",
    object: { type: downtimeType, id, title: targetOf(downtime, affected) },
    classes: classesOf(affected),
    fields: [
      {
        field: status === "active" ? "muted" : "to be muted",
        before: null,
        after: timesOf(downtime),
        classes: classesOf(affected),
        because: scope === "*" ? "Nobody is told of an alert." : `Nobody is told of an alert in ${scope}.`,
      },
    ],
    because: `${who} ${said} pulumi up leaves it as it is; cancel it in Datadog.`,
    affected,
  };
}

function targetOf({ monitorId, monitorTags }: SeenDowntime, affected: readonly Affected[]): string {
  if (monitorId !== null) return affected.map(({ id }) => id).join(", ") || `monitor ${monitorId}`;
  return monitorTags.includes("*") ? "any monitor" : `monitors tagged ${monitorTags.join(", ")}`;
}

function timesOf({ end, recurs, start, status }: SeenDowntime): string {
  const until = end === null ? "without end" : `until ${writtenTime(end)} UTC`;
  const from = start === null || (status === "active" && !recurs) ? "" : `from ${writtenTime(start)} `;
  return `${from}${until}${recurs ? ", again and again" : ""}`;
}

function silencedFindings(
  { id, name, silenced }: SeenMonitor,
  own: OwnMonitor,
  { now, plan }: Pick<Muting, "now" | "plan">,
): readonly DriftFinding[] {
  const affected = affectedIn([own], plan);
  return Object.entries(silenced)
    .filter(([, until]) => until === null || until * 1000 > now.getTime())
    .map(([scope, until]): DriftFinding => ({
      kind: "muted",
      object: { type: monitorType, id, title: name },
      classes: classesOf(affected),
      fields: [
        {
          field: "silenced",
          before: null,
          after: until === null ? "without end" : `until ${writtenTime(new Date(until * 1000))} UTC`,
          classes: classesOf(affected),
          because: scope === "*" ? "Nobody is told of an alert." : `Nobody is told of an alert in ${scope}.`,
        },
      ],
      because: "The monitor itself was muted. pulumi up leaves it so; unmute it in Datadog.",
      affected,
    }));
}

/** A downtime that was called off keeps answering for days, so that no refresh misses it. */
function calledOff(
  downtimes: readonly SeenDowntime[],
  ours: ReadonlyMap<string, string | null>,
  plan: Plan,
): readonly DriftFinding[] {
  return downtimes
    .filter(({ id, status }) => status === "canceled" && ours.has(id))
    .map(({ id }): DriftFinding => {
      const guardrail = plan.guardrails.find((each) => each.id === ours.get(id));
      const [first, ...rest] =
        guardrail === undefined ? (["removed"] as const) : opposite(classesOfNew(guardrail));
      return {
        kind: "deleted",
        object: { type: downtimeType, id, title: guardrail?.id ?? id },
        classes: [first, ...rest],
        fields: [
          {
            field: "downtime",
            before: "planned",
            after: "called off",
            classes: [first, ...rest],
            because: "Alerts are told in the hours of maintenance too.",
          },
        ],
        because:
          "Datadog still answers for it, so no refresh sees it. pulumi up --replace with its URN makes it anew.",
        affected: guardrail === undefined ? [] : [affectedBy(guardrail)],
      };
    });
}
