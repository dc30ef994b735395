import { nearest } from "../../model/nearest";
import type { Problem } from "../../model/problem";
import type { CloneRequest } from "./request";

/** What the words of a command were held against. */
interface Looked {
  /** Services that the clone deploys, with what they share. */
  readonly chosen: readonly string[];
  /** Domains of the origin that stood in some setting. */
  readonly domains: ReadonlySet<string>;
}

/** Words of the command that change nothing, which are mistyped as a rule: each would be missed in silence. */
export function uselessWords(request: CloneRequest, { chosen, domains }: Looked): readonly Problem[] {
  const { options } = request;
  return [
    ...options.domains
      .filter(([domain]) => !domains.has(domain))
      .map(([domain]) => ({
        code: "clone/domain",
        path: "--domain",
        value: domain,
        rule: `no setting of ${request.from} that the clone rewrites holds this domain.`,
        remedy: "Leave it out, or write the domain as it stands there.",
      })),
    ...options.set.filter(([key]) => options.secrets.some(([secret]) => secret === key)).map(saidTwice),
    ...options.set.flatMap(([key]) => uselessKey(request, { option: "--set", key, chosen })),
    ...options.secrets.flatMap(([key]) =>
      request.makesUp ? [uselessSecret(key)] : uselessKey(request, { option: "--secret", key, chosen }),
    ),
  ];
}

interface Given {
  readonly option: string;
  readonly key: string;
  readonly chosen: readonly string[];
}

function uselessKey({ known }: CloneRequest, { chosen, key, option }: Given): readonly Problem[] {
  if (/^[a-z0-9-]+:./i.test(key) && !key.startsWith("belfry:")) return [];
  const owner = known.find(({ settings }) => settings.some((each) => each.key === key));
  if (owner && chosen.includes(owner.name)) return [];
  const keys = known
    .filter(({ name }) => chosen.includes(name))
    .flatMap(({ settings }) => settings.map((each) => each.key));
  const near = nearest(key, keys);
  return [
    {
      code: "clone/setting",
      path: option,
      value: key,
      rule: owner
        ? `${owner.name} declares it, which the clone leaves out.`
        : "no service declares this setting.",
      remedy: owner || near === undefined ? "Leave it out." : `Did you mean ${near}?`,
    },
  ];
}

const saidTwice = ([key]: CloneRequest["options"]["set"][number]): Problem => ({
  code: "clone/setting",
  path: "--set",
  value: key,
  rule: "--secret says it too.",
  remedy: "Say it once: with --secret, where nobody should read it.",
});

const uselessSecret = (key: string): Problem => ({
  code: "clone/secret",
  path: "--secret",
  value: key,
  rule: "the sandbox makes up what a clone needs, and no provider there reads a secret.",
  remedy: "Leave it out.",
});
