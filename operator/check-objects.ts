import type { Problem } from "../model/problem";
import { problemsOf, type Finding } from "./finding";
import { prerequisiteFindings } from "./prerequisites";
import { operatorObjectSchema, operatorVersion, type OperatorObject, type Stack } from "./schema";
import { accountFindings, metadataFindings, stackFindings } from "./stack-rules";
import { togetherFindings } from "./together-rules";

/**
 * Everything that is wrong with objects for the operator, before a cluster sees them: their fields, and what the operator
 * stalls on although the API server takes it.
 *
 * @param values - objects as they were made, or read from a file
 */
export function checkObjects(values: readonly unknown[]): readonly Problem[] {
  const objects: OperatorObject[] = [];
  const findings: Finding[] = [];
  for (const value of values) {
    const parsed = operatorObjectSchema.safeParse(value);
    if (parsed.success) objects.push(parsed.data);
    else findings.push(...parsed.error.issues.map((issue) => fieldFinding(nameIn(value), issue)));
  }
  const stacks = objects.filter((each): each is Stack => each.kind === "Stack");
  return problemsOf([
    ...findings,
    ...objects.flatMap(metadataFindings),
    ...objects.flatMap(accountFindings),
    ...stacks.flatMap(stackFindings),
    // Of what could not be read nobody knows whom it names.
    ...(findings.length > 0 ? [] : [...prerequisiteFindings(stacks), ...togetherFindings(objects)]),
  ]);
}

type Issue = NonNullable<ReturnType<typeof operatorObjectSchema.safeParse>["error"]>["issues"][number];

function fieldFinding(object: string, issue: Issue): Finding {
  const found = { code: "operator/field", object, value: null };
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return {
      ...found,
      field: [...issue.path, key].map(String).join("."),
      rule: `it is no field that Belfry writes for operator ${operatorVersion}.`,
      remedy: "Remove it, or correct its name.",
    };
  }
  return {
    ...found,
    field: issue.path.map(String).join(".") || "(the object)",
    rule: `it has another form: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}.`,
    remedy: `Write it as the operator documents it.`,
  };
}

/** What a person calls an object of which nothing is known to be right. */
function nameIn(value: unknown): string {
  const { kind, metadata } = (value ?? {}) as { readonly kind?: unknown; readonly metadata?: unknown };
  const name = (metadata as { readonly name?: unknown } | undefined)?.name;
  return typeof name === "string" ? name : typeof kind === "string" ? `a ${kind}` : "an object";
}
