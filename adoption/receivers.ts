import { wakes, type Handle } from "../model/route";
import type { Severity } from "../model/severity";
import { call, record, type Code } from "./code";
import type { Expressed } from "./express";
import { notifyOf } from "./told";

/** Routes of a proposed service, and what its monitors and severities name of them. */
export interface ProposedRoutes {
  /** The routes, by name. */
  readonly routes: Readonly<Record<string, Code>>;
  /** Name of each severity's route. */
  readonly bySeverity: Readonly<Record<Severity, string>>;
  /** Route of a monitor, where it is not its severity's. */
  readonly routeOf: (expressed: Expressed) => string | null;
  /** Settings that its handles are, with the value that this environment has. */
  readonly settings: readonly { readonly key: string; readonly describe: string; readonly value: string }[];
}

/** Severity of an alert that names none (model/defaults.ts). */
const usual: Severity = "high";

/** Handles that a route can write, out of a message's; the others have no kind in the model. */
export function handlesOf(mentions: readonly string[]): readonly Handle[] {
  return mentions.flatMap((mention): readonly Handle[] => {
    const [, kind, name] = /^@(slack|pagerduty|oncall)-(.+)$/.exec(mention) ?? [];
    if (kind === "slack" && name) return [{ kind, name }];
    if (kind === "pagerduty" && name) return [{ kind, name }];
    if (kind === "oncall" && name) return [{ kind: "on-call", name }];
    return /^@[^@\s]+@[^@\s]+\.[^@\s]+$/.test(mention) ? [{ kind: "email", name: mention.slice(1) }] : [];
  });
}

/** Makes a route of each set of places that some monitor tells. */
export function proposeRoutes(service: string, monitors: readonly Expressed[]): ProposedRoutes {
  const told = new Map(
    monitors.map((each) => [each, handlesOf(notifyOf(each.read.monitor.inputs).alert)] as const),
  );
  const sets = new Map<string, { readonly name: string; readonly handles: readonly Handle[] }>();
  for (const handles of told.values()) {
    const key = keyOf(handles);
    if (handles.length === 0 || sets.has(key)) continue;
    sets.set(key, { name: routeName(handles, sets.size, [...sets.values()]), handles });
  }
  if (sets.size === 0) sets.set("", { name: "nobody", handles: [] });
  const settings = settingsOf(
    service,
    [...sets.values()].flatMap(({ handles }) => handles),
  );
  const bySeverity = severityRoutes(told, sets);
  return {
    settings: settings.map(({ describe, key, value }) => ({ describe, key, value })),
    bySeverity,
    routes: Object.fromEntries(
      [...sets.values()].map(({ handles, name }) => [name, routeCode(handles, settings)]),
    ),
    routeOf: (expressed) => {
      const own = sets.get(keyOf(told.get(expressed) ?? []))?.name;
      return own === undefined || own === bySeverity[expressed.severity ?? usual] ? null : own;
    },
  };
}

const keyOf = (handles: readonly Handle[]): string =>
  handles
    .map(({ kind, name }) => `${kind} ${name}`)
    .sort()
    .join();

function routeName(
  handles: readonly Handle[],
  count: number,
  others: readonly { readonly name: string }[],
): string {
  const base = handles.some(wakes) ? "page" : "team";
  return others.some(({ name }) => name === base) ? `${base}-${count + 1}` : base;
}

/** Each severity tells the places that most of its monitors tell; one without monitors, those of the nearest. */
function severityRoutes(
  told: ReadonlyMap<Expressed, readonly Handle[]>,
  sets: ReadonlyMap<string, { readonly name: string; readonly handles: readonly Handle[] }>,
): ProposedRoutes["bySeverity"] {
  const all = [...sets.values()];
  const wakeful = all.find(({ handles }) => handles.some(wakes)) ?? all[0];
  const quiet = all.find(({ handles }) => !handles.some(wakes)) ?? all[0];
  const most = (severity: Severity, otherwise: typeof wakeful): string => {
    const counts = new Map<string, number>();
    for (const [each, handles] of told) {
      const name = sets.get(keyOf(handles))?.name;
      if (name !== undefined && (each.severity ?? usual) === severity)
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const [first] = [...counts].sort(([, one], [, other]) => other - one);
    return first?.[0] ?? otherwise?.name ?? "";
  };
  return {
    critical: most("critical", wakeful),
    high: most("high", wakeful),
    medium: most("medium", quiet),
    low: most("low", quiet),
  };
}

interface HandleSetting {
  readonly handle: Handle;
  readonly key: string;
  readonly describe: string;
  readonly value: string;
}

/** A place of one environment is a setting: another environment tells others. On-call handles name a service. */
function settingsOf(service: string, handles: readonly Handle[]): readonly HandleSetting[] {
  const words = {
    slack: ["slackChannel", "Slack channel for alerts, without #"],
    email: ["mailbox", "Mailbox that hears of alerts"],
    pagerduty: ["pagerDutyService", "PagerDuty service that answers, as Datadog's integration names it"],
  } as const;
  const found: HandleSetting[] = [];
  for (const handle of handles) {
    if (handle.kind === "on-call" || found.some((each) => keyOf([each.handle]) === keyOf([handle]))) continue;
    const [word, describe] = words[handle.kind];
    const number = found.filter((each) => each.handle.kind === handle.kind).length + 1;
    const key = `${service}.${word}${number === 1 ? "" : number}`;
    found.push({ handle, key, describe, value: handle.name });
  }
  return found;
}

function routeCode(handles: readonly Handle[], settings: readonly HandleSetting[]): Code {
  const purpose =
    handles.length === 0 ? "Nobody yet" : handles.some(wakes) ? "Wakes whoever is on call" : "Tells the team";
  return record({
    purpose,
    handles: handles.map((handle) => {
      const found = settings.find((each) => keyOf([each.handle]) === keyOf([handle]));
      return record({ kind: handle.kind, name: found ? call("setting", found.key) : handle.name });
    }),
  });
}
