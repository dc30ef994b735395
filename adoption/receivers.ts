import { defaultSeverity } from "../model/defaults";
import { wakes, type Handle } from "../model/route";
import { severities, type Severity } from "../model/severity";
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
  /** Severities whose route wakes people, each by its PagerDuty service. */
  readonly waking: readonly Severity[];
  /** Settings that its handles are, with the value that this environment has. */
  readonly settings: readonly { readonly key: string; readonly describe: string; readonly value: string }[];
}

/** Severity of an alert that names none. */
const usual: Severity = defaultSeverity.value;

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
  const sets = new Map<string, RouteSet>();
  for (const handles of told.values()) {
    const key = keyOf(handles);
    if (handles.length === 0 || sets.has(key)) continue;
    sets.set(key, { name: routeName(handles, sets.size, [...sets.values()]), handles });
  }
  const all = (): readonly RouteSet[] => [...sets.values()];
  // Whom nobody hears must not begin to wake people.
  if (!all().some(isQuiet) && [...told.values()].some((handles) => handles.length === 0))
    sets.set("", { name: "nobody", handles: [] });
  const quiet = all().find(isQuiet)?.name;
  const settings = settingsOf(
    service,
    all().flatMap(({ handles }) => handles),
  );
  const bySeverity = severityRoutes(told, sets);
  const wakeful = all().filter((each) => !isQuiet(each));
  return {
    settings: settings.map(({ describe, key, value }) => ({ describe, key, value })),
    bySeverity,
    waking: severities.filter((severity) =>
      wakeful.some(
        ({ handles, name }) =>
          name === bySeverity[severity] && handles.some(({ kind }) => kind === "pagerduty"),
      ),
    ),
    routes: Object.fromEntries(all().map(({ handles, name }) => [name, routeCode(handles, settings)])),
    routeOf: (expressed) => {
      const usualRoute = bySeverity[expressed.severity ?? usual];
      const own =
        sets.get(keyOf(told.get(expressed) ?? []))?.name ??
        (wakeful.some(({ name }) => name === usualRoute) ? quiet : undefined);
      return own === undefined || own === usualRoute ? null : own;
    },
  };
}

/** A set of places that some monitor tells, and the route that it becomes. */
interface RouteSet {
  readonly name: string;
  readonly handles: readonly Handle[];
}

const isQuiet = ({ handles }: RouteSet): boolean => !handles.some(wakes);

const keyOf = (handles: readonly Handle[]): string =>
  handles
    .map(({ kind, name }) => `${kind} ${name}`)
    .sort()
    .join();

function routeName(handles: readonly Handle[], count: number, others: readonly RouteSet[]): string {
  const base = handles.some(wakes) ? "page" : "team";
  return others.some(({ name }) => name === base) ? `${base}-${count + 1}` : base;
}

/**
 * Each severity tells the places that most of its monitors tell, and wakes people where any of them does: a chain answers to
 * severities. One without monitors tells those of the nearest.
 */
function severityRoutes(
  told: ReadonlyMap<Expressed, readonly Handle[]>,
  sets: ReadonlyMap<string, RouteSet>,
): ProposedRoutes["bySeverity"] {
  const all = [...sets.values()];
  const wakeful = all.find((each) => !isQuiet(each)) ?? all[0];
  const quiet = all.find(isQuiet) ?? all[0];
  const most = (severity: Severity, otherwise: RouteSet | undefined): string => {
    const counts = new Map<RouteSet, number>();
    for (const [each, handles] of told) {
      const set = sets.get(keyOf(handles));
      if (set !== undefined && (each.severity ?? usual) === severity)
        counts.set(set, (counts.get(set) ?? 0) + 1);
    }
    const [first] = [...counts].sort(
      ([one, ofOne], [other, ofOther]) => Number(isQuiet(one)) - Number(isQuiet(other)) || ofOther - ofOne,
    );
    return first?.[0].name ?? otherwise?.name ?? "";
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
