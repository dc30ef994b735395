/** How the points of a window become one value. */
export type TimeAggregator = "avg" | "sum" | "min" | "max" | "last" | "percentile";

/** What stands between a query and its level. */
export type Comparator = ">" | ">=" | "<" | "<=" | "==" | "!=";

/** Something written behind a metric with a dot. */
export type Modifier =
  | { readonly kind: "as_count" | "as_rate" }
  | {
      /** Tells the modifiers apart. */
      readonly kind: "rollup";
      /** How the points of a bucket become one. */
      readonly method: RollupMethod;
      /** Length of a bucket in seconds; null leaves it to Datadog. */
      readonly seconds: number | null;
    }
  | {
      /** Tells the modifiers apart. */
      readonly kind: "fill";
      /** What goes into a gap. */
      readonly method: FillMethod;
      /** Seconds up to which a gap is filled; 300 when the query says nothing, as Datadog documents. */
      readonly limit: number;
    };

/** How the points of a rollup bucket become one. */
export type RollupMethod = "avg" | "sum" | "min" | "max" | "count";

/** What goes into a gap between two points. */
export type FillMethod = "linear" | "last" | "zero" | "null";

/** One metric as a query reads it. */
export interface MetricTerm {
  /** Tells the expressions apart. */
  readonly kind: "metric";
  /** How the sources of a group become one: `avg`, `sum`, `min`, `max`, `count` or a percentile such as `p95`. */
  readonly space: string;
  /** Name of the metric. */
  readonly metric: string;
  /** What stands in the braces, as written. */
  readonly filter: string;
  /** Tags by which it is grouped; empty for one series. */
  readonly by: readonly string[];
  /** What is done to it, in the order in which it is written. */
  readonly modifiers: readonly Modifier[];
}

/** A search for log lines, page views, events or spans, which are counted. */
export interface SearchTerm {
  /** Tells the expressions apart. */
  readonly kind: "search";
  /** The query up to its window, as written: the key of its history. */
  readonly text: string;
  /** Attributes by which it is grouped. */
  readonly by: readonly string[];
}

/** What is measured: the leaves of an expression. */
export type Term = MetricTerm | SearchTerm;

/** Functions that are simulated. */
export type FunctionName = "default_zero" | "abs" | "is_greater";

/** What a monitor looks at: numbers, metrics and arithmetic on them. */
export type Expression =
  | Term
  | {
      /** Tells the expressions apart. */
      readonly kind: "number";
      /** The number. */
      readonly value: number;
    }
  | {
      /** Tells the expressions apart. */
      readonly kind: "negative";
      /** What is negated. */
      readonly of: Expression;
    }
  | {
      /** Tells the expressions apart. */
      readonly kind: "arithmetic";
      /** What is done to both sides. */
      readonly operator: "+" | "-" | "*" | "/";
      /** What stands before the operator. */
      readonly left: Expression;
      /** What stands behind it. */
      readonly right: Expression;
    }
  | {
      /** Tells the expressions apart. */
      readonly kind: "call";
      /** The function. */
      readonly name: FunctionName;
      /** What it is applied to. */
      readonly of: Expression;
      /** Its further arguments, all numbers. */
      readonly numbers: readonly number[];
    };

/** How far a monitor looks back. */
export interface QueryWindow {
  /** Its length. */
  readonly seconds: number;
  /** The unit in which it is written: it decides the buckets of the full-window rule. */
  readonly unit: "minutes" | "hours" | "days" | "months";
}

/** What a monitor asks. */
export interface Query {
  /** How the points of the window become one value. */
  readonly aggregator: TimeAggregator;
  /** The comparison with the past; null compares the value itself. */
  readonly change: {
    /** The difference, or the difference in percent of the past value. */
    readonly kind: "change" | "pct_change";
    /** Seconds between now and the past. */
    readonly shift: number;
  } | null;
  /** What is measured. */
  readonly expression: Expression;
  /** How far it looks back. */
  readonly window: QueryWindow;
  /** What stands before the level. */
  readonly comparator: Comparator;
  /** The level, in the expression's unit. */
  readonly threshold: number;
}

const strength = { "+": 1, "-": 1, "*": 2, "/": 2 } as const;

/** An expression in one spelling, whatever the spaces and brackets it was written with: the key of its history. */
export function textOf(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "negative":
      return `-${enclosed(expression.of, 3)}`;
    case "call":
      return `${expression.name}(${[textOf(expression.of), ...expression.numbers].join(", ")})`;
    case "arithmetic": {
      const { left, operator, right } = expression;
      const own = strength[operator];
      // What stands behind `-` and `/` keeps its brackets: a - (b - c) is not a - b - c.
      return `${enclosed(left, own)} ${operator} ${enclosed(right, own + 1)}`;
    }
    case "search":
      return expression.text;
    case "metric":
      return termText(expression, expression.modifiers);
  }
}

/** A metric with some of its modifiers, as {@link textOf} spells it. */
export function termText(term: MetricTerm, modifiers: readonly Modifier[]): string {
  const by = term.by.length > 0 ? ` by {${term.by.join(",")}}` : "";
  return `${term.space}:${term.metric}{${term.filter}}${by}${modifiers.map(modifierText).join("")}`;
}

function enclosed(expression: Expression, outer: number): string {
  const text = textOf(expression);
  const inner =
    expression.kind === "arithmetic" ? strength[expression.operator] : expression.kind === "negative" ? 2 : 4;
  return inner < outer ? `(${text})` : text;
}

function modifierText(modifier: Modifier): string {
  switch (modifier.kind) {
    case "as_count":
    case "as_rate":
      return `.${modifier.kind}()`;
    case "rollup":
      return `.rollup(${modifier.method}${modifier.seconds === null ? "" : `, ${modifier.seconds}`})`;
    case "fill":
      return `.fill(${modifier.method}, ${modifier.limit})`;
  }
}

/** What an expression measures, in the order in which it is written. */
export function termsOf(expression: Expression): readonly Term[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "metric":
    case "search":
      return [expression];
    case "negative":
    case "call":
      return termsOf(expression.of);
    case "arithmetic":
      return [...termsOf(expression.left), ...termsOf(expression.right)];
  }
}

/** Whether an expression uses a function anywhere. */
export function calls(expression: Expression, name: FunctionName): boolean {
  switch (expression.kind) {
    case "number":
    case "metric":
    case "search":
      return false;
    case "negative":
      return calls(expression.of, name);
    case "call":
      return expression.name === name || calls(expression.of, name);
    case "arithmetic":
      return calls(expression.left, name) || calls(expression.right, name);
  }
}
