import type { Environment } from "../model/environment";
import type { Service } from "../model/service";
import type { SettingDeclaration } from "../model/setting";
import { settingPattern, settingsIn, type SettingForm } from "../model/source";
import { appOf, inAddress } from "./message/links";
import type { Guardrail, GuardrailOf, Plan } from "./types";

/** The value of a setting in an environment: what the stack supplies, else what the runbook already answers. */
export function settingValue(environment: Environment, declaration: SettingDeclaration): string | null {
  const holds = declaration.holdsIn === "everywhere" || environment.name === "prod";
  return environment.settings[declaration.key] ?? (holds ? declaration.fallback : null);
}

/** Fills every supplied setting into the guardrails; one that is missing stays visible as `${setting:key}`. */
export function resolveSettings(
  guardrails: readonly Guardrail[],
  environment: Environment,
  services: readonly Service[],
): Pick<Plan, "guardrails" | "settings"> {
  const declarations = new Map(
    services.flatMap(({ settings }) => settings.map((each) => [each.key, each] as const)),
  );
  const used = new Set<string>();
  const lookUp = (key: string): string | null => {
    used.add(key);
    const declaration = declarations.get(key);
    return declaration ? settingValue(environment, declaration) : null;
  };
  const resolved = guardrails.map((guardrail) => resolveGuardrail(guardrail, lookUp));
  const settings = [...declarations.values()]
    .filter(({ key }) => used.has(key))
    .map((declaration) => ({
      key: declaration.key,
      describe: declaration.describe,
      value: settingValue(environment, declaration),
    }));
  return { settings, guardrails: resolved };
}

/** Fills into one guardrail every setting that is known; `unset` lists the others. */
export function resolveGuardrail(guardrail: Guardrail, lookUp: (key: string) => string | null): Guardrail {
  const unset = new Set<string>();
  const fill = (text: string): string => {
    if (!text.includes("${setting:")) return text;
    return text.replace(settingPattern, (whole, key: string, form?: SettingForm) => {
      const value = lookUp(key);
      if (value === null) unset.add(key);
      return value === null ? whole : inForm(value, form);
    });
  };
  const resolved = { ...mapStrings(guardrail, fill), unset: [...unset].sort() };
  return resolved.kind === "escalation" ? { ...resolved, pager: listUsers(resolved.pager) } : resolved;
}

/** A setting's value as its place needs it. */
function inForm(value: string, form: SettingForm | undefined): string {
  switch (form) {
    case "uri":
      return inAddress(value);
    case "app":
      return appOf(value);
    case undefined:
      return value;
  }
}

/** A setting is one text; a layer's users are written in it with commas between them. */
function listUsers(pager: GuardrailOf<"escalation">["pager"]): GuardrailOf<"escalation">["pager"] {
  if (pager.kind === "pagerduty") return pager;
  const split = (users: string): readonly string[] => users.split(",").map((user) => user.trim());
  const layers = pager.layers.map((layer) => ({
    ...layer,
    users: layer.users.flatMap(split).filter(Boolean),
  }));
  return { ...pager, layers };
}

/** The same data with every text replaced; objects keep their shape, so the type stays what it was. */
export function mapStrings<T>(value: T, replace: (text: string) => string): T {
  if (typeof value === "string") return replace(value) as T & string;
  if (Array.isArray(value)) return value.map((each: unknown) => mapStrings(each, replace)) as T & unknown[];
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, mapStrings<unknown>(each, replace)]),
    ) as T;
  }
  return value;
}

/** Keys that a text refers to but no service declares. */
export function undeclaredSettings(
  guardrails: readonly Guardrail[],
  services: readonly Service[],
): readonly string[] {
  const declared = new Set(services.flatMap(({ settings }) => settings.map(({ key }) => key)));
  const keys = settingsIn(JSON.stringify(guardrails));
  return [...new Set(keys)].filter((key) => !declared.has(key));
}
