import type { Environment } from "../../model/environment";
import type { SettingDeclaration } from "../../model/setting";
import type { Problem } from "../../model/problem";
import { buildPlan, type PlanInputs } from "../../plan/build";
import { settingValue } from "../../plan/settings";
import type { StateResource } from "../../recovery/deployment";
import { leavesOf, type Leaf } from "./leaves";
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
  const told = (
    where: string,
    value: unknown,
    path = "",
    known?: ReadonlySet<string>,
  ): readonly Problem[] => {
    const before = new Set<string>();
    return leavesOf(value, path).flatMap((leaf) => {
      const found = known?.has(leaf.text) === true ? [] : mostTelling(search(leaf.text));
      // What a text says undecoded, it says decoded too.
      const hits = found.filter(({ mark }) => !before.has(`${undecoded(leaf)} ${mark.text}`));
      for (const { mark } of hits) before.add(`${undecoded(leaf)} ${mark.text}`);
      return hits.length === 0 ? [] : [leak(`${where} ${leaf.path}`, hits, origin.environment)];
    });
  };
  return [
    ...sharedSettings(origin, clone),
    ...namingSettings(origin, clone, marks),
    ...buildPlan({ ...origin, environment: clone }).guardrails.flatMap((each) =>
      told(`plan ${each.id}`, each),
    ),
    ...sharedResources(originState, cloneState, origin.environment),
    ...cloneState.flatMap(({ id, inputs: given, outputs, urn }) => {
      const name = shownName(urn);
      // What the program asked for comes back in the answer: told once.
      const asked = new Set(leavesOf(given ?? {}).map(({ text }) => text));
      return [
        ...told(name, urn.split("::").pop() ?? "", "name"),
        ...told(name, given ?? {}, "inputs"),
        ...told(name, outputs ?? {}, "outputs", asked),
        ...told(name, id ?? "", "id"),
      ];
    }),
  ];
}

/** Where a text stands, however it was decoded. */
const undecoded = ({ path }: Leaf): string => path.replaceAll(/ \((address|base64|escapes)\)/g, "");

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
  const values = Object.values(settings).filter((text) => text.length > 2);
  return [name, ...values].filter((text) => !foreign.has(text));
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
    return [settingLeak(clone, setting, `it is ${environment.name}'s own value`)];
  });
}

/**
 * A setting of the searched environment's own that names the origin. Its host may be below the origin's; everything else
 * would lead to what is the origin's, or seem to.
 */
function namingSettings(inputs: PlanInputs, clone: Environment, marks: readonly Mark[]): readonly Problem[] {
  const { environment } = inputs;
  const name = marks.filter(({ common, text }) => text === environment.name && common.length === 0);
  const hosts = marks.filter(({ form }) => form === "host").map(({ text }) => text);
  const search = searchFor(name, [clone.name, ...hosts]);
  return settingsOf({ ...inputs, environment: clone }).flatMap((setting): readonly Problem[] => {
    const value = settingValue(clone, setting);
    if (setting.shared || value === null || value === settingValue(environment, setting)) return [];
    if (name.length === 0 || search(value).length === 0) return [];
    return [settingLeak(clone, setting, `it names ${environment.name}`)];
  });
}

function settingLeak(clone: Environment, setting: SettingDeclaration, why: string): Problem {
  return {
    code: "leak/setting",
    path: `${clone.name} belfry:settings.${setting.key}`,
    value: settingValue(clone, setting),
    rule: `${why}: ${setting.describe}.`,
    remedy: "Write this environment's own.",
  };
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
    .map(({ id = "", type }) => ({
      text: id,
      what: `the id of a ${type}`,
      form: "word",
      secret: false,
      common: [],
    }));
}
