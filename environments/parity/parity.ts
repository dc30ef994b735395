import { isDeepStrictEqual } from "node:util";

import type { Environment, Override } from "../../model/environment";
import type { Problem } from "../../model/problem";
import { decimal, written } from "../../model/quantity";
import type { PlanInputs } from "../../plan/build";
import type { Guardrail, GuardrailKind } from "../../plan/types";
import { classTones, weighed, type ChangeClass, type FieldChange } from "../../preview/change";
import type { GuardrailChange } from "../../preview/diff";
import { many } from "../../preview/sentence";
import { attribute, type EnvironmentField, type Step } from "./attribute";
import { parityRules } from "./rules";

/** Version of the document: what reads it can tell whether it understands it. */
export const parityVersion = 1;

/** One difference between a guardrail and its partner. */
export interface Difference {
  /** Field of the guardrail; null where one side has no partner at all. */
  readonly field: string | null;
  /** What it is on the one side; null for nothing. */
  readonly before: string | null;
  /** What it is on the other; null for nothing. */
  readonly after: string | null;
  /** What it means for the people on call, seen from the one side. */
  readonly classes: readonly ChangeClass[];
  /** The key of the environment's file that makes it, such as `belfry:pages`. */
  readonly cause: string;
  /** Why the environments may differ so; null for a difference that no rule explains. */
  readonly because: string | null;
}

/** A guardrail with its partner. */
export interface Pair {
  /** Its id, the same on both sides. */
  readonly id: string;
  /** What sort of guardrail it is. */
  readonly kind: GuardrailKind;
  /** Which side has it. */
  readonly on: "both" | "from" | "to";
  /** Everything in which the two differ, in the order of the causes; a field that two causes change is there twice. */
  readonly differences: readonly Difference[];
}

/** One field in which the environments differ, with what that comes to. */
export interface Cause {
  /** Its key in the environment's file, such as `belfry:pages`. */
  readonly cause: string;
  /** What it is on the one side. */
  readonly before: string;
  /** What it is on the other. */
  readonly after: string;
  /** What it is for. */
  readonly because: string;
  /** How many guardrails it makes differ in more than words. */
  readonly guardrails: number;
  /** What it means for the people on call, weightiest first. */
  readonly classes: readonly ChangeClass[];
}

/** Two environments, guardrail by guardrail. */
export interface Parity {
  /** Version of this document. */
  readonly schemaVersion: typeof parityVersion;
  /** The environment that the other is measured by, such as `prod`. */
  readonly from: string;
  /** The other. */
  readonly to: string;
  /** What makes them differ. */
  readonly causes: readonly Cause[];
  /** Every guardrail of either, in the order of the other's plan, then those that only the one has. */
  readonly guardrails: readonly Pair[];
  /** Differences that nothing explains, and what must never be. */
  readonly problems: readonly Problem[];
}

/**
 * Compares two environments: every guardrail with its partner, and every difference with the field of the environment
 * that makes it.
 *
 * @param inputs - services and the environment that the other is measured by
 * @param to - the other
 */
export function parityOf(inputs: PlanInputs, to: Environment): Parity {
  const from = inputs.environment;
  const { from: was, steps, to: is } = attribute(inputs, to);
  const [one, other] = [was.guardrails, is.guardrails];
  const had = new Map(one.map((each) => [each.id, each]));
  const has = new Set(other.map(({ id }) => id));
  const found = differencesOf(steps, [from, to]);
  const pair = (guardrail: Guardrail, on: Pair["on"]): Pair => ({
    id: guardrail.id,
    kind: guardrail.kind,
    on,
    differences: found.get(guardrail.id) ?? [],
  });
  const guardrails = [
    ...other.map((each) => pair(each, had.has(each.id) ? "both" : "to")),
    ...one.filter(({ id }) => !has.has(id)).map((each) => pair(each, "from")),
  ];
  return {
    schemaVersion: parityVersion,
    from: from.name,
    to: to.name,
    causes: steps.map((step) => causeOf(step, [from, to])),
    guardrails,
    problems: [
      ...guardrails.flatMap((each) => unexplained(each)),
      // What a side is measured by may be a production of another name; beside prod it is none.
      ...(to.name === "prod" ? pagers(one, from) : pagers(other, to)),
    ],
  };
}

/** What two environments come to, in a sentence. */
export function paritySentence({ causes, from, guardrails, problems, to }: Parity): string {
  const alone = guardrails.filter(({ on }) => on !== "both").length;
  const differ = guardrails.filter(
    ({ differences, on }) => on === "both" && differences.some(({ classes }) => classes[0] !== "text-only"),
  ).length;
  const partners = alone === 0 ? "each with its partner" : `${alone} without a partner`;
  const verdict = problems.length === 0 ? "all of it explained" : many(problems.length, "problem");
  return (
    `${from} and ${to}: ${many(guardrails.length, "guardrail")}, ${partners}; ${differ} differ in more than words, ` +
    `by ${many(causes.length, "key")} of their files: ${verdict}.`
  );
}

type Sides = readonly [from: Environment, to: Environment];

function differencesOf(steps: readonly Step[], sides: Sides): ReadonlyMap<string, readonly Difference[]> {
  const found = new Map<string, Difference[]>();
  for (const { cause, changes } of steps) {
    for (const change of changes) {
      const id = (change.after ?? change.before)?.id ?? "";
      const list = found.get(id) ?? [];
      found.set(id, list);
      for (const field of change.fields.length > 0 ? change.fields : [null]) {
        const { after, before, classes } = field ?? { before: null, after: null, classes: change.classes };
        const because = reasonOf(cause, { change, field, sides });
        list.push({ field: field?.field ?? null, before, after, classes, cause: keyOf(cause), because });
      }
    }
  }
  return found;
}

interface Seen {
  readonly change: GuardrailChange;
  readonly field: FieldChange | null;
  readonly sides: Sides;
}

function reasonOf(cause: EnvironmentField, { change, field, sides }: Seen): string | null {
  const { because, explains } = parityRules[cause];
  const isWords = (field ?? change).classes[0] === "text-only";
  if (cause === "overrides" && !isWords) return overrideReason(change, field, sides);
  return isWords || explains(change, field) ? because : null;
}

/** A value that both files change alike is no difference; of what differs each side that says a value says why. */
function overrideReason(
  { after, before }: GuardrailChange,
  field: FieldChange | null,
  sides: Sides,
): string | null {
  const id = (after ?? before)?.id ?? "";
  const differing = differingOverrides(sides).filter(({ of }) => of === id || isAlertOf(of, id));
  const own = differing.filter((each) => each.of === id && field?.field.startsWith(each.field));
  // The end of an alert begins with the name of its level; whatever else follows has the reasons of all that are changed.
  const reasons = [...new Set((own.length > 0 ? own : differing).map(({ because }) => because))];
  return reasons.includes(null) || reasons.length === 0 ? null : reasons.join("; ");
}

/** An objective's changed value also changes the alerts on its budget, whose ids begin with its own. */
const isAlertOf = (objective: string, id: string): boolean => id.startsWith(`${objective}-`);

/** One side's changed value that the other side does not change so. */
interface Changed {
  /** Id of the guardrail. */
  readonly of: string;
  /** Field that is changed. */
  readonly field: string;
  /** Why; null when not said. */
  readonly because: string | null;
}

function differingOverrides([from, to]: Sides): readonly Changed[] {
  const changed = (side: Environment, other: Environment): readonly Changed[] =>
    Object.entries(side.overrides).flatMap(([of, fields]) =>
      Object.entries(fields)
        .filter(([field, { bare, value }]) => {
          const partner = other.overrides[of]?.[field];
          return !isDeepStrictEqual({ bare, value }, partner && { bare: partner.bare, value: partner.value });
        })
        .map(([field, { because }]) => ({ of, field, because })),
    );
  return [...changed(from, to), ...changed(to, from)];
}

function causeOf({ cause, changes }: Step, [from, to]: Sides): Cause {
  const telling = changes.filter(({ classes }) => classes[0] !== "text-only");
  return {
    cause: keyOf(cause),
    before: wordsOf(from, cause),
    after: wordsOf(to, cause),
    because: parityRules[cause].because,
    guardrails: telling.length,
    classes: weighed(changes.flatMap(({ classes }) => classes)),
  };
}

/** The key under which a file says it. */
const keyOf = (cause: EnvironmentField): string => `belfry:${cause === "name" ? "environment" : cause}`;

/** A field of an environment as a person reads it. */
function wordsOf({ overrides, settings, waivers, ...plain }: Environment, field: EnvironmentField): string {
  switch (field) {
    case "overrides":
      return Object.entries(overrides).map(overridesText).join(", ") || "none";
    case "settings":
      return many(Object.keys(settings).length, "value");
    case "waivers":
      return waivers.map(({ code }) => code).join(", ") || "none";
    case "services":
      return plain.services.join(", ");
    case "pages":
      return plain.pages ? "yes" : "no";
    default:
      return String(plain[field]);
  }
}

const overridesText = ([id, fields]: readonly [string, Readonly<Record<string, Override>>]): string =>
  Object.entries(fields)
    .map(([field, { bare, value }]) => `${id}.${field}: ${bare ? decimal(value.value) : written(value)}`)
    .join(", ");

const stricter = classTones.better;

function unexplained({ differences, id, on }: Pair): readonly Problem[] {
  return differences
    .filter(({ because }) => because === null)
    .map(({ after, before, cause, classes, field }): Problem => {
      const path = `${id}${field === null ? "" : `.${field}`}`;
      const value = `${before ?? "nothing"} -> ${after ?? "nothing"}`;
      if (field === null)
        return {
          code: "parity/partner",
          path,
          value: null,
          rule: `every guardrail has a partner; this one is only on one side (${on}), made by ${cause}.`,
          remedy: "Select the same services on both sides, or declare it for both.",
        };
      if (cause === "belfry:overrides")
        return {
          code: "parity/undeclared",
          path,
          value,
          rule: "a value that one environment changes says why.",
          remedy: "Add because to it under belfry:overrides.",
        };
      const isStricter = classes.some((each) => stricter.includes(each));
      return {
        code: isStricter ? "parity/stricter" : "parity/unexplained",
        path,
        value,
        rule: isStricter
          ? `no environment is stricter than the one that it is measured by, unless it declares so; ${cause} makes it so.`
          : `${cause} is not meant to change this.`,
        remedy: "Change the value for both, or declare it with its reason under belfry:overrides.",
      };
    });
}

/** Only production wakes people. */
function pagers(guardrails: readonly Guardrail[], { name }: Environment): readonly Problem[] {
  const paging = guardrails.filter((each) => "pages" in each && each.pages).map(({ id }) => id);
  if (name === "prod" || paging.length === 0) return [];
  return [
    {
      code: "parity/pages",
      path: `${name} belfry:pages`,
      value: listed(paging),
      rule: `only prod pages people, and ${many(paging.length, "alert")} of ${name} ${paging.length === 1 ? "does" : "do"} too.`,
      remedy: "Write belfry:pages: false in its file.",
    },
  ];
}

const mostNamed = 3;

const listed = (ids: readonly string[]): string =>
  ids.length <= mostNamed
    ? ids.join(", ")
    : `${ids.slice(0, mostNamed).join(", ")} and ${ids.length - mostNamed} others`;
