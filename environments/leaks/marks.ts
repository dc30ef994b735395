import type { Environment } from "../../model/environment";
import type { SettingDeclaration } from "../../model/setting";
import { buildPlan, type PlanInputs } from "../../plan/build";
import { settingValue } from "../../plan/settings";
import type { Plan } from "../../plan/types";
import { leavesOf } from "./leaves";
import { anyName, around, trimmed } from "./search";

/** Something that names one environment and no other. */
export interface Mark {
  /** The text by which it is known; for a secret it is searched for and never shown. */
  readonly text: string;
  /** What it is, for people: `the environment's name`, `the setting vendhub.domain`. */
  readonly what: string;
  /** How it stands in other texts: a word of its own, a host that may have more before it, or any part of a text. */
  readonly form: "word" | "host" | "part";
  /** True where the text may not be shown. */
  readonly secret: boolean;
  /** Words of services that hold it by chance, with {@link anyName} for what is an environment's own in them. */
  readonly common: readonly string[];
}

/** A name that no environment has, and that no text holds. */
const nobody = "zzneutralzz";
const neutralNames = new RegExp(`${nobody}\\d*`, "g");

/** What stands between names: everything but letters, digits and the signs that names are joined or encoded with. */
const between = /[^A-Za-z0-9_.%-]+/;

/** Shorter ones name nothing by themselves. */
const shortest = 3;

/** A name has a sign or a digit in it; a word without may be anybody's. */
const isName = (text: string): boolean => /[0-9@#:/._-]/.test(text);

/** A service that writes one of these by hand means production, and nothing else. */
const productions: ReadonlySet<string> = new Set(["prod", "prd", "production"]);

/**
 * Everything by which an environment can be known in what it deploys. A plan is a function of its inputs, so plans of
 * environments that differ in their names and own settings alone tell which words those make: all others are the services'
 * own, and no sign of anybody.
 *
 * @param inputs - services and the environment to be known
 * @param other - the environment that will be searched, whose own words are none either
 */
export function marksOf(inputs: PlanInputs, other: Environment): readonly Mark[] {
  const { environment } = inputs;
  const own = settingsOf(inputs).filter((each) => !each.shared && settingValue(environment, each) !== null);
  const neutral = [environment, other].flatMap((each) =>
    textsOf(buildPlan({ ...inputs, environment: neutralOf(each, own) })),
  );
  const anybodys = wordsOf(neutral);
  const made = [...wordsOf(textsOf(buildPlan(inputs)))].filter((word) => isName(word) && !anybodys.has(word));
  const values = own.flatMap((setting) => {
    const value = settingValue(environment, setting) ?? "";
    // A host of this environment stays one, wherever a service writes it by hand.
    return isName(value) || !anybodys.has(value) ? [{ setting, value }] : [];
  });
  const marks: readonly Mark[] = [
    {
      text: environment.name,
      what: "the environment's name",
      form: "part",
      secret: false,
      common: commonWords(environment.name, neutral),
    },
    ...values.map(({ setting, value }) => markOf(value, `the setting ${setting.key}`)),
    ...made.map((word) => markOf(word, "what only this environment has")),
  ];
  const known = new Set<string>();
  return marks.filter(({ text }) => text.length >= shortest && !known.has(text) && known.add(text));
}

/** The settings of what an environment deploys. */
export const settingsOf = ({ environment, estate, services }: PlanInputs): readonly SettingDeclaration[] =>
  [estate, ...services.filter(({ name }) => environment.services.includes(name))].flatMap(
    ({ settings }) => settings,
  );

/** A secret of an environment: its text is searched for, and never shown. */
export const secretMark = (name: string, value: string): Mark => ({
  text: value,
  what: `the secret ${name}`,
  form: "part",
  secret: true,
  common: [],
});

const host = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i;

/** An account, an id or a mailbox: nobody else's, whatever it is joined with. */
const unique = /^\d{9,}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[^\s@/]+@[^\s@/]+$/i;

function markOf(text: string, what: string): Mark {
  const form = host.test(text) ? "host" : unique.test(text) ? "part" : "word";
  return { text, what, form, secret: false, common: [] };
}

/** Where services use an environment's name as a word of their own: `live` traffic, `/dev/null`, a `test`. */
function commonWords(name: string, texts: readonly string[]): readonly string[] {
  if (isName(name) || productions.has(name)) return [];
  const holds = (text: string): boolean => text.toLowerCase().includes(name);
  const words = texts.filter(holds).flatMap((text) => text.split(around).map(trimmed));
  return [...new Set(words.filter(holds))].map((word) => word.replaceAll(neutralNames, anyName));
}

function neutralOf(environment: Environment, own: readonly SettingDeclaration[]): Environment {
  const settings = own.map(({ key }, index) => [key, `${nobody}${index}`] as const);
  return {
    ...environment,
    name: nobody,
    settings: { ...environment.settings, ...Object.fromEntries(settings) },
  };
}

const textsOf = ({ guardrails }: Plan): readonly string[] =>
  guardrails.flatMap((each) => leavesOf(each).map(({ text }) => text));

/** The words of texts, whole and in their parts. */
function wordsOf(texts: readonly string[]): ReadonlySet<string> {
  const words = texts.flatMap((text) => [...text.split(around), ...text.split(between)].map(trimmed));
  // What is encoded is found in what it says.
  return new Set(words.filter((word) => word !== "" && !word.includes("%")));
}
