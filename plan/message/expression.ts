/** What a name in an expression stands for; undefined for a name that means nothing here. */
export type Meaning = (name: string) => number | undefined;

/**
 * The functions that a message may need, of those that Datadog knows.
 *
 * https://docs.datadoghq.com/monitors/guide/template-variable-evaluation/
 */
const functions: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  float: (value) => value,
  floor: Math.floor,
  int: Math.floor,
  round: Math.round,
  trunc: Math.floor,
};

/** Operators from the loosest to the tightest; those of one row are read from left to right. */
const rows: readonly Readonly<Record<string, (left: number, right: number) => number>>[] = [
  { "+": (left, right) => left + right, "-": (left, right) => left - right },
  {
    "*": (left, right) => left * right,
    "/": (left, right) => left / right,
    "%": (left, right) => left % right,
  },
];

/** What stands inside `{{eval "…"}}` as a number; undefined where it is no expression or a name means nothing. */
export function evaluate(expression: string, meaning: Meaning): number | undefined {
  const tokens = tokensOf(expression);
  if (!tokens) return undefined;
  const reader = new Reader(tokens, meaning);
  const result = reader.sum();
  return reader.isAtEnd && result !== undefined && Number.isFinite(result) ? result : undefined;
}

/** The names that an expression looks up: all but those of functions. */
export function namesIn(expression: string): readonly string[] {
  return [...expression.matchAll(/[A-Za-z_][\w.]*(?!\s*\(|[\w.])/g)].map(([name]) => name);
}

function tokensOf(expression: string): readonly string[] | undefined {
  const token = /\s*(\d+(?:\.\d+)?|[A-Za-z_][\w.]*|[-+*/%^()])/y;
  const tokens: string[] = [];
  const text = expression.trimEnd();
  while (token.lastIndex < text.length) {
    const found = token.exec(text)?.[1];
    if (found === undefined) return undefined;
    tokens.push(found);
  }
  return tokens;
}

class Reader {
  readonly #tokens: readonly string[];
  readonly #meaning: Meaning;
  #next = 0;

  constructor(tokens: readonly string[], meaning: Meaning) {
    this.#tokens = tokens;
    this.#meaning = meaning;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#tokens.length;
  }

  sum(row = 0): number | undefined {
    const operators = rows[row];
    if (!operators) return this.#power();
    let left = this.sum(row + 1);
    for (let apply = operators[this.#peek()]; apply; apply = operators[this.#peek()]) {
      this.#next++;
      const right = this.sum(row + 1);
      left = left === undefined || right === undefined ? undefined : apply(left, right);
    }
    return left;
  }

  #power(): number | undefined {
    if (this.#accept("-")) {
      const value = this.#power();
      return value === undefined ? undefined : -value;
    }
    const base = this.#operand();
    if (!this.#accept("^")) return base;
    const exponent = this.#power();
    return base === undefined || exponent === undefined ? undefined : base ** exponent;
  }

  #operand(): number | undefined {
    const token = this.#peek();
    this.#next++;
    if (token === "(") {
      const value = this.sum();
      return this.#accept(")") ? value : undefined;
    }
    if (/^\d/.test(token)) return Number(token);
    if (this.#peek() !== "(") return this.#meaning(token);
    const apply = Object.hasOwn(functions, token) ? functions[token] : undefined;
    const value = this.#operand();
    return value === undefined ? undefined : apply?.(value);
  }

  #accept(token: string): boolean {
    if (this.#peek() !== token) return false;
    this.#next++;
    return true;
  }

  #peek(): string {
    return this.#tokens[this.#next] ?? "";
  }
}
