/** A part of a message: plain text, a variable, a computed number, or text that only some states show. */
export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly tag: string }
  | { readonly kind: "evaluation"; readonly expression: string; readonly tag: string }
  | Block;

/** Text that is shown where a condition holds, or does not. */
export interface Block {
  /** Tells the parts apart. */
  readonly kind: "block";
  /** What is asked, such as `is_alert`. */
  readonly condition: string;
  /** What stands after the condition: what a match compares, or a priority. */
  readonly words: readonly string[];
  /** Whether it is shown where the condition does not hold. */
  readonly negated: boolean;
  /** The opening tag as it is written. */
  readonly tag: string;
  /** What is shown. */
  readonly shown: readonly Part[];
  /** What is shown in its place otherwise. */
  readonly otherwise: readonly Part[];
}

/** Something in a message that its reader would see as raw braces. */
export interface Mistake {
  /** The tag as it is written. */
  readonly tag: string;
  /** What is wrong with it. */
  readonly rule: string;
  /** What to write instead. */
  readonly remedy: string;
}

/** A message that was read. */
export interface Template {
  /** What it consists of, in order. */
  readonly parts: readonly Part[];
  /** What could not be read; it stays in the parts as text. */
  readonly mistakes: readonly Mistake[];
}

interface Open extends Omit<Block, "kind" | "shown" | "otherwise"> {
  readonly shown: Part[];
  readonly otherwise: Part[];
  isElse: boolean;
}

/** Reads a message of Datadog's: https://docs.datadoghq.com/monitors/notify/variables/ */
export function readTemplate(message: string): Template {
  const root: Part[] = [];
  const opened: Open[] = [];
  const mistakes: Mistake[] = [];
  const add = (part: Part): void => {
    const block = opened.at(-1);
    (block ? (block.isElse ? block.otherwise : block.shown) : root).push(part);
  };
  for (const piece of withoutLoneTags(message).split(tagPattern)) {
    const tag = insideOf(piece);
    if (tag === undefined) {
      if (/\{\{|\}\}/.test(piece)) mistakes.push(strayBraces(piece));
      if (piece !== "") add({ kind: "text", text: piece });
    } else if (/^[#^]/.test(tag)) {
      opened.push(openedBy(piece, tag));
    } else if (tag.startsWith("/")) {
      const block = closedBy(piece, tag, opened, mistakes);
      if (block) add(block);
    } else if (tag === "else") {
      const block = opened.at(-1);
      if (block) block.isElse = true;
      else mistakes.push({ tag: piece, rule: "it stands in no block.", remedy: "Remove it." });
    } else if (!tag.startsWith("!")) {
      add(variableOf(piece, tag));
    }
  }
  mistakes.push(...opened.map(neverClosed));
  // What an open block holds is kept, so that its variables are looked at too.
  root.push(...opened.map(blockOf));
  return { parts: root, mistakes };
}

/** A comment, or two or three braces around something without braces. */
const tagPattern = /(\{\{!--[\s\S]*?--\}\}|\{\{\{[^{}]*\}\}\}|\{\{[^{}]*\}\})/;

function insideOf(piece: string): string | undefined {
  const whole = new RegExp(`^${tagPattern.source}$`);
  return whole.test(piece) ? piece.replace(/^\{+|\}+$/g, "").trim() : undefined;
}

/** The tags of a block that stand alone on a line leave no line behind, as in Handlebars. */
function withoutLoneTags(message: string): string {
  return message.replace(/(?<=^|\n)[ \t]*(\{\{(?:[#^/][^{}]*|else)\}\})[ \t]*(?:\n|$)/g, "$1");
}

function openedBy(tag: string, inside: string): Open {
  const [, condition = "", rest = ""] = /^[#^]\s*(\S+)\s*(.*)$/.exec(inside) ?? [];
  const words = [...rest.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  return {
    condition,
    words,
    negated: inside.startsWith("^"),
    tag,
    shown: [],
    otherwise: [],
    isElse: false,
  };
}

function closedBy(tag: string, inside: string, opened: Open[], mistakes: Mistake[]): Block | undefined {
  const name = inside.slice(1).trim();
  const last = opened.at(-1);
  if (last?.condition !== name) {
    mistakes.push({
      tag,
      rule: last ? `the block that ends here is ${last.tag}.` : "no block is open here.",
      remedy: last ? `Close ${last.tag} first.` : "Remove it, or open its block.",
    });
    return undefined;
  }
  opened.pop();
  return blockOf(last);
}

const blockOf = ({ condition, negated, otherwise, shown, tag, words }: Open): Block => ({
  kind: "block",
  condition,
  words,
  negated,
  tag,
  shown,
  otherwise,
});

function variableOf(tag: string, inside: string): Part {
  const expression = /^eval\s+"([^"]*)"$/.exec(inside)?.[1];
  return expression === undefined
    ? { kind: "variable", name: inside, tag }
    : { kind: "evaluation", expression, tag };
}

const neverClosed = ({ condition, tag }: Open): Mistake => ({
  tag,
  rule: "this block never ends.",
  remedy: `Write {{/${condition}}} where it ends.`,
});

function strayBraces(text: string): Mistake {
  const at = text.search(/\{\{|\}\}/);
  return {
    tag: text.slice(at, at + 24).trim(),
    rule: "these braces are no tag, and the reader sees them.",
    remedy: "Close the tag, or write the text without double braces.",
  };
}

/** What Datadog reads as handles; they begin a word: https://docs.datadoghq.com/monitors/notify/#notifications */
export function handlesIn(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part): readonly string[] => {
    if (part.kind === "block") return handlesIn([...part.shown, ...part.otherwise]);
    if (part.kind !== "text") return [];
    return [...part.text.matchAll(/(?<=^|[\s(])@[^\s,;)]*[^\s,;.:)]/gm)].map(([handle]) => handle);
  });
}
