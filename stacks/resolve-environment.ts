import type { z } from "zod";

import type { Environment, Override } from "../model/environment";
import type { Problem } from "../model/problem";
import { parseQuantity } from "../model/quantity";
import type { Service } from "../model/service";
import { environmentProblems } from "./environment-problems";
import { formProblems, pathOf, suggestion } from "./form-problems";
import {
  overrideSchema,
  rawConfigSchema,
  settingSchema,
  type RawConfig,
  type RawOverride,
} from "./raw-config";
import { madeUpSettings } from "./made-up-settings";
import { formMissed } from "./setting-forms";

/** What a stack's configuration was read from. */
export interface ConfigSource {
  /** What problems name: a file, or the stack. */
  readonly where: string;
  /** Name of the stack; the environment's unless the configuration says otherwise. */
  readonly stack: string;
  /** Values under the namespace `belfry`, without it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Keys that the stack itself says; every other value is the project's. None where nobody told them apart. */
  readonly own?: readonly string[];
  /** Keys of settings that the stack has and nobody else can read; they are not among the values. */
  readonly encrypted?: readonly string[];
  /** What was wrong with the place that they were read from. */
  readonly problems?: readonly Problem[];
}

/** An environment with everything that was wrong with its configuration. */
export interface ResolvedEnvironment {
  /** Complete only when there are no problems. */
  readonly environment: Environment;
  /** Everything wrong with the configuration; empty when it may be used. */
  readonly problems: readonly Problem[];
}

/** Resolves a stack's configuration into an environment without optionals. Every problem is found at once. */
export function resolveEnvironment(source: ConfigSource, known: readonly Service[]): ResolvedEnvironment {
  const parsed = rawConfigSchema.safeParse(source.values);
  const problems: Problem[] = [
    ...(source.problems ?? []),
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => formProblems(source, issue))),
    ...prototypeKeys(source),
  ];
  const raw = parsed.success ? parsed.data : fallbackConfig(source);
  problems.push(...environmentProblems(source, raw));
  const overrides = resolveOverrides(source, raw, problems);
  const wrongServices = unknownServices(source, raw, known);
  problems.push(...wrongServices, ...unknownSettings(source, raw, known));
  problems.push(...misshapenSettings(source, raw, known));
  const names = known.map(({ name }) => name).filter((name) => name !== "estate");
  const name = raw.environment || source.stack;
  const environment: Environment = {
    name,
    pages: raw.pages,
    pager: raw.pager,
    probeSlowdown: raw.probeSlowdown,
    backups: raw.backups,
    scale: raw.scale,
    relax: raw.relax,
    expires: raw.expires ?? null,
    clonedFrom: raw.clonedFrom ?? null,
    protected: raw.protected ?? raw.pages,
    asOf: raw.asOf,
    // A mistyped service must not make what is said of its guardrails wrong too.
    services:
      raw.services.length === 0 || wrongServices.length > 0
        ? names
        : names.filter((name) => raw.services.includes(name)),
    settings: { ...(raw.exampleSettings ? madeUpSettings(name, known) : {}), ...texts(raw.settings) },
    overrides,
    waivers: raw.waivers,
  };
  return { environment, problems };
}

const texts = (settings: RawConfig["settings"]): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, String(value)]));

/** The one key that would be dropped unseen: records of any kind refuse it. */
function prototypeKeys({ values, where }: ConfigSource): Problem[] {
  const { overrides, settings } = values;
  const records: readonly (readonly [readonly string[], unknown])[] = [
    [["settings"], settings],
    [["overrides"], overrides],
    ...Object.entries(overrides ?? {}).map(([id, fields]) => [["overrides", id], fields as unknown] as const),
  ];
  return records
    .filter(
      ([, record]) => typeof record === "object" && record !== null && Object.hasOwn(record, "__proto__"),
    )
    .map(([path]) => ({
      code: "config/unknown-key",
      path: pathOf(where, [...path, "__proto__"]),
      value: null,
      rule: "no such key is known; it would be ignored.",
      remedy: "Remove it.",
    }));
}

/** What can still be said of a configuration whose form is wrong, so that its other problems show too. */
function fallbackConfig({ values }: ConfigSource): RawConfig {
  const pick = (key: keyof RawConfig): unknown => {
    const parsed = rawConfigSchema.shape[key].safeParse(values[key]);
    return parsed.success ? parsed.data : undefined;
  };
  return {
    environment: pick("environment") as string | undefined,
    pages: Boolean(pick("pages")),
    pager: (pick("pager") as RawConfig["pager"] | undefined) ?? "datadog",
    probeSlowdown: (pick("probeSlowdown") as number | undefined) ?? 1,
    backups: (pick("backups") as RawConfig["backups"] | undefined) ?? "full",
    scale: (pick("scale") as number | undefined) ?? 1,
    relax: (pick("relax") as number | undefined) ?? 1,
    expires: pick("expires") as string | undefined,
    clonedFrom: pick("clonedFrom") as string | undefined,
    protected: pick("protected") as boolean | undefined,
    // Nothing is planned of it: any day near by keeps the other problems true.
    asOf: (pick("asOf") as string | undefined) ?? new Date().toISOString().slice(0, 10),
    services: Array.isArray(values["services"])
      ? values["services"].filter((each) => typeof each === "string")
      : [],
    exampleSettings: Boolean(pick("exampleSettings")),
    settings: wellFormed(settingSchema, values["settings"]),
    overrides: Object.fromEntries(
      entriesOf(values["overrides"]).map(([id, fields]) => [id, wellFormed(overrideSchema, fields)]),
    ),
    waivers: (pick("waivers") as RawConfig["waivers"] | undefined) ?? [],
  };
}

/** The entries of a record that are as they must be; the others are told of by themselves. */
function wellFormed<Entry>(schema: z.ZodType<Entry>, record: unknown): Record<string, Entry> {
  return Object.fromEntries(
    entriesOf(record).flatMap(([key, value]) => {
      const parsed = schema.safeParse(value);
      return parsed.success ? [[key, parsed.data] as const] : [];
    }),
  );
}

function entriesOf(record: unknown): readonly (readonly [string, unknown])[] {
  if (typeof record !== "object" || record === null || Array.isArray(record)) return [];
  return Object.entries(record).filter(([key]) => key !== "__proto__");
}

function resolveOverrides(
  source: ConfigSource,
  raw: RawConfig,
  problems: Problem[],
): Environment["overrides"] {
  return Object.fromEntries(
    Object.entries(raw.overrides).map(([id, fields]) => [
      id,
      Object.fromEntries(
        Object.entries(fields).flatMap(([field, written]) => {
          const override = overrideOf(written);
          if (override) return [[field, override] as const];
          problems.push({
            code: "override/quantity",
            path: pathOf(source.where, ["overrides", id, field]),
            value: JSON.stringify(written),
            rule: "a value is a number in the guardrail's unit, or a number with its unit.",
            remedy: 'Write 90, "90 %", "500 ms" or "2 h".',
          });
          return [];
        }),
      ),
    ]),
  );
}

function overrideOf(written: RawOverride): Override | undefined {
  const { value, because, until } = typeof written === "object" ? written : { value: written };
  const quantity = typeof value === "number" ? { value, unit: "count" as const } : parseQuantity(value);
  if (!quantity) return undefined;
  const bare = typeof value === "number" || /^\s*-?[\d.]+\s*$/.test(value);
  return { value: quantity, bare, because: because ?? null, until: until ?? null };
}

function unknownServices({ where }: ConfigSource, raw: RawConfig, known: readonly Service[]): Problem[] {
  const names = known.map(({ name }) => name);
  return raw.services
    .filter((name) => !names.includes(name))
    .map((name) => ({
      code: "config/unknown-service",
      path: pathOf(where, ["services"]),
      value: name,
      rule: "no service has this name.",
      remedy: suggestion(name, names),
    }));
}

function unknownSettings({ where }: ConfigSource, raw: RawConfig, known: readonly Service[]): Problem[] {
  const keys = known.flatMap(({ settings }) => settings.map(({ key }) => key));
  return Object.keys(raw.settings)
    .filter((key) => !keys.includes(key))
    .map((key) => ({
      code: "config/unknown-setting",
      path: pathOf(where, ["settings", key]),
      value: null,
      rule: "no service declares this setting; it would be ignored.",
      remedy: suggestion(key, keys),
    }));
}

/** A value of another form than the example would reach a provider as a broken address, handle or query. */
function misshapenSettings(
  { problems = [], where }: ConfigSource,
  raw: RawConfig,
  known: readonly Service[],
): Problem[] {
  const told = new Set(problems.map(({ path }) => path));
  return known
    .flatMap(({ settings }) => settings)
    .filter(({ key }) => !told.has(pathOf(where, ["settings", key])))
    .flatMap((setting): Problem[] => {
      const value = raw.settings[setting.key];
      const rule = value === undefined ? undefined : formMissed(setting, String(value));
      if (rule === undefined) return [];
      return [
        {
          code: "config/setting-form",
          path: pathOf(where, ["settings", setting.key]),
          value: JSON.stringify(value),
          rule: `must be ${rule}: ${setting.describe}.`,
          remedy:
            typeof value === "number"
              ? `Write it in quotes, such as "${setting.example}": YAML drops the leading zeros of a bare number.`
              : `Write a value such as ${setting.example}.`,
        },
      ];
    });
}
