import { wakingMentions } from "../../model/route";
import type { Guardrail } from "../../plan/types";
import { opposite, weighed, type Classes, type FieldChange, type Verdict } from "../change";
import { classesOfNew, compareGuardrails } from "../compare";
import { same, shown } from "../deployed/differences";
import { propertyOf, withValue, type PropertyChange } from "../deployed/property-change";
import { muted } from "../rules/common";
import { asDeployed, isReadBack, saidAt } from "./read-back";
import type { EngineStep } from "./steps";
import { widgetFields } from "./widgets";

/** What is said of a value for which no plan has a word. */
export const unsaid = "No plan says what that means.";

const joined = (one: string, other: string): string => [one, other].filter((each) => each !== "").join(" ");

/** What differs in a resource, in the words of its guardrail and, where those end, of its provider. */
export interface ToldFields {
  /** The guardrail as the resource says it before. */
  readonly before: Guardrail;
  /** The guardrail as the resource says it after. */
  readonly after: Guardrail;
  /** Each field that differs. */
  readonly fields: readonly FieldChange[];
}

/**
 * What a step changes in its guardrail, by the rules of plans where its words can be read back, and by the provider's path
 * everywhere else.
 *
 * @param open - the values that are to be told
 * @param causeOf - why a value differs, in a sentence; empty where that is told elsewhere
 */
export function fieldsOf(
  step: EngineStep,
  guardrail: Guardrail,
  open: readonly PropertyChange[],
  causeOf: (path: string) => string,
): ToldFields {
  const read = readFields(step, guardrail, open, causeOf);
  const others = open.filter((each) => !isTold(step, guardrail, repeated(each, guardrail, open)));
  const fields = others.flatMap((each) => propertyFields(step, guardrail, each, causeOf(each.path)));
  return { ...read, fields: [...read.fields, ...fields] };
}

/** The change of which a change is only an echo; itself where it is none. */
function repeated(
  change: PropertyChange,
  guardrail: Guardrail,
  open: readonly PropertyChange[],
): PropertyChange {
  const said = saidAt(guardrail, change.path);
  return open.find(({ after, path }) => path === said && same(after, change.after)) ?? change;
}

/** Whether a value's difference shows in the guardrail's own words: some that are read back have none of their own. */
function isTold(
  { after, type }: EngineStep,
  guardrail: Guardrail,
  { before, path }: PropertyChange,
): boolean {
  if (!isReadBack(guardrail, type, path)) return false;
  const was = asDeployed(guardrail, type, withValue(after, path, before));
  return compareGuardrails(was, asDeployed(guardrail, type, after)).length > 0;
}

function readFields(
  step: EngineStep,
  guardrail: Guardrail,
  open: readonly PropertyChange[],
  causeOf: (path: string) => string,
): ToldFields {
  const properties = new Set(open.map(({ path }) => propertyOf(path)));
  const left = Object.entries(step.after).filter(([key]) => !properties.has(key));
  const back = Object.entries(step.before).filter(([key]) => properties.has(key));
  const before = asDeployed(guardrail, step.type, Object.fromEntries([...left, ...back]));
  const after = asDeployed(guardrail, step.type, step.after);
  const first = open.find(({ path }) => isReadBack(guardrail, step.type, path));
  const cause = first === undefined ? "" : causeOf(first.path);
  const fields = compareGuardrails(before, after)
    .map((each) => (each.field === "message" ? ofMessage(each) : each))
    .map((each) => ({ ...each, because: joined(each.because, cause) }));
  return { before, after, fields };
}

/** In a plan whom an alert tells is a field of its own; at the provider it is written in the message alone. */
function ofMessage(change: FieldChange): FieldChange {
  const [before, after] = [handlesIn(change.before), handlesIn(change.after)];
  if (before.join() === after.join()) return change;
  const told = { before: before.join(", ") || null, after: after.join(", ") || null };
  return { ...change, ...told, ...meaningOfHandles([before, after], [change.before, change.after]) };
}

/** The places that a message tells, as it spells them, sorted. */
export const handlesIn = (text: string | null): readonly string[] =>
  [...new Set((text ?? "").match(/(?<![\w.])@[\w.@-]+/g) ?? [])].sort();

function meaningOfHandles(
  [before, after]: readonly [readonly string[], readonly string[]],
  [was, is]: readonly [string | null, string | null],
): Verdict {
  const [woke, wakes] = [was, is].map((text) => wakingMentions(text ?? "").length > 0);
  const stops = {
    classes: ["stopped-paging", "route"],
    because: "Its message wakes nobody any longer.",
  } as const;
  if (after.length === 0 && before.length > 0)
    return {
      classes: weighed([...muted, "route", ...(woke ? stops.classes : [])]),
      because: "Its message tells nobody any longer.",
    };
  if (woke && !wakes) return stops;
  if (wakes && !woke) return { classes: ["now-pages", "route"], because: "Its message wakes somebody now." };
  return { classes: ["route"], because: "Its message names others to tell." };
}

function propertyFields(
  step: EngineStep,
  guardrail: Guardrail,
  change: PropertyChange,
  cause: string,
): readonly FieldChange[] {
  const part = partOf(step, guardrail);
  const widgets =
    step.type === "datadog:index/dashboard:Dashboard" ? widgetFields(part, change, cause || unsaid) : null;
  if (widgets !== null) return widgets;
  const meaning = meaningOf(step, guardrail, change);
  return [
    {
      field: `${part}.${change.path}`,
      before: shown(change.before),
      after: shown(change.after),
      classes: meaning?.classes ?? ["provider"],
      because: joined(meaning?.because ?? "", cause) || unsaid,
    },
  ];
}

/** What a value means that no plan has, and that decides whether anything is checked at all. */
function meaningOf(
  { type }: EngineStep,
  guardrail: Guardrail,
  { after, path }: PropertyChange,
): Verdict | null {
  if (type !== "datadog:index/syntheticsTest:SyntheticsTest" || path !== "status") return null;
  const runs: Classes = classesOfPart(guardrail);
  return after === "live"
    ? { classes: runs, because: "It runs again." }
    : { classes: opposite(runs), because: "It is paused: nothing is checked, and nobody is told." };
}

/** Which of a guardrail's resources it is, such as `monitor` of `vendhub/cpu-monitor`. */
export const partOf = ({ name }: Pick<EngineStep, "name">, { id }: Guardrail): string =>
  name.startsWith(`${id}-`) ? name.slice(id.length + 1) : name;

/** The last word of a type, such as `Monitor`. */
export const kindOf = ({ type }: Pick<EngineStep, "type">): string => type.split(":").at(-1) ?? type;

/** What it means that a guardrail has one of its resources again. */
export function classesOfPart(guardrail: Guardrail): Classes {
  const [first = "provider", ...rest] = classesOfNew(guardrail).filter((each) => each !== "added");
  return [first, ...rest];
}
