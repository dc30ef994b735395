/** An element of a page that {@link parsePage} read. */
export interface Element {
  /** Its name. */
  readonly name: string;
  /** Its attributes, as they mean. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands in it: elements and texts, as they mean. */
  readonly children: readonly (Element | string)[];
}

const voids: readonly string[] = ["br", "meta"];

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function meant(text: string): string {
  if (/[<>]|&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`not escaped: ${text.slice(0, 200)}`);
  return text.replaceAll(/&([a-z]+);/g, (_, name: string) => entities[name] ?? "");
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  const rest = text.replaceAll(/ ([a-zA-Z-]+)(?:="([^"<>]*)")?/g, (_, name: string, value = "") => {
    if (name in attributes) throw new Error(`twice: ${name}`);
    attributes[name] = meant(String(value));
    return "";
  });
  if (rest !== "" && rest !== "/") throw new Error(`no attribute: ${rest}`);
  return attributes;
}

/**
 * Reads a page more strictly than any browser: every element is closed where it was opened, every attribute is quoted, and
 * every text is escaped. What it accepts, a browser reads the same way, so nothing in it can be a tag by accident.
 *
 * @throws Error where a page is written otherwise
 */
export function parsePage(page: string): Element {
  const root: { name: string; attributes: Record<string, string>; children: (Element | string)[] } = {
    name: "#page",
    attributes: {},
    children: [],
  };
  const open = [root];
  const text = page.replace(/^<!doctype html>\n/, "");
  if (text === page) throw new Error("no doctype");
  for (const part of text.match(/<style>[^<]*<\/style>|<[^>]*>|[^<]+/g) ?? []) {
    const top = open.at(-1) ?? root;
    const [, close, name = "", attributes = ""] = /^<(\/)?([a-zA-Z0-9]+)([^]*)>$/.exec(part) ?? [];
    if (part.startsWith("<style>"))
      top.children.push({ name: "style", attributes: {}, children: [part.slice(7, -8)] });
    else if (!part.startsWith("<")) top.children.push(meant(part));
    else if (name === "") throw new Error(`no tag: ${part}`);
    else if (close) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes what is not open`);
    } else {
      const element = { name, attributes: attributesOf(attributes), children: [] };
      top.children.push(element);
      if (!voids.includes(name) && !attributes.endsWith("/")) open.push(element);
    }
  }
  if (open.length !== 1) throw new Error(`not closed: ${open.at(-1)?.name ?? ""}`);
  return root;
}

/** An element and all that stand in it. */
export function elementsOf(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap((each) => (typeof each === "string" ? [] : elementsOf(each)))];
}

/** All text in an element, as it is read. */
export const textOf = ({ children }: Element): string =>
  children.map((each) => (typeof each === "string" ? each : textOf(each))).join("");
