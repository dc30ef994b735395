import { oneLine } from "./text";

/** One case of a suite. */
export interface TestCase {
  /** Its XML. */
  readonly text: string;
  /** Whether it failed. */
  readonly failure: boolean;
}

/** A case as JUnit writes it. */
export function testCase(
  name: string,
  group: string,
  { failed, text }: { readonly text: string; readonly failed: boolean },
): TestCase {
  const inner = failed ? `<failure message="${xml(text)}"/>` : `<system-out>${xml(text)}</system-out>`;
  return {
    failure: failed,
    text: `    <testcase name="${xml(name)}" classname="${xml(group)}">${inner}</testcase>`,
  };
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text in XML 1.0, which has no form for control characters and half characters at all. */
export const xml = (text: string): string => escaped(oneLine(text));

/** Text without half characters, in which nothing is a tag, an entity or the end of an attribute. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/[\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD")
    .replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
