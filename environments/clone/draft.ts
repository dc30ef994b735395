import { isAlias, isMap, isNode, isScalar, parseDocument, visit, type Document, type YAMLMap } from "yaml";

import type { Fields } from "../../model/record";
import { configKeys } from "../../stacks/raw-config";
import { configValue, isSecret } from "../../stacks/config-value";
import { needsQuotes } from "../../stacks/plain-values";
import type { Rewrite } from "./request";
import { cloneRules, type RuleName } from "./rules";

/** Where something stands in a stack's file. */
export type Path = readonly (string | number)[];

const namespace = "belfry:";

/** Where a key of Belfry stands. */
export const at = (key: string, ...more: Path): Path => ["config", `${namespace}${key}`, ...more];

/** A file on its way from the origin's to the clone's, with everything that was done to it. */
export class Draft {
  /** What was done so far. */
  readonly rewrites: Rewrite[] = [];
  readonly #document: Document;

  /** @param text - the origin's file, which must be sound */
  constructor(text: string) {
    this.#document = plainDocument(text);
  }

  /** What stands at a place, as data; undefined for nothing. */
  read(path: Path): unknown {
    const found = this.#document.getIn(path, true);
    return isNode(found) ? found.toJS(this.#document) : found;
  }

  /** The keys of the record at a place; none where there is no record. */
  keys(path: Path): readonly string[] {
    const found = this.#document.getIn(path, true);
    return isMap(found) ? found.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
  }

  /** Belfry's own keys, without their namespace. */
  ownKeys(): readonly string[] {
    const own = this.keys(["config"]).filter((key) => key.startsWith(namespace));
    return own.map((key) => key.slice(namespace.length));
  }

  /**
   * Writes a value where another one stood, or none. What says so already is no rewrite.
   *
   * @param from - what held there unwritten
   */
  write(path: Path, value: unknown, rule: RuleName, from: string | null = null): void {
    const before = this.read(path);
    if (JSON.stringify(before) === JSON.stringify(value)) return;
    const old = this.#document.getIn(path, true);
    const made = this.#document.createNode(value);
    if (isNode(old) && isNode(made)) made.comment = old.comment ?? null;
    if (isScalar(made) && typeof value === "string" && needsQuotes(value)) made.type = "QUOTE_DOUBLE";
    this.#document.setIn(path, made);
    this.#note(path, {
      from: before === undefined || holdsSecret(before) ? from : shown(before),
      to: shown(value),
      rule,
    });
  }

  /** Leaves out what stands at a place, with the records above it that are empty then. */
  drop(path: Path, rule: RuleName, because?: string): void {
    const before = this.read(path);
    if (before === undefined) return;
    this.#document.deleteIn(path);
    this.#note(path, { from: holdsSecret(before) ? null : shown(before), to: null, rule }, because);
    for (let above = path.slice(0, -1); above.length > 1; above = above.slice(0, -1))
      if (isEmpty(this.read(above))) this.#document.deleteIn(above);
  }

  /** Notes what needs no writing, such as a value that is made up later. */
  note(path: Path, rule: RuleName, from: string | null = null): void {
    this.#note(path, { from, to: null, rule });
  }

  /** The file as it is now, under a comment of its own. */
  text(comment: string): string {
    const first = (this.#document.contents as YAMLMap | null)?.items[0]?.key;
    // What introduces the origin's file is not true of the clone's.
    if (isNode(first)) first.commentBefore = null;
    this.#document.commentBefore = comment
      .split("\n")
      .map((line) => ` ${line}`)
      .join("\n");
    return this.#document.toString({ lineWidth: 0 });
  }

  #note(path: Path, change: Pick<Rewrite, "from" | "to" | "rule">, because?: string): void {
    this.rewrites.push({ path: pathText(path), ...change, because: because ?? cloneRules[change.rule] });
  }
}

/** Whether a value is one that only its stack can read, or has one in it. */
export const holdsSecret = (value: unknown): boolean =>
  isSecret(value) ||
  (typeof value === "object" && value !== null && Object.values(value).some((each) => holdsSecret(each)));

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);

/** A value as a person reads it. */
export const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A place as messages name it: `belfry:settings.vendhub.domain`, `environment[0]`. */
export const pathText = (path: Path): string =>
  (path[0] === "config" ? path.slice(1) : path)
    .map((each, index) => (typeof each === "number" ? `[${each}]` : index === 0 ? each : `.${each}`))
    .join("");

/** Writes out what a record takes from others with <<. */
function mergeInto(document: Document, map: YAMLMap): void {
  const isMerge = ({ key }: YAMLMap["items"][number]): boolean =>
    isScalar(key) && typeof key.value === "symbol";
  if (!map.items.some(isMerge)) return;
  const all = map.toJS(document) as Fields;
  map.items = map.items.filter((each) => !isMerge(each));
  for (const [key, value] of Object.entries(all))
    if (!map.has(key)) map.items.push(document.createPair(key, value));
}

/** A document without references and without records that are written as a text, so that each value is what it means, where it stands. */
function plainDocument(text: string): Document {
  const document = parseDocument(text, { merge: true });
  visit(document, {
    Map: (_key, map) => {
      mergeInto(document, map);
    },
  });
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) return undefined;
      const resolved = node.resolve(document);
      return document.createNode(resolved?.toJS(document) ?? null);
    },
  });
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) delete node.anchor;
    },
  });
  for (const key of configKeys) {
    const written = document.getIn(at(key));
    const value = configValue(key, written);
    if (typeof value !== "string" && typeof written === "string")
      document.setIn(at(key), document.createNode(value));
  }
  return document;
}
