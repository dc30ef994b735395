/** The names of an origin that a clone has others for. */
export interface Names {
  /** Name of the origin. */
  readonly from: string;
  /** Name of the clone. */
  readonly to: string;
  /** Domains of the origin, each with the one that stands for it. */
  readonly domains: readonly (readonly [from: string, to: string])[];
}

/** A text with other names in it. */
export interface Renamed {
  /** The text. */
  readonly text: string;
  /** The domains of the origin that stood in it. */
  readonly domains: ReadonlySet<string>;
}

/**
 * A text with the clone's names for the origin's: domains, also within addresses and mailboxes and above other hosts, and
 * the environment's name where it is a word. What a domain became is looked at no further.
 */
export function renamed(text: string, { domains, from, to }: Names): Renamed {
  const found = new Set<string>();
  const hosts = hostsOf(domains.map(([domain]) => domain));
  // Split by a group, every other part is what the group found.
  const parts = hosts === null ? [text] : text.split(hosts);
  const made = parts.map((part, index) => {
    if (index % 2 === 0) return withName(part, from, to);
    const [domain, other] = domains.find(([each]) => each.toLowerCase() === part.toLowerCase()) ?? [];
    if (domain !== undefined) found.add(domain);
    return other ?? part;
  });
  return { text: made.join(""), domains: found };
}

/** Whether a text names an environment, as a word. */
export const names = (text: string, environment: string): boolean => wordOf(environment).test(text);

const withName = (text: string, from: string, to: string): string =>
  text.replaceAll(wordOf(from, "gi"), () => to);

const wordOf = (name: string, flags = "i"): RegExp =>
  new RegExp(`(?<![A-Za-z0-9])${escaped(name)}(?![A-Za-z0-9])`, flags);

/** The longest first: a host below a domain may have one of its own. */
function hostsOf(domains: readonly string[]): RegExp | null {
  if (domains.length === 0) return null;
  const any = [...domains].sort((one, other) => other.length - one.length).map(escaped);
  return new RegExp(`(?<![A-Za-z0-9_-])(${any.join("|")})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`, "i");
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
