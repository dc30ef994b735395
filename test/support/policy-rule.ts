import type { ResourceRule, RuleContext, StackRule, StackSubject, Violation } from "../../policy/rule";
import { unknown, type Bag, type Value } from "../../policy/value";

/** A production stack that pages, with no configuration of a rule. */
export const production: RuleContext = {
  stack: { environment: "prod", pages: true, shard: null },
  settings: {},
};

/** A stack that must wake nobody. */
export const staging: RuleContext = {
  stack: { environment: "staging", pages: false, shard: null },
  settings: {},
};

/** An input, of a rule's first type unless told. */
export interface Example {
  readonly type?: string;
  readonly props: Bag;
  readonly context?: RuleContext;
}

/** Violations that an example has, each by the fields that matter. */
export interface Broken extends Example {
  readonly found: readonly Partial<Violation>[];
}

/** What a rule says of an example. */
export function check(
  rule: ResourceRule,
  { context = production, props, type = rule.types[0] ?? "" }: Example,
): readonly Violation[] {
  return rule.check({ urn: `urn:pulumi:prod::shop::${type}::it`, type, props }, context);
}

/** Tells what keeps a rule, as it is and with any one of its values not known yet, and what breaks it. */
export function describeRule(
  rule: ResourceRule,
  examples: {
    readonly keeps: Readonly<Record<string, Example>>;
    readonly breaks: Readonly<Record<string, Broken>>;
  },
): void {
  describe(rule.name, () => {
    it.each(Object.entries(examples.keeps))("is kept by %s", (_, example) => {
      expect(check(rule, example)).toEqual([]);
    });

    it.each(Object.entries(examples.keeps))(
      "is kept by %s while a preview knows only part of it",
      (_, example) => {
        const failing = eachUnknown(example.props).filter(
          (props) => check(rule, { ...example, props: props as Bag }).length > 0,
        );

        expect(failing).toEqual([]);
      },
    );

    it.each(Object.entries(examples.breaks))("is broken by %s", (_, { found, ...example }) => {
      expect(check(rule, example)).toEqual(found.map((each): unknown => expect.objectContaining(each)));
    });
  });
}

/** A resource of a stack, by the name in its URN. */
export function resource(
  type: string,
  name: string,
  props: Bag,
  comesFrom: StackSubject["comesFrom"] = {},
): StackSubject {
  return { urn: urnOf(type, name), type, props, comesFrom };
}

/** URN of a resource of the stack `prod`. */
export function urnOf(type: string, name: string): string {
  return `urn:pulumi:prod::shop::${type}::${name}`;
}

/** Violations of a stack as resource and value. */
export function checkStack(
  rule: StackRule,
  subjects: readonly StackSubject[],
  context = production,
): readonly string[] {
  return rule
    .check(subjects, context)
    .map(({ path, urn, value }) => `${urn.split("::").pop() ?? ""}.${path} ${value ?? ""}`);
}

/** A stack once for each value in it, with that value not known yet. */
export function eachUnknownIn(subjects: readonly StackSubject[]): readonly (readonly StackSubject[])[] {
  return subjects.flatMap((subject, index) =>
    eachUnknown(subject.props).map((props) => replaced(subjects, index, { ...subject, props: props as Bag })),
  );
}

function eachUnknown(value: Value): readonly Value[] {
  if (isList(value))
    return value.flatMap((each, index) =>
      itAndEachUnknown(each).map((other): readonly Value[] => replaced(value, index, other)),
    );
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    each === undefined ? [] : itAndEachUnknown(each).map((other): Bag => ({ ...value, [key]: other })),
  );
}

function itAndEachUnknown(value: Value): readonly Value[] {
  return [unknown, ...eachUnknown(value)];
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

function replaced<Item>(items: readonly Item[], index: number, item: Item): readonly Item[] {
  return items.map((each, at) => (at === index ? item : each));
}
