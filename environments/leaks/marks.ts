import type { Environment } from "../../model/environment";
import type { SettingDeclaration } from "../../model/setting";
import { buildPlan, type PlanInputs } from "../../plan/build";
import { settingValue } from "../../plan/settings";
import type { Plan } from "../../plan/types";
import { leavesOf } from "./leaves";

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
}

/** A name that no environment has, and that no text holds. */
const nobody = "zzneutralzz";

/** What stands between names: everything but letters, digits and the signs that names are joined or encoded with. */
const between = /[^A-Za-z0-9_.%-]+/;

/** What stands between the longer texts that name something whole: an address, an ARN, a tag. */
const around = /[\s"'`{}()[\],;|<>=&?]+/;

/** Shorter ones name nothing by themselves. */
const shortest = 3;

/** A name has a sign or a digit in it; a word without may be anybody's. */
const isName = (text: string): boolean => /[0-9@#:/._-]/.test(text);

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
  const anybodys = new Set(
    [environment, other].flatMap((each) => [
      ...wordsOf(buildPlan({ ...inputs, environment: neutralOf(each, own) })),
    ]),
  );
  const made = [...wordsOf(buildPlan(inputs))].filter((word) => isName(word) && !anybodys.has(word));
  const values = own.flatMap((setting) => {
    const value = settingValue(environment, setting) ?? "";
    // A host of this environment stays one, wherever a service writes it by hand.
    return isName(value) || !anybodys.has(value) ? [{ setting, value }] : [];
  });
  const marks: readonly Mark[] = [
    { text: environment.name, what: "the environment's name", form: "part", secret: false },
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
});

function markOf(text: string, what: string): Mark {
  const isHost = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/i.test(text);
  return { text, what, form: isHost ? "host" : "word", secret: false };
}

function neutralOf(environment: Environment, own: readonly SettingDeclaration[]): Environment {
  const settings = own.map(({ key }, index) => [key, `${nobody}${index}`] as const);
  return {
    ...environment,
    name: nobody,
    settings: { ...environment.settings, ...Object.fromEntries(settings) },
  };
}

/** The words of a plan's guardrails, whole and in their parts. */
function wordsOf({ guardrails }: Plan): ReadonlySet<string> {
  const texts = guardrails.flatMap((each) => leavesOf(each).map(({ text }) => text));
  const words = texts.flatMap((text) => [...text.split(around), ...text.split(between)].map(trimmed));
  // What is encoded is found in what it says.
  return new Set(words.filter((word) => word !== "" && !word.includes("%")));
}

/** Without the full stop of a sentence, and what else only begins or ends a word. */
const trimmed = (word: string): string => word.replaceAll(/^[.:/_*$-]+|[.:/_*$-]+$/g, "");
