import { InvalidArgumentError, Option } from "commander";

import type { CloneOptions } from "../../environments/clone/request";
import { inSeconds, parseQuantity, units, type Duration } from "../../model/quantity";
import { environmentName } from "../../stacks/raw-config";

/** What the command line says of a clone. */
export interface CloneWords {
  readonly domain?: CloneOptions["domains"];
  readonly set?: CloneOptions["set"];
  readonly secret?: CloneOptions["secrets"];
  readonly esc?: CloneOptions["esc"];
  readonly services?: readonly string[];
  readonly scale?: number;
  readonly relax?: number;
  readonly ttl: Ttl;
}

/** Commander takes null for an empty word. */
type Ttl = NonNullable<CloneOptions["ttl"]> | "none";

/** What is asked of a clone, with nothing left out. */
export const optionsOf = ({
  domain,
  esc,
  relax,
  scale,
  secret,
  services,
  set,
  ttl,
}: CloneWords): CloneOptions => ({
  services: services ?? null,
  domains: domain ?? [],
  set: set ?? [],
  secrets: secret ?? [],
  esc: esc ?? [],
  scale: scale ?? null,
  relax: relax ?? null,
  ttl: ttl === "none" ? null : ttl,
});

type Pairs = readonly (readonly [string, string])[];

/** An option of two words with a sign between, which may be said once more for other words. */
function pairs(
  flags: string,
  describe: string,
  check: (pair: readonly [string, string]) => string | null,
): Option {
  return new Option(flags, `${describe}; may be repeated`).argParser(
    (text, earlier: Pairs | undefined): Pairs => {
      const at = text.indexOf("=");
      const pair = [text.slice(0, at), text.slice(at + 1)] as const;
      if (at < 1 || /[\r\n]/.test(text))
        throw new InvalidArgumentError("Write it as name=value, on one line.");
      const wrong = check(pair);
      if (wrong !== null) throw new InvalidArgumentError(wrong);
      if (earlier?.some(([name]) => name === pair[0]))
        throw new InvalidArgumentError(`${pair[0]} is said twice.`);
      return [...(earlier ?? []), pair];
    },
  );
}

/** None at all would mean all of them. */
function servicesIn(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.some((name) => name === ""))
    throw new InvalidArgumentError("Write names with commas between them, such as vendhub,watchtower.");
  return [...new Set(names)].sort();
}

const host = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.[a-z][a-z0-9-]*$/i;

/** Every option that says what a clone is like. */
export const cloneOptions = (): readonly Option[] => [
  new Option(
    "--services <names>",
    "deploy only these, with commas between them (default: those of the origin)",
  ).argParser(servicesIn),
  pairs("--domain <from=to>", "a domain of the origin, and the clone's", ([from, to]) =>
    host.test(from) && host.test(to) && from.toLowerCase() !== to.toLowerCase()
      ? null
      : "Write two hosts, such as shop.example=demo.example.",
  ),
  pairs("--set <key=value>", "a setting, or a key of another package", ([key]) =>
    key.includes(".") || key.includes(":")
      ? null
      : "Write a setting's key, such as vendhub.domain=demo.example.",
  ),
  pairs("--secret <key=variable>", "a secret, and the variable that holds the clone's", ([, name]) =>
    /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
      ? null
      : "Write the name of an environment variable, never the secret.",
  ),
  pairs(
    "--esc <from=to>",
    "an environment of Pulumi ESC that the origin imports, and the clone's",
    ([, to]) => (to === "" ? "Write two environments' names." : null),
  ),
  new Option("--scale <factor>", "replicas, against the origin's, such as 0.5").argParser((text) =>
    factor(text, 0.01),
  ),
  new Option("--relax <factor>", "how many times looser thresholds are, such as 1.5x").argParser((text) =>
    factor(text.replace(/x$/, ""), 1),
  ),
  new Option("--ttl <time>", "how long it lives, such as 12h or 3d, or none for an environment that lasts")
    .default({ seconds: 604_800, text: "7d" }, "7d")
    .argParser(parseTtl),
];

function factor(text: string, least: number): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= 100) return value;
  throw new InvalidArgumentError(`Write a number from ${least} to 100.`);
}

const longestTtl = 366 * 86_400;

function parseTtl(text: string): Ttl {
  if (text === "none") return text;
  const quantity = parseQuantity(text);
  const isTime = quantity !== undefined && units[quantity.unit].dimension === "time";
  const seconds = isTime ? inSeconds(quantity as Duration) : 0;
  if (seconds >= 60 && seconds <= longestTtl) return { seconds, text: text.replaceAll(/\s/g, "") };
  throw new InvalidArgumentError("Write a time from 1min to 366d, such as 3d, or none.");
}

/** Environments that no clone may be: production answers for what is real, and local is npm start's. */
const taken: ReadonlyMap<string, string> = new Map([
  ["prod", "production is never a clone"],
  ["local", "local is the environment of npm start"],
]);

/** Why a clone cannot have a name; null where it can. */
export function nameRefused(from: string, to: string): string | null {
  if (from === to) return `${from} cannot be a clone of itself; name another.`;
  if (!environmentName.test(to))
    return `${to} is no environment's name: lower-case letters and digits with hyphens between them, at most 30, since names at providers are made of it.`;
  const why = taken.get(to);
  return why === undefined ? null : `${to} is taken: ${why}. Name another.`;
}
