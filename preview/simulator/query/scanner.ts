/** Thrown inside the parser where a query says something that the simulator does not know. */
export class NotUnderstood extends Error {
  constructor(what: string) {
    super(what);
    this.name = "NotUnderstood";
  }
}

/** Reads a query from left to right. */
export class Scanner {
  private position = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether nothing but space is left. */
  get done(): boolean {
    return this.rest().length === 0;
  }

  /** What is left, without the space before it. */
  rest(): string {
    while (/\s/.test(this.text.charAt(this.position))) this.position += 1;
    return this.text.slice(this.position);
  }

  /** What was read so far. */
  before(): string {
    return this.text.slice(0, this.position);
  }

  /** Reads a sign if it is next. */
  take(sign: string): boolean {
    if (!this.rest().startsWith(sign)) return false;
    this.position += sign.length;
    return true;
  }

  /** Reads what a pattern matches if it is next; the pattern must start with `^`. */
  match(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.rest());
    if (found) this.position += found[0].length;
    return found;
  }

  /** Reads a sign that has to be next. */
  expect(sign: string): void {
    if (!this.take(sign)) this.fail(`"${sign}" is expected`);
  }

  /** Reads what a pattern has to match next. */
  require(pattern: RegExp, what: string): RegExpExecArray {
    return this.match(pattern) ?? this.fail(`${what} is expected`);
  }

  /** Reads up to the brace that closes the one just read: a filter may hold settings in braces of their own. */
  untilBrace(): string {
    let depth = 1;
    for (let end = this.position; end < this.text.length; end++) {
      const sign = this.text.charAt(end);
      if (sign === "{") depth += 1;
      if (sign === "}") depth -= 1;
      if (depth > 0) continue;
      const inside = this.text.slice(this.position, end);
      this.position = end + 1;
      return inside.trim();
    }
    return this.fail('"}" is expected');
  }

  /** Gives up, and says where. */
  fail(why: string): never {
    const rest = this.rest();
    throw new NotUnderstood(rest ? `${why} before "${rest.slice(0, 60)}"` : `${why} at the end`);
  }
}
