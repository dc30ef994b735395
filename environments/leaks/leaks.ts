import type { Environment } from "../../model/environment";
import type { Problem } from "../../model/problem";
import { buildPlan, type PlanInputs } from "../../plan/build";
import { settingValue } from "../../plan/settings";
import type { StateResource } from "../../recovery/deployment";
import { leavesOf } from "./leaves";
import { marksOf, secretMark, settingsOf, type Mark } from "./marks";
import { searchFor, type Hit } from "./search";

/** One deployed resource, as a stack's state has it; secrets are readable. */
export type StateObject = Pick<StateResource, "urn" | "type"> & {
  readonly [field in "id" | "inputs" | "outputs"]?: StateResource[field] | undefined;
};

/** What a search for leaks looks at. */
export interface LeakInputs {
  /** Services and the environment that must not be found. */
  readonly origin: PlanInputs;
  /** The environment that is searched. */
  readonly clone: Environment;
  /** What is deployed of the origin; empty where nothing is, or it is not known. */
  readonly originState: readonly StateObject[];
  /** What is deployed of the searched environment. */
  readonly cloneState: readonly StateObject[];
  /** The origin's secrets, by key: in memory only. */
  readonly secrets: ReadonlyMap<string, string>;
}

/**
 * Everything of one environment that is found in another: in its settings, its plan and its deployed resources, each with
 * the exact path. Empty for a clean one.
 */
export function leaksOf(inputs: LeakInputs): readonly Problem[] {
  const { clone, cloneState, origin, originState, secrets } = inputs;
  const marks = [
    ...[...secrets].filter(([, value]) => value !== "").map(([name, value]) => secretMark(name, value)),
    ...marksOf(origin, clone),
    ...idMarks(originState),
  ];
  const search = searchFor(marks, ownTexts(clone, marks));
  const told = (where: string, value: unknown, path = ""): readonly Problem[] =>
    leavesOf(value, path).flatMap((leaf) => {
      const hits = mostTelling(search(leaf.text));
      return hits.length === 0 ? [] : [leak(`${where} ${leaf.path}`, hits, origin.environment)];
    });
  return [
    ...sharedSettings(origin, clone),
    ...buildPlan({ ...origin, environment: clone }).guardrails.flatMap((each) =>
      told(`plan ${each.id}`, each),
    ),
    ...sharedResources(originState, cloneState, origin.environment),
    ...cloneState.flatMap(({ id, inputs: given, outputs, urn }) => {
      const name = shownName(urn);
      // What the program asked for comes back in the answer: told once.
      const asked = told(name, given ?? {}, "inputs");
      return [
        ...asked,
        ...(asked.length > 0 ? [] : told(name, outputs ?? {}, "outputs")),
        ...told(name, id ?? "", "id"),
      ];
    }),
  ];
}

/** A resource as people tell it apart: the type and the name at the end of its URN. */
const shownName = (urn: string): string => urn.split("::").slice(-2).join("::");

/** A mark within another that was found says nothing more; secrets come first. */
function mostTelling(hits: readonly Hit[]): readonly Hit[] {
  const telling = hits.filter(
    ({ mark }) =>
      mark.secret || !hits.some((other) => other.mark !== mark && other.mark.text.includes(mark.text)),
  );
  return [...telling].sort((one, other) => Number(other.mark.secret) - Number(one.mark.secret));
}

/** What is the clone's own, whatever the origin is called. */
function ownTexts({ name, settings }: Environment, marks: readonly Mark[]): readonly string[] {
  const foreign = new Set(marks.map(({ text }) => text));
  return [name, ...Object.values(settings)].filter((text) => text.length > 2 && !foreign.has(text));
}

/** One text with all that it holds of the origin; one that holds a secret is not shown. */
function leak(path: string, hits: readonly Hit[], { name }: Environment): Problem {
  const secret = hits.some(({ mark }) => mark.secret);
  const held = hits.map(({ mark }) => (mark.secret ? mark.what : `${mark.what} (${mark.text})`));
  return {
    code: secret ? "leak/secret" : "leak/name",
    path: path.trim(),
    value: secret ? null : (hits[0]?.excerpt ?? null),
    rule: `it holds of ${name} ${held.join(", ")}.`,
    remedy: secret
      ? "Give this environment a secret of its own."
      : "Give this environment a value of its own, or take the name out of what the service declares.",
  };
}

/** A setting that each environment must have for itself, and that has the origin's value. */
function sharedSettings(inputs: PlanInputs, clone: Environment): readonly Problem[] {
  const { environment } = inputs;
  return settingsOf({ ...inputs, environment: clone }).flatMap((setting): readonly Problem[] => {
    const value = settingValue(clone, setting);
    if (setting.shared || value === null || value !== settingValue(environment, setting)) return [];
    return [
      {
        code: "leak/setting",
        path: `${clone.name} belfry:settings.${setting.key}`,
        value,
        rule: `it is ${environment.name}'s own value: ${setting.describe}.`,
        remedy: "Write this environment's own.",
      },
    ];
  });
}

function sharedResources(
  origin: readonly StateObject[],
  clone: readonly StateObject[],
  { name }: Environment,
): readonly Problem[] {
  const theirs = new Set(origin.filter(isObject).map(({ id, type }) => `${type} ${id ?? ""}`));
  return clone.filter(isObject).flatMap(({ id, type, urn }): readonly Problem[] =>
    theirs.has(`${type} ${id ?? ""}`)
      ? [
          {
            code: "leak/resource",
            path: shownName(urn),
            value: id ?? null,
            rule: `it is the very object that ${name} deploys.`,
            remedy: "Give it a name of its own, and deploy it anew.",
          },
        ]
      : [],
  );
}

const isObject = ({ id, type }: StateObject): boolean => id !== undefined && !type.startsWith("pulumi:");

/** An id that stands in a text by chance names nothing. */
const shortestId = 6;

/** The ids of the origin's resources: a reference to one is a leak, whatever it is called. */
function idMarks(state: readonly StateObject[]): readonly Mark[] {
  return state
    .filter((each) => isObject(each) && (each.id ?? "").length >= shortestId)
    .map(({ id = "", type }) => ({ text: id, what: `the id of a ${type}`, form: "word", secret: false }));
}
