import { createRequire } from "node:module";

import type { PackageName } from "../packages";
import type { RuleBook } from "./rule";

const load = createRequire(__filename);

/** The rules of a package; those of the other packages are not even read, which keeps each process small and quick. */
export function ruleBook(name: PackageName): RuleBook {
  const books = load(`./${name}/book.ts`) as Readonly<Record<string, RuleBook>>;
  const book = books[`${name}Rules`];
  if (book === undefined) throw new Error(`rules/${name}/book.ts exports no ${name}Rules`);
  return book;
}
