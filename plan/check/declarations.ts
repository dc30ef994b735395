import { relative } from "node:path";

import { originOf } from "../../model/origin";
import type { Problem } from "../../model/problem";
import { units, written } from "../../model/quantity";
import { foundAt, isRecord } from "../../model/record";
import { wrongDimensions } from "../shape/dimensions";
import { mistakesOf, type Mistake } from "../shape/mistakes";
import { isQuantity } from "../shape/parts";
import { serviceForm } from "../shape/service";

type Path = Mistake["path"];

/**
 * Everything in which services differ from what the compiler takes. Types are stripped before the program runs, so
 * nothing else refuses it, and no plan can be made of it. Files are told from `root` on, where a value remembers its
 * line.
 */
export function checkDeclarations(services: readonly unknown[], root: string): readonly Problem[] {
  return services.flatMap((service, index) => {
    if (service === undefined) return [notExported(index)];
    // Each form reads few values: to compile it first would take longer than that.
    const parsed = serviceForm.safeParse(service, { jitless: true });
    const mistakes = [
      ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => mistakesOf(service, issue))),
      ...wrongDimensions(service),
    ];
    return mistakes.map(({ code, path: inner, remedy, rule }) => {
      const path = fieldOf(service, inner);
      const place = [lineOf(service, path, root), nameOf(service, path, index)].filter(Boolean).join(" ");
      return { code, path: place, value: shown(foundAt(service, path)), rule, remedy };
    });
  });
}

/** What services share comes first, so the place in the list is the index. */
const notExported = (place: number): Problem => ({
  code: "service/missing",
  path: "services/all.ts",
  value: null,
  rule: `service ${place} of the list is nothing: the file that it is imported from exports no such name.`,
  remedy: "Import it by the name that its file exports.",
});

/** A field's own path, where the mistake is in the value that stands there with its source. */
function fieldOf(service: unknown, path: Path): Path {
  const outer = path.slice(0, -1);
  const around = foundAt(service, outer);
  return path.at(-1) === "value" && isRecord(around) && "source" in around ? outer : path;
}

/** File and line of the innermost value around a place that remembers where it is written; empty where none does. */
function lineOf(service: unknown, path: Path, root: string): string {
  for (let length = path.length; length > 0; length -= 1) {
    const value = foundAt(service, path.slice(0, length));
    const origin = isRecord(value) ? originOf(value) : undefined;
    if (origin) return `${relative(root, origin.file)}:${origin.line}`;
  }
  return "";
}

/** A place as problems of plans name it: a guardrail by its id, whatever list it stands in. */
function nameOf(service: unknown, path: Path, index: number): string {
  const name = textOr(foundAt(service, ["name"]), `services.${index}`);
  const [list, place = "", ...rest] = path;
  if (list !== "guardrails" || path.length < 2) return [name, ...path.map(String)].join(".");
  const id = textOr(foundAt(service, ["guardrails", place, "name"]), `guardrails.${String(place)}`);
  return [`${name}/${id}`, ...rest.map(String)].join(".");
}

const textOr = (value: unknown, other: string): string =>
  typeof value === "string" && value !== "" ? value : other;

/** A value as it is written; null where there is none, or more than fits a line. */
function shown(value: unknown): string | null {
  const inner = isRecord(value) && "source" in value ? value["value"] : value;
  if (isQuantity(inner))
    return typeof inner.value === "number"
      ? written(inner)
      : `${JSON.stringify(inner.value)} ${units[inner.unit].symbol}`;
  return ["string", "number", "boolean"].includes(typeof inner) ? JSON.stringify(inner) : null;
}
