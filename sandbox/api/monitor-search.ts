/** What a search looks at. */
export interface Searched {
  /** Datadog's number of it. */
  readonly id: number;
  /** Its title. */
  readonly name: string;
  /** Its tags. */
  readonly tags: readonly string[];
  /** Its type, query and message, among whatever else it has. */
  readonly [field: string]: unknown;
}

/**
 * Whether a search finds a monitor: words in its title or message, `title:`, `message:`, `tag:`, `type:` and `id:`, all of
 * which must hold; a star stands for any text, and a minus turns a word round.
 *
 * https://docs.datadoghq.com/monitors/manage/search/
 */
export function isFoundBy(monitor: Searched, query: string): boolean {
  const words = [...query.matchAll(/(-?)(?:(\w+):)?(?:"([^"]*)"|(\S+))/g)];
  return words.every(([, minus, field, quoted, bare]) => {
    const text = quoted ?? bare ?? "";
    return holds(monitor, field, text) !== (minus === "-");
  });
}

function holds(monitor: Searched, field: string | undefined, text: string): boolean {
  const { id, message, name, tags, type } = monitor;
  switch (field) {
    case undefined:
      return text === String(id) || has(name, text) || has(message, text);
    case "title":
      return has(name, text);
    case "message":
      return has(message, text);
    case "id":
      return text === String(id);
    case "type":
      return has(type, text);
    case "tag":
      return tags.some((tag) => isLike(tag, text));
    default:
      return tags.some((tag) => isLike(tag, `${field}:${text}`));
  }
}

const patternOf = (text: string): string =>
  text
    .split("*")
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");

const has = (value: unknown, text: string): boolean =>
  typeof value === "string" && new RegExp(patternOf(text), "is").test(value);

const isLike = (value: string, text: string): boolean => new RegExp(`^${patternOf(text)}$`, "is").test(value);
