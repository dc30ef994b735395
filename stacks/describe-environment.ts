import type { Environment } from "../model/environment";
import type { Service } from "../model/service";
import { settingValue } from "../plan/settings";
import { environmentFields, type EnvironmentField } from "./environment-fields";
import { configKeys, type RawConfig } from "./raw-config";
import type { ConfigSource } from "./resolve-environment";

/**
 * The layer that said a value; a later one wins: what services declare, what Pulumi.yaml says for every environment, what
 * the stack's file says, and what follows from them where none says it.
 */
export type EnvironmentLayer = "service" | "project" | "stack" | "derived";

/** One field of an environment. */
export interface DescribedField extends EnvironmentField {
  /** Key under `belfry:`. */
  readonly key: string;
  /** What it is after all layers; null where there is none. */
  readonly value: unknown;
  /** Who said so. */
  readonly layer: EnvironmentLayer;
}

/** One setting of an environment. */
export interface DescribedSetting {
  /** Key under `belfry:settings`. */
  readonly key: string;
  /** Its value; null where it is missing. */
  readonly value: string | null;
  /** Who said so; null where it is missing. */
  readonly layer: "service" | "stack" | "examples" | null;
  /** Whether other environments may hold the same value. */
  readonly shared: boolean;
  /** What it is. */
  readonly describe: string;
}

/** Everything in which an environment can differ from another, with who said it. */
export interface DescribedEnvironment {
  /** Its name. */
  readonly environment: string;
  /** Every field, in the order in which Pulumi.yaml describes them; settings are apart. */
  readonly fields: readonly DescribedField[];
  /** Every setting of the services that it deploys. */
  readonly settings: readonly DescribedSetting[];
}

/** Tells of every field and setting of an environment what it is, who said so, and whether another may take it over. */
export function describeEnvironment(
  source: ConfigSource,
  environment: Environment,
  known: readonly Service[],
): DescribedEnvironment {
  const keys = configKeys.filter((key): key is keyof RawConfig => key !== "settings");
  const deployed = known.filter(({ name }) => name === "estate" || environment.services.includes(name));
  return {
    environment: environment.name,
    fields: keys.map((key) => ({
      key,
      ...resolvedField(source, environment, key),
      ...environmentFields[key],
    })),
    settings: deployed.flatMap(({ settings }) =>
      settings.map((declared) => {
        const { describe, key, shared } = declared;
        const isHidden = source.encrypted?.includes(key) === true;
        const value = isHidden ? "[secret]" : settingValue(environment, declared);
        return {
          key,
          value,
          layer: isHidden ? "stack" : value === null ? null : settingLayer(source, key, environment),
          shared,
          describe,
        };
      }),
    ),
  };
}

function resolvedField(
  { own, values }: ConfigSource,
  environment: Environment,
  key: keyof RawConfig,
): Pick<DescribedField, "value" | "layer"> {
  const said = values[key];
  const isSaid = said !== undefined && said !== "";
  const layer = own?.includes(key) === true ? "stack" : "project";
  switch (key) {
    case "environment":
      return { value: environment.name, layer: isSaid ? layer : "derived" };
    case "protected":
      return { value: environment.protected, layer: isSaid ? layer : "derived" };
    case "services":
      return { value: environment.services, layer };
    case "settings":
    case "exampleSettings":
      return { value: said ?? null, layer };
    default:
      return { value: environment[key], layer };
  }
}

function settingLayer(
  { values }: ConfigSource,
  key: string,
  { settings }: Environment,
): NonNullable<DescribedSetting["layer"]> {
  const written = values["settings"];
  if (typeof written === "object" && written !== null && Object.hasOwn(written, key)) return "stack";
  return Object.hasOwn(settings, key) ? "examples" : "service";
}
