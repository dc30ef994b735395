import type { SettingDeclaration } from "../../model/setting";
import type { Problem } from "../../model/problem";
import { formMissed, formOf } from "../../stacks/setting-forms";
import { names, renamed, type Names } from "./names";
import type { RuleName } from "./rules";

/** What a file says of one setting. */
export interface WrittenSetting {
  /** Its declaration. */
  readonly declaration: SettingDeclaration;
  /** Its value as written; null where nothing is. */
  readonly written: string | null;
  /** What holds in the origin: as written, else a fallback that holds there; null for nothing. */
  readonly value: string | null;
  /** What `--set` says for the clone; null where it says nothing. */
  readonly given: string | null;
}

/** What becomes of a setting. */
export type SettingFate =
  | { readonly kind: "inherited" }
  | {
      readonly kind: "rewritten";
      readonly value: string;
      readonly rule: RuleName;
      /** Domains of the origin that were in it. */
      readonly domains: ReadonlySet<string>;
    }
  /** It is the origin's own, and nothing tells the clone's. */
  | { readonly kind: "open" }
  | { readonly kind: "refused"; readonly problem: Problem };

/** Decides by its declaration and its form what becomes of one setting. */
export function settingFate(setting: WrittenSetting, clone: Names): SettingFate {
  const { declaration, given, value, written } = setting;
  if (given !== null) return held(declaration, { value: given, rule: "set", domains: new Set() });
  if (value === null) return { kind: "inherited" };
  if (declaration.shared && !names(value, clone.from)) return { kind: "inherited" };
  if (hasNames(declaration)) {
    const { domains, text } = renamed(value, clone);
    if (text !== value)
      return held(declaration, {
        value: text,
        rule: domains.size > 0 ? "domain" : "environment-word",
        domains,
      });
    // A fallback for all environments would be two environments' own.
    if (value === declaration.fallback && declaration.holdsIn === "everywhere" && !declaration.shared)
      return held(declaration, { value: `${value}-${clone.to}`, rule: "own-default", domains });
  }
  return written === null && declaration.shared ? { kind: "inherited" } : { kind: "open" };
}

type FormName = NonNullable<ReturnType<typeof formOf>>["name"];

/** Forms whose values are made of names; an id or an account says nothing of whose it is. */
const named: ReadonlySet<FormName | undefined> = new Set<FormName>(["https", "wss", "host", "word", "text"]);

const hasNames = (declaration: SettingDeclaration): boolean => named.has(formOf(declaration)?.name);

/** A value that a provider would not take for what it is meant to be reaches no file. */
function held(
  declaration: SettingDeclaration,
  rewritten: Omit<Extract<SettingFate, { kind: "rewritten" }>, "kind">,
): SettingFate {
  const { value } = rewritten;
  const rule = formMissed(declaration, value);
  if (rule === undefined) return { kind: "rewritten", ...rewritten };
  const { describe, example, key } = declaration;
  return {
    kind: "refused",
    problem: {
      code: "clone/form",
      path: `belfry:settings.${key}`,
      value,
      rule: `must be ${rule}: ${describe}.`,
      remedy: `Write --set ${key}=… with a value such as ${example}.`,
    },
  };
}

/** Asks for what nothing tells. */
export function asked(
  { describe, example, key, shared }: SettingDeclaration,
  { from, to }: Pick<Names, "from" | "to">,
): Problem {
  return {
    code: "clone/asked",
    path: `belfry:settings.${key}`,
    value: null,
    rule: shared
      ? `${to} needs it, and ${from}'s file does not say it: ${describe}.`
      : `${to} needs one that is not ${from}'s: ${describe}.`,
    remedy: `Write --set ${key}=… with a value such as ${example}.`,
  };
}
