/**
 * Whether a downtime's scope reaches any group of a monitor.
 *
 * The sandbox has no groups: a monitor's groups have the tags that its query filters by, and any value of the tags that
 * it groups by. Everything else about a group is taken to be unknown, and no match.
 *
 * Syntax: https://docs.datadoghq.com/monitors/downtimes/#downtime-scope-syntax
 */
export function reachesScope(scope: string, query: string): boolean {
  if (scope === "*") return true;
  const words = scope.match(/\(|\)|[^\s()]+(?:\([^()]*\))?/g) ?? [];
  const groups = groupsOf(query);
  // Top-level ORs are refused, so everything that is asked for must hold.
  return words.filter((word) => !/^(?:AND|\(|\))$/i.test(word)).every((word) => holds(word, groups));
}

interface Groups {
  /** Tags that every group has. */
  readonly tags: readonly string[];
  /** Names of tags of which each group has one value. */
  readonly by: readonly string[];
}

function groupsOf(query: string): Groups {
  const filters = [...query.matchAll(/\{([^}]*)\}/g)].map(([, inner = ""]) => inner);
  const by = [...query.matchAll(/by \{([^}]*)\}/g)].flatMap(([, inner = ""]) => inner.split(","));
  return {
    tags: filters.flatMap((inner) => inner.split(/,|\s+AND\s+/)).map((tag) => tag.trim()),
    by: by.map((name) => name.trim()),
  };
}

function holds(word: string, groups: Groups): boolean {
  const isNot = /^[-!]/.test(word);
  const [, name = "", value = ""] = /^[-!]?([^:(]+):?(.*)$/.exec(word) ?? [];
  const values = value.replace(/^\(|\)$/g, "").split(/\s+OR\s+/);
  const any = values.some((each) => hasTag(`${name}:${each}`, groups));
  // A group of another value is not excluded.
  return isNot ? !any || groups.by.includes(name) : any || groups.by.includes(name);
}

function hasTag(tag: string, { tags }: Groups): boolean {
  const pattern = new RegExp(`^${tag.split("*").map(escaped).join(".*")}$`);
  return tags.some((each) => pattern.test(each));
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.+?()[\]{}|]/g, "\\$&");
