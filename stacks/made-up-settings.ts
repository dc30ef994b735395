import { createHash } from "node:crypto";

import type { Service } from "../model/service";
import type { SettingDeclaration } from "../model/setting";
import { isSecret } from "./config-value";
import type { ConfigSource } from "./resolve-environment";

/** The environment whose made-up values are the declarations' own examples. */
const production = "prod";

/**
 * What an environment's configuration says in the sandbox, where nobody's account is needed: each setting that it leaves
 * out has a made-up value. Production's are the declarations' examples; any other environment has its own, but for what
 * environments may share, so that two of them in one sandbox have nothing in common. A value that is encrypted is left
 * out too: its key belongs to another stack.
 */
export function sandboxSource(source: ConfigSource, known: readonly Service[]): ConfigSource {
  const values = Object.fromEntries(
    Object.entries(source.values).filter(([key]) => key !== "exampleSettings"),
  );
  const given = Object.fromEntries(
    Object.entries(settingsIn(values["settings"])).filter(([, value]) => !isSecret(value)),
  );
  const name = nameIn(values["environment"]) || source.stack;
  return { ...source, values: { ...values, settings: { ...madeUpSettings(name, known), ...given } } };
}

/** A made-up value of every setting for which an environment has none, or none of its own. */
export function madeUpSettings(
  environment: string,
  known: readonly Service[],
): Readonly<Record<string, string>> {
  if (environment === production) {
    const isMissing = ({ fallback }: SettingDeclaration): boolean => fallback === null;
    return Object.fromEntries(
      declared(known)
        .filter(isMissing)
        .map(({ example, key }) => [key, example]),
    );
  }
  return Object.fromEntries(
    declared(known)
      .filter(({ fallback, holdsIn, shared }) => !shared || fallback === null || holdsIn === "production")
      .map(({ example, key, shared }) => [key, shared ? example : ownValue(environment, example)] as const),
  );
}

const declared = (known: readonly Service[]): readonly SettingDeclaration[] =>
  known.flatMap(({ settings }) => settings);

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The last dot of a host's name, with what is around it. */
const hostEnd = /([a-z0-9-]+)(\.[a-z]+)(?=[/:]|$)/i;

/** An example that names its environment. */
const namesProduction = /\bprod(?:uction)?\b/;

/** An example with the environment in it, of the form that the example has. */
function ownValue(environment: string, example: string): string {
  if (/^\d+$/.test(example)) return digits(`${environment} ${example}`, example.length);
  if (example.search(uuid) >= 0) return example.replaceAll(uuid, (each) => uuidOf(`${environment} ${each}`));
  if (hostEnd.test(example)) return example.replace(hostEnd, `$1-${environment}$2`);
  return namesProduction.test(example)
    ? example.replace(namesProduction, environment)
    : `${example}-${environment}`;
}

const hex = (text: string): string => createHash("sha256").update(text).digest("hex");

/** As many digits, the first of them no zero. */
const digits = (text: string, length: number): string =>
  hex(text)
    .slice(0, length)
    .replaceAll(/./g, (digit, index: number) => {
      const least = index === 0 ? 1 : 0;
      return String((Number.parseInt(digit, 16) % (10 - least)) + least);
    });

/** RFC 9562, version 4 by its form. */
function uuidOf(text: string): string {
  const digest = hex(text);
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
  ];
  return [...parts, digest.slice(20, 32)].join("-");
}

const nameIn = (value: unknown): string => (typeof value === "string" ? value : "");

const settingsIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
