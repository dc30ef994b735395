import type { PlanSource } from "../plan/types";

/** How a text marks what is no prose. */
export interface SourceMarks {
  /** A key of the stack's file. */
  readonly code: (text: string) => string;
  /** Words that stand for a page. */
  readonly link: (words: string, page: string) => string;
}

/** Marks of a line in a terminal. */
export const plainMarks: SourceMarks = { code: (text) => text, link: (words, page) => `${words} (${page})` };

/** Who says a value, in the same words wherever it is shown. */
export function sourceWords(
  {
    facts,
    key,
    kind,
    layer,
    page,
    until,
  }: Pick<PlanSource, "facts" | "key" | "kind" | "page" | "until"> & Partial<Pick<PlanSource, "layer">>,
  { code, link }: SourceMarks = plainMarks,
): string {
  switch (kind) {
    case "fact":
      return facts.join(", ");
    case "documentation":
      return link("documentation", page ?? "");
    case "house":
      return "our choice";
    case "setting":
      return `setting ${code(key ?? "")}`;
    case "override":
      // What an environment makes of all its levels stands nowhere in its overrides.
      return layer === "environment"
        ? key === null
          ? "this environment as a whole"
          : `${code(key)} of this environment`
        : `this environment's override${until === null ? "" : ` until ${until}`}`;
  }
}
